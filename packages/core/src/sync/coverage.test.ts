import { expect } from 'chai';
import * as fc from 'fast-check';
import { coverageOf, partAfter, partAt, rangeOf, type Part } from './coverage.ts';

fc.configureGlobal({ seed: 333 });

const part = (offset: number, duration: number, source: string | null = null): Part => ({ source, offset, duration });

describe('coverageOf', () => {
  it('joins what overlaps or touches, and keeps gaps', () => {
    expect(coverageOf([part(-20, 5), part(0, 10), part(-10, 3), part(-12, 4)])).to.deep.equal([
      { start: 0, end: 16 },
      { start: 20, end: 25 },
    ]);
  });

  it('leaves out what is not known yet', () => {
    expect(coverageOf([part(0, NaN), part(-10, 3)])).to.deep.equal([{ start: 10, end: 13 }]);
  });
});

describe('rangeOf', () => {
  it('goes from the least −offset to the greatest duration − offset', () => {
    expect(rangeOf([coverageOf([part(5, 30)]), coverageOf([part(-3, 40)]), []])).to.deep.equal({ start: -5, end: 43 });
  });

  it('is empty while nothing is known', () => {
    expect(rangeOf([[], coverageOf([part(5, NaN)])])).to.deep.equal({ start: 0, end: 0 });
  });
});

describe('partAt', () => {
  const parts = [part(0, 10, 'a'), part(-8, 10, 'b'), part(-30, NaN, 'c')];
  const cases = [
    [-0.1, null],
    [0, 'a'],
    [7.9, 'a'],
    [8, 'b'],
    [17.9, 'b'],
    [18, null],
    [30, 'c'],
    [1e6, 'c'],
  ] as const;
  for (const [time, source] of cases) {
    it(`${time} → ${source}`, () => expect(partAt(parts, time)?.source ?? null).to.equal(source));
  }

  it('finds material exactly where coverage says so', () => {
    const anyPart = fc.record({
      source: fc.constant(null),
      offset: fc.integer({ min: -50, max: 50 }),
      duration: fc.integer({ min: 1, max: 40 }),
    });
    fc.assert(
      fc.property(fc.array(anyPart, { maxLength: 5 }), fc.integer({ min: -100, max: 100 }), (anyParts, time) => {
        const covered = coverageOf(anyParts).some(({ start, end }) => time >= start && time < end);
        expect(partAt(anyParts, time) !== null).to.equal(covered);
      }),
    );
  });
});

describe('partAfter', () => {
  it('is the next to begin', () => {
    const parts = [part(-30, 5, 'late'), part(-20, 5, 'next'), part(0, 5, 'now')];
    expect(partAfter(parts, 0)?.source).to.equal('next');
    expect(partAfter(parts, 20)?.source).to.equal('late');
    expect(partAfter(parts, 30)).to.equal(null);
  });
});
