import { expect } from 'chai';
import { epochOfZero, offsetOfAnchor, offsetOfEpoch } from './offsets.ts';

describe('offsetOfEpoch', () => {
  it('is positive for a video that began before the group’s zero', () => {
    // At the group's time 0, ten seconds of it were over.
    expect(offsetOfEpoch(50_000, 60_000)).to.equal(10);
  });
});

describe('epochOfZero', () => {
  it('goes back from a known moment, on the source’s own timeline', () => {
    expect(epochOfZero({ mediaTime: 12, epochMs: 100_000 })).to.equal(88_000);
    expect(epochOfZero({ mediaTime: 12, epochMs: 100_000 }, 0.04)).to.equal(87_960);
  });
});

describe('offsetOfAnchor', () => {
  it('makes 1:00 here and 2:00 there one moment', () => {
    const pair = { from: { id: 'here', position: 60 }, to: { id: 'there', position: 120 } };
    const fromOffset = 7;
    const toOffset = offsetOfAnchor(pair, fromOffset);
    expect(60 - fromOffset).to.equal(120 - toOffset);
  });
});
