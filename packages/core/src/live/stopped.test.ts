import { expect } from 'chai';
import { LiveStage, offBy } from './fixtures/live-stage.ts';

describe('A simulated live player that was stopped', () => {
  const stopFor = async (origin: 'user' | 'visibility', window: number) => {
    const stage = new LiveStage();
    const controller = stage.add({ window });
    const player = stage.players[0]!;
    stage.run(20);
    const before = player.trueLatency;
    player.pause({ origin });
    stage.run(60);
    const { isAtEdge } = controller.state.getSnapshot();
    await player.play({ origin });
    stage.run(15);
    const state = controller.state.getSnapshot();
    stage.destroy();
    return { player, before, isAtEdge, state };
  };

  it('stays where the viewer paused it, if there is a past', async () => {
    const { player, before, isAtEdge } = await stopFor('user', 300);
    expect(isAtEdge).to.equal(false);
    expect(player.trueLatency).to.be.closeTo(before + 60, 0.5);
    expect(player.jumps).to.equal(0);
  });

  for (const [name, origin, window] of [
    ['returns to the edge after a pause where there is none', 'user', 20],
    ['returns to the edge when its tile comes back', 'visibility', 300],
  ] as const) {
    it(name, async () => {
      const { player, before, state } = await stopFor(origin, window);
      expect(player.trueLatency).to.be.closeTo(before, 0.4);
      // What was not loaded has to be.
      expect(player.stalls).to.be.at.most(1);
      expect(state.targetLatencySeconds).to.be.closeTo(1.1, 0.1);
    });
  }

  it('returns to the edge after a sleep, in one leap', () => {
    const stage = new LiveStage();
    const controller = stage.add({ window: 30 });
    const player = stage.players[0]!;
    stage.run(20);
    stage.clock.advance(300_000);
    stage.run(20);
    expect(controller.state.getSnapshot()).to.include({ mode: 'following', isAtEdge: true });
    expect(offBy(player, controller)).to.be.at.most(0.15);
    expect(player.jumps).to.equal(1);
    stage.destroy();
  });

  it('waits for news of the edge before it returns there', async () => {
    const stage = new LiveStage();
    const controller = stage.add({ outages: [{ from: 1015, for: 60 }] });
    const player = stage.players[0]!;
    stage.run(10);
    player.pause({ origin: 'visibility' });
    stage.run(60);
    await player.play({ origin: 'visibility' });
    stage.run(3);
    expect(player.jumps).to.equal(0);
    stage.run(25);
    expect(player.jumps).to.equal(1);
    expect(offBy(player, controller)).to.be.at.most(0.15);
    stage.destroy();
  });

  it('leaves a viewer in the past until Go Live', async () => {
    const stage = new LiveStage();
    const controller = stage.add({ window: 300 });
    const player = stage.players[0]!;
    stage.run(20);
    await player.seek(player.currentTime - 30, { origin: 'user' });
    stage.run(60);
    expect(controller.state.getSnapshot()).to.include({ mode: 'time-shifted', isAtEdge: false });
    expect(player.trueLatency).to.be.above(30);
    expect(player.state.getSnapshot().rate).to.equal(1);
    await controller.goLive();
    stage.run(15);
    expect(controller.state.getSnapshot()).to.include({ mode: 'following', isAtEdge: true });
    expect(offBy(player, controller)).to.be.at.most(0.15);
    stage.destroy();
  });
});
