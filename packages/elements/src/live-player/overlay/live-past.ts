import type { DvrWindow, LiveControl } from '@t333/core/player';
import type { OverlayHost } from './overlay-host.ts';

/** The last playlist begins a segment or two later than the one before, and nothing is to be had before it. */
const MARGIN_SECONDS = 10;

/** What an element has seen of a live stream: when it ends, its player calls it a recording. One for each element. */
export class LivePast {
  /** Whether the present source was live. */
  wasLive = false;
  readonly #host: OverlayHost;
  #source: string | null = null;
  #live: LiveControl | null = null;
  #leave: (() => void) | undefined;
  #window: DvrWindow | null = null;

  constructor(host: OverlayHost) {
    this.#host = host;
    host.addEventListener('playerchange', () => this.#follow(host.player?.live ?? null));
  }

  /** Where a stream that has ended can be watched again from, in seconds; null where it had no past to go back to. */
  get replaySeconds(): number | null {
    return this.#window?.targetLiveWindow ? this.#window.start + MARGIN_SECONDS : null;
  }

  follow(): void {
    const { src, state, player } = this.#host;
    if (src !== this.#source) {
      this.wasLive = false;
      this.#window = null;
    }
    this.#source = src;
    if (state?.streamType === 'live') this.wasLive = true;
    this.#follow(player?.live ?? null);
  }

  #follow(live: LiveControl | null): void {
    if (live === this.#live) return;
    this.#leave?.();
    this.#live = live;
    const read = (): void => void (this.#window = live?.state.getSnapshot().window ?? this.#window);
    this.#leave = live?.state.subscribe(read);
    read();
  }
}
