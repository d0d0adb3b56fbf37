import { expect } from 'chai';
import { findReference } from './reference.ts';

const known = (errorMs: number | null, audible = false, mode: 'rate' | 'hold-and-jump' = 'rate') => ({
  errorMs,
  audible,
  mode,
});

describe('findReference', () => {
  const cases: [string, ReturnType<typeof known>[], number][] = [
    ['nobody', [], 0],
    ['nobody who is settled', [known(null), known(null)], 0],
    ['the one that is heard', [known(3), known(9, true), known(3)], 9],
    ['the median of those that agree', [known(10), known(12), known(400)], 12],
    ['the middle of two', [known(10), known(20)], 15],
    ['two that disagree', [known(0), known(500)], 0],
    ['an embed knows its time too badly', [known(80, false, 'hold-and-jump'), known(4)], 4],
    ['an embed that is heard, too', [known(80, true, 'hold-and-jump'), known(4)], 4],
    ['an embed beside one that has not settled', [known(80, false, 'hold-and-jump'), known(null)], 0],
    ['embeds alone, which agree', [-60, -64, -80].map((errorMs) => known(errorMs, false, 'hold-and-jump')), -64],
  ];
  for (const [name, members, shiftMs] of cases) {
    it(`${name}: ${shiftMs}`, () => expect(findReference(members)).to.equal(shiftMs));
  }
});
