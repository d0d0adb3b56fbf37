import type { Clock } from '@t333/core/time';

/** How points come back: evenly, or all at once a minute after the first was spent. */
export type Refill = 'continuous' | 'window';

const MINUTE_MS = 60_000;

export interface PointsBucketOptions {
  clock: Clock;
  pointsPerMinute: number;
  refill: Refill;
}

/** The points that one app, or one user of it, may spend. */
export class PointsBucket {
  readonly limit: number;
  readonly #clock: Clock;
  readonly #refill: Refill;
  /** May have a fraction; of the moment `#atMs`. */
  #level: number;
  #atMs: number;

  constructor({ clock, pointsPerMinute, refill }: PointsBucketOptions) {
    this.limit = pointsPerMinute;
    this.#clock = clock;
    this.#refill = refill;
    this.#level = pointsPerMinute;
    this.#atMs = clock.now();
  }

  /** Whole points left: what `Ratelimit-Remaining` says. */
  get remaining(): number {
    this.#settle();
    return Math.floor(this.#level);
  }

  /** As if others had spent the rest, or given some back. */
  set remaining(points: number) {
    this.#settle();
    if (this.#refill === 'window' && this.#level >= this.limit) this.#atMs = this.#clock.now();
    this.#level = Math.min(points, this.limit);
  }

  /** The epoch second at which the bucket is full again: what `Ratelimit-Reset` says. */
  get resetEpochSeconds(): number {
    this.#settle();
    return Math.ceil((this.#clock.wallTime() + this.#untilFullMs) / 1000);
  }

  /** @returns false, and takes nothing, where there are fewer points than that */
  take(points = 1): boolean {
    if (this.remaining < points) return false;
    this.remaining = this.#level - points;
    return true;
  }

  get #untilFullMs(): number {
    if (this.#level >= this.limit) return 0;
    if (this.#refill === 'window') return this.#atMs + MINUTE_MS - this.#clock.now();
    return ((this.limit - this.#level) / this.limit) * MINUTE_MS;
  }

  #settle(): void {
    const nowMs = this.#clock.now();
    const passedMs = nowMs - this.#atMs;
    if (this.#refill === 'window') {
      if (passedMs >= MINUTE_MS) this.#level = this.limit;
      return;
    }
    this.#level = Math.min(this.limit, this.#level + (passedMs / MINUTE_MS) * this.limit);
    this.#atMs = nowMs;
  }
}
