/**
 * A slow link that many responses share: one token bucket. Whoever wants to send asks for a small chunk at a time, so
 * that concurrent responses get equal shares.
 */

/** Tokens saved up while idle: enough to make up for timers that fire late, too little to be seen. */
const burstMs = 20;

/** What one chunk takes of the link's time: small, so that shares stay equal. */
const chunkMs = 5;

const minChunkBytes = 1024;
const maxChunkBytes = 65_536;

export class Link {
  #freeAtMs = Number.NEGATIVE_INFINITY;

  /**
   * @param {object} options
   * @param {number} options.bandwidthBps above 0; may be changed at any time
   * @param {() => number} options.now in ms
   * @param {(ms: number, signal: AbortSignal) => Promise<unknown>} options.sleep
   */
  constructor({ bandwidthBps, now, sleep }) {
    this.bandwidthBps = bandwidthBps;
    this.now = now;
    this.sleep = sleep;
  }

  /** How many bytes to ask for at a time. */
  get chunkBytes() {
    return Math.round(Math.min(maxChunkBytes, Math.max(minChunkBytes, (this.bandwidthBps / 8000) * chunkMs)));
  }

  /**
   * Waits until the bytes are through.
   * @param {number} bytes
   * @param {AbortSignal} signal
   */
  async transfer(bytes, signal) {
    const nowMs = this.now();
    this.#freeAtMs = Math.max(this.#freeAtMs, nowMs - burstMs) + (bytes * 8000) / this.bandwidthBps;
    if (this.#freeAtMs > nowMs) await this.sleep(this.#freeAtMs - nowMs, signal);
  }
}
