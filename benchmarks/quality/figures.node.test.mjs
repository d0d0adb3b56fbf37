import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { affordableRung, figures, summarize, usefulRung } from './figures.mjs';

const ladder = [
  { height: 160, width: 284, bitrateBps: 150e3 },
  { height: 360, width: 640, bitrateBps: 500e3 },
  { height: 480, width: 854, bitrateBps: 1e6 },
  { height: 720, width: 1280, bitrateBps: 2e6 },
  { height: 1080, width: 1920, bitrateBps: 4e6 },
];
const [LARGE, SMALL] = [
  [1280, 720],
  [320, 180],
];

const boxesOf = (count, focus) => Array.from({ length: count }, (_, i) => (i === focus ? LARGE : SMALL));

/**
 * A wall of three that plays from the beginning, at 360p.
 * @param {object} [options]
 * @param {(tile: number, t: number) => number} [options.height]
 * @param {(tile: number, t: number) => number} [options.position] seconds
 */
function record({ height = () => 360, position = (_, t) => t / 1000, endMs = 20_000, ...rest } = {}) {
  const samples = [];
  for (let t = 0; t <= endMs; t += 100) {
    samples.push({ t, tiles: [0, 1, 2].map((i) => [height(i, t), position(i, t), 0, Math.floor(t / 33)]) });
  }
  return {
    ladder,
    states: [{ t: 0, focus: 0, boxes: boxesOf(3, 0), bandwidthBps: 6e6 }],
    samples,
    seeks: [],
    firstFrames: [100, 200, 300],
    requests: [],
    ...rest,
  };
}

const moved = (t) => [
  { t: 0, focus: 0, boxes: boxesOf(3, 0), bandwidthBps: 6e6 },
  { t, focus: 1, boxes: boxesOf(3, 1), bandwidthBps: 6e6 },
];
const near = (actual, expected, by = 1e-6) =>
  assert.ok(Math.abs(actual - expected) <= by, `${actual}, not ${expected}`);

describe('usefulRung()', () => {
  it('covers the box with the least', () => {
    assert.equal(usefulRung(ladder, LARGE).height, 720);
    assert.equal(usefulRung(ladder, SMALL).height, 360);
    assert.equal(usefulRung(ladder, [284, 160]).height, 160);
    assert.equal(usefulRung(ladder, [3840, 2160]).height, 1080);
    assert.equal(usefulRung(ladder, null).height, 160);
  });
});

describe('affordableRung()', () => {
  const at = (bandwidthBps, count = 9, boxes = boxesOf(count, 0)) =>
    affordableRung({ focus: 0, boxes, bandwidthBps }, ladder).height;

  it('leaves all others their lowest', () => {
    assert.equal(at(6e6), 720);
    assert.equal(at(3e6), 480);
    assert.equal(at(3.2e6), 720);
    assert.equal(at(1e6), 160);
  });

  it('is no larger than the box, whatever the link', () => {
    assert.equal(at(null), 720);
    assert.equal(affordableRung({ focus: 0, boxes: [SMALL], bandwidthBps: null }, ladder).height, 360);
  });

  it('gives hidden tiles nothing', () => {
    const boxes = boxesOf(9, 0).map((box, i) => (i > 3 ? null : box));
    assert.equal(at(2.5e6), 480);
    assert.equal(at(2.5e6, 9, boxes), 720);
  });
});

describe('figures()', () => {
  it('weighs heights by time', () => {
    const { focusHeight, focusAtTopShare, othersHeight } = figures(
      record({ height: (tile, t) => (tile > 0 ? 160 : t < 5000 ? 360 : 720) }),
    );
    near(focusHeight, 0.25 * 360 + 0.75 * 720);
    near(focusAtTopShare, 0.75);
    near(othersHeight, 160);
  });

  it('follows the focus', () => {
    const seen = record({ states: moved(10_000), height: (tile) => [720, 480, 160][tile] });
    const { focusHeight, othersHeight } = figures(seen);
    near(focusHeight, 600);
    near(othersHeight, (160 + 480 + 160 + 720) / 4);
  });

  it('tells when the new focus is sharp', () => {
    const sharpAt = (ms) => record({ states: moved(10_000), height: (tile, t) => (tile === 1 && t >= ms ? 720 : 360) });
    assert.deepEqual(figures(sharpAt(12_500)).topSeconds, [2.5]);
    assert.deepEqual(figures(sharpAt(5000)).topSeconds, [0]);
    assert.deepEqual(figures(sharpAt(25_000)).topSeconds, [null]);
  });

  it('takes the link of the moment', () => {
    const [before, after] = moved(10_000);
    after.bandwidthBps = 1.5e6;
    const seen = figures(record({ states: [before, after], height: () => 480 }));
    assert.deepEqual(seen.topSeconds, [0]);
    near(seen.focusAtTopShare, 0.5);
  });

  it('counts standing still, of the focus and of others', () => {
    const stop = (from, to) => (t) => (t < from ? t : t < to ? from : t - (to - from)) / 1000;
    const position = (tile, t) => [stop(4000, 5500)(t), stop(6000, 6300)(t), t / 1000][tile];
    const { focusStallSeconds, othersStallSeconds, hungTiles } = figures(record({ position }));
    near(focusStallSeconds, 1.5);
    near(othersStallSeconds, 0.3);
    assert.equal(hungTiles, 0);
  });

  it('does not take the wait for the first frame for a stall', () => {
    const { focusStallSeconds } = figures(record({ position: (_, t) => Math.max(0, t - 3000) / 1000 }));
    assert.equal(focusStallSeconds, 0);
  });

  it('does not count what is hidden, but the wait once it is shown', () => {
    const boxes = [LARGE, SMALL, null];
    const shown = { t: 10_000, focus: 0, boxes: boxesOf(3, 0), bandwidthBps: 6e6 };
    const states = [moved(0)[0], { t: 5000, focus: 0, boxes, bandwidthBps: 6e6 }, shown];
    const position = (tile, t) => (tile < 2 || t < 5000 ? t : t < 11_000 ? 5000 : t - 6000) / 1000;
    const { othersStallSeconds } = figures(record({ states, position }));
    near(othersStallSeconds, 1);
  });

  it('keeps seeks of the viewer apart from stalls, and jumps apart from both', () => {
    const position = (tile, t) => {
      if (tile === 1) return (t < 15_000 ? t : t + 6000) / 1000;
      return tile > 1 || t <= 8000 ? t / 1000 : 60 + Math.max(0, t - 9200) / 1000;
    };
    const seen = figures(record({ position, seeks: [{ t: 8005, tile: 0 }] }));
    assert.equal(seen.focusStallSeconds, 0);
    assert.equal(seen.othersStallSeconds, 0);
    near(seen.seekSeconds[0], 1.2, 0.01);
    near(seen.skippedSeconds, 6);
  });

  it('sees a tile that hangs, from the start or later', () => {
    const late = record({ position: (tile, t) => (tile === 2 ? Math.min(t, 11_000) : t) / 1000 });
    assert.equal(figures(late).hungTiles, 1);
    const never = record({ position: (tile, t) => (tile === 2 ? 0 : t / 1000), firstFrames: [100, 200, null] });
    const { hungTiles, allStartedSeconds, othersStallSeconds } = figures(never);
    assert.equal(hungTiles, 1);
    assert.equal(allStartedSeconds, null);
    assert.equal(othersStallSeconds, 0);
  });

  it('judges the size of what is fetched by the box at that moment', () => {
    const requests = [
      { t: 100, tile: 0, height: 720, bytes: 5e5 },
      { t: 200, tile: 1, height: 720, bytes: 4e5 },
      { t: 9_999, tile: 1, height: 480, bytes: 3e5 },
      { t: 10_001, tile: 1, height: 720, bytes: 2e5 },
      { t: 10_001, tile: 1, height: null, bytes: 1e5 },
    ];
    const { megabytes, oversizeMegabytes } = figures(record({ states: moved(10_000), requests }));
    near(megabytes, 1.5);
    near(oversizeMegabytes, 0.7);
  });

  it('reads dropped frames from two seconds only', () => {
    const seen = record();
    for (const { t, tiles } of seen.samples)
      for (const tile of tiles) tile[2] = t > 8100 && t <= 10_100 ? (t - 8100) / 66 : 0;
    const { droppedShare } = figures(seen);
    near(droppedShare, 0.5, 0.02);
  });
});

describe('summarize()', () => {
  const run = (values) => ({ ...figures(record()), ...values });

  it('takes the median of the runs, and of all moves', () => {
    const runs = [
      run({ focusHeight: 100, topSeconds: [1, 9] }),
      run({ focusHeight: 300, topSeconds: [2, 3] }),
      run({ focusHeight: 200, topSeconds: [2, null] }),
    ];
    const { focusHeight, topSeconds, worstTopSeconds } = summarize(runs);
    assert.equal(focusHeight, 200);
    assert.equal(topSeconds, 2);
    assert.equal(worstTopSeconds, 9);
  });

  it('counts what never came as the longest', () => {
    const runs = [1.5, null, null].map((allStartedSeconds) => run({ allStartedSeconds }));
    assert.equal(summarize(runs).allStartedSeconds, null);
  });
});
