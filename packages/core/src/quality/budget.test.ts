import { expect } from 'chai';
import * as fc from 'fast-check';
import { steadyBudget } from './budget.ts';

fc.configureGlobal({ seed: 333 });

describe('steadyBudget', () => {
  const rows: [what: string, previous: number | null, estimate: number, budget: number][] = [
    ['the first estimate', null, 10, 9],
    ['the same estimate again', 9, 10, 9],
    ['a little less', 9, 9.1, 9],
    ['as little as is spent', 9, 9, 9],
    ['less than is spent', 9, 8, 7.2],
    ['a little more', 9, 11, 9.9],
    ['much more', 9, 100, 90],
    ['no estimate, and none before', null, NaN, 0],
    ['no estimate', 9, NaN, 9],
    ['nothing', 9, 0, 9],
    ['less than nothing', 9, -5, 9],
    ['no limit', 9, Infinity, Infinity],
    ['a limit at last', Infinity, 10, 9],
  ];
  for (const [what, previous, estimate, budget] of rows) {
    it(`${what} (${previous}, ${estimate}): ${budget}`, () => {
      // Infinity is close to nothing.
      expect(Math.min(steadyBudget(previous, estimate), 1e9)).to.be.closeTo(Math.min(budget, 1e9), 1e-9);
    });
  }

  it('takes a band of its own', () => {
    expect(steadyBudget(null, 10, { raiseAt: 0.5, lowerAt: 0.8 })).to.equal(5);
    expect(steadyBudget(7.9, 10, { raiseAt: 0.5, lowerAt: 0.8 })).to.equal(7.9);
    expect(steadyBudget(8.1, 10, { raiseAt: 0.5, lowerAt: 0.8 })).to.equal(5);
  });

  const estimates = fc.array(fc.double({ min: 1, max: 1e8, noNaN: true }), { minLength: 1, maxLength: 50 });

  it('is always between 0.9 and 1 of the last estimate', () => {
    fc.assert(
      fc.property(estimates, (walk) => {
        let budget: number | null = null;
        for (const estimate of walk) {
          budget = steadyBudget(budget, estimate);
          expect(budget / estimate).to.be.within(0.9 - 1e-9, 1);
        }
      }),
    );
  });

  it('is moved by noise of 5 % only until it has seen the highest, and never down', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e5, max: 1e8, noNaN: true }),
        fc.array(fc.double({ min: -0.05, max: 0.05, noNaN: true })),
        (mean, noise) => {
          let budget = steadyBudget(null, mean);
          for (const share of noise) {
            const next = steadyBudget(budget, mean * (1 + share));
            expect(next).to.be.at.least(budget);
            budget = next;
          }
          expect(budget).to.be.at.most(mean * 1.05 * 0.9 + 1e-6);
        },
      ),
    );
  });
});
