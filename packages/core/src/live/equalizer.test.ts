import { expect } from 'chai';
import * as fc from 'fast-check';
import { LatencyEqualizer } from './equalizer.ts';
import { LiveStage } from './fixtures/live-stage.ts';

fc.configureGlobal({ seed: 333, includeErrorInReport: true });

const share = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min: 0, max: 1000 }).map((n) => min + ((max - min) * n) / 1000);

const anyTile = fc.record({
  step: fc.oneof(share(0.2, 0.5), fc.constant(2)),
  encodeDelay: share(0.1, 3),
  rtt: share(0.02, 0.05),
  load: share(0.1, 0.4),
  jitter: share(0, 0.25),
  liveEdgeOffset: fc.constant(NaN),
  seed: fc.integer({ min: 1, max: 1e6 }),
});

/** A wall of tiles, one of which is heard. */
function wallOf(tiles: readonly (typeof anyTile extends fc.Arbitrary<infer T> ? T : never)[], outageSeconds = 0) {
  const stage = new LiveStage();
  const equalizer = new LatencyEqualizer({ clock: stage.clock });
  for (const [i, tile] of tiles.entries()) {
    const outages = i === 1 && outageSeconds > 0 ? [{ from: 1060, for: outageSeconds }] : [];
    equalizer.add(stage.add({ ...tile, muted: i > 0, outages }));
  }
  const spread = (): number => {
    const latencies = stage.players.map(({ trueLatency }) => trueLatency);
    return Math.max(...latencies) - Math.min(...latencies);
  };
  const end = (): void => {
    equalizer.destroy();
    stage.destroy();
    expect(stage.clock.pending).to.equal(0);
  };
  return { stage, equalizer, spread, end };
}

describe('LatencyEqualizer', () => {
  it('brings any wall within 100 ms, stalls nobody, and does it again after a stall', () => {
    fc.assert(
      fc.property(fc.array(anyTile, { minLength: 2, maxLength: 9 }), share(0.5, 4), (tiles, outageSeconds) => {
        const { stage, spread, end } = wallOf(tiles, outageSeconds);
        stage.run(30);
        for (let second = 30; second < 58; second++) {
          stage.run(1);
          expect(spread(), `after ${second} s`).to.be.at.most(0.1);
        }
        stage.run(32);
        for (let second = 90; second < 120; second++) {
          stage.run(1);
          expect(spread(), `after ${second} s`).to.be.at.most(0.1);
        }
        for (const [i, { stalls }] of stage.players.entries()) if (i !== 1) expect(stalls).to.equal(0);
        end();
      }),
      { numRuns: 25 },
    );
  });

  const TILE = {
    step: 0.2,
    encodeDelay: 0.2,
    rtt: 0.03,
    load: 0.2,
    jitter: 0.1,
    seed: 1,
    liveEdgeOffset: 0.6,
  };

  it('waits for the slowest, and no longer when that one goes', () => {
    const { stage, equalizer, spread, end } = wallOf([TILE, { ...TILE, seed: 2 }]);
    const leave = equalizer.add(stage.add({ ...TILE, seed: 3, encodeDelay: 2.2 }));
    stage.run(30);
    const { latencySeconds, spreadSeconds } = equalizer.state.getSnapshot();
    expect(latencySeconds).to.be.closeTo(3.1, 0.2);
    expect(spreadSeconds).to.be.at.most(0.1);
    expect(spread()).to.be.at.most(0.1);
    leave();
    stage.run(240);
    expect(equalizer.state.getSnapshot().latencySeconds).to.be.closeTo(1.1, 0.2);
    expect(stage.players[0]!.trueLatency).to.be.closeTo(1.1, 0.2);
    end();
  });

  it('shows a little again, rather than stand still for long, when one comes that is far later', () => {
    const { stage, equalizer, spread, end } = wallOf([TILE, { ...TILE, seed: 2 }]);
    stage.run(30);
    equalizer.add(stage.add({ ...TILE, seed: 3, encodeDelay: 9 }));
    stage.run(12);
    expect(spread()).to.be.at.most(0.1);
    for (const { stalls, jumps } of stage.players.slice(0, 2)) expect([stalls, jumps]).to.deep.equal([0, 1]);
    end();
  });

  it('leaves a viewer in the past alone, and alone what is far too late', async () => {
    const { stage, equalizer, end } = wallOf([TILE, { ...TILE, seed: 2 }, { ...TILE, seed: 3, encodeDelay: 40 }]);
    stage.run(10);
    const shifted = stage.players[1]!;
    await shifted.seek(shifted.currentTime - 20);
    stage.run(20);
    expect(shifted.trueLatency).to.be.above(20);
    expect(equalizer.state.getSnapshot().latencySeconds).to.be.closeTo(1.1, 0.2);
    expect(stage.players[0]!.trueLatency).to.be.closeTo(1.1, 0.2);
    end();
  });

  it('gives its players back, and takes no more when it is destroyed', () => {
    const { stage, equalizer, end } = wallOf([TILE, { ...TILE, seed: 2, encodeDelay: 2 }]);
    stage.run(30);
    equalizer.destroy();
    stage.run(240);
    expect(stage.players[0]!.trueLatency).to.be.closeTo(1.1, 0.2);
    expect(() => equalizer.add(stage.controllers[0]!))
      .to.throw()
      .with.property('code', 'destroyed');
    expect(() => new LatencyEqualizer({ maxLatencySeconds: 0 }))
      .to.throw()
      .with.property('code', 'invalid-argument');
    end();
  });
});
