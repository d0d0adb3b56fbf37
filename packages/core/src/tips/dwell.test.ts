import { expect } from 'chai';
import * as fc from 'fast-check';
import { dwellMs, MAX_DWELL_MS, MIN_DWELL_MS } from './dwell.ts';

fc.configureGlobal({ seed: 333 });

describe('dwellMs', () => {
  const cases: [why: string, displayMs: number | undefined, waiting: number, result: number][] = [
    ['alone', undefined, 0, 8000],
    ['one waits', undefined, 1, 8000],
    ['two wait', undefined, 2, 6400],
    ['five wait', undefined, 5, 4000],
    ['a crowd waits', undefined, 100, 3000],
    ['it wishes for more', 20_000, 1, 20_000],
    ['it wishes for more, and many wait', 20_000, 9, 6667],
    ['it wishes for too much', 3_600_000, 0, 30_000],
    ['it wishes for too little', 0, 0, 3000],
  ];
  for (const [why, displayMs, waiting, result] of cases)
    it(why, () => expect(dwellMs(displayMs, waiting)).to.equal(result));

  it('is within bounds, and never longer when more wait', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, noNaN: true }), fc.nat(2000), (displayMs, waiting) => {
        const ms = dwellMs(displayMs, waiting);
        expect(ms).to.be.within(MIN_DWELL_MS, MAX_DWELL_MS);
        expect(dwellMs(displayMs, waiting + 1)).to.be.at.most(ms);
      }),
    );
  });
});
