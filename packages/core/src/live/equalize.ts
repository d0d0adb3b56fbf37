/** What one tile of a wall needs. */
export interface TileLatency {
  /** The least latency that it can keep, in seconds; null while unknown. */
  readonly ownTargetSeconds: number | null;
  /** Whether it plays live: neither starving, nor in the past, nor steered by somebody else. */
  readonly healthy: boolean;
}

export interface CommonLatency {
  /** Seconds; null where there are not two to be brought together. */
  readonly seconds: number | null;
  /** Since when less would do; null while it would not. */
  readonly spareSinceMs: number | null;
}

export const NOTHING_COMMON: CommonLatency = { seconds: null, spareSinceMs: null };

/** A wall comes nearer to the edge when it could by this much, in seconds, … */
const SPARE_SECONDS = 0.1;
/** … for so long: what one tile has forgiven its network, another has not. */
const SPARE_MS = 10_000;
/** … and by so much at each look: slower than the slowest way to make up time, so that nobody is left behind on the way. */
const FALL_SECONDS = 0.005;

/**
 * The latency at which all tiles of one event show the same moment: that of the slowest healthy one. It rises at once, and falls slowly, by
 * looks twice a second.
 *
 * @param maxSeconds tiles that need more are not waited for
 */
export function commonLatency(
  before: CommonLatency,
  tiles: readonly TileLatency[],
  maxSeconds: number,
  nowMs: number,
): CommonLatency {
  const needs = tiles.flatMap(({ ownTargetSeconds: need, healthy }) =>
    healthy && need !== null && need <= maxSeconds ? [need] : [],
  );
  // One that starves is expected back: meanwhile nothing changes for those who wait.
  if (needs.length === 0) return tiles.length < 2 ? NOTHING_COMMON : { ...before, spareSinceMs: null };
  if (tiles.length < 2) return NOTHING_COMMON;
  const slowest = Math.max(...needs);
  const { seconds, spareSinceMs } = before;
  if (seconds === null || slowest > seconds) return { seconds: slowest, spareSinceMs: null };
  if (slowest >= seconds - (spareSinceMs === null ? SPARE_SECONDS : 0)) return { seconds, spareSinceMs: null };
  const sinceMs = spareSinceMs ?? nowMs;
  const falls = nowMs - sinceMs >= SPARE_MS;
  return { seconds: falls ? Math.max(slowest, seconds - FALL_SECONDS) : seconds, spareSinceMs: sinceMs };
}
