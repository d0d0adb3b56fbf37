import type { WallClock } from '../player/player.ts';
import { median } from './median.ts';

/** The time of the server, or of this device where that is unknown. */
export interface TimeOfDay {
  readonly epochMs: number;
  /** Infinity where nobody vouches for it. */
  readonly errorMs: number;
}

/** Media dated later than now, by more than this: one of the clocks is wrong. */
const MAX_AHEAD_SECONDS = 0.5;
/** From the camera to the end of the playlist; more is a repeat, or a wrong clock. The first by the device's own clock. */
const MAX_UNCHECKED_AGE_SECONDS = 10;
const MAX_AGE_SECONDS = 300;
/** A clock that is known less well than this is as good as unknown: one `Date` header tells a second, and as long as it was on its way. */
const MAX_CLOCK_ERROR_MS = 1500;

/** Milliseconds since 1970 of what is shown at a position. */
export const epochAt = ({ mediaTime, epochMs }: WallClock, seconds: number): number =>
  epochMs + (seconds - mediaTime) * 1000;

/** The position that shows a moment, in seconds on the player's timeline. */
export const positionAt = ({ mediaTime, epochMs }: WallClock, momentMs: number): number =>
  mediaTime + (momentMs - epochMs) / 1000;

/**
 * How old media is when it comes to the live edge, by its date.
 *
 * @param trusted whether the date was believed before: then it takes more to doubt it, so that nobody flaps between two measures
 * @returns seconds, or null where there is no date to be believed
 */
export function ageOfEdge(
  wallClock: WallClock | null,
  edgeSeconds: number,
  { epochMs, errorMs }: TimeOfDay,
  trusted: boolean,
): number | null {
  if (!wallClock) return null;
  const age = (epochMs - epochAt(wallClock, edgeSeconds)) / 1000;
  const most = errorMs <= MAX_CLOCK_ERROR_MS ? MAX_AGE_SECONDS : MAX_UNCHECKED_AGE_SECONDS;
  const slack = trusted ? 2 : 1;
  return age >= -MAX_AHEAD_SECONDS * slack && age <= most * slack ? age : null;
}

/** Readings that are believed together. Browsers tell positions in steps of up to 40 ms. */
const READINGS = 5;

/** Readings of one latency, in seconds, newest last. */
export type LatencyReadings = readonly number[];

export const addReading = (readings: LatencyReadings, seconds: number): LatencyReadings =>
  [...readings, seconds].slice(-READINGS);

/** Seconds; null where there are none. */
export const latencyOf = (readings: LatencyReadings): number | null => median(readings);

/** How far apart readings are that follow each other, in seconds. */
export const noiseOf = (readings: LatencyReadings): number =>
  median(readings.slice(1).map((seconds, i) => Math.abs(seconds - readings[i]!))) ?? 0;
