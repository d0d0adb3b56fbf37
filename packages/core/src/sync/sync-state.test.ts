import { expect } from 'chai';
import { kept } from './sync-state.ts';

describe('kept', () => {
  const before = Object.freeze({ id: 'a', ranges: [{ start: 0, end: NaN }], none: null });

  it('is what was told before where that says the same', () => {
    expect(kept(before, { id: 'a', ranges: [{ start: 0, end: NaN }], none: null })).to.equal(before);
  });

  const others: [what: string, now: object][] = [
    ['another value', { id: 'b', ranges: [{ start: 0, end: NaN }], none: null }],
    ['something deeper', { id: 'a', ranges: [{ start: 0, end: 1 }], none: null }],
    ['more', { id: 'a', ranges: [{ start: 0, end: NaN }], none: null, more: 1 }],
    ['less', { id: 'a', ranges: [], none: null }],
    ['something for nothing', { id: 'a', ranges: [{ start: 0, end: NaN }], none: {} }],
  ];
  for (const [what, now] of others) {
    it(`is frozen news with ${what}`, () => {
      expect(kept<object>(before, now)).to.equal(now);
      expect(Object.isFrozen(now)).to.equal(true);
    });
  }

  it('is news where nothing was told before', () => expect(kept(null, before)).to.equal(before));
});
