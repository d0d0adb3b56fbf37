import { expect } from 'chai';
import * as fc from 'fast-check';
import { SyncStage, type StagedMember } from './fixtures/sync-stage.ts';

fc.configureGlobal({ seed: 333, numRuns: 100, includeErrorInReport: true });

/** A real player, give or take: clocks that jitter, lag and lose time, and networks that take theirs. */
const anyMember = fc.record({
  offset: fc.integer({ min: -5000, max: 5000 }).map((ms) => ms / 1000),
  latencyMs: fc.integer({ min: 10, max: 100 }),
  startLagMs: fc.integer({ min: 20, max: 80 }),
  fetchMs: fc.integer({ min: 30, max: 1500 }),
  rateStepMs: fc.integer({ min: 0, max: 30 }),
  speed: fc.integer({ min: -100, max: 100 }).map((ppm) => 1 + ppm / 1e6),
  jitterMs: fc.integer({ min: 0, max: 3 }),
  seed: fc.integer({ min: 1, max: 1e6 }),
});

function stageMember({ offset, latencyMs, jitterMs, seed, ...habits }: FakeHabitsOf<typeof anyMember>): StagedMember {
  return { offset, latencyMs, durationSeconds: 120, habits: { ...habits, jitterMs: noise(seed, jitterMs) } };
}

type FakeHabitsOf<A> = A extends fc.Arbitrary<infer T> ? T : never;

/** Between plus and minus `most`, always the same for the same seed. */
function noise(seed: number, most: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return ((state / 2_147_483_647) * 2 - 1) * most;
  };
}

const anyGroup = fc.array(anyMember, { minLength: 2, maxLength: 6 });

/** Two dead zones, and what clocks jitter: in what the group reads and in what the judge does. */
const TOGETHER_MS = 2 * 8 + 4 * 3;

describe('A simulated group', () => {
  const simulate = (name: string, run: (stage: SyncStage) => Promise<void>) =>
    it(name, async () => {
      await fc.assert(
        fc.asyncProperty(anyGroup, async (members) => {
          const stage = await SyncStage.of(members.map(stageMember));
          try {
            // Where each has material.
            await stage.run(stage.group.seek(10));
            await run(stage);
          } finally {
            stage.destroy();
          }
        }),
      );
    });

  simulate('is together 4 s after its start, and stays so with little fuss', async (stage) => {
    await stage.run(stage.group.play());
    await stage.run(4000);
    expect(stage.spreadMs()).to.be.at.most(TOGETHER_MS);
    let changes = 0;
    for (const player of stage.players) player.addEventListener('ratechange', () => changes++);
    for (let second = 0; second < 30; second++) {
      await stage.run(1000);
      expect(stage.spreadMs(), `after ${second} s more`).to.be.at.most(TOGETHER_MS);
    }
    // Clocks 200 ppm apart drift by 6 ms in this time: one correction each.
    expect(changes).to.be.at.most(2 * stage.players.length);
  });

  simulate('is together after a seek out of the buffer', async (stage) => {
    await stage.run(stage.group.play());
    await stage.run(2000);
    await stage.run(stage.group.seek(60));
    await stage.run(4000);
    expect(stage.spreadMs()).to.be.at.most(TOGETHER_MS);
    expect(stage.group.currentTime).to.be.closeTo(64, 0.3);
  });

  simulate('is together at every rate', async (stage) => {
    await stage.run(stage.group.play());
    for (const rate of [2, 0.5, 4, 0.25]) {
      stage.group.setRate(rate);
      await stage.run(6000);
      expect(stage.spreadMs(), `at ${rate}`).to.be.at.most(TOGETHER_MS * Math.max(1, rate));
    }
  });

  simulate('takes back a member whose media had stopped, and the others never stop', async (stage) => {
    await stage.run(stage.group.play());
    await stage.run(3000);
    stage.players[0]!.fake.stall();
    const before = stage.times.slice(1);
    await stage.run(3000);
    for (const [i, time] of stage.times.slice(1).entries()) expect(time - before[i]!).to.be.closeTo(3, 0.1);
    stage.players[0]!.fake.resume();
    await stage.run(4000);
    expect(stage.spreadMs()).to.be.at.most(TOGETHER_MS);
  });

  simulate('is together after any play, pause and seek, however quickly one follows the other', async (stage) => {
    for (let step = 0; step < 8; step++) {
      if (step % 3 === 0) void stage.group.play();
      else if (step % 3 === 1) void stage.group.seek(10 + step * 5).catch(() => {});
      else stage.group.pause();
      await stage.run(70 * step);
    }
    void stage.group.play();
    await stage.run(7000);
    expect(stage.spreadMs()).to.be.at.most(TOGETHER_MS);
  });
});
