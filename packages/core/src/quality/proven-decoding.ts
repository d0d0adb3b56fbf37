import { isPressed, type Pressure } from './decode-budget.ts';

/** What a window of playback showed. */
export interface ProvenSample {
  /** The share of frames that came too late to be shown, 0 to 1. */
  readonly droppedRatio: number;
  /** What is being decoded, pixels a second. */
  readonly decodedPixelsPerSecond: number;
  /** The budget is what keeps some tile from more. */
  readonly limiting: boolean;
  readonly pressure: Pressure | null;
}

export interface ProvenDecoding {
  /** What may be decoded before more is tried, pixels a second. */
  readonly pixelsPerSecond: number;
  /** Windows in a row in which it was used, or stood in the way, without a dropped frame. */
  readonly goodWindows: number;
}

/**
 * Any core in use decodes this in software, pixels a second: 2 cores dropped 2 % of the frames of easy pictures at 930e6, and 80 %
 * of those of hard ones at 1100e6 (measured with H.264 in Chromium). A wall of nine, one at 720p and eight at 360p, takes 218e6.
 */
const PER_CORE_PIXELS_PER_SECOND = 150e6;

/** Two windows, since pictures that are easy for a moment prove nothing. */
const WINDOWS = 2;
const USED_SHARE = 0.8;
const SMOOTH_DROPPED_RATIO = 0.02;
const STEP = 1.5;

/** What a machine that has shown nothing yet may be asked for. @param cores as the browser says */
export const assumedDecoding = (cores: number): ProvenDecoding => ({
  pixelsPerSecond: PER_CORE_PIXELS_PER_SECOND * Math.max(1, cores || 1),
  goodWindows: 0,
});

/**
 * After two windows without pressure in which hardly a frame was dropped, and nearly all of it was used or the next rung was
 * beyond it, half as much again is tried.
 */
export function nextProvenDecoding(
  proven: ProvenDecoding,
  { droppedRatio, decodedPixelsPerSecond, limiting, pressure }: ProvenSample,
): ProvenDecoding {
  const isUsed = limiting || decodedPixelsPerSecond >= proven.pixelsPerSecond * USED_SHARE;
  const isGood = droppedRatio < SMOOTH_DROPPED_RATIO && isUsed && !isPressed(pressure);
  const goodWindows = isGood ? proven.goodWindows + 1 : 0;
  if (goodWindows < WINDOWS) return goodWindows === proven.goodWindows ? proven : { ...proven, goodWindows };
  return { pixelsPerSecond: proven.pixelsPerSecond * STEP, goodWindows: 0 };
}
