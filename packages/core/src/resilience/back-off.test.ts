import { expect } from 'chai';
import * as fc from 'fast-check';
import { backOffDelayMs } from './back-off.ts';

fc.configureGlobal({ seed: 333 });

describe('backOffDelayMs', () => {
  const longest = (attempt: number): number =>
    backOffDelayMs({ attempt, baseMs: 1000, capMs: 15_000, random: () => 1 });

  it('doubles up to its cap', () => {
    expect([1, 2, 3, 4, 5, 6, 60, 2000].map(longest)).to.deep.equal([
      1000, 2000, 4000, 8000, 15_000, 15_000, 15_000, 15_000,
    ]);
  });

  it('is anywhere between nothing and that', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempt, share) => {
          const delayMs = backOffDelayMs({ attempt, baseMs: 1000, capMs: 15_000, random: () => share });
          expect(delayMs).to.be.at.least(0).and.at.most(longest(attempt));
          expect(delayMs).to.equal(share * longest(attempt));
        },
      ),
    );
  });
});
