import { expect } from 'chai';
import * as fc from 'fast-check';
import { limitLiveSeek, type LiveSeek } from './seek-limits.ts';

fc.configureGlobal({ seed: 333 });

const SEEK: LiveSeek = { seconds: 300, position: 350, edge: 394, window: { start: 100, end: 396 } };

describe('limitLiveSeek', () => {
  const cases: [string, Partial<LiveSeek>, number][] = [
    ['goes where it is asked to', {}, 300],
    ['goes no nearer than live playback', { seconds: 400 }, 396],
    ['goes no nearer than media is safe, where that is nearer', { seconds: 400, edge: 398 }, 398],
    ['leaves who is nearer where they are', { seconds: 400, position: 399 }, 399],
    ['goes no further back than is allowed', { seconds: 50 }, 100],
    ['leaves who is further back where they are', { seconds: 10, position: 60 }, 60],
    ['knows the edge alone', { seconds: 400, window: null }, 394],
    ['knows the window alone', { seconds: 400, edge: null }, 396],
    ['limits nothing where nothing is known', { seconds: 400, edge: null, window: null }, 400],
  ];
  for (const [name, patch, expected] of cases) {
    it(name, () => expect(limitLiveSeek({ ...SEEK, ...patch })).to.equal(expected));
  }

  it('never leads further away from the wish than where one is, and stands by what it has said', () => {
    const anySeconds = fc.integer({ min: 0, max: 500 });
    fc.assert(
      fc.property(anySeconds, anySeconds, fc.option(anySeconds), fc.integer({ min: 0, max: 200 }), (...args) => {
        const [seconds, position, edge, length] = args;
        const seek: LiveSeek = { seconds, position, edge, window: { start: 200, end: 200 + length } };
        const landed = limitLiveSeek(seek);
        expect(landed).to.be.within(Math.min(seconds, position, 200), Math.max(seconds, position, 200 + length, 0));
        expect(limitLiveSeek({ ...seek, seconds: landed })).to.equal(landed);
      }),
    );
  });
});
