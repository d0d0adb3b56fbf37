import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { completeSegments, liveSegment, liveWindow } from './live-timeline.mjs';

const recording = { durationMs: 40_000, segmentMs: 2000, startOffsetMs: 1200 };
const epochMs = 1_000_000;

/** @param {number} sinceEpochMs */
const window = (sinceEpochMs) => liveWindow({ nowMs: epochMs + sinceEpochMs, recording, epochMs, windowSegments: 6 });

describe('completeSegments', () => {
  for (const [sinceEpochMs, count] of [
    [-5000, 0],
    [0, 0],
    [1200, 0],
    [3199, 0],
    [3200, 1],
    [5199, 1],
    [5200, 2],
    [41_200, 20],
  ]) {
    it(`is ${count} after ${sinceEpochMs} ms`, () => {
      assert.equal(completeSegments(epochMs + Number(sinceEpochMs), recording, epochMs), count);
    });
  }
});

describe('liveSegment', () => {
  it('runs through the recording again and again', () => {
    assert.deepEqual(liveSegment(0, recording, epochMs), { sequence: 0, loop: 0, index: 0, startMs: 1_001_200 });
    assert.deepEqual(liveSegment(19, recording, epochMs), { sequence: 19, loop: 0, index: 19, startMs: 1_039_200 });
    assert.deepEqual(liveSegment(20, recording, epochMs), { sequence: 20, loop: 1, index: 0, startMs: 1_041_200 });
    assert.deepEqual(liveSegment(2_000_000_007, recording, 0), {
      sequence: 2_000_000_007,
      loop: 100_000_000,
      index: 7,
      startMs: 4_000_000_015_200,
    });
  });
});

describe('liveWindow', () => {
  it('grows, then slides by one segment each 2 s, and never backwards', () => {
    assert.deepEqual(window(0), []);
    assert.deepEqual(
      window(3200).map(({ sequence }) => sequence),
      [0],
    );
    assert.deepEqual(
      window(15_200).map(({ sequence }) => sequence),
      [1, 2, 3, 4, 5, 6],
    );
    let last = -1;
    for (let since = 0; since < 100_000; since += 333) {
      const sequences = window(since).map(({ sequence }) => sequence);
      assert.ok(sequences.length <= 6);
      assert.ok((sequences.at(-1) ?? -1) - last <= 1 && (sequences.at(-1) ?? -1) >= last);
      assert.deepEqual(
        sequences,
        sequences.map((_, i) => Number(sequences[0]) + i),
      );
      last = sequences.at(-1) ?? -1;
    }
  });

  it('ends with the newest complete segment', () => {
    const now = 77_777;
    const newest = window(now).at(-1);
    assert.ok(newest && newest.startMs + recording.segmentMs <= epochMs + now);
    assert.ok(newest.startMs + 2 * recording.segmentMs > epochMs + now);
  });
});
