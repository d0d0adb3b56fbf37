import type { WallClock } from './player.ts';

/** The same line through another point is no news, in milliseconds. */
const SAME_WITHIN_MS = 1;

/**
 * The instant that a position shows, as a playlist dates it.
 *
 * @param epochMs null where it has no date
 * @param before kept where it says the same, or where there is nothing new
 */
export function wallClockAt(
  mediaTime: number,
  epochMs: number | null | undefined,
  before: WallClock | null,
): WallClock | null {
  if (typeof epochMs !== 'number' || Number.isNaN(epochMs)) return before;
  const shiftMs = before ? epochMs - before.epochMs - (mediaTime - before.mediaTime) * 1000 : Infinity;
  return Math.abs(shiftMs) < SAME_WITHIN_MS ? before : Object.freeze({ mediaTime, epochMs });
}
