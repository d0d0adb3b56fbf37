import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { durationOf, filesOf } from '../vods/recording.ts';
import { cutRecording } from './cut-recording.ts';

const rendition = (name, segments) => ({
  name,
  width: 640,
  height: 360,
  frameRate: 30,
  codecs: 'avc1.64001e,mp4a.40.2',
  bandwidth: 900_000,
  averageBandwidth: 800_000,
  init: 'init-1.mp4',
  segments,
});
const segmentsOf = (durations, from = 1_000_000) => {
  let startMs = from;
  return durations.map((durationMs, index) => {
    const segment = { name: `${index}.m4s`, durationMs, startMs };
    startMs += durationMs;
    return segment;
  });
};
const names = (cut) => cut?.renditions[0].segments.map(({ name }) => name) ?? null;
const recording = { renditions: ['720p', '360p'].map((name) => rendition(name, segmentsOf([2000, 2000, 2000, 2000]))) };

describe('cutRecording', () => {
  for (const [start, end, expected] of [
    [0, 2, ['0.m4s']],
    [0, 2.001, ['0.m4s', '1.m4s']],
    [3, 5, ['1.m4s', '2.m4s']],
    [6, 100, ['3.m4s']],
    [8, 9, null],
    [2, 2, null],
  ])
    it(`takes whole segments of ${start} to ${end} s`, () => {
      assert.deepEqual(names(cutRecording(recording, { by: 'position', start, end })), expected);
      const date = { by: 'date', start: 1_000_000 + start * 1000, end: 1_000_000 + end * 1000 };
      assert.deepEqual(names(cutRecording(recording, date)), expected);
    });

  it('goes by dates or by positions where the encoder was away', () => {
    const [a, b] = segmentsOf([2000, 2000]);
    const broken = {
      renditions: [rendition('720p', [a, { ...b, startMs: b.startMs + 60_000, isDiscontinuity: true }])],
    };
    const cut = cutRecording(broken, { by: 'position', start: 2.5, end: 3 });
    assert.deepEqual(cut.renditions[0].segments, [
      { name: '1.m4s', durationMs: 2000, startMs: 1_062_000, isDiscontinuity: false },
    ]);
    assert.equal(cutRecording(broken, { by: 'date', start: 1_010_000, end: 1_020_000 }), null);
  });

  it('takes nothing where one rendition lacks it', () => {
    const lame = { renditions: [recording.renditions[0], rendition('360p', [])] };
    assert.equal(cutRecording(lame, { by: 'position', start: 0, end: 2 }), null);
    assert.equal(cutRecording({ renditions: [] }, { by: 'position', start: 0, end: 2 }), null);
  });

  it('has all that was asked for in it, and no more than a segment at each end', () => {
    const durations = fc.array(fc.integer({ min: 500, max: 6000 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(durations, fc.nat(100), fc.integer({ min: 1, max: 60 }), (lengths, start, seconds) => {
        const whole = { renditions: [rendition('720p', segmentsOf(lengths, 0))] };
        const cut = cutRecording(whole, { by: 'position', start, end: start + seconds });
        const wantedMs = Math.min(durationOf(whole), (start + seconds) * 1000) - start * 1000;
        if (!cut) return assert.ok(wantedMs <= 0);
        const excess = durationOf(cut) - wantedMs;
        assert.ok(excess >= 0 && excess < 2 * 6000);
      }),
    );
  });
});

describe('filesOf', () => {
  it('names each file once, the initialization segments too', () => {
    const segments = segmentsOf([2000, 2000]);
    const two = { renditions: [rendition('720p', [segments[0], { ...segments[1], init: 'init-2.mp4' }])] };
    assert.deepEqual(filesOf(two), ['720p/init-1.mp4', '720p/init-2.mp4', '720p/0.m4s', '720p/1.m4s']);
  });
});
