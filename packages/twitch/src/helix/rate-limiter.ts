import { systemClock, type Clock } from '@t333/core/time';
import {
  DEFAULT_POINTS_PER_MINUTE,
  fullBucket,
  refill,
  settlePoint,
  takePoints,
  type PointMark,
  type RateReport,
  type TokenBucket,
} from './token-bucket.ts';

export interface PointGrant {
  /** How many points were taken: 0 up to as many as were wanted. */
  readonly given: number;
  /** If there were none: when to ask again, in milliseconds. */
  readonly waitMs: number;
  /** To be handed back with each answer. */
  readonly mark: PointMark;
}

/** What is left of a bucket, as far as it is known. */
export interface BucketLevel {
  /** Points per minute. */
  readonly limit: number;
  /** Whole points left. */
  readonly remaining: number;
}

/**
 * Who knows how many points are left. In process by default; `@t333/twitch/redis` has one that several processes share. Queueing,
 * priorities and fairness are not its business.
 */
export interface RateLimiter {
  /** @param bucket `app`, or a user's id: Twitch counts for each of them */
  take(bucket: string, wanted: number): PointGrant | Promise<PointGrant>;
  /** Called once for each point that was taken, when its call has ended. */
  settle(bucket: string, mark: PointMark, report: RateReport): void | Promise<void>;
  /** What is left at this moment, by bucket, as far as it is known. */
  readonly levels: ReadonlyMap<string, BucketLevel>;
}

/** From that many on, buckets that are full again are forgotten: they are as good as new ones. */
const SWEEP_FROM = 1000;

/** Keeps the buckets of this process. */
export class LocalRateLimiter implements RateLimiter {
  readonly #clock: Clock;
  readonly #pointsPerMinute: number;
  readonly #buckets = new Map<string, TokenBucket>();
  #sweepAt = SWEEP_FROM;

  /** `pointsPerMinute` is assumed until an answer tells; 800 is what most applications get. */
  constructor({
    clock = systemClock,
    pointsPerMinute = DEFAULT_POINTS_PER_MINUTE,
  }: { clock?: Clock; pointsPerMinute?: number } = {}) {
    this.#clock = clock;
    this.#pointsPerMinute = pointsPerMinute;
  }

  take(name: string, wanted: number): PointGrant {
    const { bucket, given, waitMs } = takePoints(this.#bucket(name), this.#clock.now(), wanted);
    this.#buckets.set(name, bucket);
    return { given, waitMs, mark: bucket };
  }

  settle(name: string, mark: PointMark, report: RateReport): void {
    this.#buckets.set(name, settlePoint(this.#bucket(name), this.#clock.now(), mark, report));
  }

  get levels(): ReadonlyMap<string, BucketLevel> {
    const nowMs = this.#clock.now();
    return new Map(
      Array.from(this.#buckets, ([name, bucket]) => {
        const { limit, points } = refill(bucket, nowMs);
        return [name, { limit, remaining: Math.floor(points) }];
      }),
    );
  }

  #bucket(name: string): TokenBucket {
    const nowMs = this.#clock.now();
    const known = this.#buckets.get(name);
    if (known) return known;
    if (this.#buckets.size >= this.#sweepAt) this.#sweep(nowMs);
    return fullBucket(this.#pointsPerMinute, nowMs);
  }

  #sweep(nowMs: number): void {
    for (const [name, bucket] of this.#buckets) {
      const { taken, settled, points, limit } = refill(bucket, nowMs);
      if (taken === settled && points === limit) this.#buckets.delete(name);
    }
    // Twice what is left, so that sweeping costs little however many are in use.
    this.#sweepAt = Math.max(SWEEP_FROM, 2 * this.#buckets.size);
  }
}
