/** So many landings in a row, this far from where they should be, and changes of rate are no way to correct anything. */
const MISSES = 2;
const MISS_MS = 25;

/**
 * How the changes of rate of one page's players have ended. Browsers differ in what such a change costs: Chromium's and Firefox's
 * players lose nothing, while those of WebKitGTK seek at each, and lose 40 to 200 ms (measured with four players).
 */
export class SlewRecord {
  #misses = 0;

  /** Whether a change of rate is worth trying. */
  get isTrusted(): boolean {
    return this.#misses < MISSES;
  }

  /**
   * @param surpriseMs how far it ended from where it should have
   * @param noiseMs how far apart readings of that clock are that should be the same
   */
  note(surpriseMs: number, noiseMs: number): void {
    this.#misses = Math.abs(surpriseMs) > Math.max(MISS_MS, noiseMs) ? this.#misses + 1 : 0;
  }
}
