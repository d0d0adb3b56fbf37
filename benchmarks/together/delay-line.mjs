/** A link with a delay: each frame takes its own time, drawn from a seed, and none overtakes another. */

/** One way there and one way back make 100 ± 30 ms. */
const ONE_WAY_MS = { min: 35, max: 65 };

/** The same numbers from 0 to 1 for the same seed (mulberry32). */
export function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export class DelayLine {
  #random;
  #lastArrivalMs = 0;
  #timers = new Set();

  /** @param {number} seed */
  constructor(seed) {
    this.#random = randomOf(seed);
  }

  /** @param {() => void} arrive called when what is sent now has come to the other end */
  send(arrive) {
    const nowMs = performance.now();
    const tookMs = ONE_WAY_MS.min + (ONE_WAY_MS.max - ONE_WAY_MS.min) * this.#random();
    this.#lastArrivalMs = Math.max(this.#lastArrivalMs, nowMs + tookMs);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      arrive();
    }, this.#lastArrivalMs - nowMs);
    this.#timers.add(timer);
  }

  close() {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
