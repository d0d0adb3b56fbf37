import { expect } from 'chai';
import * as fc from 'fast-check';
import { spokenTime, startMs, timeLeft, toldAt } from './start-time.ts';

fc.configureGlobal({ seed: 333 });

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe('startMs', () => {
  const at = Date.UTC(2026, 4, 1, 18);
  for (const value of [
    new Date(at),
    '2026-05-01T18:00:00Z',
    '2026-05-01T20:00:00+02:00',
    at,
    String(at),
    at / 1000,
    String(at / 1000),
  ]) {
    it(`understands ${typeof value} ${String(value)}`, () => expect(startMs(value)).to.equal(at));
  }

  it('takes nothing for a time that is none', () => {
    for (const value of [null, undefined, '', 'tomorrow', NaN, new Date(NaN), Infinity, 1.7e18, '1e20'])
      expect(startMs(value)).to.deep.equal(NaN);
    expect(startMs(new Date(1000)), 'a Date is never in seconds').to.equal(1000);
  });
});

describe('timeLeft', () => {
  const cases: [leftMs: number, left: ReturnType<typeof timeLeft>][] = [
    [1, { unit: 'clock', seconds: 1 }],
    [1000, { unit: 'clock', seconds: 1 }],
    [1001, { unit: 'clock', seconds: 2 }],
    [DAY_MS, { unit: 'clock', seconds: 86_400 }],
    [DAY_MS + 1, { unit: 'hour', value: 24 }],
    [47.9 * HOUR_MS, { unit: 'hour', value: 47 }],
    [2 * DAY_MS, { unit: 'day', value: 2 }],
    [9.9 * DAY_MS, { unit: 'day', value: 9 }],
  ];
  for (const [leftMs, left] of cases) it(`${leftMs} ms`, () => expect(timeLeft(leftMs)).to.deep.equal(left));
});

describe('what is said of a start', () => {
  it('is in the unit that one says it in', () => {
    expect(
      [9500, 59_999, 754_000, 5 * HOUR_MS, 3 * DAY_MS].map((ms) => Object.values(spokenTime(ms)).join(' ')),
    ).to.deep.equal(['second 10', 'second 60', 'minute 13', 'hour 5', 'day 3']);
  });

  it('changes at few moments, and never back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 * DAY_MS }), fc.integer({ min: 1, max: 40 * DAY_MS }), (one, other) => {
        const [early, late] = [Math.max(one, other), Math.min(one, other)];
        expect(toldAt(late)).to.be.at.most(toldAt(early));
      }),
    );
    expect(new Set(Array.from({ length: 5000 }, (_, n) => toldAt((n + 1) * 1000))).size).to.equal(6);
  });
});
