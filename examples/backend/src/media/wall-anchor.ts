/** For how long an arrival tells, milliseconds. */
const MEMORY_MS = 30_000;

/** Less is how parts come, not a clock that drifts. */
const LEAST_STEP_MS = 50;

/** Segments whose dates are remembered: renditions come one after the other, by less than that. */
const REMEMBERED = 16;

/**
 * When media was, by when it came: an encoder's times begin at 0. What comes late, after a jam or at the beginning, is no proof; the least delayed of the last
 * arrivals is. A segment has the same date in all renditions.
 */
export class WallAnchor {
  #arrivals: { atMs: number; zeroMs: number }[] = [];
  #zeroMs: number | null = null;
  readonly #dates = new Map<number, number>();

  /** Other times begin. */
  reset(): void {
    this.#arrivals = [];
    this.#zeroMs = null;
  }

  /** @param mediaMs media up to here has come */
  observe(mediaMs: number, nowMs: number): void {
    const zeroMs = nowMs - mediaMs;
    // Only what is less late than all that came after it counts.
    while ((this.#arrivals.at(-1)?.zeroMs ?? -Infinity) >= zeroMs) this.#arrivals.pop();
    this.#arrivals.push({ atMs: nowMs, zeroMs });
    while (this.#arrivals[0]!.atMs < nowMs - MEMORY_MS) this.#arrivals.shift();
    const least = this.#arrivals[0]!.zeroMs;
    if (this.#zeroMs === null || Math.abs(least - this.#zeroMs) >= LEAST_STEP_MS) this.#zeroMs = least;
  }

  /**
   * When a segment begins, Unix milliseconds.
   *
   * @param mediaMs its first time, of the encoder
   */
  dateOf(msn: number, mediaMs: number): number {
    const known = this.#dates.get(msn);
    if (known !== undefined) return known;
    const date = Math.round((this.#zeroMs ?? 0) + mediaMs);
    this.#dates.set(msn, date);
    const [oldest] = this.#dates.keys();
    if (this.#dates.size > REMEMBERED && oldest !== undefined) this.#dates.delete(oldest);
    return date;
  }
}
