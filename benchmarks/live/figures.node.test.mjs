import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ageOf, comeBack, readings, readingsOfRounds, spreads, stands, summarize, toldOf } from './figures.mjs';

const truth = { epochMs: 1_000_000, frameRate: 30, roundMs: 40_000 };

/**
 * What is seen of videos that are so far behind.
 * @param {((t: number) => number | null)[]} latencies ms, each; null while nothing can be read
 */
function watch(latencies, { from = truth.epochMs, forMs = 10_000, everyMs = 100 } = {}) {
  const samples = [];
  for (let t = from; t < from + forMs; t += everyMs) {
    const shown = latencies.map((latency) => {
      const behind = latency(t - from);
      return behind === null ? null : t - behind - truth.epochMs;
    });
    samples.push({
      t,
      ats: latencies.map(() => t),
      frames: shown.map((ms) =>
        ms === null ? null : ((Math.floor((ms * truth.frameRate) / 1000 + 1e-6) % 1200) + 1200) % 1200,
      ),
      times: shown.map((ms) => (ms ?? 0) / 1000),
      told: latencies.map(() => 'playing'),
    });
  }
  return samples;
}

describe('ageOf', () => {
  it('is the time since the frame was filmed, across the end of a round', () => {
    assert.equal(ageOf(30, 1_002_000, truth), 1000);
    assert.equal(ageOf(1170, 1_000_000 + 40_000 + 500, truth), 1500);
    assert.equal(ageOf(30, 1_000_900, truth), -100);
  });
});

describe('readings', () => {
  it('tell how far behind each video is', () => {
    const samples = watch([() => 1000, (t) => (t < 5000 ? null : 2000)]);
    const { p50, max } = summarize(readings(samples, 0, truth));
    assert.ok(Math.abs(p50 - 1015) < 20 && max < 1034, `${p50} ${max}`);
    assert.equal(readings(samples, 1, truth).length, 50);
  });

  it('know whole rounds by the position', () => {
    const samples = watch([(t) => (t < 4000 || t > 8000 ? 1000 : 56_000)], { from: truth.epochMs + 100_000 });
    // The picture comes a little after the position.
    samples[80].frames = samples[79].frames;
    const all = readingsOfRounds(samples, 0, truth);
    assert.ok(Math.abs(all[0].ms - 1015) < 20);
    assert.ok(Math.abs(all[60].ms - 56_015) < 20);
    assert.ok(Math.abs(all.at(-1).ms - 1015) < 20);
  });
});

describe('stands', () => {
  it('finds a picture that does not move, and not one that nobody looked at', () => {
    const still = watch([(t) => 1000 + Math.max(0, Math.min(t - 3000, 900))]);
    assert.equal(stands(watch([() => 1000]), 0).length, 0);
    const [stood, ...more] = stands(still, 0);
    assert.equal(more.length, 0);
    assert.ok(stood.ms >= 900 && stood.ms <= 1100, `${stood.ms}`);
    assert.equal(stood.t, truth.epochMs + 3000);
    const unseen = still.filter(({ t }) => t < truth.epochMs + 3050 || t > truth.epochMs + 3850);
    assert.equal(stands(unseen, 0).length, 0);
  });

  it('counts one that lasts until the end', () => {
    assert.equal(stands(watch([(t) => Math.max(0, t - 9000)]), 0).length, 1);
  });
});

describe('comeBack', () => {
  const all = (latency, forMs = 40_000) => readings(watch([latency], { forMs }), 0, truth);

  it('is null for who never left', () => {
    assert.equal(
      comeBack(
        all(() => 1000),
        1015,
      ),
      null,
    );
  });

  it('finds when it left, and when it was back to stay', () => {
    const { leftMs, backMs } = comeBack(
      all((t) => (t < 2000 || t > 14_000 ? 1000 : t > 8000 && t < 10_000 ? 1050 : 3000)),
      1015,
    );
    assert.ok(Math.abs(leftMs - truth.epochMs - 2000) < 600);
    assert.ok(Math.abs(backMs - truth.epochMs - 14_000) < 600);
  });

  it('tells who did not come back', () => {
    assert.equal(
      comeBack(
        all((t) => (t < 2000 ? 1000 : 1200)),
        1015,
      ).backMs,
      null,
    );
  });
});

describe('spreads', () => {
  it('is between the first and the last, where all can be read', () => {
    const samples = watch([() => 1000, () => 1100, (t) => (t < 5000 ? 1300 : null)]);
    const apart = spreads(samples, truth);
    assert.equal(apart.length, 50);
    for (const ms of apart) assert.ok(Math.abs(ms - 300) < 40, `${ms}`);
  });
});

describe('toldOf', () => {
  it('adds up how long each was told', () => {
    const samples = watch([() => 1000], { forMs: 1000 });
    for (const sample of samples.slice(4, 7)) sample.told = ['waiting'];
    assert.deepEqual(toldOf(samples, 0), [
      { word: 'playing', ms: 600 },
      { word: 'waiting', ms: 300 },
    ]);
  });
});
