import { expect } from 'chai';
import { wallClockAt } from './wall-clock.ts';

const BEFORE = Object.freeze({ mediaTime: 10, epochMs: 1_000_000 });

describe('wallClockAt', () => {
  it('takes a first date, and one that says something else', () => {
    expect(wallClockAt(10, 1_000_000, null)).to.deep.equal(BEFORE);
    expect(wallClockAt(12, 1_002_500, BEFORE)).to.deep.equal({ mediaTime: 12, epochMs: 1_002_500 });
  });

  it('keeps the line that it knows through another point of it', () => {
    expect(wallClockAt(12, 1_002_000, BEFORE)).to.equal(BEFORE);
    expect(wallClockAt(12, 1_002_000.9, BEFORE)).to.equal(BEFORE);
    expect(wallClockAt(12, 1_002_001, BEFORE)).not.to.equal(BEFORE);
  });

  it('keeps what it knows where there is no date, or none that can be read', () => {
    for (const nothing of [null, undefined, NaN]) {
      expect(wallClockAt(12, nothing, BEFORE)).to.equal(BEFORE);
      expect(wallClockAt(12, nothing, null)).to.equal(null);
    }
  });
});
