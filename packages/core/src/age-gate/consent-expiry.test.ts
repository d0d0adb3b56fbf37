import { expect } from 'chai';
import * as fc from 'fast-check';
import { consentUntil, DAY_MS, nextLookMs } from './consent-expiry.ts';
import type { ConsentRecord } from './consent-record.ts';

fc.configureGlobal({ seed: 333 });

const NOW_MS = 1_800_000_000_000;
const terms = { minAge: 18, scope: '', ttlMs: 30 * DAY_MS };
const given = (daysAgo: number, forDays = 30, patch: Partial<ConsentRecord> = {}): ConsentRecord => {
  const ts = NOW_MS - daysAgo * DAY_MS;
  return { v: 1, minAge: 18, ts, exp: ts + forDays * DAY_MS, scope: '', ...patch };
};

describe('consentUntil', () => {
  const cases: [why: string, record: ConsentRecord | null, untilDays: number | null][] = [
    ['nothing stored', null, null],
    ['given now', given(0), 30],
    ['given yesterday', given(1), 29],
    ['over this moment', given(30), null],
    ['over long ago', given(400), null],
    ['more years than are asked for', given(1, 30, { minAge: 21 }), 29],
    ['fewer years', given(1, 30, { minAge: 16 }), null],
    ['another scope', given(1, 30, { scope: 'films' }), null],
    ['it says that it holds for ever', given(1, 36_500), 29],
    ['it says so, long after', given(31, 36_500), null],
    ['it was given for less than holds today', given(1, 7), 6],
    ['from a clock a little ahead', given(-60 / 86_400), 30 + 60 / 86_400],
    ['from the future', given(-1), null],
  ];
  for (const [why, record, untilDays] of cases) {
    it(why, () =>
      expect(consentUntil(record, terms, NOW_MS)).to.equal(untilDays === null ? null : NOW_MS + untilDays * DAY_MS),
    );
  }

  it('holds for no longer than the terms say, whatever was stored', () => {
    const ms = fc.integer({ min: 0, max: 4e12 });
    fc.assert(
      fc.property(ms, ms, ms, (ts, exp, nowMs) => {
        const untilMs = consentUntil({ v: 1, minAge: 18, ts, exp, scope: '' }, terms, nowMs);
        if (untilMs === null) return;
        expect(untilMs).to.be.greaterThan(nowMs);
        expect(untilMs).to.be.at.most(Math.min(exp, nowMs + terms.ttlMs + 300_000));
      }),
    );
  });
});

describe('nextLookMs', () => {
  const cases: [leftMs: number, waitMs: number][] = [
    [-5, 0],
    [0, 0],
    [900, 900],
    [60_000, 60_000],
    [400 * DAY_MS, 60_000],
  ];
  for (const [leftMs, waitMs] of cases) {
    it(`${leftMs} ms before the end waits ${waitMs} ms`, () =>
      expect(nextLookMs(NOW_MS + leftMs, NOW_MS)).to.equal(waitMs));
  }
});
