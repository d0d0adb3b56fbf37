import { expect } from 'chai';
import * as fc from 'fast-check';
import { AUDIBLE_RATES, decide, SILENT_RATES, type CatchUpAction, type CatchUpObservation } from './catch-up.ts';

fc.configureGlobal({ seed: 333 });

const CALM: CatchUpObservation = {
  driftSeconds: 0,
  noiseSeconds: 0,
  factor: 1,
  bufferSeconds: 5,
  backBufferSeconds: 10,
  troughSeconds: 1,
  audible: true,
  sinceLeapMs: Infinity,
  mayLeap: false,
};

const rate = (factor: number): CatchUpAction => ({ kind: 'rate', factor });

describe('decide', () => {
  const cases: [string, Partial<CatchUpObservation>, CatchUpAction][] = [
    ['does nothing at the target', {}, rate(1)],
    ['does nothing near to it', { driftSeconds: 0.039 }, rate(1)],
    ['begins with what can be told', { driftSeconds: 0.05 }, rate(1.015)],
    ['goes by the distance', { driftSeconds: 0.12 }, rate(1.03)],
    ['is never faster than nobody hears', { driftSeconds: 2 }, rate(1.05)],
    ['is never slower than nobody hears', { driftSeconds: -2 }, rate(0.97)],
    ['is faster where there is no sound', { driftSeconds: 2, audible: false }, rate(1.15)],
    ['is slower where there is no sound', { driftSeconds: -2, audible: false }, rate(0.9)],
    ['leaves alone what noise may be', { driftSeconds: 0.2, noiseSeconds: 0.07 }, rate(1)],
    ['goes on to the end of a correction', { driftSeconds: 0.02, factor: 1.015 }, rate(1.015)],
    ['ends it at the target', { driftSeconds: 0.01, factor: 1.015 }, rate(1)],
    ['ends it when it has gone past', { driftSeconds: -0.02, factor: 1.015 }, rate(1)],
    ['does not change for a little', { driftSeconds: 0.15, factor: 1.05 }, rate(1.05)],
    ['does for more', { driftSeconds: 0.12, factor: 1.05 }, rate(1.03)],
    ['is audible at once when the sound comes', { driftSeconds: 1, factor: 1.15 }, rate(1.05)],
    ['does not hurry into a stall', { driftSeconds: 0.3, troughSeconds: 0.2 }, rate(1)],
    ['hurries on while there is a little', { driftSeconds: 0.3, troughSeconds: 0.2, factor: 1.05 }, rate(1.05)],
    ['and then no more', { driftSeconds: 0.3, troughSeconds: 0.14, factor: 1.05 }, rate(1)],
    ['slows down with nothing to spare', { driftSeconds: -0.3, troughSeconds: 0 }, rate(0.97)],
    ['does not leap for a viewer who was not disturbed', { driftSeconds: 2.9 }, rate(1.05)],
    ['leaps after a stall, where a rate would take too long', { driftSeconds: 0.7, mayLeap: true }, { kind: 'jump' }],
    ['leaps later where a rate can bring more', { driftSeconds: 0.7, mayLeap: true, audible: false }, rate(1.15)],
    ['leaps when it is far behind', { driftSeconds: 3.1 }, { kind: 'jump' }],
    ['does not leap out of the buffer', { driftSeconds: 3.1, bufferSeconds: 3.3 }, rate(1.05)],
    ['does where it is so far that loading begins anew', { driftSeconds: 16, bufferSeconds: 3 }, { kind: 'jump' }],
    ['does not leap twice', { driftSeconds: 3.1, sinceLeapMs: 4999 }, rate(1.05)],
    ['does not leap for noise', { driftSeconds: 3.1, noiseSeconds: 1 }, rate(1.05)],
    ['holds for the others', { driftSeconds: -0.5, mayLeap: true }, { kind: 'hold', durationMs: 500 }],
    ['holds for a moment only', { driftSeconds: -3, mayLeap: true }, { kind: 'hold', durationMs: 3000 }],
    ['shows again what would be too long a moment', { driftSeconds: -3.1, mayLeap: true }, { kind: 'jump' }],
    [
      'holds once more where that would have to be loaded',
      { driftSeconds: -3.1, mayLeap: true, backBufferSeconds: 3 },
      { kind: 'hold', durationMs: 3000 },
    ],
    [
      'does not where holds would take too long',
      { driftSeconds: -16, mayLeap: true, backBufferSeconds: 3 },
      { kind: 'jump' },
    ],
    ['does neither for nobody', { driftSeconds: -8 }, rate(0.97)],
  ];
  for (const [name, patch, expected] of cases) {
    it(name, () => {
      const action = decide({ ...CALM, ...patch });
      if (expected.kind !== 'rate' || action.kind !== 'rate') expect(action).to.deep.equal(expected);
      else expect(action.factor).to.be.closeTo(expected.factor, 1e-9);
    });
  }

  const seconds = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  const anyObservation: fc.Arbitrary<CatchUpObservation> = fc.record({
    driftSeconds: seconds(-100, 100),
    noiseSeconds: seconds(0, 1),
    factor: seconds(0.9, 1.15),
    bufferSeconds: seconds(0, 30),
    backBufferSeconds: seconds(0, 30),
    troughSeconds: seconds(0, 30),
    audible: fc.boolean(),
    sinceLeapMs: seconds(0, 60_000),
    mayLeap: fc.boolean(),
  });

  it('stays within its rates, never goes the wrong way, and never hurries on nothing', () => {
    fc.assert(
      fc.property(anyObservation, (observation) => {
        const { driftSeconds, troughSeconds, audible, mayLeap } = observation;
        const action = decide(observation);
        if (action.kind === 'jump') expect(driftSeconds).to.be.above(mayLeap ? -Infinity : 0);
        else if (action.kind === 'hold') expect(driftSeconds).to.be.below(0);
        else {
          const { min, max } = audible ? AUDIBLE_RATES : SILENT_RATES;
          expect(action.factor).to.be.within(min, max);
          expect((action.factor - 1) * driftSeconds).to.be.at.least(0);
          if (troughSeconds < 0.15) expect(action.factor).to.be.at.most(1);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('changes its mind only once for the same observation', () => {
    fc.assert(
      fc.property(anyObservation, (observation) => {
        const first = decide(observation);
        if (first.kind !== 'rate') return;
        const second = decide({ ...observation, factor: first.factor });
        expect(second).to.deep.equal(first);
      }),
      { numRuns: 1000 },
    );
  });
});
