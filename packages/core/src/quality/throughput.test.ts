import { expect } from 'chai';
import * as fc from 'fast-check';
import { estimateBandwidth, type Transfer } from './throughput.ts';

const done = (startedAtMs: number, firstByteMs: number, endedAtMs: number, bytes: number): Transfer => ({
  startedAtMs,
  firstByteMs,
  endedAtMs,
  bytes,
});

const bps = (transfers: readonly Transfer[], nowMs: number): number | null => {
  const estimate = estimateBandwidth(transfers, nowMs);
  return estimate && Math.round(estimate);
};

describe('estimateBandwidth', () => {
  it('says nothing before enough has come', () => {
    expect(bps([], 1000)).to.equal(null);
    expect(bps([done(0, 0, 100, 59_999)], 1000)).to.equal(null);
    expect(bps([done(0, 0, 100, 60_000)], 1000)).to.equal(4_800_000);
  });

  it('counts the time in which something was on its way once, however many came together', () => {
    const one = [done(0, 0, 1000, 500_000)];
    const two = [done(0, 0, 1000, 250_000), done(0, 0, 1000, 250_000)];
    const apart = [done(0, 0, 500, 250_000), done(1500, 0, 2000, 250_000)];
    const overlapping = [done(0, 0, 600, 300_000), done(400, 0, 1000, 200_000)];
    for (const transfers of [one, two, apart, overlapping]) expect(bps(transfers, 2000)).to.equal(4_000_000);
  });

  it('leaves out the round trip, in which nothing flows, but no longer wait', () => {
    expect(bps([done(0, 200, 700, 250_000)], 700)).to.equal(4_000_000);
    expect(bps([done(0, 200, 700, 250_000), done(1000, 700, 1700, 250_000)], 1700)).to.equal(4_000_000);
  });

  it('counts what is on its way, so that a link that dies is noticed', () => {
    const stalled: Transfer = { startedAtMs: 1000, firstByteMs: 0, endedAtMs: null, bytes: 0 };
    expect(bps([done(0, 0, 1000, 500_000), stalled], 1000)).to.equal(4_000_000);
    expect(bps([done(0, 0, 1000, 500_000), stalled], 2000)).to.equal(2_000_000);
  });

  it('believes the last seconds at once when they are slower, and later when they are faster', () => {
    const slower = [done(0, 0, 2000, 1_000_000), done(4000, 0, 6000, 100_000)];
    expect(bps(slower, 6000)).to.equal(400_000);
    const faster = [done(0, 0, 2000, 100_000), done(4000, 0, 6000, 1_000_000)];
    expect(bps(faster, 6000)).to.equal(2_200_000);
  });

  it('forgets what is older than ten seconds, and takes the part of what reaches into them', () => {
    const old = done(0, 0, 1000, 1_000_000);
    const half = done(1500, 0, 2500, 500_000);
    expect(bps([old, half], 12_000)).to.equal(4_000_000);
  });

  it('is never above the fastest and never below the slowest of transfers that come one by one', () => {
    const piece = fc.record({
      waitMs: fc.integer({ min: 0, max: 200 }),
      forMs: fc.integer({ min: 5, max: 400 }),
      bytes: fc.integer({ min: 60_000, max: 2_000_000 }),
    });
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 10 }), (pieces) => {
        let atMs = 0;
        const transfers = pieces.map(({ waitMs, forMs, bytes }) => {
          const transfer = done(atMs + waitMs, 0, atMs + waitMs + forMs, bytes);
          atMs += waitMs + forMs;
          return transfer;
        });
        const estimate = estimateBandwidth(transfers, atMs)!;
        const rates = pieces.map(({ forMs, bytes }) => (bytes * 8000) / forMs);
        expect(estimate).to.be.within(Math.min(...rates) * 0.999, Math.max(...rates) * 1.001);
      }),
    );
  });
});
