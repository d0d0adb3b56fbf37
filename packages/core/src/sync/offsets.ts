import type { WallClock } from '../player/player.ts';

/** Where an offset came from, the most trustworthy last. */
export type OffsetSource = 'none' | 'start-time' | 'program-date-time' | 'sound' | 'anchor' | 'manual';

/** What to add to the time of the group for the position in one video: `local = time + seconds`. */
export interface Offset {
  readonly seconds: number;
  readonly source: OffsetSource;
  /** 0 to 1. */
  readonly certainty: number;
}

/** Published start times are rounded to whole seconds, and taken at the encoder's request, not at its first frame. */
export const START_TIME_CERTAINTY = 0.3;
/** Encoders stamp their own clocks: NTP keeps those within tens of milliseconds, where it runs. */
export const PROGRAM_DATE_TIME_CERTAINTY = 0.6;

/** The same moment in two videos: "1:00 here is 2:00 there"; positions in seconds. */
export interface AnchorPair {
  readonly from: { readonly id: string; readonly position: number };
  readonly to: { readonly id: string; readonly position: number };
}

/** The real time, in milliseconds since 1970, at which a video's position 0 was recorded. */
export const epochOfZero = ({ mediaTime, epochMs }: WallClock, originShift = 0): number =>
  epochMs - (mediaTime + originShift) * 1000;

/** The offset of a video whose zero was recorded at `videoEpochMs`, in a group whose zero is at `groupEpochMs`; seconds. */
export const offsetOfEpoch = (videoEpochMs: number, groupEpochMs: number): number =>
  (groupEpochMs - videoEpochMs) / 1000;

/** The offset of `pair.to` that makes the two positions one moment, given the offset of `pair.from`. */
export const offsetOfAnchor = (pair: AnchorPair, fromOffset: number): number =>
  pair.to.position - (pair.from.position - fromOffset);
