import type { WallClock } from '../../player/player.ts';
import {
  epochOfZero,
  offsetOfEpoch,
  PROGRAM_DATE_TIME_CERTAINTY,
  START_TIME_CERTAINTY,
  type Offset,
} from '../offsets.ts';

/** What is known of when a video was recorded. */
export interface Recorded {
  readonly id: string;
  /** `PlayerState.wallClock`: EXT-X-PROGRAM-DATE-TIME. */
  readonly wallClock?: WallClock | null;
  /** `PlayerState.originShift` of the same player, in seconds. */
  readonly originShift?: number;
  /** When the video is said to have begun, in milliseconds since 1970; asked only where there is no `wallClock`. */
  readonly startsAt?: number | null;
}

/**
 * Offsets from the dates in the streams, or else from the times at which they began.
 *
 * @param zeroEpochMs the real time at 0 of the group's time; by default the zero of the first video that has a date
 * @returns those that have either
 */
export function offsetsFromWallClock(videos: readonly Recorded[], zeroEpochMs?: number): Map<string, Offset> {
  const known = videos.flatMap(({ id, wallClock, originShift, startsAt }) => {
    const epochMs = wallClock ? epochOfZero(wallClock, originShift) : (startsAt ?? NaN);
    return Number.isFinite(epochMs) ? [{ id, epochMs, dated: Boolean(wallClock) }] : [];
  });
  const zero = zeroEpochMs ?? known[0]?.epochMs ?? 0;
  return new Map(
    known.map(({ id, epochMs, dated }) => [
      id,
      {
        seconds: offsetOfEpoch(epochMs, zero),
        source: dated ? 'program-date-time' : 'start-time',
        certainty: dated ? PROGRAM_DATE_TIME_CERTAINTY : START_TIME_CERTAINTY,
      },
    ]),
  );
}
