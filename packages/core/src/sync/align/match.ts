import { correlate, type Correlation, type LagRange } from './correlate.ts';
import { HOP_SECONDS, type SoundFeatures } from './features.ts';

/** Below this a second place would fit nearly as well. Alone it is not enough: unrelated sounds reached 2.06 (measured). */
export const MIN_PEAK_RATIO = 1.4;
/**
 * For each half in the other sound. Where the whole stood out, the least of the four was up to 1.19 for unrelated sounds (3160
 * synthetic pairs, tunes with the same drums among them), and at least 1.27 for related ones.
 */
const MIN_HALF_RATIO = 1.25;
/** Clocks that are 100 ppm apart drift 6 ms in a minute. */
const AGREEMENT_SECONDS = 0.03;
/** Of less, a half is too short to say anything. */
const MIN_OVERLAP_SECONDS = 16;

/**
 * Where the same moment is in two sounds, or null: they may have nothing in common, and then there is always a place where
 * they fit best. So the peak must stand out, and each half of what overlaps must, by itself, find its place in all of the
 * other sound: not in a part cut to fit, which music with a beat would always find again.
 *
 * @param range of lags, in seconds
 * @returns in slices: each `yield` is a chance to stop
 */
export function* matchSounds(
  a: SoundFeatures,
  b: SoundFeatures,
  range?: LagRange,
): Generator<undefined, Correlation | null> {
  if (!a.audible || !b.audible) return null;
  const whole = correlate(a, b, range);
  if (whole.peakRatio < MIN_PEAK_RATIO) return null;
  const lag = Math.round(whole.lagSeconds / HOP_SECONDS);
  const start = Math.max(0, -lag);
  const overlap = Math.min(a.frames, b.frames - lag) - start;
  if (overlap * HOP_SECONDS < MIN_OVERLAP_SECONDS) return null;
  const half = overlap >> 1;
  for (const inA of [start, start + half]) {
    const inB = inA + lag;
    for (const [part, other, place] of [
      [cut(a, inA, half), b, inB],
      [cut(b, inB, half), a, inA],
    ] as const) {
      yield;
      const { lagSeconds, peakRatio } = correlate(part, other);
      if (peakRatio < MIN_HALF_RATIO || Math.abs(lagSeconds - place * HOP_SECONDS) > AGREEMENT_SECONDS) return null;
    }
  }
  return whole;
}

const cut = ({ bands, audible }: SoundFeatures, start: number, frames: number): SoundFeatures => ({
  bands: bands.map((band) => band.subarray(start, start + frames)),
  frames,
  audible,
});
