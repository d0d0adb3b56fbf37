import { expect } from 'chai';
import * as fc from 'fast-check';
import { allocate, type Share } from './allocate.ts';
import { steadyBudget } from './budget.ts';
import { LADDER, UNLIMITED, wall } from './fixtures/tiles.ts';
import { decideSwitch, FOCUSED_UP_AFTER_MS, UP_AFTER_MS } from './hold.ts';
import { utility } from './policies/utility.ts';

fc.configureGlobal({ seed: 333, numRuns: 25 });

const TICK_MS = 250;

interface Run {
  /** How often each tile went up, and down. */
  readonly ups: readonly number[];
  readonly downs: readonly number[];
  /** How often the budget changed. */
  readonly moves: number;
  /** The most that was played above the estimate, bits a second, when a step down had been due for a second. */
  readonly overspentBps: number;
  readonly rungs: readonly number[];
}

/** Nine tiles, the first in focus, that follow the estimates: budget, allocation and hold together, a tick at a time. */
function follow(estimates: readonly number[], from: readonly number[] = []): Run {
  const tiles = wall(9);
  const states = tiles.map((_, index) => ({
    current: from[index] ?? 0,
    switchedMs: -Infinity,
    side: 0,
    ticks: 0,
    sinceMs: 0,
    ups: 0,
    downs: 0,
  }));
  let budget: number | null = null;
  let shares: readonly Share[] = [];
  let moves = -1;
  let overspentBps = 0;
  estimates.forEach((estimate, tick) => {
    const nowMs = tick * TICK_MS;
    const next = steadyBudget(budget, estimate);
    if (next !== budget) {
      moves += 1;
      budget = next;
      ({ shares } = allocate(tiles, { ...UNLIMITED, bandwidthBps: budget }, utility));
    }
    states.forEach((state, index) => {
      const target = LADDER.findIndex(({ id }) => id === shares[index]!.rendition);
      const side = Math.sign(target - state.current);
      if (side !== state.side) Object.assign(state, { side, ticks: 0, sinceMs: nowMs });
      state.ticks += 1;
      const decision = decideSwitch({
        current: state.current,
        target,
        sinceSwitchMs: nowMs - state.switchedMs,
        ticksWanted: state.ticks,
        wantedForMs: nowMs - state.sinceMs,
        focused: tiles[index]!.focused,
        focusChanged: false,
        hasFirstFragment: true,
        mustDrop: false,
      });
      if (decision === 'stay') return;
      state[decision === 'up' ? 'ups' : 'downs'] += 1;
      Object.assign(state, { current: target, switchedMs: nowMs, side: 0, ticks: 0 });
    });
    const isSettled = states.every(({ side }) => side >= 0);
    const spentBps = states.reduce((sum, { current }) => sum + LADDER[current]!.bitrateBps, 0);
    if (isSettled) overspentBps = Math.max(overspentBps, spentBps - estimate);
  });
  return {
    ups: states.map(({ ups }) => ups),
    downs: states.map(({ downs }) => downs),
    moves,
    overspentBps,
    rungs: states.map(({ current }) => current),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const meanBps = fc.double({ min: 2e6, max: 12e6, noNaN: true });
const TEN_MINUTES = 2400;
/** So many numbers between plus and minus `most`, always the same for the same seed. */
const noise = (most: number, length = TEN_MINUTES): fc.Arbitrary<number[]> =>
  fc.integer({ min: 1, max: 2_147_483_646 }).map((seed) => {
    let state = seed;
    return Array.from({ length }, () => {
      state = (state * 16_807) % 2_147_483_647;
      return ((state / 2_147_483_647) * 2 - 1) * most;
    });
  });

describe('Budget, allocation and hold together', () => {
  it('make no switch at all in 10 min of 5 % noise, once the noise has been seen', () => {
    fc.assert(
      fc.property(meanBps, noise(0.05), (mean, shares) => {
        const calm = [mean * 1.05, ...shares.map((share) => mean * (1 + share))];
        const settled = follow(calm.slice(0, 100)).rungs;
        const run = follow([mean * 1.05, ...calm.slice(100)], settled);
        expect(run.moves).to.equal(0);
        expect(sum(run.ups) + sum(run.downs)).to.equal(0);
      }),
    );
  });

  it('switch a tile at most twice for each time the hold allows, however wild the estimate', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1e6, max: 2e7, noNaN: true }), { minLength: 400, maxLength: 400 }),
        (estimates) => {
          const { ups, downs } = follow(estimates);
          const lengthMs = estimates.length * TICK_MS;
          ups.forEach((count, index) => {
            expect(count).to.be.at.most(1 + lengthMs / (index ? UP_AFTER_MS : FOCUSED_UP_AFTER_MS));
            // A step down lands on a rung; there are as many as there are steps up to fall from.
            expect(downs[index]!).to.be.at.most(count * (LADDER.length - 1));
          });
        },
      ),
    );
  });

  it('move the budget only as often as a random walk covers a tenth, and what plays with it', () => {
    fc.assert(
      fc.property(meanBps, noise(0.02), (start, steps) => {
        let estimate = start;
        const walk = steps.map((step) => (estimate = Math.min(Math.max(estimate * (1 + step), 1e6), 3e7)));
        const distance = walk.reduce(
          (total, value, index) => total + Math.abs(Math.log(value / (walk[index - 1] ?? value))),
          0,
        );
        let lowered = 0;
        walk.reduce<number | null>((budget, value) => {
          const next = steadyBudget(budget, value);
          if (budget !== null && next < budget) lowered += 1;
          return next;
        }, null);
        // Each cut needs a fall by the width of the band: ln(1 / 0.9).
        expect(lowered).to.be.at.most(distance / Math.log(1 / 0.9));
        // No tile switches more often than the budget moves, the way from its lowest to its first target included.
        const { ups, downs, moves } = follow(walk);
        ups.forEach((count, index) => expect(count + downs[index]!).to.be.at.most(moves + 1));
      }),
    );
  });

  it('spend no more than the estimate, but for the second a step down takes', () => {
    fc.assert(
      fc.property(meanBps, noise(0.2, 400), (mean, shares) => {
        const { overspentBps } = follow(shares.map((share) => mean * (1 + share)));
        expect(overspentBps).to.be.at.most(0);
      }),
    );
  });
});
