/**
 * What the cameras hear: the event's sound, the same for all at the same event time, and beside it each camera's own, at
 * equal loudness. Tools that find offsets from the sound have the truth in index.json.
 */
import { random } from './scenes.mjs';

/** 1024-sample AAC frames fill 40 s exactly at this rate: 1875 of them. */
export const sampleRate = 48_000;

/** A burst of the event's sound: a plucked tone, or a clap of noise. */
/** @typedef {{ at: number, hertz: number, clap: boolean }} Burst `at` in seconds of event time */

const pentatonic = [1, 9 / 8, 5 / 4, 3 / 2, 5 / 3];

/**
 * Irregular by intent: a rhythm that repeats would fit itself at several offsets.
 * @param {number} seconds
 * @returns {Burst[]}
 */
export function eventBursts(seconds) {
  const next = random(2024);
  const bursts = [];
  for (let at = 0.25; at < seconds; at += 0.17 + next() * 0.55) {
    const octave = 2 ** Math.floor(next() * 3);
    bursts.push({ at, hertz: 220 * octave * (pentatonic[Math.floor(next() * 5)] ?? 1), clap: next() < 0.25 });
  }
  return bursts;
}

/**
 * The light of the latest burst, as the cameras see it.
 * @param {Burst[]} bursts
 * @param {number} time in seconds of event time
 * @returns {number} 1 at a burst, falling to 0
 */
export function pulseAt(bursts, time) {
  const last = bursts.findLast(({ at }) => at <= time);
  return last ? Math.exp(-(time - last.at) * 9) : 0;
}

/**
 * @param {Burst[]} bursts
 * @param {number} from seconds of event time
 * @param {number} seconds
 */
function eventSound(bursts, from, seconds) {
  const samples = new Float32Array(Math.round(seconds * sampleRate));
  const noise = random(99);
  for (const { at, hertz, clap } of bursts) {
    const start = Math.round((at - from) * sampleRate);
    const grain = Array.from({ length: sampleRate * 0.8 }, (_, i) => {
      const t = i / sampleRate;
      const attack = Math.min(1, t / 0.003);
      if (clap) return attack * Math.exp(-t * 26) * (noise() * 2 - 1);
      const tone = Math.sin(2 * Math.PI * hertz * t) + 0.4 * Math.sin(4.01 * Math.PI * hertz * t);
      return attack * Math.exp(-t * 7) * tone * 0.7;
    });
    for (const [i, value] of grain.entries()) {
      if (start + i >= 0 && start + i < samples.length) samples[start + i] = Number(samples[start + i]) + value;
    }
  }
  return samples;
}

/**
 * A soft chord that breathes, and notes in the camera's own key and tempo.
 * @param {number} camera its number, from 0
 * @param {number} seconds
 */
function ownSound(camera, seconds) {
  const root = 98 * 2 ** (((camera * 5) % 12) / 12);
  const step = 0.31 + camera * 0.043;
  const next = random(camera + 1);
  const notes = Array.from(
    { length: Math.ceil(seconds / step) },
    () => root * 2 * (pentatonic[Math.floor(next() * 5)] ?? 1),
  );
  return Float32Array.from({ length: Math.round(seconds * sampleRate) }, (_, i) => {
    const t = i / sampleRate;
    const breath = 0.6 + 0.4 * Math.sin(2 * Math.PI * t * (0.11 + camera * 0.017));
    const chord = [1, 1.5, 2].reduce((sum, ratio) => sum + Math.sin(2 * Math.PI * root * ratio * t), 0) * 0.2 * breath;
    const sinceNote = t % step;
    const note = Math.sin(
      2 * Math.PI * (notes[Math.floor(t / step)] ?? root) * t + Math.sin(2 * Math.PI * root * camera * t),
    );
    return chord + note * Math.min(1, sinceNote / 0.01) * Math.exp(-sinceNote * 8) * 0.8;
  });
}

/** @param {Float32Array} samples */
const rms = (samples) => Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);

/**
 * One camera's sound, ready to loop: event and own sound equally loud, silent at both ends.
 * @param {{ camera: number, startSeconds: number, seconds: number, bursts: Burst[] }} options
 * @returns {Float32Array} mono, at {@link sampleRate}
 */
export function cameraSound({ camera, startSeconds, seconds, bursts }) {
  const event = eventSound(bursts, startSeconds, seconds);
  const own = ownSound(camera, seconds);
  const ratio = rms(event) / rms(own);
  const mixed = event.map((value, i) => value + (own[i] ?? 0) * ratio);
  const gain = 0.1 / rms(mixed);
  const fadeSamples = 0.005 * sampleRate;
  return mixed.map((value, i) => {
    const fade = Math.min(1, i / fadeSamples, (mixed.length - 1 - i) / fadeSamples);
    return Math.tanh(value * gain) * fade;
  });
}
