import { T333Error } from '@t333/core/errors';
import { abortable } from '@t333/core/resilience';
import { systemClock, type Clock } from '@t333/core/time';
import { LocalRateLimiter, type BucketLevel, type PointGrant, type RateLimiter } from '../helix/rate-limiter.ts';
import {
  DEFAULT_POINTS_PER_MINUTE,
  fullBucket,
  refill,
  type PointMark,
  type RateReport,
  type TokenBucket,
} from '../helix/token-bucket.ts';
import { SETTLE, TAKE } from './bucket-scripts.ts';

/** A client of Redis may queue commands for ever while it is not connected. */
const COMMAND_TIMEOUT_MS = 1000;

/** How many buckets `levels` tells of. */
const MAX_KNOWN = 1000;

export interface RedisRateLimiterOptions {
  /**
   * Sends one command to Redis. node-redis: `(command) => client.sendCommand(command)`; ioredis:
   * `([name, ...args]) => client.call(name, ...args)`.
   */
  send: (command: [name: string, ...args: string[]]) => Promise<unknown>;
  /** What keys begin with. Each application (client id) needs one of its own. Default `twitch-limit:`. */
  prefix?: string;
  /** What to assume until an answer tells. Default 800. */
  pointsPerMinute?: number;
  /** Gets what Redis fails with. Until it is back, this process goes by an estimate of its own. */
  onError?: (error: T333Error<'store'>) => void;
  clock?: Clock;
}

/** Buckets that all processes with the same Redis share. Each take and each answer is one command. */
export class RedisRateLimiter implements RateLimiter {
  readonly #options: Required<RedisRateLimiterOptions>;
  readonly #local: LocalRateLimiter;
  /** Of points that were taken here, while Redis was away. */
  readonly #localMarks = new WeakSet<PointMark>();
  readonly #known = new Map<string, TokenBucket>();

  constructor(options: RedisRateLimiterOptions) {
    this.#options = {
      prefix: 'twitch-limit:',
      pointsPerMinute: DEFAULT_POINTS_PER_MINUTE,
      onError: () => {},
      clock: systemClock,
      ...options,
    };
    this.#local = new LocalRateLimiter(this.#options);
  }

  async take(bucket: string, wanted: number): Promise<PointGrant> {
    try {
      const [given, waitMs, settled, atMs, limit, remaining] = await this.#run(TAKE, bucket, 6, wanted);
      this.#learn(bucket, limit, remaining);
      return { given, waitMs, mark: { settled, atMs } };
    } catch (error) {
      this.#options.onError(error as T333Error<'store'>);
      const grant = this.#local.take(bucket, wanted);
      this.#localMarks.add(grant.mark);
      return grant;
    }
  }

  async settle(bucket: string, mark: PointMark, report: RateReport): Promise<void> {
    if (this.#localMarks.has(mark)) return this.#local.settle(bucket, mark, report);
    const { limit, remaining, resetInMs, refused } = report;
    try {
      const said = [limit || null, remaining, resetInMs].map((value) => value ?? '');
      const [newLimit, left] = await this.#run(SETTLE, bucket, 2, mark.settled, mark.atMs, ...said, refused ? 1 : 0);
      this.#learn(bucket, newLimit, left);
    } catch (error) {
      this.#options.onError(error as T333Error<'store'>);
    }
  }

  /** As this process heard last, with what has come back since. */
  get levels(): ReadonlyMap<string, BucketLevel> {
    const nowMs = this.#options.clock.now();
    return new Map(
      Array.from(this.#known, ([name, bucket]) => {
        const { limit, points } = refill(bucket, nowMs);
        return [name, { limit, remaining: Math.floor(points) }];
      }),
    );
  }

  #learn(bucket: string, limit: number, remaining: number): void {
    // The last that were heard of: those of whom nothing was heard for long are full, and of no interest.
    this.#known.delete(bucket);
    this.#known.set(bucket, { ...fullBucket(limit, this.#options.clock.now()), points: remaining });
    const [oldest] = this.#known.keys();
    if (this.#known.size > MAX_KNOWN && oldest !== undefined) this.#known.delete(oldest);
  }

  /** @returns as many whole numbers as are due; what is missing is an error */
  async #run(script: string, bucket: string, due: 6 | 2, ...args: (string | number)[]): Promise<Numbers> {
    const { send, prefix, pointsPerMinute, clock } = this.#options;
    const deadline = new AbortController();
    const cancel = clock.after(COMMAND_TIMEOUT_MS, () => deadline.abort());
    try {
      const command = ['EVAL', script, '1', prefix + bucket, pointsPerMinute, ...args].map(String);
      const reply = await abortable(send(command as [string, ...string[]]), deadline.signal);
      const numbers = Array.isArray(reply) ? reply.map(Number) : [];
      if (numbers.length !== due || !numbers.every(Number.isFinite))
        throw new TypeError('Redis answered something else.');
      return numbers as unknown as Numbers;
    } catch (cause) {
      throw new T333Error('store', 'Redis could not be asked for points.', { cause, retryable: true });
    } finally {
      cancel();
    }
  }
}

type Numbers = [number, number, number, number, number, number];
