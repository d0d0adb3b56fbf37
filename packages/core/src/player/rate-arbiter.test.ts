import { expect } from 'chai';
import * as fc from 'fast-check';
import type { T333Error } from '../errors.ts';
import { MAX_RATE, MIN_RATE } from './player.ts';
import { resolveRate, withRate, type RateRequests } from './rate-arbiter.ts';

fc.configureGlobal({ seed: 333 });

describe('resolveRate', () => {
  const cases: [RateRequests, number][] = [
    [{}, 1],
    [{ user: 1.5 }, 1.5],
    [{ sync: 1.02 }, 1.02],
    [{ live: 1.05 }, 1.05],
    [{ user: 1.5, sync: 1.02 }, 1.53],
    [{ sync: 0.98, live: 1.05 }, 0.98],
    [{ user: 4, sync: 1.05 }, 4],
    [{ user: 0.25, sync: 0.97 }, 0.25],
    [{ quality: 2, visibility: 3 }, 1],
  ];
  for (const [requests, rate] of cases) {
    it(`${JSON.stringify(requests)} → ${rate}`, () => expect(resolveRate(requests)).to.be.closeTo(rate, 1e-9));
  }

  it('never leaves the range', () => {
    const rate = fc.double({ min: MIN_RATE, max: MAX_RATE, noNaN: true });
    fc.assert(
      fc.property(fc.record({ user: rate, sync: rate, live: rate }, { requiredKeys: [] }), (requests) => {
        expect(resolveRate(requests)).to.be.within(MIN_RATE, MAX_RATE);
      }),
    );
  });
});

describe('withRate', () => {
  it('sets, replaces and withdraws one request, and leaves the given ones alone', () => {
    const before = { user: 2, sync: 1.01 };
    expect(withRate(before, 'sync', 0.99)).to.deep.equal({ user: 2, sync: 0.99 });
    expect(withRate(before, 'sync', null)).to.deep.equal({ user: 2 });
    expect(withRate(before, 'live', null)).to.deep.equal(before);
    expect(before).to.deep.equal({ user: 2, sync: 1.01 });
  });

  for (const rate of [0, 0.2, 4.1, -1, NaN, Infinity]) {
    it(`refuses ${rate}`, () => {
      expect(() => withRate({}, 'user', rate))
        .to.throw()
        .that.satisfies((error: T333Error) => error.code === 'invalid-argument');
    });
  }
});
