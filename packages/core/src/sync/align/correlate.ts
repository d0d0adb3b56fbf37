import { fft, ifft } from 'fourier-transform';
import { HOP_SECONDS, type SoundFeatures } from './features.ts';

/** Where two sounds fit best. */
export interface Correlation {
  /** How much later the same moment is in the second sound, in seconds. */
  readonly lagSeconds: number;
  /** The highest peak over the next one that is no part of it; 1 means that there is no telling. */
  readonly peakRatio: number;
}

export interface LagRange {
  readonly min: number;
  readonly max: number;
}

/** How much the cross spectrum is whitened: 0 is plain correlation, 1 is PHAT. */
const WHITENING = 0.5;
/** What is this near to the highest peak belongs to it, in seconds: its echo, or its width. */
const PEAK_WIDTH_SECONDS = 0.12;

/**
 * Cross-correlation of features with half-whitened spectra (PHAT^0.5), summed over the bands.
 *
 * @param range of the lags to look at, in seconds; all by default that leave an overlap
 */
export function correlate(
  a: SoundFeatures,
  b: SoundFeatures,
  range: LagRange = { min: -Infinity, max: Infinity },
): Correlation {
  const [lengthA, lengthB] = [a.frames, b.frames];
  const min = Math.max(Math.ceil(range.min / HOP_SECONDS), 1 - lengthA);
  const max = Math.min(Math.floor(range.max / HOP_SECONDS), lengthB - 1);
  if (min > max) return { lagSeconds: 0, peakRatio: 1 };
  const correlation = crossCorrelation(a, b);
  const at = (lag: number): number => correlation[(lag + correlation.length) % correlation.length]!;
  let peak = min;
  for (let lag = min; lag <= max; lag++) if (at(lag) > at(peak)) peak = lag;
  const width = PEAK_WIDTH_SECONDS / HOP_SECONDS;
  let second = 0;
  for (let lag = min; lag <= max; lag++) if (Math.abs(lag - peak) > width) second = Math.max(second, at(lag));
  const [left, top, right] = [at(peak - 1), at(peak), at(peak + 1)];
  const curve = left - 2 * top + right;
  const shift = curve < 0 ? Math.max(-0.5, Math.min(0.5, (left - right) / (2 * curve))) : 0;
  return {
    lagSeconds: (peak + shift) * HOP_SECONDS,
    peakRatio: top <= 0 ? 1 : Math.min(MAX_RATIO, top / Math.max(second, top / MAX_RATIO)),
  };
}

/** A ratio above this says no more, and must not become infinite. */
const MAX_RATIO = 100;

/** By lag; negative lags at the end. */
function crossCorrelation(a: SoundFeatures, b: SoundFeatures): Float64Array {
  const size = 2 ** Math.ceil(Math.log2(a.frames + b.frames));
  const half = size / 2 + 1;
  const [re, im] = [new Float64Array(half), new Float64Array(half)];
  const [ofA, ofB] = [spectraOf(a, size), spectraOf(b, size)];
  for (const [i, [reA, imA]] of ofA.entries()) {
    const [reB, imB] = ofB[i]!;
    for (let k = 0; k < half; k++) {
      re[k]! += reA[k]! * reB[k]! + imA[k]! * imB[k]!;
      im[k]! += reA[k]! * imB[k]! - imA[k]! * reB[k]!;
    }
  }
  for (let k = 0; k < half; k++) {
    // Its square root halves the whitening; an empty bin stays empty.
    const weight = (re[k]! ** 2 + im[k]! ** 2 || 1) ** (-WHITENING / 2);
    re[k]! *= weight;
    im[k]! *= weight;
  }
  return ifft(re, im);
}

type Spectrum = readonly [re: Float32Array, im: Float32Array];

/** Each sound is compared with several others: its last spectra are kept as long as it is. */
const known = new WeakMap<SoundFeatures, { readonly size: number; readonly spectra: readonly Spectrum[] }>();

function spectraOf(features: SoundFeatures, size: number): readonly Spectrum[] {
  const before = known.get(features);
  if (before?.size === size) return before.spectra;
  const padded = new Float64Array(size);
  const spectra = features.bands.map((band): Spectrum => {
    padded.fill(0);
    padded.set(band);
    const [re, im] = fft(padded);
    return [Float32Array.from(re), Float32Array.from(im)];
  });
  known.set(features, { size, spectra });
  return spectra;
}
