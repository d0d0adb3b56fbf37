import { expect } from 'chai';
import { durationText, shownDrift } from './shown-drift.ts';

describe('shownDrift', () => {
  const cases: [why: string, shownMs: number, driftMs: number | null, isMoving: boolean, result: number][] = [
    ['little is nothing', 0, 40, false, 0],
    ['more is told, in steps', 0, 44, false, 40],
    ['behind too', 0, -123, false, -120],
    ['it is told until it is small', 40, 30, false, 40],
    ['small is nothing again', 40, 25, false, 0],
    ['the number stays while it is about right', 120, 134, false, 120],
    ['and changes when it is not', 120, 136, false, 140],
    ['a large one may be off by more', 1000, 1090, false, 1000],
    ['and is told in tenths of a second', 0, 1234, false, 1200],
    ['the other side is another number', 50, -50, false, -50],
    ['nothing measured is nothing', 120, null, false, 0],
    ['but for a while, during a correction', 120, null, true, 120],
  ];
  for (const [why, shownMs, driftMs, isMoving, result] of cases) {
    it(why, () => expect(shownDrift(shownMs, driftMs, isMoving)).to.equal(result));
  }

  it('does not flicker around a limit', () => {
    let shownMs = 0;
    const shown = [39, 41, 39, 41, 30, 39].map((driftMs) => (shownMs = shownDrift(shownMs, driftMs, false)));
    expect(shown).to.deep.equal([0, 40, 40, 40, 40, 40]);
  });
});

describe('durationText', () => {
  const cases: [ms: number, text: string][] = [
    [40, '40 ms'],
    [-999.4, '999 ms'],
    [-1250, '1.3 s'],
    [12_000, '12 s'],
  ];
  for (const [ms, text] of cases) it(`${ms} is ${text}`, () => expect(durationText(ms)).to.equal(text));
});
