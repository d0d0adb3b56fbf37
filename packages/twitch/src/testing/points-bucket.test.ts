import { expect } from 'chai';
import * as fc from 'fast-check';
import { FakeClock } from '@t333/core/testing';
import { PointsBucket } from './points-bucket.ts';

fc.configureGlobal({ seed: 333 });

const EPOCH_SECONDS = Date.UTC(2026, 0, 1) / 1000;

describe('PointsBucket', () => {
  it('gives points back evenly', async () => {
    const clock = new FakeClock();
    const bucket = new PointsBucket({ clock, pointsPerMinute: 60, refill: 'continuous' });
    for (let point = 0; point < 60; point++) expect(bucket.take()).to.equal(true);
    expect(bucket.take()).to.equal(false);
    expect(bucket.resetEpochSeconds).to.equal(EPOCH_SECONDS + 60);
    await clock.advance(10_500);
    expect(bucket.remaining).to.equal(10);
    expect(bucket.resetEpochSeconds).to.equal(EPOCH_SECONDS + 60);
  });

  it('gives all back at once a minute after the first was spent', async () => {
    const clock = new FakeClock();
    const bucket = new PointsBucket({ clock, pointsPerMinute: 3, refill: 'window' });
    await clock.advance(20_000);
    bucket.take();
    await clock.advance(30_000);
    bucket.take(2);
    expect(bucket.take()).to.equal(false);
    expect(bucket.resetEpochSeconds).to.equal(EPOCH_SECONDS + 80);
    await clock.advance(29_999);
    expect(bucket.remaining).to.equal(0);
    await clock.advance(1);
    expect(bucket.remaining).to.equal(3);
    expect(bucket.resetEpochSeconds).to.equal(EPOCH_SECONDS + 80);
    bucket.take();
    expect(bucket.resetEpochSeconds).to.equal(EPOCH_SECONDS + 140);
  });

  it('says the second at which it is full, not the one before', async () => {
    const clock = new FakeClock();
    const bucket = new PointsBucket({ clock, pointsPerMinute: 60, refill: 'continuous' });
    await clock.advance(500);
    bucket.take();
    expect(bucket.resetEpochSeconds).to.equal(EPOCH_SECONDS + 2);
  });

  it('can be set, as if others had spent', async () => {
    const bucket = new PointsBucket({ clock: new FakeClock(), pointsPerMinute: 800, refill: 'continuous' });
    bucket.remaining = 2;
    expect([bucket.take(), bucket.take(), bucket.take()]).to.deep.equal([true, true, false]);
  });

  for (const refill of ['continuous', 'window'] as const) {
    it(`never gives more than it has got: ${refill}`, async () => {
      const step = fc.record({ waitMs: fc.nat(30_000), points: fc.integer({ min: 1, max: 40 }) });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
          const clock = new FakeClock();
          const bucket = new PointsBucket({ clock, pointsPerMinute: 60, refill });
          let taken = 0;
          for (const { waitMs, points } of steps) {
            await clock.advance(waitMs);
            if (bucket.take(points)) taken += points;
            const minutes = clock.now() / 60_000;
            const given = refill === 'window' ? Math.floor(minutes) * 60 : minutes * 60;
            expect(taken).to.be.at.most(60 + given + 1e-6);
            expect(bucket.remaining).to.be.within(0, 60);
            expect(bucket.resetEpochSeconds).to.be.within(
              Math.floor(clock.wallTime() / 1000),
              Math.ceil(clock.wallTime() / 1000) + 60,
            );
          }
        }),
        { numRuns: 50 },
      );
    });
  }
});
