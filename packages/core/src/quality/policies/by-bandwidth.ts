import type { QualityPolicy } from '../policy.ts';
import { limited } from './limited.ts';

export interface ByBandwidthOptions {
  /** The viewer would rather have a better picture than a fuller buffer. Default false. */
  readonly preferQuality?: boolean;
}

/** A server's ladder rule: from more than so many bits a second for each stream on, so many lines. */
const LEVELS = [
  { aboveBps: 0, lines: 360 },
  { aboveBps: 1e6, lines: 480 },
  { aboveBps: 2.5e6, lines: 720 },
  { aboveBps: 5e6, lines: 1080 },
];
/** Above this, who prefers quality has one level more. */
const PREFERENCE_ABOVE_BPS = 2e6;
/** A buffer below this share is running out: one level less. */
const LOW_FILL = 0.3;
/** A buffer above this share, on more than this bandwidth, can pay for one level more. */
const HIGH_FILL = 0.8;
const RAISE_ABOVE_BPS = 3e6;

/** The most lines for one stream with this bandwidth, by the state of its buffer (0 to 1; null while unknown). */
export function linesForBandwidth(
  bandwidthBps: number,
  bufferFill: number | null,
  { preferQuality = false }: ByBandwidthOptions = {},
): number {
  let level = Math.max(
    LEVELS.findLastIndex(({ aboveBps }) => bandwidthBps > aboveBps),
    0,
  );
  if (preferQuality && bandwidthBps > PREFERENCE_ABOVE_BPS) level += 1;
  if (bufferFill !== null && bufferFill < LOW_FILL) level -= 1;
  if (bufferFill !== null && bufferFill > HIGH_FILL && bandwidthBps > RAISE_ABOVE_BPS) level += 1;
  return LEVELS[Math.min(Math.max(level, 0), LEVELS.length - 1)]!.lines;
}

/**
 * A limit by each stream's equal share of the bandwidth: more than 5 Mbit/s → 1080p, 2.5 → 720p, 1 → 480p, else 360p; one
 * level less with a buffer below 0.3, one more with a buffer above 0.8 and more than 3 Mbit/s, or by preference above 2.
 */
export const byBandwidth = (options: ByBandwidthOptions = {}): QualityPolicy =>
  limited(({ bufferFill = null }, { streamCount }, bandwidthBps) =>
    linesForBandwidth(bandwidthBps / streamCount, bufferFill, options),
  );
