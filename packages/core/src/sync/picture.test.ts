import { expect } from 'chai';
import * as fc from 'fast-check';
import { excursionLegs, planPicture, type PictureLag } from './picture.ts';

fc.configureGlobal({ seed: 333 });

const FRAME_MS = 1000 / 30;
const lags = (...lagsMs: number[]): PictureLag[] =>
  lagsMs.map((lagMs, i) => ({ id: String(i), lagMs, errorMs: 0, frameMs: FRAME_MS }));

/**
 * How far each picture is behind the group's time in the end. Chromium chooses the frame of a player anew after an
 * excursion, and its lag then lies within one window.
 */
function play(before: readonly PictureLag[]): number[] {
  const { shiftMs, excursions } = planPicture(before);
  return before.map(({ id, lagMs, errorMs, frameMs }) => {
    const excursion = excursions.find((each) => each.id === id);
    if (!excursion) return lagMs - errorMs;
    expect(errorMs + excursion.gainMs, 'ends at the moved timeline').to.be.closeTo(shiftMs, 1e-9);
    const moved = lagMs + excursion.gainMs;
    return moved - Math.floor((moved + frameMs / 2) / frameMs) * frameMs - shiftMs;
  });
}

const spread = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);

/** No choice of frames brings them nearer than this. */
function best(before: readonly PictureLag[]): number {
  const phases = before.map(({ lagMs, errorMs }) => (((lagMs - errorMs) % FRAME_MS) + FRAME_MS) % FRAME_MS);
  return Math.min(...phases.map((start) => Math.max(...phases.map((phase) => (phase - start + FRAME_MS) % FRAME_MS))));
}

describe('planPicture', () => {
  const cases: [string, PictureLag[], number][] = [
    ['nobody', [], 0],
    ['one', lags(5), 0],
    ['all within reach', lags(3, 8, 12), 0],
    ['one a frame late', lags(3, 8, 8 + FRAME_MS), 1],
    ['across the cut of the window', lags(-15, 16), 2],
    ['of different frame rates', [...lags(0), { id: 'b', lagMs: 30, errorMs: 0, frameMs: 20 }], 0],
  ];
  for (const [name, before, excursions] of cases) {
    it(`${name}: ${excursions} excursions`, () => expect(planPicture(before).excursions).to.have.length(excursions));
  }

  it('brings those who follow to the timeline, where all others are, and leaves them at the cut', () => {
    const ids = (...lagsMs: number[]) => planPicture(lags(...lagsMs), false).excursions.map(({ id }) => id);
    expect(ids(22, 23.7)).to.deep.equal(['0', '1']);
    expect(ids(-20, -21)).to.deep.equal(['0', '1']);
    expect(ids(3, 30)).to.deep.equal(['1']);
    for (const lagMs of [-17.5, -12, 0, 12, 17.5]) expect(ids(lagMs, lagMs + 1)).to.deep.equal([]);
  });

  it('sets a clock right that is off, even where the pictures agree', () => {
    const [first, second] = lags(3, 8) as [PictureLag, PictureLag];
    expect(planPicture([first, { ...second, errorMs: 5 }]).excursions).to.deep.equal([{ id: '1', gainMs: -5 }]);
  });

  it('moves nobody’s timeline where that is not allowed', () => {
    expect(planPicture(lags(-15, 16, 40), false).shiftMs).to.equal(0);
  });

  it('brings the pictures as near to each other as their frames allow', () => {
    const lag = fc.record({
      lagMs: fc.double({ min: -16, max: 50, noNaN: true }),
      errorMs: fc.double({ min: -8, max: 8, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(lag, { minLength: 2, maxLength: 6 }), (measured) => {
        const before = measured.map((each, i) => ({ ...each, id: String(i), frameMs: FRAME_MS }));
        expect(spread(play(before))).to.be.at.most(best(before) + 5 + 1e-6);
      }),
    );
  });
});

describe('excursionLegs', () => {
  it('goes there and back by exactly the gain, slowly enough for ears and long enough for the browser', () => {
    fc.assert(
      fc.property(fc.double({ min: -40, max: 40, noNaN: true }), fc.boolean(), (gainMs, audible) => {
        const legs = excursionLegs(gainMs, audible);
        const gained = legs.reduce((sum, { factor, durationMs }) => sum + (factor - 1) * durationMs, 0);
        expect(gained).to.be.closeTo(gainMs, 1e-9);
        for (const { factor, durationMs } of legs) {
          expect(Math.abs(factor - 1)).to.be.within(0.0021, audible ? 0.0101 : 0.0501);
          expect(durationMs).to.be.greaterThan(0);
        }
        expect(Math.max(...legs.map(({ durationMs }) => durationMs))).to.be.greaterThan(100);
      }),
    );
  });
});
