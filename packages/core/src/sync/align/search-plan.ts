import type { OffsetSource } from '../offsets.ts';
import type { LagRange } from './correlate.ts';

/** A stretch of one video, in seconds. */
export interface SearchWindow {
  readonly start: number;
  readonly duration: number;
}

export interface Placed {
  /** Of the video, in seconds. */
  readonly duration: number;
  /** The best that is known, in seconds. */
  readonly offset: number;
}

/** How far a known offset may be off, in seconds. Start times are those of a request, and dates those of an encoder's clock. */
export const TOLERANCE_SECONDS: Readonly<Record<OffsetSource, number>> = {
  none: Infinity,
  'start-time': 60,
  'program-date-time': 8,
  sound: 1,
  anchor: 10,
  manual: 10,
};

/** Where to listen: in the middle of what all have, if the offsets are right; else in the middle of the first. */
export function placeWindows(videos: readonly Placed[], windowSeconds: number): SearchWindow[] {
  const rangeOf = (placed: readonly Placed[]): [number, number] => [
    Math.max(...placed.map(({ offset }) => -offset)),
    Math.min(...placed.map(({ duration, offset }) => duration - offset)),
  ];
  let [from, to] = rangeOf(videos);
  if (from >= to) [from, to] = rangeOf(videos.slice(0, 1));
  return videos.map(({ duration, offset }) => {
    const length = Math.min(windowSeconds, duration);
    const start = (from + to) / 2 + offset - length / 2;
    return { start: Math.max(0, Math.min(start, duration - length)), duration: length };
  });
}

/** The lags between two windows that what is known of their videos leaves possible, in seconds. */
export function lagRange(
  a: { readonly offset: number; readonly tolerance: number; readonly start: number },
  b: { readonly offset: number; readonly tolerance: number; readonly start: number },
): LagRange {
  const expected = b.offset - a.offset - (b.start - a.start);
  const tolerance = a.tolerance + b.tolerance;
  return { min: expected - tolerance, max: expected + tolerance };
}
