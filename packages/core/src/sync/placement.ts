import { T333Error } from '../errors.ts';
import type { StreamPlayer } from '../player/player.ts';
import {
  epochOfZero,
  offsetOfEpoch,
  PROGRAM_DATE_TIME_CERTAINTY,
  START_TIME_CERTAINTY,
  type Offset,
} from './offsets.ts';

/** A video that follows on the same channel, perhaps after a gap. */
export interface NextVideo {
  readonly source: string;
  /** How long after the zero of the member's first video its own zero was, in seconds. */
  readonly startsAfter: number;
  /** Seconds. */
  readonly duration: number;
}

/** Where on the group's timeline a member's video lies. */
export type Position =
  /** Seconds from the group's time to the position in the video, or such an offset as it was found. */
  | { readonly offset: number | Offset }
  /**
   * When the recording of the video began, in milliseconds since 1970. The first member that knows a real time has offset 0, and
   * the group's time 0 is its beginning: offsets given beside start times are best given for all members, or for none.
   */
  | { readonly startsAt: number }
  /** Its own playlist tells the real time, by EXT-X-PROGRAM-DATE-TIME. */
  | { readonly programDateTime: true };

export type Placement = Position & { readonly next?: readonly NextVideo[] };

/** The offset of what nobody knows the place of. */
export const UNPLACED: Offset = { seconds: 0, source: 'none', certainty: 0 };

/** The offset of a placement, and what it tells of the real time of the group's zero; null while the playlist has not said. */
export function resolvePlacement(
  placement: Placement,
  player: StreamPlayer,
  groupEpochMs: number | null,
): { offset: Offset; groupEpochMs: number | null } | null {
  if ('offset' in placement) {
    const { offset } = placement;
    return { offset: typeof offset === 'number' ? manualOffset(offset) : offset, groupEpochMs };
  }
  const { wallClock, originShift } = player.state.getSnapshot();
  const isStart = 'startsAt' in placement;
  if (!isStart && !wallClock) return null;
  const videoEpochMs = isStart ? placement.startsAt : epochOfZero(wallClock!, originShift);
  // What a player says may be nonsense; what was given has been checked.
  if (!Number.isFinite(videoEpochMs)) return null;
  // The first of them fixes where the group's zero is.
  const epochMs = groupEpochMs ?? videoEpochMs;
  const seconds = offsetOfEpoch(videoEpochMs, epochMs);
  return {
    offset: isStart
      ? { seconds, source: 'start-time', certainty: START_TIME_CERTAINTY }
      : { seconds, source: 'program-date-time', certainty: PROGRAM_DATE_TIME_CERTAINTY },
    groupEpochMs: epochMs,
  };
}

export const manualOffset = (seconds: number): Offset => ({ seconds, source: 'manual', certainty: 1 });

/** @throws T333Error `invalid-argument` where a number is not finite */
export function checkPlacement(placement: Placement): void {
  const { next = [] } = placement;
  const numbers = next.flatMap(({ startsAfter, duration }) => [startsAfter, duration]);
  if ('startsAt' in placement) numbers.push(placement.startsAt);
  if ('offset' in placement) {
    const { offset } = placement;
    numbers.push(typeof offset === 'number' ? offset : offset.seconds);
  }
  const wrong = numbers.find((number) => !Number.isFinite(number));
  if (wrong !== undefined) throw new T333Error('invalid-argument', `A place is made of finite numbers, not ${wrong}.`);
}
