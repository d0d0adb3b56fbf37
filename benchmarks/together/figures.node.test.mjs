import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { between, changes, figures, isWithinFrame, shown, stepAt, summarize } from './figures.mjs';

const FRAME_RATE = 30;
const FRAME_MS = 1000 / FRAME_RATE;
const truth = { frameRate: FRAME_RATE, roundSeconds: 40 };
const steps = [{ name: 'play', act: 'play', settleMs: 1000, windowMs: 2000 }];
const T0 = 1_800_000_000_000;

/** What a page reads that is where `position` says, in seconds, at each ms from the act on. Looks at odd times, as a timer would. */
function page(position, { everyMs = 7, phaseMs = 0, lastMs = 3200 } = {}) {
  const t = Array.from({ length: Math.ceil((lastMs - phaseMs) / everyMs) }, (_, k) => phaseMs + k * everyMs);
  const clock = t.map(position);
  return {
    t: t.map((ms) => T0 + ms),
    // The media begin anew after a round; a page of whole frames.
    frame: clock.map((seconds) => Math.floor(seconds * FRAME_RATE + 1e-6) % (truth.roundSeconds * FRAME_RATE)),
    clock,
    line: clock,
  };
}

const playing =
  (byMs = 0, from = 16) =>
  (ms) =>
    from + (ms + byMs) / 1000;

const judge = (one, other, doing = steps) =>
  figures([one, other], truth, doing, Object.fromEntries(doing.map(({ name }) => [name, T0])), [one.t, other.t])[
    doing[0].name
  ];

const near = (actual, expected, within) =>
  assert.ok(Math.abs(actual - expected) <= within, `${actual} is not ${expected} ± ${within}`);

describe('shown()', () => {
  it('tells the rounds of a recording apart by the clock, on either side of the cut', () => {
    const frame = [1199, 0, 1, 1199, null];
    const clock = [79.99, 79.99, 80.1, 80.02, 80.2];
    assert.deepEqual(
      shown({ t: [1, 2, 3, 4, 5], frame, clock }, truth).value.map((ms) => Math.round((ms * FRAME_RATE) / 1000)),
      [2399, 2400, 2401, 2399],
    );
  });
});

describe('stepAt() and between()', () => {
  const track = { t: [100, 133, 166, 400, 433], value: [0, 33, 66, 99, 9999] };
  const rows = [
    ['before the first', 99, Number.NaN, Number.NaN],
    ['at a change', 133, 33, 33],
    ['on the way', 116.5, 0, 16.5],
    ['while it stands', 300, 66, 66],
    ['before a seek', 420, 99, 99],
    ['after the last', 500, 9999, 9999],
  ];
  for (const [what, at, step, interpolated] of rows) {
    it(`say what is shown ${what}`, () => {
      assert.equal(stepAt(track, at), step);
      assert.equal(between(track, at), interpolated);
    });
  }
  it('know nothing of an empty track', () => assert.ok(Number.isNaN(between({ t: [], value: [] }, 1))));
});

describe('changes()', () => {
  it('keeps the first sight of each picture, the way back included', () => {
    assert.deepEqual(changes({ t: [1, 2, 3, 4, 5, 6], value: [7, 7, 8, 8, 7, 7] }), { t: [1, 3, 5], value: [7, 8, 7] });
  });
});

describe('figures()', () => {
  it('finds pages together that are, but for how finely they are read', () => {
    const { apart, onScreen, clock, line, togetherMs } = judge(page(playing()), page(playing(), { phaseMs: 3 }));
    assert.ok(apart.max <= 7);
    near(onScreen.med, 0, 1e-3);
    near(onScreen.max, FRAME_MS, 1e-3);
    assert.ok(clock.max < 1e-3 && line.max < 1e-3);
    near(togetherMs, 0, 10);
  });

  for (const leadMs of [10, 50, 100, -100]) {
    it(`sees a lead of ${leadMs} ms, whole frames or not`, () => {
      const seen = judge(page(playing(leadMs)), page(playing()));
      near(seen.leadMs, leadMs, 7);
      near(seen.apart.med, Math.abs(leadMs), 7);
      near(seen.clock.max, Math.abs(leadMs), 1e-3);
      assert.equal(isWithinFrame(seen, FRAME_RATE), Math.abs(leadMs) <= 10);
      assert.equal(seen.togetherMs === null, Math.abs(leadMs) > FRAME_MS);
    });
  }

  it('sees it over the end of a round too', () => {
    near(judge(page(playing(100, 38.5)), page(playing(0, 38.5))).apart.med, 100, 7);
  });

  it('believes pictures, not clocks', () => {
    const late = page(playing());
    late.frame = page(playing(-100)).frame;
    const seen = judge(page(playing()), late);
    near(seen.apart.med, 100, 7);
    assert.ok(seen.clock.max < 1e-3);
    near(seen.lagMs[1] - seen.lagMs[0], 100, 7);
  });

  it('knows when they came together', () => {
    const catchingUp = (ms) => playing(ms < 1500 ? -200 : 0)(ms);
    near(judge(page(playing()), page(catchingUp)).togetherMs, 1500, 40);
  });

  it('does not call those together of whom one has not begun', () => {
    const asleep = (ms) => playing()(Math.min(ms, 20));
    assert.equal(judge(page(asleep), page(asleep)).togetherMs, null);
    const standing = [{ name: 'pause', act: 'pause', settleMs: 1000, windowMs: 2000 }];
    near(judge(page(asleep), page(asleep), standing).togetherMs, 120, 20);
  });

  it('leaves out what it could not read, and says so', () => {
    const blind = page(playing(100));
    blind.frame = blind.frame.map((frame, k) => (k % 2 ? null : frame));
    const seen = judge(blind, page(playing()));
    near(seen.apart.med, 100, 14);
    near(seen.unreadableShare, 0.25, 0.01);
  });
});

describe('summarize()', () => {
  it('takes medians, counts never as the longest, and keeps the worst run', () => {
    const run = (ms, togetherMs) => ({
      ...judge(page(playing()), page(playing())),
      apart: { med: ms, p95: ms, max: ms },
      togetherMs,
    });
    const summary = summarize([run(5, 100), run(200, null), run(10, null)], FRAME_RATE);
    assert.deepEqual(summary.apart, { med: 10, p95: 10, max: 10 });
    assert.equal(summary.worstMs, 200);
    assert.equal(summary.runsWithinFrame, 2);
    assert.equal(summary.togetherMs, null);
  });
});
