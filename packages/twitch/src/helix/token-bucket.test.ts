import { expect } from 'chai';
import * as fc from 'fast-check';
import { fullBucket, refill, settlePoint, takePoints, type RateReport, type TokenBucket } from './token-bucket.ts';

fc.configureGlobal({ seed: 333 });

const bucket = (fields: Partial<TokenBucket>): TokenBucket => ({ ...fullBucket(800, 0), ...fields });
const said = (fields: Partial<RateReport>): RateReport => ({
  limit: 800,
  remaining: null,
  resetInMs: null,
  refused: false,
  ...fields,
});

describe('refill', () => {
  it('gives the limit back in a minute, evenly, and no more', () => {
    const at = (nowMs: number): number => refill(bucket({ points: 0 }), nowMs).points;
    expect([0, 75, 15_000, 60_000, 90_000].map(at)).to.deep.equal([0, 1, 200, 800, 800]);
  });

  it('takes nothing when a clock goes back', () => {
    expect(refill(bucket({ points: 10, atMs: 1000 }), 0).points).to.equal(10);
  });
});

describe('takePoints', () => {
  const cases = [
    { what: 'as many as are wanted', points: 800, wanted: 80, given: 80, waitMs: 0 },
    { what: 'as many as there are, but for five', points: 20.5, wanted: 80, given: 15, waitMs: 0 },
    { what: 'none of the last five', points: 5.5, wanted: 1, given: 0, waitMs: 38 },
    { what: 'none of nothing', points: 0, wanted: 1, given: 0, waitMs: 450 },
  ];
  for (const { what, points, wanted, given, waitMs } of cases) {
    it(`gives ${what}`, () => {
      const result = takePoints(bucket({ points }), 0, wanted);
      expect(result.given).to.equal(given);
      expect(result.waitMs).to.equal(waitMs);
      expect(result.bucket.points).to.equal(points - given);
      expect(result.bucket.taken).to.equal(given);
    });
  }

  it('has one to give when it said so', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 5.99, noNaN: true }),
        fc.integer({ min: 10, max: 3000 }),
        (points, limit) => {
          const {
            bucket: after,
            given,
            waitMs,
          } = takePoints({ ...fullBucket(limit, 0), points: Math.min(points, limit / 100) }, 0, 1);
          expect(given).to.equal(0);
          expect(takePoints(after, waitMs, 1).given).to.equal(1);
        },
      ),
    );
  });

  it('gives nothing while it is blocked', () => {
    const blocked = bucket({ blockedUntilMs: 3000 });
    expect(takePoints(blocked, 2000, 1)).to.include({ given: 0, waitMs: 1000 });
    expect(takePoints(blocked, 3000, 1).given).to.equal(1);
  });

  it('keeps little of a small bucket', () => {
    expect(takePoints(fullBucket(30, 0), 0, 80).given).to.equal(29);
  });
});

describe('settlePoint', () => {
  const mark = { settled: 0, atMs: 0 };
  const cases: {
    what: string;
    before: Partial<TokenBucket>;
    report: Partial<RateReport>;
    points: number;
    atMs?: number;
  }[] = [
    { what: 'nothing, where nothing was said', before: { points: 400, taken: 1 }, report: {}, points: 400 },
    { what: 'the same, where it agrees', before: { points: 399, taken: 1 }, report: { remaining: 399 }, points: 399 },
    {
      what: 'less, where others took points',
      before: { points: 799, taken: 1 },
      report: { remaining: 100 },
      points: 100,
    },
    {
      what: 'even less, while calls are on their way that may not be counted',
      before: { points: 720, taken: 80 },
      report: { remaining: 300 },
      points: 221,
    },
    { what: 'more, where points came back', before: { points: 10, taken: 1 }, report: { remaining: 799 }, points: 799 },
    {
      what: 'the same, where calls that followed explain the difference',
      before: { points: 700, taken: 100 },
      report: { remaining: 795 },
      points: 700,
    },
    {
      what: 'the least, when little is left',
      before: { points: 30, taken: 11 },
      report: { remaining: 35 },
      points: 25,
    },
    {
      what: 'a larger limit',
      before: { points: 800, taken: 1 },
      report: { limit: 1200, remaining: 1199 },
      points: 1199,
    },
    { what: 'never less than nothing', before: { points: 720, taken: 80 }, report: { remaining: 3 }, points: 0 },
  ];
  for (const { what, before, report, points, atMs = 0 } of cases) {
    it(`believes ${what}`, () => {
      const after = settlePoint(bucket(before), atMs, mark, said(report));
      expect(after.points).to.equal(points);
      expect(after.settled).to.equal(1);
      expect(after.limit).to.equal(report.limit ?? 800);
      expect(after.blockedUntilMs).to.equal(-Infinity);
    });
  }

  it('waits until the reset after a refusal, and at most a minute', () => {
    const after = (resetInMs: number | null): TokenBucket =>
      settlePoint(bucket({ points: 50, atMs: 1000 }), 1000, mark, said({ remaining: 0, refused: true, resetInMs }));
    expect(after(20_000)).to.include({ points: 0, blockedUntilMs: 21_000 });
    expect(after(500_000)).to.include({ blockedUntilMs: 61_000 });
    expect(after(null)).to.include({ points: 0, blockedUntilMs: 1000 });
  });

  it('sees that points come back all at once, by a reset that is too soon for an even refill', () => {
    const after = (resetInMs: number): number =>
      settlePoint(bucket({ points: 3 }), 0, mark, said({ remaining: 3, resetInMs })).blockedUntilMs;
    expect(after(20_000)).to.equal(20_000);
    expect(after(59_000)).to.equal(-Infinity);
    expect(after(60_000)).to.equal(-Infinity);
  });
});
