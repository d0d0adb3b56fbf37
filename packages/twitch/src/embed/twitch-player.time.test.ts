import { expect } from 'chai';
import { MAX_EXTRAPOLATION_SECONDS } from './embed-state.ts';
import { VIDEO, TwitchStage } from './fixtures/twitch-stage.ts';

describe('TwitchPlayer and its position', () => {
  let stage: TwitchStage;
  afterEach(() => stage.leave());

  it('takes no notice of seeks that nobody made', async () => {
    stage = new TwitchStage();
    stage.player.load(VIDEO).catch(() => {});
    stage.player.play().catch(() => {});
    await stage.clock.advance(5000);
    expect(stage.events).to.deep.equal(
      ['volumechange user', 'play user', 'firstframe null'].filter((one) => stage.events.includes(one)),
    );
    expect(stage.player.currentTime).to.be.closeTo(4.8, 0.4);
  });

  it('makes one seek of the pause, seek and play of a click on its timeline', async () => {
    stage = new TwitchStage();
    await stage.play();
    stage.embed.viewer.seek(30);
    await stage.clock.advance(2000);
    expect(stage.events).to.deep.equal(['seeking user', 'seeked user']);
    expect(stage.state.paused).to.equal(false);
    expect(stage.player.currentTime).to.be.closeTo(31.7, 0.5);
  });

  it('knows its own seek from others, though the first state after it is stale', async () => {
    stage = new TwitchStage();
    await stage.play();
    const seeking = stage.player.seek(40, { origin: 'sync' });
    await stage.clock.advance(1);
    expect(stage.player.currentTime, 'where it is to be').to.equal(40);
    await stage.clock.advance(600);
    await seeking;
    expect(stage.events).to.deep.equal(['seeking sync', 'seeked sync']);
    await stage.clock.advance(1000);
    expect(stage.events.length).to.equal(2);
    expect(stage.player.currentTime).to.be.closeTo(41.5, 0.4);
  });

  it('seeks to the start by a way that works', async () => {
    stage = new TwitchStage();
    await stage.play();
    await Promise.all([stage.player.seek(0), stage.clock.advance(1000)]);
    expect(stage.embed.commands).to.include('seek 0.001').and.not.include('seek 0');
    expect(stage.player.currentTime).to.be.closeTo(0.8, 0.4);
  });

  it('tells the end, though the embed calls it a pause', async () => {
    stage = new TwitchStage({ find: () => ({ durationSeconds: 30 }) });
    await stage.play();
    await stage.clock.advance(30_000);
    expect(stage.events).to.deep.equal(['pause null', 'ended null']);
    expect(stage.state).to.include({ phase: 'ended', paused: true, playRequested: true });
    expect(stage.player.currentTime).to.equal(30);
  });

  it('ends where a seek near the end makes the embed go on to another video, and comes back from it', async () => {
    stage = new TwitchStage();
    await stage.play();
    stage.player.seek(55).catch(() => {});
    await stage.clock.advance(2000);
    expect(stage.state).to.include({ phase: 'ended', paused: true });
    expect(stage.embed.media.paused, 'the other video').to.equal(true);
    stage.player.play().catch(() => {});
    await stage.clock.advance(2000);
    expect(stage.embed.commands).to.include('setVideo v123');
    expect(stage.state).to.include({ phase: 'ready', paused: false });
    expect(stage.player.currentTime).to.be.closeTo(1.6, 0.6);
  });

  it('makes up the time between pushes, but no more than a second of it', async () => {
    stage = new TwitchStage({ pushEveryMs: 5000 });
    await stage.play();
    await stage.clock.advance(3600);
    const [pushed] = [stage.player.currentTime];
    const seen: number[] = [];
    for (let step = 0; step < 30; step++) {
      await stage.clock.advance(50);
      seen.push(stage.player.currentTime - pushed);
    }
    expect(Math.max(...seen)).to.be.at.most(MAX_EXTRAPOLATION_SECONDS + 5);
    expect(new Set(seen.slice(0, 10)).size).to.be.greaterThan(1);
  });

  it('says that it waits while its clock stands, as in an advertisement', async () => {
    stage = new TwitchStage({ adSeconds: 4 });
    await stage.play();
    expect(stage.player.currentTime).to.be.at.most(MAX_EXTRAPOLATION_SECONDS);
    await stage.clock.advance(4000);
    expect(stage.state.buffering).to.equal(false);
    expect(stage.player.currentTime).to.be.closeTo(1.2, 0.5);
    (stage.embed.media as unknown as { stall(): void }).stall();
    await stage.clock.advance(2000);
    expect(stage.state.buffering).to.equal(true);
    (stage.embed.media as unknown as { resume(): void }).resume();
    await stage.clock.advance(1000);
    expect(stage.state.buffering).to.equal(false);
    expect(stage.events).to.deep.equal([]);
  });

  it('plays what it was told last, though it was told to pause and play in haste', async () => {
    stage = new TwitchStage();
    await stage.play();
    stage.player.pause();
    stage.player.play().catch(() => {});
    await stage.clock.advance(2000);
    expect(stage.embed.media.paused).to.equal(false);
    expect(stage.state.paused).to.equal(false);
    stage.player.play().catch(() => {});
    stage.player.pause();
    await stage.clock.advance(2000);
    expect(stage.embed.media.paused).to.equal(true);
    expect(stage.state.paused).to.equal(true);
  });
});
