import { expect } from 'chai';
import * as fc from 'fast-check';
import { AUDIBLE_RATES, SILENT_RATES } from './catch-up.ts';
import { LiveStage, offBy } from './fixtures/live-stage.ts';
import type { SimulatedLive, SimulatedStream, Span } from './fixtures/simulated-live.ts';
import type { LiveController } from './live-controller.ts';

fc.configureGlobal({ seed: 333, includeErrorInReport: true });

const share = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min: 0, max: 1000 }).map((n) => min + ((max - min) * n) / 1000);

/** The stage begins at 1000 s. */
const after = (from: number): fc.Arbitrary<Span> => fc.record({ from: share(from, from + 1), for: share(0.3, 4.5) });

const anyNetwork = {
  encodeDelay: share(0.1, 0.5),
  dated: fc.boolean(),
  rtt: share(0.01, 0.05),
  load: share(0.1, 0.4),
  jitter: share(0, 0.25),
  muted: fc.boolean(),
  outages: fc.tuple(after(1040), after(1100)),
  lateParts: fc.oneof(fc.constant([]), fc.tuple(after(1160))),
  seed: fc.integer({ min: 1, max: 1e6 }),
};

interface Scene {
  stream: Partial<SimulatedStream>;
  skewMs: number;
  targetLatencySeconds: number | null;
}

const anyScene = (steps: fc.Arbitrary<number>, targets: fc.Arbitrary<number>): fc.Arbitrary<Scene> =>
  steps.chain((step) =>
    fc.record({
      stream: fc.record({ ...anyNetwork, step: fc.constant(step), liveEdgeOffset: fc.constantFrom(NaN, 3 * step) }),
      skewMs: fc.integer({ min: -20_000, max: 20_000 }),
      targetLatencySeconds: fc.option(targets),
    }),
  );

const PARTS = anyScene(share(0.2, 0.6), share(0.6, 3));
const SEGMENTS = anyScene(share(1, 6), share(3, 13));

/** Plays a scene to its end, and looks in every second. */
function play(
  { stream, skewMs, targetLatencySeconds }: Scene,
  look: (t: number, player: SimulatedLive, controller: LiveController) => void,
): SimulatedLive {
  const stage = new LiveStage(skewMs);
  const controller = stage.add(stream, { targetLatencySeconds, serverClock: stage.serverClock });
  const player = stage.players[0]!;
  for (let second = 0; second < 200; second++) {
    stage.run(1);
    look(stage.t, player, controller);
  }
  stage.destroy();
  expect(stage.clock.pending).to.equal(0);
  return player;
}

describe('A simulated live player', () => {
  const simulate = (name: string, scenes: fc.Arbitrary<Scene>, numRuns: number, run: (scene: Scene) => void): void => {
    it(name, () => fc.assert(fc.property(scenes, run), { numRuns }));
  };

  const isBackAfter20Seconds =
    (toleranceSeconds: number) =>
    (scene: Scene): void => {
      let checks = 0;
      play(scene, (t, player, controller) => {
        const sinceSeconds = t - (player.recoveredAt.at(-1) ?? Infinity);
        if (sinceSeconds < 20 || sinceSeconds > 35 || player.state.getSnapshot().buffering) return;
        expect(offBy(player, controller), `at ${t}, ${JSON.stringify(controller.state.getSnapshot())}`).to.be.at.most(
          toleranceSeconds,
        );
        checks++;
      });
      if (scene.stream.step! < 1 && scene.stream.outages!.some(({ for: length }) => length > 3)) {
        expect(checks).to.be.above(10);
      }
    };

  simulate('of parts is back at its target 20 s after each stall', PARTS, 100, isBackAfter20Seconds(0.15));
  simulate('of segments is, to a fraction of one', SEGMENTS, 60, isBackAfter20Seconds(0.5));

  for (const [name, scenes] of [
    ['parts', PARTS],
    ['segments', SEGMENTS],
  ] as const) {
    simulate(`of ${name} never leaves the rates that nobody notices, and seldom changes them`, scenes, 50, (scene) => {
      const { rates, rateChanges, stream, jumps } = play(scene, () => {});
      const { min, max } = stream.muted ? SILENT_RATES : AUDIBLE_RATES;
      for (const rate of rates) expect(rate).to.be.within(min, max);
      expect(rateChanges / (200 / 60)).to.be.at.most(24);
      // One for each disturbance, and one for a start that was far off.
      expect(jumps).to.be.at.most(2 * 4 + 1);
    });

    simulate(`of ${name} stalls for no other reason than the network`, scenes, 50, (scene) => {
      play(scene, (t, { stalls }) => {
        if (t < 1039) expect(stalls).to.equal(0);
      });
    });
  }

  simulate('keeps still at its target while nothing happens', PARTS, 30, ({ stream, ...scene }) => {
    let [worst, changes] = [0, 0];
    const calm = { ...stream, dated: true, outages: [], lateParts: [] };
    const player = play({ ...scene, stream: calm }, (t, now, controller) => {
      if (t < 1120) changes = now.rateChanges;
      else worst = Math.max(worst, offBy(now, controller));
    });
    expect(player.stalls).to.equal(0);
    expect(worst).to.be.at.most(0.12);
    expect(player.rateChanges - changes).to.be.at.most(8);
  });

  it('never runs away, whatever its clock says', () => {
    // Without a server to ask, an unlikely age is not believed; within what is likely, the distance is still kept.
    for (const skewMs of [-3_600_000, -8000, -300, 0, 300, 8000, 3_600_000]) {
      const stage = new LiveStage(skewMs);
      stage.add({}, { targetLatencySeconds: 1 });
      stage.run(300);
      expect(stage.players[0]).to.include({ stalls: 0, jumps: 0 });
      expect(stage.players[0]!.trueLatency, `by ${skewMs} ms`).to.be.within(0.5, 1.6);
      stage.destroy();
    }
  });

  it('keeps further away from a network that is late again and again', () => {
    let stalls = [0, 0];
    for (let seed = 1; seed <= 10; seed++) {
      const stage = new LiveStage();
      stage.add(
        { seed, jitter: 1.1, load: 0.1, rtt: 0.02 },
        { serverClock: stage.serverClock, targetLatencySeconds: 0.6 },
      );
      stage.run(300);
      const { stalls: early } = stage.players[0]!;
      stage.run(300);
      stalls = [stalls[0]! + early, stalls[1]! + stage.players[0]!.stalls - early];
      expect(stage.players[0]!.trueLatency).to.be.below(1.6);
      stage.destroy();
    }
    // Without what is learnt: 25 a player in all, as many late as early.
    expect(stalls[0]! + stalls[1]!).to.be.at.most(100);
    expect(stalls[1]).to.be.below(stalls[0]! * 0.75);
  });

  it('is soon where another wish is, with sound too, and never runs dry on the way', () => {
    for (const muted of [false, true]) {
      const stage = new LiveStage();
      const controller = stage.add({ muted });
      const player = stage.players[0]!;
      const untilThere = (): number => {
        let seconds = 0;
        for (; seconds < 100 && offBy(player, controller) > 0.1; seconds++) stage.run(1);
        return seconds;
      };
      stage.run(30);
      for (const wish of [4, 1, 14, null, 1.6, 6, 25]) {
        controller.targetLatency = wish;
        stage.run(1);
        expect(untilThere(), `to ${wish}`).to.be.below(20);
        stage.run(10);
        expect(untilThere(), `at ${wish}`).to.equal(0);
      }
      expect(player.stalls).to.equal(0);
      stage.destroy();
    }
  });

  it('goes on when the encoder begins anew', () => {
    const stage = new LiveStage();
    const controller = stage.add({ restarts: [{ from: 1030, for: 4 }] });
    stage.run(33);
    expect(controller.state.getSnapshot().mode).to.equal('stalled');
    stage.run(25);
    expect(controller.state.getSnapshot()).to.include({ mode: 'following', isAtEdge: true });
    expect(offBy(stage.players[0]!, controller)).to.be.at.most(0.15);
    stage.destroy();
  });

  it('comes back from a playlist that stood still for 30 s, without a leap into nothing', () => {
    const stage = new LiveStage();
    const controller = stage.add({ lateParts: [{ from: 1030, for: 30 }] });
    stage.run(55);
    expect(controller.state.getSnapshot().mode).to.equal('stalled');
    expect(controller.state.getSnapshot().targetLatencySeconds).to.be.at.most(1.5);
    expect(stage.players[0]!.jumps).to.equal(0);
    stage.run(30);
    expect(controller.state.getSnapshot()).to.include({ mode: 'following', isAtEdge: true });
    expect(offBy(stage.players[0]!, controller)).to.be.at.most(0.15);
    stage.destroy();
  });
});
