/** Synthetic sounds of events and of those who watch them: speech, music with a beat, effects, crowds. Same seed, same sound. */

export const SAMPLE_RATE = 48_000;

/** A small generator of numbers from 0 up to 1. */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const TAU = 2 * Math.PI;
const silence = (seconds) => new Float32Array(Math.round(seconds * SAMPLE_RATE));

/** Adds a grain: `voice(t)` for `length` seconds, from `at`. */
function add(samples, at, length, voice) {
  const start = Math.round(at * SAMPLE_RATE);
  const end = Math.min(samples.length, start + Math.round(length * SAMPLE_RATE));
  for (let i = Math.max(0, start); i < end; i++) samples[i] += voice((i - start) / SAMPLE_RATE);
}

/** Syllables of a voice with two formants, in phrases with pauses. */
export function speech(seconds, seed) {
  const next = random(seed);
  const samples = silence(seconds);
  const pitch = 90 + 120 * next();
  for (let at = next(); at < seconds; at += 0.12 + 0.16 * next() + (next() < 0.12 ? 0.4 + next() : 0)) {
    const [length, f1, f2, bend] = [0.1 + 0.15 * next(), 300 + 600 * next(), 900 + 1600 * next(), 0.9 + 0.3 * next()];
    const loud = 0.4 + 0.6 * next();
    if (next() < 0.4)
      add(samples, at - 0.04, 0.05, (t) => 0.25 * loud * (next() - 0.5) * Math.sin((Math.PI * t) / 0.05));
    add(samples, at, length, (t) => {
      const base = TAU * pitch * (t + (bend - 1) * t * t);
      const envelope = Math.sin((Math.PI * t) / length) ** 0.7 * loud;
      let voice = 0;
      for (let harmonic = 1; harmonic <= 18; harmonic++) {
        const hertz = pitch * harmonic;
        const gain = 1 / (1 + ((hertz - f1) / 120) ** 2) + 0.6 / (1 + ((hertz - f2) / 160) ** 2);
        voice += gain * Math.sin(base * harmonic);
      }
      return 0.3 * envelope * voice;
    });
  }
  return samples;
}

/** Drums and a bass in bars that repeat, chords that change: fits itself at every beat. */
export function music(seconds, seed, beatsPerMinute = 90 + Math.floor(random(seed * 7)() * 60)) {
  const next = random(seed);
  const samples = silence(seconds);
  const beat = 60 / beatsPerMinute;
  const roots = Array.from({ length: 4 }, () => 55 * 2 ** (Math.floor(next() * 12) / 12));
  const melody = Array.from({ length: 16 }, () => (next() < 0.6 ? 2 ** (Math.floor(next() * 12) / 12) : 0));
  for (let step = 0; step * (beat / 2) < seconds; step++) {
    const at = (step * beat) / 2;
    const root = roots[Math.floor(step / 16) % 4];
    if (step % 4 === 0)
      add(samples, at, 0.25, (t) => Math.exp(-t * 18) * Math.sin(TAU * (50 + 90 * Math.exp(-t * 40)) * t));
    if (step % 4 === 2) add(samples, at, 0.18, (t) => 0.6 * Math.exp(-t * 25) * (next() * 2 - 1));
    add(samples, at, 0.05, (t) => 0.2 * Math.exp(-t * 80) * (next() * 2 - 1));
    add(samples, at, beat / 2, (t) => 0.35 * Math.exp(-t * 4) * Math.sin(TAU * root * t));
    const note = melody[step % 16];
    if (note)
      add(
        samples,
        at,
        beat,
        (t) => 0.25 * Math.exp(-t * 5) * Math.sin(TAU * 4 * root * note * t + 2 * Math.sin(TAU * 8 * root * t)),
      );
  }
  return samples;
}

/** Shots, jingles and steps from a fixed set of eight, at random times: two games sound alike without being one. */
export function effects(seconds, seed, rate = 1.6) {
  const next = random(seed);
  const samples = silence(seconds);
  for (let at = next(); at < seconds; at += (0.1 + 1.8 * next()) / rate) {
    const kind = Math.floor(next() * 8);
    const noise = random(1000 + kind);
    const [decay, hertz, noisy] = [8 + 4 * kind, 200 + 330 * kind, (kind % 3) / 2];
    const loud = 0.5 + 0.5 * next();
    add(
      samples,
      at,
      0.5,
      (t) =>
        loud *
        Math.exp(-t * decay) *
        (noisy * (noise() * 2 - 1) + (1 - noisy) * Math.sin(TAU * hertz * t * (1 + kind * t * 0.4))),
    );
  }
  return samples;
}

/** Applause and murmur: noise that swells, claps in it. */
export function crowd(seconds, seed) {
  const next = random(seed);
  const samples = silence(seconds);
  let [low, level, target] = [0, 0.2, 0.2];
  for (let i = 0; i < samples.length; i++) {
    if (i % 9600 === 0) target = 0.05 + 0.95 * next() ** 3;
    level += (target - level) / 12_000;
    low += 0.2 * (next() * 2 - 1 - low);
    samples[i] = level * low;
  }
  for (let at = next(); at < seconds; at += 0.05 + 1.5 * next() ** 2) {
    const loud = 0.2 + 0.6 * next();
    add(samples, at, 0.08, (t) => loud * Math.exp(-t * 70) * (next() * 2 - 1));
  }
  return samples;
}

const rms = (samples) => Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);

/** Sounds together, each at its level: `[[samples, decibels], …]`; as long as the shortest. */
export function mix(parts, gain = 0.12) {
  const length = Math.min(...parts.map(([samples]) => samples.length));
  const sum = new Float32Array(length);
  for (const [samples, decibels] of parts) {
    const factor = 10 ** (decibels / 20) / Math.max(1e-9, rms(samples));
    for (let i = 0; i < length; i++) sum[i] += samples[i] * factor;
  }
  const factor = gain / Math.max(1e-9, rms(sum));
  return sum.map((value) => value * factor);
}

/** A part of a sound, from `start` seconds; a clock that is fast by `ppm` hears more of it in a second. */
export function hear(samples, start, seconds, ppm = 0) {
  const out = silence(seconds);
  const step = 1 + ppm / 1e6;
  for (let i = 0; i < out.length; i++) {
    const at = start * SAMPLE_RATE + i * step;
    const k = Math.floor(at);
    out[i] = (samples[k] ?? 0) * (1 - at + k) + (samples[k + 1] ?? 0) * (at - k);
  }
  return out;
}

/** A room: early reflections and a tail. */
export function echo(samples, seed) {
  const next = random(seed);
  const taps = Array.from({ length: 24 }, () => [
    Math.floor((0.01 + 0.3 * next()) * SAMPLE_RATE),
    0.5 * (next() - 0.3),
  ]);
  return samples.map((value, i) =>
    taps.reduce((sum, [delay, gain]) => sum + gain * (samples[i - delay] ?? 0) * 0.5, value),
  );
}

export const clip = (samples, at) => samples.map((value) => Math.max(-at, Math.min(at, value)));

export function whiteNoise(seconds, seed) {
  const next = random(seed);
  return silence(seconds).map(() => next() * 2 - 1);
}
