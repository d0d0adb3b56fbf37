import { expect } from 'chai';
import { timeRanges } from './time-ranges.ts';
import { clampToRanges } from './media-like.ts';

describe('clampToRanges', () => {
  const window = timeRanges([10, 20], [25, 40]);
  const cases: [seconds: number, ranges: TimeRanges, expected: number][] = [
    [15, window, 15],
    [5, window, 10],
    [22, window, 22],
    [50, window, 40],
    [-1, timeRanges(), 0],
    [7, timeRanges(), 7],
  ];
  for (const [seconds, ranges, expected] of cases) {
    it(`${seconds} → ${expected} of ${ranges.length} ranges`, () => {
      expect(clampToRanges(seconds, ranges)).to.equal(expected);
    });
  }
});
