import { expect } from 'chai';
import * as fc from 'fast-check';
import { lagRange, placeWindows } from './search-plan.ts';

fc.configureGlobal({ seed: 333 });

describe('placeWindows', () => {
  it('listens to the same moment in the middle of what all have', () => {
    const videos = [
      { duration: 1000, offset: 0 },
      { duration: 500, offset: -300 },
    ];
    expect(placeWindows(videos, 60)).to.deep.equal([
      { start: 520, duration: 60 },
      { start: 220, duration: 60 },
    ]);
  });

  it('stays inside every video', () => {
    const video = fc.record({
      duration: fc.double({ min: 0.1, max: 20_000, noNaN: true }),
      offset: fc.double({ min: -20_000, max: 20_000, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(video, { minLength: 1, maxLength: 9 }),
        fc.double({ min: 1, max: 600, noNaN: true }),
        (videos, window) => {
          for (const [i, { start, duration }] of placeWindows(videos, window).entries()) {
            expect(start).to.be.at.least(0);
            expect(duration).to.equal(Math.min(window, videos[i]!.duration));
            expect(start + duration).to.be.at.most(videos[i]!.duration + 1e-6);
          }
        },
      ),
    );
  });
});

describe('lagRange', () => {
  it('is what offsets and windows leave', () => {
    const a = { offset: 10, tolerance: 1, start: 100 };
    expect(lagRange(a, { offset: 15, tolerance: 2, start: 103 })).to.deep.equal({ min: -1, max: 5 });
    expect(lagRange(a, { offset: 15, tolerance: Infinity, start: 103 })).to.deep.equal({
      min: -Infinity,
      max: Infinity,
    });
  });
});
