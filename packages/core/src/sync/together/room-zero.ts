import type { Interval } from '../coverage.ts';

/** What a group knows of its own time. */
export interface GroupZero {
  /** The real time, in milliseconds since 1970, of the group's time 0; null while no member knows it. */
  readonly epochMs: number | null;
  /** Where it has material. */
  readonly range: Interval;
}

/** The year 1973. No recording lasts so long: what lies beyond is real time. */
const REAL_TIME_SECONDS = 1e8;

/** Start times from before that are no real times, but count from somewhere. */
const realZero = ({ epochMs }: GroupZero): number | null =>
  epochMs !== null && epochMs / 1000 >= REAL_TIME_SECONDS ? epochMs / 1000 : null;

/**
 * Where a room is when a group is at this time; seconds. Each browser's group counts from the member that it knew first, so a
 * room counts in real time, where the group knows that.
 */
export const roomTimeOf = (time: number, zero: GroupZero): number => time + (realZero(zero) ?? 0);

/** The time of a group when a room is there, in seconds; null while the group does not know where in real time it is. */
export function groupTimeOf(position: number, zero: GroupZero): number | null {
  if (position < REAL_TIME_SECONDS) return position;
  const zeroSeconds = realZero(zero);
  if (zeroSeconds !== null) return position - zeroSeconds;
  // It may have real time itself, by its offsets.
  return zero.range.end >= REAL_TIME_SECONDS ? position : null;
}
