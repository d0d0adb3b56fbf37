import type { Clock } from '@t333/core/time';

/** Those that come together are told together. */
const GATHER_MS = 1000;
/** A queue that grows all the time is not told all the time. */
const PAUSE_MS = 10_000;

/** Tells screen readers that more waits than before. */
export class WaitingWords {
  readonly #tell: (count: number) => void;
  #count = 0;
  #toldAtMs = -Infinity;
  #cancel: (() => void) | null = null;

  constructor(tell: (count: number) => void) {
    this.#tell = tell;
  }

  /** What is there from the start is no news. */
  begin(count: number): void {
    this.stop();
    this.#count = count;
    this.#toldAtMs = -Infinity;
  }

  /** @param count how many wait now */
  follow(count: number, clock: Clock): void {
    const isMore = count > this.#count;
    this.#count = count;
    if (!isMore || this.#cancel) return;
    const waitMs = Math.max(GATHER_MS, this.#toldAtMs + PAUSE_MS - clock.now());
    this.#cancel = clock.after(waitMs, () => {
      this.#cancel = null;
      this.#toldAtMs = clock.now();
      if (this.#count > 0) this.#tell(this.#count);
    });
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }
}
