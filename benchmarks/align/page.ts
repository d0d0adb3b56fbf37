import { fft, ifft } from 'fourier-transform';
import { findOffsets } from '../../packages/core/src/sync/align/index.ts';
import { openSound } from '../../packages/core/src/sync/align/open-sound.ts';

const WORKER = new URL('../../packages/core/src/sync/align/align-worker.ts', import.meta.url).href;
/** The baselines correlate the waveform itself, at half our rate: they need a million points. */
const STEP = 2;
const HERTZ = 16_000 / STEP;

/** Ours. @returns what was found, and in how many milliseconds */
async function ours(sources: string[], inWorker: boolean): Promise<unknown> {
  const startedAt = performance.now();
  const found = await findOffsets(
    sources.map((source) => ({ id: source, source })),
    inWorker ? { workerUrl: WORKER } : {},
  );
  return {
    ms: performance.now() - startedAt,
    found: found.map(({ offset, originSeconds, error }) => ({ offset, originSeconds, error: error?.message })),
  };
}

/** One correlation of the waveforms, accepted at the same peak ratio: whitened (PHAT), or plain. */
async function waveform(sources: string[], whitening: number): Promise<unknown> {
  const signal = new AbortController().signal;
  const sounds = [];
  for (const source of sources) {
    const { samples } = (await (await openSound(source, signal)).read(0, 60, signal))!;
    sounds.push(
      Float64Array.from({ length: samples.length / STEP }, (_, i) => samples[i * STEP]! + samples[i * STEP + 1]!),
    );
  }
  const size = 2 ** Math.ceil(Math.log2(2 * sounds[0]!.length));
  const padded = new Float64Array(size);
  const spectrum = (sound: Float64Array): [Float64Array, Float64Array] => {
    padded.fill(0);
    padded.set(sound);
    const [re, im] = fft(padded);
    return [re.slice(), im.slice()];
  };
  const [reA, imA] = spectrum(sounds[0]!);
  return sounds.map((sound) => {
    const [reB, imB] = spectrum(sound);
    for (let k = 0; k < reA.length; k++) {
      const re = reA[k]! * reB[k]! + imA[k]! * imB[k]!;
      const im = reA[k]! * imB[k]! - imA[k]! * reB[k]!;
      const weight = (Math.hypot(re, im) || 1) ** -whitening;
      [reB[k], imB[k]] = [re * weight, im * weight];
    }
    const correlation = ifft(reB, imB);
    let peak = 0;
    for (let i = 0; i < size; i++) if (correlation[i]! > correlation[peak]!) peak = i;
    let second = 0;
    const width = 0.12 * HERTZ;
    for (let i = 0; i < size; i++) {
      const distance = Math.abs(i - peak);
      if (Math.min(distance, size - distance) > width) second = Math.max(second, correlation[i]!);
    }
    const lag = peak > size / 2 ? peak - size : peak;
    return { seconds: lag / HERTZ, ratio: correlation[peak]! / second };
  });
}

Object.assign(globalThis, { ours, waveform });
