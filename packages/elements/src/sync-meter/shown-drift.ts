/** A drift is told from here on: a bit more than a frame at 25 fps, which is what eyes notice. */
const RAISE_MS = 40;
/** It is told until it is this small: else it would come and go around the limit. */
const CLEAR_MS = 25;
/** The number stays until it is wrong by so much, or by this share of itself. */
const STEADY_MS = 15;
const STEADY_SHARE = 0.1;
/** Numbers are told in steps of this, and above a second in tenths of it. */
const STEP_MS = 10;
const LONG_STEP_MS = 100;

/**
 * The drift that is told to people, in milliseconds; 0 where there is nothing to tell. It follows the measured one without
 * flickering.
 *
 * @param shownMs what was told until now
 * @param driftMs what is measured; null while nothing is
 * @param isMoving whether it is being corrected, so that a missing measurement says nothing new
 */
export function shownDrift(shownMs: number, driftMs: number | null, isMoving: boolean): number {
  if (driftMs === null) return isMoving ? shownMs : 0;
  const size = Math.abs(driftMs);
  if (size <= (shownMs === 0 ? RAISE_MS : CLEAR_MS)) return 0;
  if (shownMs !== 0 && Math.abs(driftMs - shownMs) < Math.max(STEADY_MS, Math.abs(shownMs) * STEADY_SHARE))
    return shownMs;
  const step = size < 1000 ? STEP_MS : LONG_STEP_MS;
  return Math.round(driftMs / step) * step;
}

/** Writes a length of time as people say it: `120 ms`, `1.2 s`. */
export const durationText = (ms: number): string =>
  Math.abs(ms) < 1000 ? `${Math.round(Math.abs(ms))} ms` : `${Math.round(Math.abs(ms) / 100) / 10} s`;
