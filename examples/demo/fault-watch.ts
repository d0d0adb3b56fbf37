import type { LiveControl } from '@t333/core/live';

/** From here on a player is not where it should be … */
const OFF_SECONDS = 0.4;
/** … and nearer than this, for so long, it is again. */
const BACK_SECONDS = 0.2;
const BACK_MS = 1500;

/** Tells what was made to happen to a live player, what that does to it, and when it is back where it should be. */
export class FaultWatch {
  readonly #tell: (text: string) => void;
  #live: LiveControl | null = null;
  #fault: { readonly does: string; readonly sinceMs: number; wasHit: boolean; backSinceMs: number | null } | null =
    null;

  constructor(tell: (text: string) => void) {
    this.#tell = tell;
  }

  /** Names what keeps the player live; again and again is no harm. */
  follow(live: LiveControl | null): void {
    if (live === this.#live) return;
    this.#live = live;
    live?.state.subscribe(() => live === this.#live && this.#look(live));
  }

  begin(does: string): void {
    this.#fault = { does, sinceMs: performance.now(), wasHit: false, backSinceMs: null };
    this.#tell(does);
  }

  #look({ state }: LiveControl): void {
    const fault = this.#fault;
    if (!fault) return;
    const { mode, driftSeconds } = state.getSnapshot();
    // Who goes elsewhere meanwhile is not waited for.
    if (mode === 'time-shifted') return this.#end('');
    const nowMs = performance.now();
    const distance = mode === 'following' ? Math.abs(driftSeconds ?? 0) : Infinity;
    if (distance > BACK_SECONDS) fault.backSinceMs = null;
    else fault.backSinceMs ??= nowMs;
    if (distance > OFF_SECONDS && !fault.wasHit) {
      fault.wasHit = true;
      this.#tell(`${fault.does} The player waits, and comes back by itself.`);
    } else if (fault.wasHit && fault.backSinceMs !== null && nowMs - fault.backSinceMs >= BACK_MS) {
      this.#end(`Back where it should be, after ${Math.round((fault.backSinceMs - fault.sinceMs) / 1000)} s.`);
    }
  }

  #end(text: string): void {
    this.#fault = null;
    this.#tell(text);
  }
}
