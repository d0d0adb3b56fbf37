import { expect } from 'chai';
import * as fc from 'fast-check';
import { correlate } from './correlate.ts';
import { soundFeatures, type SoundFeatures } from './features.ts';
import { matchSounds } from './match.ts';
import { beats, bursts, finish } from './fixtures/synthetic-sound.ts';

fc.configureGlobal({ seed: 333 });

const features = (samples: Float32Array, rate = 16_000): SoundFeatures => finish(soundFeatures(samples, rate));

describe('soundFeatures', () => {
  it('has a hop of 10 ms at any rate', () => {
    for (const rate of [8000, 16_000, 44_100, 48_000]) {
      expect(features(bursts({ seed: 1, seconds: 10, rate }), rate).frames).to.be.within(993, 1000);
    }
  });

  it('does not care for loudness', () => {
    const sound = bursts({ seed: 2, seconds: 5 });
    const quiet = features(sound.map((value) => value / 50));
    for (const [i, band] of features(sound).bands.entries()) {
      for (const [k, value] of band.entries()) expect(quiet.bands[i]![k]).to.be.closeTo(value, 0.01);
    }
  });

  it('hears nothing in silence, and takes sounds that are too short', () => {
    expect(features(new Float32Array(16_000)).audible).to.equal(false);
    expect(features(new Float32Array(16_000).fill(1e-4)).audible).to.equal(false);
    expect(features(bursts({ seed: 3, seconds: 1 })).audible).to.equal(true);
    expect(features(new Float32Array(100)).frames).to.equal(0);
    expect(features(new Float32Array()).audible).to.equal(false);
  });
});

describe('correlate', () => {
  it('finds any lag between sounds of different rates to 2 ms', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -8, max: 8, noNaN: true }),
        fc.constantFrom(16_000, 44_100),
        fc.integer({ min: 1, max: 1000 }),
        (lag, rate, seed) => {
          const a = features(bursts({ seed, seconds: 20, from: 10 }));
          const b = features(bursts({ seed, seconds: 20, from: 10 - lag, rate }), rate);
          const { lagSeconds, peakRatio } = correlate(a, b);
          expect(lagSeconds).to.be.closeTo(lag, 0.002);
          expect(peakRatio).to.be.greaterThan(1.4);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('looks only where it may', () => {
    const a = features(bursts({ seed: 5, seconds: 20, from: 5 }));
    const b = features(bursts({ seed: 5, seconds: 20, from: 3 }));
    expect(correlate(a, b, { min: 1, max: 3 }).lagSeconds).to.be.closeTo(2, 0.002);
    expect(correlate(a, b, { min: 2.5, max: 5 }).lagSeconds).to.be.within(2.49, 5.01);
    expect(correlate(a, b, { min: 100, max: 200 })).to.deep.equal({ lagSeconds: 0, peakRatio: 1 });
  });

  it('is the same the other way round', () => {
    const a = features(bursts({ seed: 6, seconds: 20, from: 5 }));
    const b = features(bursts({ seed: 6, seconds: 20, from: 7.5 }));
    expect(correlate(a, b).lagSeconds).to.be.closeTo(-correlate(b, a).lagSeconds, 1e-6);
  });
});

describe('matchSounds', () => {
  const match = (a: SoundFeatures, b: SoundFeatures): number | undefined => finish(matchSounds(a, b))?.lagSeconds;

  it('finds what two sounds share under what they do not', () => {
    const mix = (from: number, own: number): SoundFeatures => {
      const noise = bursts({ seed: own, seconds: 40 });
      return features(bursts({ seed: 7, seconds: 40, from }).map((value, i) => value + noise[i]!));
    };
    expect(match(mix(3, 21), mix(8.1234, 22))).to.be.closeTo(-5.1234, 0.005);
  });

  it('finds nothing between sounds that share nothing', () => {
    const sounds = Array.from({ length: 8 }, (_, i) => features(bursts({ seed: 100 + i, seconds: 40 })));
    for (const [i, a] of sounds.entries()) {
      for (const b of sounds.slice(i + 1)) expect(match(a, b)).to.equal(undefined);
    }
  });

  it('finds nothing in a beat that two tunes share', () => {
    for (const from of [0, 1.3, 7.77]) {
      expect(match(features(beats(40, 0)), features(beats(40, from)))).to.equal(undefined);
    }
  });

  it('finds nothing in an overlap that is too short, and nothing in silence', () => {
    const a = features(bursts({ seed: 8, seconds: 20 }));
    expect(match(a, features(bursts({ seed: 8, seconds: 20, from: 8 })))).to.equal(undefined);
    expect(match(a, features(new Float32Array(320_000)))).to.equal(undefined);
    expect(match(a, features(new Float32Array()))).to.equal(undefined);
    expect(match(a, a)).to.be.closeTo(0, 1e-6);
  });
});
