/** The harder set: six views of one event each, and what is in their way. */
import { clip, crowd, echo, effects, hear, mix, music, speech, whiteNoise } from './sounds.mjs';

export const VIEWS = 6;
export const SECONDS = 66;
/** Where in the event each view begins, in seconds. */
const STARTS = [12, 3.217, 20.4441, 8.9, 0.5052, 15.75];
const EVENT_SECONDS = SECONDS + 24;

const OWN = [speech, music, effects, speech, crowd, music];
const own = (seed) => (view) => OWN[(view + seed) % OWN.length](SECONDS, 100 * seed + view);
const sports = (seed) =>
  mix([
    [speech(EVENT_SECONDS, seed), 0],
    [crowd(EVENT_SECONDS, seed + 1), -3],
    [effects(EVENT_SECONDS, seed + 2), -3],
  ]);
const concert = (seed) =>
  mix([
    [music(EVENT_SECONDS, seed, 124), 0],
    [crowd(EVENT_SECONDS, seed + 1), -6],
  ]);

/** How a view is stored. `lossless` is for cases about something else. */
export const FORMATS = ['aac-fmp4', 'aac-ts', 'mp3-ts', 'aac-packed', 'aac-m4a', 'opus-webm'];

/**
 * @param {string} name
 * @param {(view: number) => Float32Array} sound
 * @param {object} [options]
 */
const testCase = (
  name,
  sound,
  { ppm = () => 0, groups = () => 0, loudness = () => 0, formats = (view) => FORMATS[view] } = {},
) => ({
  name,
  /** Which views share sound. */
  groups: Array.from({ length: VIEWS }, (_, view) => groups(view)),
  views: Array.from({ length: VIEWS }, (_, view) => ({
    start: STARTS[view],
    ppm: ppm(view),
    format: formats(view),
    sound: () => {
      const samples = sound(view);
      return samples.map((value) => value * 10 ** (loudness(view) / 20));
    },
  })),
});

const heard = (event, view, ppm = 0) => hear(event, STARTS[view], SECONDS, ppm);
const lazily = (make) => {
  let value;
  return () => (value ??= make());
};

/** Built one by one: the sounds are large. */
export const CASES = [
  () => {
    const event = lazily(() => sports(1));
    return testCase('sports, own sound as loud, six encoders', (view) =>
      mix([
        [heard(event(), view), 0],
        [own(1)(view), 0],
      ]),
    );
  },
  () => {
    const event = lazily(() => concert(2));
    return testCase('concert, own sound as loud', (view) =>
      mix([
        [heard(event(), view), 0],
        [own(2)(view), 0],
      ]),
    );
  },
  () => {
    const event = lazily(() => sports(3));
    return testCase('event 6 dB under own sound', (view) =>
      mix([
        [heard(event(), view), -6],
        [own(3)(view), 0],
      ]),
    );
  },
  () => {
    const event = lazily(() => concert(4));
    return testCase('concert 6 dB under own sound', (view) =>
      mix([
        [heard(event(), view), -6],
        [own(4)(view), 0],
      ]),
    );
  },
  () => {
    const event = lazily(() => sports(5));
    return testCase(
      'echo of six rooms, noise at −12 dB, clipped, levels 0 to −30 dB',
      (view) =>
        clip(
          mix(
            [
              [echo(heard(event(), view), 50 + view), 0],
              [own(5)(view), -3],
              [whiteNoise(SECONDS, view), -12],
            ],
            0.3,
          ),
          0.4,
        ),
      { loudness: (view) => -6 * view },
    );
  },
  () => {
    const event = lazily(() => sports(6));
    const ppm = (view) => [0, 100, -100, 50, -50, 100][view];
    return testCase(
      'clocks up to 200 ppm apart, event at −6 dB',
      (view) =>
        mix([
          [heard(event(), view, ppm(view)), -6],
          [own(6)(view), 0],
        ]),
      { ppm },
    );
  },
  () => {
    const event = lazily(() => sports(7));
    const ppm = (view) => [0, 100, -100, 50, -50, 100][view];
    return testCase(
      'all of it: −6 dB, echo, noise, clipping, skew',
      (view) =>
        clip(
          mix(
            [
              [echo(heard(event(), view, ppm(view)), 70 + view), -6],
              [own(7)(view), 0],
              [whiteNoise(SECONDS, view), -12],
            ],
            0.3,
          ),
          0.4,
        ),
      { ppm },
    );
  },
  () => {
    const event = lazily(() => sports(12));
    return testCase('event 16 dB under own sound', (view) =>
      mix([
        [heard(event(), view), -16],
        [own(12)(view), 0],
      ]),
    );
  },
  () => {
    const events = [lazily(() => sports(8)), lazily(() => concert(9))];
    const groups = (view) => view % 2;
    return testCase(
      'two events, three views each',
      (view) =>
        mix([
          [heard(events[groups(view)](), view), 0],
          [own(8)(view), -3],
        ]),
      { groups },
    );
  },
  () => testCase('no shared sound: speech, music, games', (view) => own(10)(view), { groups: (view) => view }),
  () =>
    testCase(
      'no shared sound: six tunes with the same drums at 124 bpm',
      (view) => hear(music(SECONDS + 20, 300 + view, 124), view * 2.713, SECONDS),
      { groups: (view) => view },
    ),
  () =>
    testCase('no shared sound: six rounds of the same game', (view) => effects(SECONDS, 400 + view), {
      groups: (view) => view,
    }),
];
