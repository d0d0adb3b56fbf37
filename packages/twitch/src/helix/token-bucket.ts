/**
 * Twitch's points as a token bucket: `limit` points, which come back evenly over a minute. All is pure; times are milliseconds of any one clock.
 *
 * @see https://dev.twitch.tv/docs/api/guide#how-it-works
 */

/** What most applications get; only until the first answer tells. */
export const DEFAULT_POINTS_PER_MINUTE = 800;
const MINUTE_MS = 60_000;
/** Points that are never spent: what an answer that overtakes another, or a colleague's call, may cost. */
const RESERVE_POINTS = 5;
/** What sums of fractions may fall short by. */
const ROUNDING = 1e-6;
/** The share of the limit above which a few points more or less do not matter. */
const PLENTY = 0.1;
/** `Ratelimit-Reset` is in whole seconds, and a second late or early. */
const RESET_TOLERANCE_MS = 2000;

export interface TokenBucket {
  /** Points it holds, and points that come back in a minute. */
  readonly limit: number;
  /** Points left at `atMs`, with fractions. */
  readonly points: number;
  readonly atMs: number;
  /** Until then nothing is given. */
  readonly blockedUntilMs: number;
  /** How many points were given, and how many of those calls have ended: what an answer may not know of lies between. */
  readonly taken: number;
  readonly settled: number;
}

/** The state of a bucket when a point was taken, to judge the answer by. */
export interface PointMark {
  readonly settled: number;
  readonly atMs: number;
}

/** What an answer said; null where it said nothing, or nobody could read it, as in browsers. */
export interface RateReport {
  /** Points per minute. */
  readonly limit: number | null;
  readonly remaining: number | null;
  /** Milliseconds until Twitch's bucket is full. */
  readonly resetInMs: number | null;
  /** Whether the call was refused because the bucket is empty. */
  readonly refused: boolean;
}

export function fullBucket(limit: number, nowMs: number): TokenBucket {
  return { limit, points: limit, atMs: nowMs, blockedUntilMs: -Infinity, taken: 0, settled: 0 };
}

const perMs = (limit: number): number => limit / MINUTE_MS;
const reserve = (limit: number): number => Math.min(RESERVE_POINTS, limit / 100);

/** The bucket as it is by now. */
export function refill(bucket: TokenBucket, nowMs: number): TokenBucket {
  const points = Math.min(bucket.limit, bucket.points + Math.max(0, nowMs - bucket.atMs) * perMs(bucket.limit));
  return { ...bucket, points, atMs: nowMs };
}

/** Takes up to `wanted` points; if it gives none, `waitMs` says when to ask again. */
export function takePoints(
  before: TokenBucket,
  nowMs: number,
  wanted: number,
): { bucket: TokenBucket; given: number; waitMs: number } {
  const bucket = refill(before, nowMs);
  const free = bucket.points - reserve(bucket.limit);
  const given = nowMs < bucket.blockedUntilMs ? 0 : Math.min(wanted, Math.max(0, Math.floor(free + ROUNDING)));
  if (given > 0) {
    return { bucket: { ...bucket, points: bucket.points - given, taken: bucket.taken + given }, given, waitMs: 0 };
  }
  // Rounded up to whole milliseconds, so that a timer never comes a fraction too early, for nothing.
  const waitMs = Math.ceil(Math.max((1 - free) / perMs(bucket.limit), bucket.blockedUntilMs - nowMs));
  return { bucket, given, waitMs };
}

/**
 * A call has ended: the estimate is held against what Twitch said. Twitch counted at some moment between the taking of the point and now.
 * Calls that had ended before are in its count; all others may be or may not. That gives a least and a most. Between the two, the estimate is as
 * good as any while even the least is plenty; else the least is believed.
 */
export function settlePoint(before: TokenBucket, nowMs: number, mark: PointMark, report: RateReport): TokenBucket {
  const { limit, remaining, resetInMs, refused } = report;
  const bucket = { ...refill(before, nowMs), limit: limit || before.limit, settled: before.settled + 1 };
  if (refused) return { ...bucket, points: 0, blockedUntilMs: nowMs + Math.min(resetInMs ?? 0, MINUTE_MS) };
  if (remaining === null) return bucket;

  const least = Math.max(0, remaining - Math.max(0, bucket.taken - mark.settled - 1));
  const most = remaining + 1 + (nowMs - mark.atMs) * perMs(bucket.limit);
  const isCredible = bucket.points >= least && bucket.points <= most && least > bucket.limit * PLENTY;
  const points = Math.min(bucket.limit, isCredible ? bucket.points : least);

  // Full sooner than points come back evenly: these come all at once, and none before.
  const isEmpty = remaining < 1 + reserve(bucket.limit);
  const evenlyMs = (bucket.limit - remaining) / perMs(bucket.limit);
  if (isEmpty && resetInMs !== null && resetInMs < evenlyMs - RESET_TOLERANCE_MS) {
    return { ...bucket, points, blockedUntilMs: nowMs + resetInMs };
  }
  return { ...bucket, points };
}
