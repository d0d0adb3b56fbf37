import { expect } from 'chai';
import { FakeClock } from '../testing/fake-clock.ts';
import { FakePlayer } from '../testing/fake-player.ts';
import { LiveController } from './live-controller.ts';
import type { LiveState } from '../player/live-control.ts';
import type { LiveControllerOptions } from './live-state.ts';

const LIVE = { durationSeconds: Infinity, windowSeconds: 300 };

describe('LiveController', () => {
  let clock: FakeClock;
  let player: FakePlayer;
  let controller: LiveController;

  async function start(
    options: Partial<LiveControllerOptions> = {},
    durationSeconds = LIVE.durationSeconds,
  ): Promise<void> {
    clock = new FakeClock();
    player = new FakePlayer({ clock, find: () => ({ ...LIVE, durationSeconds }) });
    player.setMuted(true);
    controller = new LiveController({ player, clock, ...options });
    void player.load('https://example.com/live.m3u8');
    await clock.advance(100);
    void player.play();
    await clock.advance(6000);
  }

  const state = (): Readonly<LiveState> => controller.state.getSnapshot();

  afterEach(() => {
    controller.destroy();
    player.destroy();
  });

  it('has nothing to say of a recording', async () => {
    await start({}, 60);
    expect(state()).to.include({ mode: 'off', latencySeconds: null, window: null, isAtEdge: false });
    expect(await controller.goLive().catch((error: { code: string }) => error.code)).to.equal('unsupported');
  });

  it('tells where a live stream is', async () => {
    await start({ targetLatencySeconds: 3 });
    expect(state()).to.include({ mode: 'following', latencySource: 'edge', targetLatencySeconds: 3, isAtEdge: true });
    expect(state().latencySeconds).to.be.closeTo(3, 0.1);
    expect(state().window).to.include({ targetLiveWindow: state().window!.end - state().window!.start });
    expect(state().window!.end).to.be.closeTo(player.currentTime, 0.3);
  });

  it('measures by the date where there is one', async () => {
    await start({ targetLatencySeconds: 3 });
    const epochMs = clock.wallTime() - 4000 - player.currentTime * 1000;
    player.set({ wallClock: { mediaTime: 0, epochMs } });
    await clock.advance(1500);
    expect(state().latencySource).to.equal('date');
    expect(state().latencySeconds).to.be.closeTo(4, 0.15);
    expect(state().window!.startEpochMs).to.be.closeTo(epochMs + state().window!.start * 1000, 1);
  });

  it('goes to another target by rate, in both directions, and rests there', async () => {
    await start({ targetLatencySeconds: 3 });
    for (const [target, isFaster] of [
      [2.5, true],
      [3, false],
    ] as const) {
      controller.targetLatency = target;
      await clock.advance(1000);
      expect(player.state.getSnapshot().rate > 1).to.equal(isFaster);
      expect(player.state.getSnapshot().rate).not.to.equal(1);
      await clock.advance(20_000);
      expect(player.state.getSnapshot().rate).to.equal(1);
      expect(state().latencySeconds).to.be.closeTo(target, 0.06);
    }
  });

  it('leaps to its target when it begins too far behind', async () => {
    await start({ targetLatencySeconds: 1 });
    expect(state().latencySeconds).to.be.closeTo(1, 0.1);
    expect(player.state.getSnapshot().rate).to.equal(1);
  });

  it('does not stand still where it begins too near to the edge', async () => {
    const pauses: unknown[] = [];
    clock = new FakeClock();
    player = new FakePlayer({ clock, find: () => LIVE });
    player.addEventListener('pause', ({ origin }) => pauses.push(origin));
    controller = new LiveController({ player, clock, targetLatencySeconds: 8 });
    void player.load('https://example.com/live.m3u8');
    await clock.advance(100);
    void player.play();
    await clock.advance(6000);
    expect(state().driftSeconds).to.be.below(-2);
    expect(pauses).to.deep.equal([]);
  });

  it('does not move where another latency mode changes nothing', async () => {
    await start({ targetLatencySeconds: 3 });
    const seeks: unknown[] = [];
    player.addEventListener('seeking', ({ origin }) => seeks.push(origin));
    controller.latencyMode = 'normal';
    await clock.advance(1000);
    expect(seeks).to.deep.equal([]);
  });

  it('is not taken to the past by what moves it on', async () => {
    await start({ targetLatencySeconds: 3 });
    controller.targetLatency = 2;
    // As hls.js gets over a hole in what is buffered.
    player.fake.currentTime += 0.05;
    await clock.advance(1000);
    expect(state()).to.include({ mode: 'following' });
    expect(state().driftSeconds).to.be.above(0.5);
    player.fake.currentTime -= 5;
    await clock.advance(1000);
    expect(state()).to.include({ mode: 'time-shifted' });
  });

  it('does not follow while it is paused', async () => {
    await start({ targetLatencySeconds: 3 });
    player.pause();
    await clock.advance(1000);
    expect(state()).to.include({ mode: 'yielding', isAtEdge: true });
    await player.play();
    await clock.advance(1000);
    expect(state()).to.include({ mode: 'following' });
  });

  it('changes the rate more gently once there is sound', async () => {
    await start({ targetLatencySeconds: 3 });
    controller.targetLatency = 2.5;
    await clock.advance(500);
    expect(player.state.getSnapshot().rate).to.be.above(1.1);
    player.setMuted(false);
    await clock.advance(500);
    expect(player.state.getSnapshot().rate).to.equal(1.05);
  });

  it('yields to a rate of the viewer’s, and comes back', async () => {
    await start({ targetLatencySeconds: 3 });
    controller.targetLatency = 2.5;
    await clock.advance(1000);
    player.setRate(1.5);
    await clock.advance(1000);
    expect(state().mode).to.equal('yielding');
    expect(player.state.getSnapshot().rate).to.equal(1.5);
    player.setRate(null);
    await clock.advance(1000);
    expect(state().mode).to.equal('following');
  });

  it('leaves the viewer in the past, and returns by goLive()', async () => {
    await start({ targetLatencySeconds: 3 });
    const origins: (string | null)[] = [];
    player.addEventListener('seeking', ({ origin }) => origins.push(origin));
    await Promise.all([player.seek(player.currentTime - 40), clock.advance(5000)]);
    expect(state()).to.include({ mode: 'time-shifted', isAtEdge: false });
    expect(state().behindSeconds).to.be.closeTo(40, 0.5);
    expect(state().window!.behindSeconds).to.be.closeTo(40, 0.5);
    player.pause();
    await Promise.all([controller.goLive(), clock.advance(5000)]);
    expect(state()).to.include({ mode: 'following', isAtEdge: true });
    expect(player.state.getSnapshot().paused).to.equal(false);
    expect(origins).to.deep.equal(['user', 'live']);
  });

  it('follows a viewer who goes back to the end by hand', async () => {
    await start({ targetLatencySeconds: 3 });
    await Promise.all([player.seek(player.currentTime - 40), clock.advance(1000)]);
    await Promise.all([player.seek(state().window!.end), clock.advance(1000)]);
    expect(state()).to.include({ mode: 'following', isAtEdge: true });
  });

  it('tells of a stall, and of its end', async () => {
    await start({ targetLatencySeconds: 3 });
    player.fake.stall();
    await clock.advance(1000);
    expect(state().mode).to.equal('stalled');
    const { targetLatencySeconds } = state();
    expect(targetLatencySeconds).to.be.above(3);
    player.fake.resume();
    await clock.advance(1000);
    expect(state().mode).to.equal('following');
  });

  it('holds for a wall, and plays on unless the viewer has paused', async () => {
    await start({ targetLatencySeconds: 2 });
    controller.setGroupTarget(5);
    await clock.advance(500);
    expect(player.state.getSnapshot()).to.include({ paused: true, playRequested: true });
    await clock.advance(20_000);
    expect(player.state.getSnapshot().paused).to.equal(false);
    expect(state().latencySeconds).to.be.closeTo(5, 0.1);
    expect(state().ownTargetLatencySeconds).to.equal(2);
    controller.setGroupTarget(9);
    await clock.advance(500);
    expect(player.state.getSnapshot().paused).to.equal(true);
    player.pause();
    await clock.advance(10_000);
    expect(player.state.getSnapshot().paused).to.equal(true);
  });

  it('plays at the speed of life again when it comes to the edge, and when it goes live', async () => {
    await start({ targetLatencySeconds: 3 });
    await Promise.all([player.seek(player.currentTime - 20), clock.advance(2000)]);
    player.setRate(2);
    await clock.advance(5000);
    expect([state().mode, player.state.getSnapshot().rate]).to.deep.equal(['yielding', 2]);
    await clock.advance(20_000);
    expect(player.state.getSnapshot().rate).to.be.within(0.9, 1.1);
    expect(state().mode).to.equal('following');
    await Promise.all([player.seek(player.currentTime - 60), clock.advance(2000)]);
    player.setRate(1.5);
    void controller.goLive();
    await clock.advance(3000);
    expect(player.state.getSnapshot().rate).to.be.within(0.9, 1.1);
  });

  it('leaves a viewer alone who has fallen behind in slow motion', async () => {
    await start({ targetLatencySeconds: 3 });
    player.setRate(0.5);
    await clock.advance(20_000);
    player.setRate(1);
    await clock.advance(5000);
    expect(state()).to.include({ mode: 'time-shifted', isAtEdge: false });
    expect(state().behindSeconds).to.be.above(8);
  });

  it('begins at the edge again after it was unloaded, wherever the viewer was', async () => {
    await start({ targetLatencySeconds: 3 });
    await Promise.all([player.seek(player.currentTime - 60), clock.advance(2000)]);
    expect(state().mode).to.equal('time-shifted');
    player.setLifecycle('unloaded');
    await clock.advance(1000);
    void player.play({ origin: 'visibility' });
    await clock.advance(5000);
    expect(state().mode).to.equal('following');
  });

  it('takes a pause during a hold for what it is', async () => {
    await start({ targetLatencySeconds: 3 });
    controller.setGroupTarget(6);
    await clock.advance(500);
    let waits = 0;
    while (!player.state.getSnapshot().paused && waits++ < 200) await clock.advance(100);
    player.pause();
    await clock.advance(30_000);
    expect(player.state.getSnapshot().paused).to.equal(true);
    void player.play();
    await clock.advance(2000);
    expect(state().mode).to.equal('time-shifted');
  });

  it('has the viewer choose between two distances, where the stream asks for two, and goes there at once', async () => {
    await start();
    expect(state()).to.deep.include({ latencyModes: [], latencyMode: 'low' });
    Object.assign(player, { liveEdgeOffset: 1, holdBack: 6, liveEdgeStep: 0.25 });
    await clock.advance(6000);
    expect(state().latencyModes).to.deep.equal(['low', 'normal']);
    void controller.goLive();
    await clock.advance(1000);
    const low = state().targetLatencySeconds!;
    expect(state().latencySeconds).to.be.closeTo(low, 0.2);
    controller.latencyMode = 'normal';
    await clock.advance(1500);
    expect(state().latencyMode).to.equal('normal');
    expect(state().targetLatencySeconds! - low).to.be.closeTo(5, 0.01);
    expect(state().driftSeconds).to.be.closeTo(0, 0.5);
    controller.latencyMode = 'low';
    await clock.advance(1500);
    expect(state().targetLatencySeconds).to.be.closeTo(low, 0.01);
    expect(state().driftSeconds).to.be.closeTo(0, 0.5);
  });

  it('leaves a viewer who is in the past there, whichever distance is chosen', async () => {
    await start();
    Object.assign(player, { liveEdgeOffset: 1, holdBack: 6 });
    void player.seek(player.currentTime - 60);
    await clock.advance(2000);
    const { behindSeconds } = state();
    controller.latencyMode = 'normal';
    await clock.advance(1000);
    expect(state().mode).to.equal('time-shifted');
    expect(behindSeconds - state().behindSeconds).to.be.closeTo(5, 1);
    void controller.goLive();
    await clock.advance(1000);
    expect(state().driftSeconds).to.be.closeTo(0, 0.5);
  });

  it('offers no choice where the page has chosen', async () => {
    await start({ targetLatencySeconds: 3 });
    Object.assign(player, { liveEdgeOffset: 1, holdBack: 6 });
    await clock.advance(1000);
    expect(state().latencyModes).to.deep.equal([]);
  });

  it('refuses what is no latency', async () => {
    await start();
    for (const wrong of [0, -1, NaN, Infinity]) {
      expect(() => (controller.targetLatency = wrong))
        .to.throw()
        .with.property('code', 'invalid-argument');
      expect(() => new LiveController({ player, clock, targetLatencySeconds: wrong })).to.throw();
    }
    expect(() => new LiveController({ player, clock, dvrWindowSeconds: -1 })).to.throw();
    expect(controller.targetLatency).to.equal(null);
  });

  it('leaves no timer, no rate and no hold behind', async () => {
    await start({ targetLatencySeconds: 3 });
    controller.targetLatency = 2.5;
    await clock.advance(1000);
    expect(player.state.getSnapshot().rate).not.to.equal(1);
    controller.destroy();
    expect(player.state.getSnapshot().rate).to.equal(1);
    expect(state().mode).to.equal('off');
    player.destroy();
    await clock.advance(1000);
    expect(clock.pending).to.equal(0);
    expect(() => (controller.targetLatency = 2))
      .to.throw()
      .with.property('code', 'destroyed');
    expect(await controller.goLive().catch((error: { code: string }) => error.code)).to.equal('destroyed');
  });
});
