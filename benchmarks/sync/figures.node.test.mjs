import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bestReachable, figures, percentile, summarize } from './figures.mjs';

const truth = { offsets: [0, -1.2], phasesMs: [0, 0], frameRate: 30, roundSeconds: 40 };

/** Two players, one of which lags; the strips of both tell event time, the second camera's from its 36th frame on. */
function record({ lag = () => 0, from = 0, to = 5000, every = 50 } = {}) {
  const samples = [];
  for (let t = from; t <= to; t += every) {
    const times = [t / 1000 + 10, t / 1000 + 10 - 1.2 - lag(t) / 1000];
    const a = times.map((time, i) => Math.floor((time - truth.offsets[i]) * 30 + 1e-6) % 1200);
    samples.push({ t, clocks: times, times, a, b: a });
  }
  return {
    samples,
    rates: [],
    events: [],
    marks: { action: 0, judgeFrom: 3000, judgeTo: 5000 },
    truth,
    targetSeconds: null,
    stalledPlayer: null,
    dropped: [0, 0],
  };
}

describe('figures()', () => {
  it('finds nothing wrong where nothing is', () => {
    const { pix, raw, clock, unstableShare, togetherByClockMs, togetherByPicturesMs } = figures(record());
    assert.deepEqual(pix, { med: 0, p95: 0, max: 0 });
    assert.deepEqual(raw, pix);
    assert.ok(clock.max < 1e-6);
    assert.equal(unstableShare, 0);
    assert.equal(togetherByClockMs, 50);
    assert.equal(togetherByPicturesMs, 50);
  });

  it('sees a lag in clocks and pictures', () => {
    const { pix, clock } = figures(record({ lag: () => 100 }));
    assert.ok(Math.abs(clock.med - 100) < 1e-6);
    assert.ok(Math.abs(pix.med - 100) < 0.1);
  });

  it('knows that the strip begins anew after a round', () => {
    const late = record({ from: 28_000, to: 33_000, lag: () => 100 });
    const { pix } = figures({ ...late, marks: { action: 28_000, judgeFrom: 28_000, judgeTo: 33_000 } });
    assert.ok(pix.max < 134);
  });

  it('drops pairs that changed while they were read, and keeps them in the raw figures', () => {
    const seen = record();
    seen.samples.forEach((sample, k) => {
      if (k % 2) Object.assign(sample, { a: [sample.a[0] + 3, sample.a[1]] });
    });
    const { pix, raw, unstableShare } = figures(seen);
    assert.equal(pix.max, 0);
    assert.ok(Math.abs(raw.max - 100) < 0.1);
    assert.ok(Math.abs(unstableShare - 0.5) < 0.05);
  });

  it('does not count unreadable pictures as good ones', () => {
    const seen = record();
    for (const sample of seen.samples) sample.a = [null, sample.a[1]];
    const { pix, unreadableShare, togetherByPicturesMs } = figures(seen);
    assert.ok(Number.isNaN(pix.med));
    assert.equal(unreadableShare, 1);
    assert.equal(togetherByPicturesMs, null);
  });

  it('tells since when all stayed together, not when they passed each other', () => {
    // Above 40 ms but for one moment at 1000, below from 2000 on.
    const lag = (t) => (t >= 2000 || t === 1000 ? 0 : 90);
    assert.equal(figures(record({ lag })).togetherByClockMs, 2000);
  });

  it('does not take standing side by side for playing together', () => {
    const seen = record();
    for (const sample of seen.samples) sample.times = [10, 8.8];
    assert.equal(figures(seen).togetherByClockMs, null);
  });

  it('waits for the target of a seek', () => {
    assert.equal(figures({ ...record(), targetSeconds: 13 }).togetherByClockMs, 2750);
  });

  it('counts rate changes per member and minute in the judged window', () => {
    const rates = [100, 3500, 4000].map((t) => ({ t, player: 0, rate: 1.1 }));
    const { rateChanges, rateChangesPerMinute, highestRate } = figures({ ...record(), rates });
    assert.equal(rateChanges, 3);
    assert.equal(rateChangesPerMinute, 30);
    assert.equal(highestRate, 1.1);
  });

  it('tells how long others stood while one stalled', () => {
    const seen = record();
    for (const sample of seen.samples) {
      if (sample.t > 1000 && sample.t <= 1400) sample.times = [11, sample.times[1]];
      sample.times = [sample.times[0], 5];
    }
    const { othersStoppedMs } = figures({
      ...seen,
      stalledPlayer: 1,
      marks: { ...seen.marks, stalled: 500 },
    });
    assert.equal(othersStoppedMs, 400);
  });
});

describe('bestReachable()', () => {
  const cases = [
    { phases: [0, 0, 0], rate: 30, max: 0 },
    { phases: [0, 30], rate: 30, max: 10 / 3 },
    { phases: [0, 5 / 3, 35 / 3, 50 / 3], rate: 30, max: 50 / 3 },
    { phases: [0, 50 / 3], rate: 60, max: 0 },
  ];
  for (const { phases, rate, max } of cases) {
    it(`is ${max.toFixed(1)} ms for phases ${phases.map((phase) => phase.toFixed(1)).join(', ')} at ${rate} fps`, () => {
      assert.ok(Math.abs(bestReachable(phases, rate).max - max) < 1e-6);
    });
  }
});

describe('percentile()', () => {
  it('is the nearest rank', () => {
    assert.equal(percentile([3, 1, 2, 4], 0.5), 2);
    assert.equal(percentile([3, 1, 2, 4], 0.95), 4);
    assert.ok(Number.isNaN(percentile([], 0.5)));
  });
});

describe('summarize()', () => {
  it('takes a run that never got there for the longest', () => {
    const run = figures(record());
    const runs = [100, null, null].map((togetherByClockMs) => Object.assign({}, run, { togetherByClockMs }));
    assert.equal(summarize(runs).togetherByClockMs, null);
    assert.equal(summarize(runs.slice(0, 1)).togetherByClockMs, 100);
  });
});
