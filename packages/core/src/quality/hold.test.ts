import { expect } from 'chai';
import * as fc from 'fast-check';
import { decideSwitch, DOWN_AFTER_MS, FOCUSED_UP_AFTER_MS, UP_AFTER_MS, type SwitchObservation } from './hold.ts';

fc.configureGlobal({ seed: 333 });

/** A tile that has wanted more for long. */
const WANTS_MORE: SwitchObservation = {
  current: 1,
  target: 2,
  sinceSwitchMs: 60_000,
  ticksWanted: 9,
  wantedForMs: 9000,
  focused: false,
  focusChanged: false,
  hasFirstFragment: true,
  mustDrop: false,
};
const WANTS_LESS = { current: 2, target: 1 };

describe('decideSwitch', () => {
  const rows: [what: string, patch: Partial<SwitchObservation>, decision: 'up' | 'down' | 'stay'][] = [
    ['has what it should have', { target: 1 }, 'stay'],
    ['wants more', {}, 'up'],
    ['wants more by far', { target: 4 }, 'up'],
    ['wants more for the first time', { ticksWanted: 1 }, 'stay'],
    ['wants more for the second time', { ticksWanted: 2 }, 'up'],
    ['wants more just before its time', { sinceSwitchMs: UP_AFTER_MS - 1 }, 'stay'],
    ['wants more at its time', { sinceSwitchMs: UP_AFTER_MS }, 'up'],
    ['wants more in focus just before its time', { focused: true, sinceSwitchMs: FOCUSED_UP_AFTER_MS - 1 }, 'stay'],
    ['wants more in focus at its time', { focused: true, sinceSwitchMs: FOCUSED_UP_AFTER_MS }, 'up'],
    ['was never switched', { sinceSwitchMs: Infinity }, 'up'],
    ['has just got the focus', { focused: true, focusChanged: true, sinceSwitchMs: 0, ticksWanted: 0 }, 'up'],
    ['has just got the focus, and nothing yet', { focusChanged: true, hasFirstFragment: false }, 'stay'],
    ['wants more, and has nothing yet', { hasFirstFragment: false }, 'stay'],
    ['must drop, but has room', { mustDrop: true }, 'up'],
    ['wants less', WANTS_LESS, 'down'],
    ['wants less just before its time', { ...WANTS_LESS, wantedForMs: DOWN_AFTER_MS - 1 }, 'stay'],
    ['wants less at its time', { ...WANTS_LESS, wantedForMs: DOWN_AFTER_MS, sinceSwitchMs: 0, ticksWanted: 1 }, 'down'],
    ['must have less', { ...WANTS_LESS, mustDrop: true, wantedForMs: 0, ticksWanted: 0, sinceSwitchMs: 0 }, 'down'],
    ['has just lost the focus', { ...WANTS_LESS, focusChanged: true, wantedForMs: 0 }, 'down'],
    ['must have less, and has nothing yet', { ...WANTS_LESS, mustDrop: true, hasFirstFragment: false }, 'stay'],
    ['plays nothing known', { current: -1 }, 'stay'],
    ['was given nothing', { target: -1 }, 'stay'],
    ['knows no time', { sinceSwitchMs: NaN, wantedForMs: NaN }, 'stay'],
  ];
  for (const [what, patch, decision] of rows) {
    it(`${what}: ${decision}`, () => expect(decideSwitch({ ...WANTS_MORE, ...patch })).to.equal(decision));
  }

  it('only ever goes to where the target is', () => {
    const index = fc.integer({ min: -1, max: 5 });
    const milliseconds = fc.oneof(fc.nat(10_000), fc.constantFrom(NaN, Infinity, -1));
    const observations = fc.record({
      current: index,
      target: index,
      sinceSwitchMs: milliseconds,
      ticksWanted: fc.nat(5),
      wantedForMs: milliseconds,
      focused: fc.boolean(),
      focusChanged: fc.boolean(),
      hasFirstFragment: fc.boolean(),
      mustDrop: fc.boolean(),
    });
    fc.assert(
      fc.property(observations, (observation) => {
        const decision = decideSwitch(observation);
        if (decision === 'up') expect(observation.target).to.be.greaterThan(observation.current);
        if (decision === 'down') expect(observation.target).to.be.lessThan(observation.current);
        if (!observation.hasFirstFragment) expect(decision).to.equal('stay');
      }),
    );
  });
});
