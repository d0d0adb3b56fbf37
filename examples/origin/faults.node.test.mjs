import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { heldTime, isStruck, lastStrikeMs, releaseTime, strikesOf, strikesUntil } from './faults.mjs';

fc.configureGlobal({ seed: 333 });

const once = { firstMs: 1000, everyMs: Infinity };
const often = { firstMs: 1000, everyMs: 4000 };

describe('strikesOf', () => {
  for (const [schedule, expected] of /** @type {const} */ ([
    [{}, { firstMs: 60_100, everyMs: 60_000 }],
    [{ every: 10 }, { firstMs: 10_100, everyMs: 10_000 }],
    [{ at: 5000 }, { firstMs: 5000, everyMs: Infinity }],
    [
      { at: 5000, every: 10 },
      { firstMs: 5000, everyMs: 10_000 },
    ],
  ])) {
    it(JSON.stringify(schedule), () => assert.deepEqual(strikesOf(schedule, 100), expected));
  }
});

describe('strikes', () => {
  for (const [timeMs, strikes, count, last] of /** @type {const} */ ([
    [999, once, 0, -Infinity],
    [1000, once, 1, 1000],
    [1e12, once, 1, 1000],
    [999, often, 0, -Infinity],
    [4999, often, 1, 1000],
    [5000, often, 2, 5000],
    [9001, often, 3, 9000],
  ])) {
    it(`are ${count} until ${timeMs}, every ${strikes.everyMs}`, () => {
      assert.equal(strikesUntil(strikes, timeMs), count);
      assert.equal(lastStrikeMs(strikes, timeMs), last);
    });
  }
});

describe('isStruck', () => {
  for (const [lengthMs, startMs, endMs, struck] of /** @type {const} */ ([
    [500, 0, 1000, false],
    [500, 0, 1002, true],
    [500, 1400, 1600, true],
    [500, 1500, 1700, false],
    [500, 0, 9000, true],
    [0, 0, 9000, false],
    [500, 4800, 5000, false],
    [500, 5400, 5600, true],
  ])) {
    it(`${lengthMs} ms from 1000 and 5000: ${startMs} to ${endMs} is ${struck ? '' : 'not '}`, () => {
      assert.equal(isStruck(often, lengthMs, { startMs, endMs }), struck);
    });
  }
});

describe('a clock that is held', () => {
  for (const [nowMs, held] of /** @type {const} */ ([
    [999, 999],
    [1000, 1000],
    [1499, 1000],
    [1500, 1500],
    [5400, 5000],
  ])) {
    it(`says ${held} at ${nowMs}`, () => assert.equal(heldTime(often, 500, nowMs), held));
  }

  it('never goes back, never is fast, and gets to a time when it is said to', () => {
    const strikes = fc.record({
      firstMs: fc.integer({ min: 0, max: 9000 }),
      everyMs: fc.oneof(fc.constant(Infinity), fc.integer({ min: 4000, max: 9000 })),
    });
    const time = fc.integer({ min: 0, max: 60_000 });
    fc.assert(
      fc.property(strikes, fc.integer({ min: 0, max: 12_000 }), time, time, (when, lengthMs, a, b) => {
        const [earlyMs, lateMs] = [Math.min(a, b), Math.max(a, b)];
        assert.ok(heldTime(when, lengthMs, earlyMs) <= heldTime(when, lengthMs, lateMs));
        assert.ok(heldTime(when, lengthMs, a) <= a);
        const releasedMs = releaseTime(when, lengthMs, a);
        assert.ok(releasedMs >= a && heldTime(when, lengthMs, releasedMs) >= a);
        assert.ok(releasedMs === a || heldTime(when, lengthMs, releasedMs - 1) < a);
      }),
      { numRuns: 2000 },
    );
  });
});
