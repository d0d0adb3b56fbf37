/** What was held up on its way comes at once: so many times the limit are refused … */
const TOO_FAST_FACTOR = 2;
/** … and so many times are abuse. */
const ABUSE_FACTOR = 5;

/** Counts the frames of one socket, second by second. */
export class FrameRate {
  readonly #perSecond: number;
  #count = 0;
  #sinceMs = -Infinity;

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  take(nowMs: number): 'fine' | 'too fast' | 'abuse' {
    if (nowMs - this.#sinceMs >= 1000) {
      this.#sinceMs = nowMs;
      this.#count = 0;
    }
    this.#count++;
    if (this.#count > this.#perSecond * ABUSE_FACTOR) return 'abuse';
    return this.#count > this.#perSecond * TOO_FAST_FACTOR ? 'too fast' : 'fine';
  }
}
