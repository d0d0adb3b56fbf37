import { expect } from 'chai';
import { isHanging, isHopeless, type SegmentInFlight } from './rescue.ts';

const segment = (marks: Partial<SegmentInFlight>): SegmentInFlight => ({
  loadedBytes: 50_000,
  totalBytes: 500_000,
  sinceStartMs: 1000,
  bandwidthBps: 1e6,
  bufferSeconds: 2,
  seeking: false,
  ...marks,
});

describe('isHopeless', () => {
  const rows: [what: string, marks: Partial<SegmentInFlight>, expected: boolean][] = [
    ['nine tenths are missing at 50 kB/s, with 2 s to go', {}, true],
    ['there is enough to play meanwhile', { bufferSeconds: 10 }, false],
    ['it has just begun', { sinceStartMs: 399 }, false],
    ['it is nearly there', { loadedBytes: 350_000, sinceStartMs: 60_000 }, false],
    ['it comes fast enough', { loadedBytes: 300_000 }, false],
    ['a second is missing, and nothing is left', { loadedBytes: 255_000, bufferSeconds: 0 }, true],
    ['the same after a seek', { loadedBytes: 255_000, bufferSeconds: 0, seeking: true }, false],
    ['more than a second is missing after a seek', { loadedBytes: 245_000, bufferSeconds: 0, seeking: true }, true],
    ['nothing comes at all, but the link is good for twice that', { loadedBytes: 0, bandwidthBps: 10e6 }, false],
    ['nothing comes at all, and nothing is to be hoped for', { loadedBytes: 0, bandwidthBps: 0 }, true],
  ];
  for (const [what, marks, expected] of rows) {
    it(`says ${expected ? 'yes' : 'no'} when ${what}`, () => {
      expect(isHopeless(segment(marks))).to.equal(expected);
    });
  }
});

describe('isHanging', () => {
  const rows: [silentMs: number, bufferSeconds: number, attempt: number, expected: boolean][] = [
    [1499, 1, 0, false],
    [1500, 1, 0, true],
    [1500, 4, 0, false],
    [2999, 0, 1, false],
    [3000, 0, 1, true],
    [11_999, 0, 3, false],
    [12_000, 0, 3, true],
  ];
  for (const [silentMs, bufferSeconds, attempt, expected] of rows) {
    it(`${expected ? 'yes' : 'no'}: silent for ${silentMs} ms with ${bufferSeconds} s ahead, asked again ${attempt} times`, () => {
      expect(isHanging(silentMs, bufferSeconds, attempt)).to.equal(expected);
    });
  }
});
