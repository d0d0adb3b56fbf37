import { expect } from 'chai';
import * as fc from 'fast-check';
import { MAX_RATE, MIN_RATE } from '../player/player.ts';
import { DEAD_ZONE_MS, decide, JUMP_MS, MAX_AUDIBLE_SLEW, type Observation } from './servo.ts';

fc.configureGlobal({ seed: 333 });

const observe = (patch: Partial<Observation>): Observation => ({
  errorMs: 0,
  noiseMs: 0,
  mode: 'rate',
  audible: false,
  rate: 1,
  rateStepMs: 0,
  holdBiasMs: 0,
  ...patch,
});

describe('decide', () => {
  const cases: [string, Partial<Observation>, string][] = [
    ['within the dead zone', { errorMs: DEAD_ZONE_MS }, 'none'],
    ['within the dead zone, behind', { errorMs: -DEAD_ZONE_MS }, 'none'],
    ['a little ahead', { errorMs: 30 }, 'slew'],
    ['a little behind', { errorMs: -30 }, 'slew'],
    ['ahead by no more than its clock is uncertain', { errorMs: 14, noiseMs: 16 }, 'none'],
    ['ahead by more than its clock is uncertain', { errorMs: 18, noiseMs: 16 }, 'slew'],
    ['far behind', { errorMs: -JUMP_MS - 1 }, 'jump'],
    ['far ahead', { errorMs: JUMP_MS + 1 }, 'jump'],
    ['behind at the highest rate, where none is left to hurry with', { errorMs: -100, rate: MAX_RATE }, 'jump'],
    ['just behind at the highest rate', { errorMs: -30, rate: MAX_RATE }, 'none'],
    ['ahead at the highest rate', { errorMs: 100, rate: MAX_RATE }, 'slew'],
    ['ahead at the lowest rate', { errorMs: 100, rate: MIN_RATE }, 'jump'],
    ['an embed just ahead', { mode: 'hold-and-jump', errorMs: 14 }, 'none'],
    ['an embed ahead', { mode: 'hold-and-jump', errorMs: 30 }, 'hold'],
    ['an embed just behind', { mode: 'hold-and-jump', errorMs: -44 }, 'none'],
    ['an embed behind', { mode: 'hold-and-jump', errorMs: -46 }, 'jump'],
    ['an embed very far ahead', { mode: 'hold-and-jump', errorMs: 5000 }, 'jump'],
  ];
  for (const [name, patch, kind] of cases) {
    it(`${name}: ${kind}`, () => expect(decide(observe(patch)).kind).to.equal(kind));
  }

  it('holds for as long as it is ahead, and what experience adds', () => {
    expect(decide(observe({ mode: 'hold-and-jump', errorMs: 40, holdBiasMs: 12 }))).to.deep.equal({
      kind: 'hold',
      durationMs: 52,
    });
  });

  const anyObservation = fc.record({
    errorMs: fc.double({ min: -5000, max: 5000, noNaN: true }),
    noiseMs: fc.double({ min: 0, max: 40, noNaN: true }),
    mode: fc.constantFrom('rate' as const, 'hold-and-jump' as const),
    audible: fc.boolean(),
    rate: fc.double({ min: MIN_RATE, max: MAX_RATE, noNaN: true }),
    rateStepMs: fc.double({ min: -40, max: 40, noNaN: true }),
    holdBiasMs: fc.double({ min: -40, max: 40, noNaN: true }),
  });

  it('ends every slew at the group’s time, within the rates there are, and never leaves 6 % where it is heard', () => {
    fc.assert(
      fc.property(anyObservation, (observation) => {
        const action = decide(observation);
        if (action.kind !== 'slew') return;
        const { factor, durationMs } = action;
        const { errorMs, rate, rateStepMs, audible } = observation;
        expect(errorMs + (factor - 1) * rate * durationMs - rateStepMs).to.be.closeTo(0, 1e-6);
        expect(durationMs).to.be.within(0, 60_000);
        expect(factor * rate).to.be.within(MIN_RATE - 1e-9, MAX_RATE + 1e-9);
        if (audible) expect(Math.abs(factor - 1)).to.be.at.most(MAX_AUDIBLE_SLEW + 1e-9);
      }),
    );
  });

  it('holds a player that cannot change its rate, never slews it', () => {
    fc.assert(
      fc.property(anyObservation, (observation) => {
        const action = decide({ ...observation, mode: 'hold-and-jump' });
        expect(action.kind).not.to.equal('slew');
        if (action.kind === 'hold') expect(action.durationMs).to.be.greaterThan(0);
      }),
    );
  });
});
