import { HOLD_BACK_STEPS, MIN_OWN_OFFSET_SECONDS } from './live-start.ts';

/** What stalls have taught: media comes later here than was hoped. It wears off. */
export interface StallPenalty {
  readonly seconds: number;
  readonly atMs: number;
  readonly halfLifeMs: number;
}

export const NO_PENALTY: StallPenalty = { seconds: 0, atMs: 0, halfLifeMs: 0 };

/** A first stall may be chance: it costs little, and is soon forgiven. */
const FIRST_STALL_SECONDS = 0.15;
const FIRST_STALL_STEPS = 0.25;
const FIRST_HALF_LIFE_MS = 20_000;
/** Each that comes before the last was forgiven doubles the distance, and the time: else they come back for ever. */
const MAX_HALF_LIFE_MS = 320_000;
const MAX_PENALTY_SECONDS = 4;
const FORGIVEN_SECONDS = 0.02;
/** Media that comes back in pieces is one stall. */
const ONE_STALL_MS = 8000;

/** Seconds to keep further away. */
export function penaltyAt({ seconds, atMs, halfLifeMs }: StallPenalty, nowMs: number): number {
  const left = seconds > 0 ? seconds * 0.5 ** ((nowMs - atMs) / halfLifeMs) : 0;
  return left < FORGIVEN_SECONDS ? 0 : left;
}

/** @param stepSeconds of the live edge: a segment that was late is no part that was */
export function afterStall(penalty: StallPenalty, nowMs: number, stepSeconds: number): StallPenalty {
  const left = penaltyAt(penalty, nowMs);
  if (left > 0 && nowMs - penalty.atMs < ONE_STALL_MS) return penalty;
  return {
    seconds: Math.min(MAX_PENALTY_SECONDS, 2 * left + Math.max(FIRST_STALL_SECONDS, FIRST_STALL_STEPS * stepSeconds)),
    atMs: nowMs,
    halfLifeMs: left > 0 ? Math.min(MAX_HALF_LIFE_MS, 2 * penalty.halfLifeMs) : FIRST_HALF_LIFE_MS,
  };
}

export interface TargetInput {
  /** The latency that was asked for, in seconds; null for the stream's own. */
  readonly wantedSeconds: number | null;
  /** How old media is at the live edge, in seconds; 0 where latency is measured from the edge. */
  readonly edgeAgeSeconds: number;
  /** How far the edge moves at once: a segment, or a part. */
  readonly stepSeconds: number;
  /** The distance that the playlist asks for (PART-HOLD-BACK, HOLD-BACK); null where it asks for none. */
  readonly liveEdgeOffset: number | null;
  /** From the start of what is seekable to the live edge. */
  readonly windowSeconds: number;
  readonly penaltySeconds: number;
}

/** Nobody is let nearer than this, as no PART-HOLD-BACK may be (RFC 8216bis, 4.4.3.8): a step that comes, one that is late, and the request. */
export const MIN_STEPS = 2;
const REQUEST_SECONDS = 0.2;

/** The latency to keep, in seconds: what was asked for, as far as the stream and the network can. */
export function targetLatency(input: TargetInput): number {
  const { wantedSeconds, edgeAgeSeconds, stepSeconds, liveEdgeOffset, windowSeconds, penaltySeconds } = input;
  const own = Math.max(liveEdgeOffset ?? HOLD_BACK_STEPS * stepSeconds, MIN_OWN_OFFSET_SECONDS);
  const wanted = wantedSeconds === null ? own : wantedSeconds - edgeAgeSeconds;
  const nearest = MIN_STEPS * stepSeconds + REQUEST_SECONDS;
  // The oldest segment is about to go.
  const furthest = Math.max(nearest, windowSeconds - MIN_STEPS * stepSeconds);
  return edgeAgeSeconds + Math.min(Math.max(wanted, nearest) + penaltySeconds, furthest);
}
