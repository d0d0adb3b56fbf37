import type { Clock } from '../time/clock.ts';

/** A second of frames may go at once; the rest as the server takes them. Fewer than it says, for what arrives sooner than it was sent. */
const SHARE = 0.9;

/** Lets frames go no faster than a server takes them, in their order. */
export class FramePace {
  readonly #clock: Clock;
  readonly #waiting: (() => void)[] = [];
  #perSecond: number;
  #left: number;
  #atMs: number;
  #cancel: (() => void) | null = null;

  constructor(clock: Clock, framesPerSecond: number) {
    this.#clock = clock;
    this.#atMs = clock.now();
    this.#perSecond = this.#left = SHARE * framesPerSecond;
  }

  limit(framesPerSecond: number): void {
    this.#perSecond = SHARE * framesPerSecond;
  }

  run(send: () => void): void {
    this.#waiting.push(send);
    this.#go();
  }

  clear(): void {
    this.#waiting.length = 0;
    this.#cancel?.();
    this.#cancel = null;
  }

  #go(): void {
    if (this.#cancel) return;
    const nowMs = this.#clock.now();
    // One at least, however slow it is.
    this.#left = Math.min(Math.max(1, this.#perSecond), this.#left + ((nowMs - this.#atMs) / 1000) * this.#perSecond);
    this.#atMs = nowMs;
    while (this.#waiting.length > 0 && this.#left >= 1) {
      this.#left--;
      this.#waiting.shift()!();
    }
    if (this.#waiting.length === 0) return;
    this.#cancel = this.#clock.after(Math.ceil(((1 - this.#left) / this.#perSecond) * 1000), () => {
      this.#cancel = null;
      this.#go();
    });
  }
}
