import { expect } from 'chai';
import * as fc from 'fast-check';
import { afterStall, NO_PENALTY, penaltyAt, targetLatency, type TargetInput } from './target-latency.ts';

fc.configureGlobal({ seed: 333 });

const PARTS: TargetInput = {
  wantedSeconds: null,
  edgeAgeSeconds: 0.15,
  stepSeconds: 0.2,
  liveEdgeOffset: 0.6,
  windowSeconds: 120,
  penaltySeconds: 0,
};

describe('targetLatency', () => {
  const cases: [string, Partial<TargetInput>, number][] = [
    ['is a little more than an origin of parts asks for', {}, 1.05],
    ['is what an origin asks for', { stepSeconds: 1, liveEdgeOffset: 3 }, 3.15],
    ['is three segments where it asks for nothing', { stepSeconds: 2, liveEdgeOffset: null }, 6.15],
    ['is what the page asks for', { wantedSeconds: 2 }, 2],
    ['is no nearer than two parts', { wantedSeconds: 0.1 }, 0.75],
    ['is no nearer than the source is late', { wantedSeconds: 2, edgeAgeSeconds: 30 }, 30.6],
    ['is further away after stalls', { wantedSeconds: 2, penaltySeconds: 0.5 }, 2.5],
    ['does not fall out of a short window', { wantedSeconds: 20, stepSeconds: 2, windowSeconds: 12 }, 8.15],
    ['needs its distance in the shortest of windows', { wantedSeconds: 20, stepSeconds: 2, windowSeconds: 2 }, 4.35],
  ];
  for (const [name, patch, expected] of cases) {
    it(name, () => expect(targetLatency({ ...PARTS, ...patch })).to.be.closeTo(expected, 1e-9));
  }
});

describe('A stall penalty', () => {
  it('is small for one stall, and soon forgiven', () => {
    const once = afterStall(NO_PENALTY, 0, 0.2);
    expect(penaltyAt(once, 0)).to.be.closeTo(0.15, 1e-9);
    expect(penaltyAt(once, 20_000)).to.be.closeTo(0.075, 1e-9);
    expect(penaltyAt(once, 70_000)).to.equal(0);
  });

  it('is larger where segments are', () => {
    expect(penaltyAt(afterStall(NO_PENALTY, 0, 6), 0)).to.equal(1.5);
  });

  it('takes media that comes in pieces for one stall', () => {
    const once = afterStall(NO_PENALTY, 0, 0.2);
    expect(afterStall(once, 3000, 0.2)).to.equal(once);
  });

  it('grows with stalls that come back, up to a limit, and lasts longer each time', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 8000, max: 30_000 }), { minLength: 2, maxLength: 30 }), (gapsMs) => {
        let [penalty, nowMs, halfLifeMs] = [afterStall(NO_PENALTY, 0, 0.2), 0, 0];
        for (const gapMs of gapsMs) {
          nowMs += gapMs;
          const before = penaltyAt(penalty, nowMs);
          penalty = afterStall(penalty, nowMs, 0.2);
          expect(penaltyAt(penalty, nowMs)).to.be.within(Math.min(4, before + 0.15), 4);
          expect(penalty.halfLifeMs).to.be.within(halfLifeMs, 320_000);
          halfLifeMs = penalty.halfLifeMs;
        }
        expect(penaltyAt(penalty, nowMs + 3_600_000)).to.equal(0);
      }),
    );
  });
});
