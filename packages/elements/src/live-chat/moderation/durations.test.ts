import { expect } from 'chai';
import { DAY_MS, durationText, HOUR_MS, MINUTE_MS, timeoutOf } from './durations.ts';

describe('timeoutOf()', () => {
  for (const [count, unit, ms] of [
    [1, 'seconds', 1000],
    [1.5, 'minutes', 90_000],
    [2, 'hours', 2 * HOUR_MS],
    [14, 'days', 14 * DAY_MS],
    [14.1, 'days', null],
    [0.5, 'seconds', null],
    [0, 'minutes', null],
    [-1, 'hours', null],
    [NaN, 'minutes', null],
    [1, 'years', null],
    [1, 'constructor', null],
  ] as const)
    it(`${count} ${unit}: ${ms}`, () => expect(timeoutOf(count, unit)).to.equal(ms));
});

describe('durationText()', () => {
  for (const [ms, text] of [
    [3000, '3 s'],
    [90_000, '90 s'],
    [10 * MINUTE_MS, '10 min'],
    [90 * MINUTE_MS, '90 min'],
    [DAY_MS, '1 d'],
    [14 * DAY_MS, '14 d'],
    [1500, '1.5 s'],
  ] as const)
    it(text, () => expect(durationText(document.body, ms)).to.equal(text));
});
