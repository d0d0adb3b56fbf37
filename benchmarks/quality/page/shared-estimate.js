/** One estimate of the link for all players: bytes of all, by the time in which any of them receives. */

/** How often a sample is taken, in ms. */
const SAMPLE_EVERY_MS = 250;

/**
 * @param {[from: number, to: number][]} spans
 * @returns {number} how long at least one of them lasts
 */
export function unionLength(spans) {
  let [length, end] = [0, Number.NEGATIVE_INFINITY];
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
    if (to <= end) continue;
    length += to - Math.max(from, end);
    end = to;
  }
  return length;
}

/** Watches downloads by their `LoaderStats` of hls.js. */
export class BusyMeter {
  /** @type {Map<object, number>} what was counted of each download */
  #downloads = new Map();
  #since;

  constructor(nowMs) {
    this.#since = nowMs;
  }

  watch(stats) {
    this.#downloads.set(stats, 0);
  }

  /** @returns {{ busyMs: number, bytes: number }} since the last look. The wait before a first byte is nobody's bandwidth */
  look(nowMs) {
    const spans = [];
    let bytes = 0;
    for (const [stats, counted] of this.#downloads) {
      const { first, end } = stats.loading;
      if (first > 0) spans.push([Math.max(first, this.#since), Math.max(this.#since, Math.min(end || nowMs, nowMs))]);
      bytes += Math.max(0, stats.loaded - counted);
      if (end || stats.aborted) this.#downloads.delete(stats);
      else this.#downloads.set(stats, stats.loaded);
    }
    this.#since = nowMs;
    return { busyMs: unionLength(spans.filter(([from, to]) => to > from)), bytes };
  }
}

/**
 * An estimator of hls.js that learns from the meter only.
 *
 * @param {object} inner of the class that hls.js uses
 */
export class SharedEstimator {
  #inner;
  #meter = new BusyMeter(performance.now());
  #timer;

  constructor(inner) {
    this.#inner = inner;
    this.#timer = setInterval(() => {
      const { busyMs, bytes } = this.#meter.look(performance.now());
      if (busyMs > 0) this.#inner.sample(busyMs, bytes);
    }, SAMPLE_EVERY_MS);
  }

  watch(stats) {
    this.#meter.watch(stats);
  }

  stop() {
    clearInterval(this.#timer);
  }

  /** What one player saw of a link that it shares is left aside. */
  sample() {}
  destroy() {}

  sampleTTFB(ms) {
    this.#inner.sampleTTFB(ms);
  }
  update(slow, fast) {
    this.#inner.update(slow, fast);
  }
  canEstimate() {
    return this.#inner.canEstimate();
  }
  getEstimate() {
    return this.#inner.getEstimate();
  }
  getEstimateTTFB() {
    return this.#inner.getEstimateTTFB();
  }
  get defaultEstimate() {
    return this.#inner.defaultEstimate;
  }
}
