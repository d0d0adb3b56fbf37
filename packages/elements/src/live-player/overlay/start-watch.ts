import type { OverlayHost } from './overlay-host.ts';
import { startMs } from './start-time.ts';

/**
 * Where a stream stands that is to begin at a known time. `ahead`: it is not asked for yet. `now`: somebody has waited here, and its time
 * has come. `due`: its time has come, and it was not seen yet.
 */
export type StartStage = 'ahead' | 'now' | 'due' | null;

/** So long before, the code that will play it is fetched, in milliseconds; all at once would be late on a slow link. */
const PRELOAD_MS = 20_000;

/** After so long, it is not late but missing, in milliseconds. */
const LATE_MS = 3_600_000;

/** Clocks are set, and devices sleep: so it looks every second, in milliseconds, however long there is to wait. */
const LOOK_MS = 1000;

/** Why it did not work stands in the player's state. */
function ignore(): void {}

/** Waits for the start of the stream of one element, and opens it then. Before, nothing is asked for. */
export class StartWatch {
  /** How long it still is, in milliseconds; above 0 while it is ahead. */
  leftMs = 0;
  readonly #host: OverlayHost;
  #source: string | null = null;
  #hasWaited = false;
  #hasShown = false;
  #hasOpened = false;
  #isOpening = false;
  #hasPreloaded = false;
  #cancel: (() => void) | null = null;

  constructor(host: OverlayHost) {
    this.#host = host;
  }

  /** @param isOpening whether a player is being made, or could not be */
  follow(isOpening: boolean): StartStage {
    const { state, src, startsAt, clock, isConnected } = this.#host;
    this.#cancel?.();
    this.#cancel = null;
    if (src !== this.#source) this.#hasWaited = this.#hasShown = this.#hasPreloaded = this.#hasOpened = false;
    this.#source = src;
    if (state?.hasFrame) this.#hasShown = true;
    const atMs = startMs(startsAt);
    this.leftMs = atMs - clock.wallTime();
    if (this.leftMs > 0 && !this.#hasShown) {
      this.#hasWaited = true;
      this.#hasOpened = false;
      if (this.leftMs <= PRELOAD_MS) this.#preload();
      if (isConnected) {
        // On the second, so that the clock runs evenly.
        this.#cancel = clock.after(this.leftMs % LOOK_MS || LOOK_MS, () => this.#host.requestUpdate());
      }
      return 'ahead';
    }
    const isKnown = !Number.isNaN(atMs);
    if (isConnected && !isOpening && (startsAt !== null || this.#hasWaited)) this.#open();
    if (!isKnown) this.#hasWaited = false;
    if (this.#hasShown || !isKnown || this.leftMs <= -LATE_MS) return null;
    return this.#hasWaited ? 'now' : 'due';
  }

  /** What does not begin then is tried again by a `Comeback`. */
  #open(): void {
    const host = this.#host;
    const { player } = host;
    if (this.#isOpening || !host.src || (host.preload === 'none' && !host.autoplay)) return;
    if (player && (this.#hasOpened || !host.state?.error)) return;
    this.#hasOpened = this.#isOpening = true;
    // Not while it is being drawn.
    queueMicrotask(() => {
      this.#isOpening = false;
      if (!host.isConnected) return;
      if (player) player.retry().catch(ignore);
      else host.load();
    });
  }

  /** Has the code fetched that plays it, and nothing of the stream: makes a player, and lets it go. */
  #preload(): void {
    const { src, sources, clock } = this.#host;
    if (this.#hasPreloaded || !src) return;
    this.#hasPreloaded = true;
    // Others may begin at once.
    if (sources.typeOf(src) !== 'hls') return;
    sources
      .create(src, { video: () => document.createElement('video'), clock })
      .then((player) => player.destroy())
      .catch(ignore);
  }
}
