import rfft from 'fourier-transform';

/** What is compared instead of the sound itself: loudness, encoder, echo and a little clock skew leave it alone. */
export interface SoundFeatures {
  /** Of each band how much louder it got, from hop to hop; all of one length, mean 0. */
  readonly bands: readonly Float32Array[];
  /** Length of each band, in hops. */
  readonly frames: number;
  /** False where there is nothing to hear. */
  readonly audible: boolean;
}

/** One hop of the features, in seconds. Peaks between two hops are found by interpolation, to about 1 ms. */
export const HOP_SECONDS = 0.01;
const BANDS = 8;
/** Below lies hum, above what low-bitrate encoders throw away. */
const LOWEST_HZ = 120;
const HIGHEST_HZ = 7200;
/** So much sound goes into one spectrum: enough to tell the lowest bands apart, and 512 samples at 16 kHz. */
const FRAME_SECONDS = 0.032;
/** Root mean square of full scale, below which it is silence: −70 dB. */
const SILENCE = 3e-4;
/** Frames between two chances to stop or to yield. */
const SLICE_FRAMES = 400;

/**
 * Rectified spectral flux in eight logarithmic bands.
 *
 * @param pcm mono
 * @param sampleRate in Hz; any
 * @returns in slices, so that a page stays responsive: each `yield` is a fraction done, 0 to 1
 */
export function* soundFeatures(pcm: Float32Array, sampleRate: number): Generator<number, SoundFeatures> {
  const length = Math.round(FRAME_SECONDS * sampleRate);
  const size = 2 ** Math.ceil(Math.log2(length));
  const frames = Math.max(0, Math.floor((pcm.length - length) / sampleRate / HOP_SECONDS) + 1);
  const bands = Array.from({ length: BANDS }, () => new Float32Array(frames));
  const edges = bandEdges(size, sampleRate);
  const window = Float64Array.from({ length }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / length));
  // Filled up with zeros.
  const frame = new Float64Array(size);
  // Two buffers, taken in turns.
  const spectra: [Float64Array, Float64Array] = [new Float64Array(size / 2), new Float64Array(size / 2)];
  const power = pcm.reduce((sum, value) => sum + value * value, 0) / Math.max(1, pcm.length);
  for (let i = 0; i < frames; i++) {
    const start = Math.round(i * HOP_SECONDS * sampleRate);
    for (let k = 0; k < length; k++) frame[k] = window[k]! * pcm[start + k]!;
    const now = rfft(frame, spectra[i % 2]);
    const before = spectra[(i + 1) % 2]!;
    for (let k = edges[0]!; k < edges[BANDS]!; k++) now[k] = Math.sqrt(now[k]!);
    // The first has nothing before it.
    for (let band = i === 0 ? BANDS : 0; band < BANDS; band++) {
      let flux = 0;
      for (let k = edges[band]!; k < edges[band + 1]!; k++) flux += Math.max(0, now[k]! - before[k]!);
      bands[band]![i] = flux;
    }
    if (i % SLICE_FRAMES === SLICE_FRAMES - 1) yield i / frames;
  }
  for (const band of bands) normalise(band);
  return { bands, frames, audible: power > SILENCE ** 2 };
}

/** The first bin of each band, and the end of the last. */
function bandEdges(size: number, sampleRate: number): number[] {
  const highest = Math.min(HIGHEST_HZ, 0.45 * sampleRate);
  return Array.from({ length: BANDS + 1 }, (_, i) =>
    Math.round((LOWEST_HZ * (highest / LOWEST_HZ) ** (i / BANDS) * size) / sampleRate),
  );
}

/** Mean 0, deviation 1: a loud band must not speak for all. */
function normalise(values: Float32Array): void {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  for (let i = 0; i < values.length; i++) values[i] = deviation > 0 ? (values[i]! - mean) / deviation : 0;
}
