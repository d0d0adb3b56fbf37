import { T333Error } from '@t333/core/errors';
import { expect } from 'chai';
import { CHANNEL, codeOf, VIDEO, TwitchStage } from './fixtures/twitch-stage.ts';

describe('TwitchPlayer', () => {
  let stage: TwitchStage;
  afterEach(() => stage.leave());

  it('tells what it can do, and what it plays', async () => {
    stage = new TwitchStage();
    await stage.load();
    expect(stage.state.capabilities).to.deep.equal({
      rate: 'none',
      seek: 'coarse',
      renditions: 'named',
      frameTime: false,
      latency: false,
      volume: true,
      suspend: false,
      scheduling: false,
      minSize: { width: 400, height: 300 },
    });
    expect(stage.state).to.include({ streamType: 'on-demand', phase: 'ready' });
    // True only after it has played.
    expect(Number.isNaN(stage.state.duration)).to.equal(true);
    stage.player.play().catch(() => {});
    await stage.clock.advance(1000);
    expect(stage.state).to.include({ duration: 60, streamType: 'on-demand' });
  });

  it('asks for the source with its options, and drops nothing of what it was told early', async () => {
    stage = new TwitchStage();
    stage.player.setMuted(true);
    stage.player.setVolume(0.3);
    stage.player.load(`${VIDEO}?t=20s`).catch(() => {});
    stage.player.play().catch(() => {});
    await stage.clock.advance(50);
    expect(stage.embed.options).to.deep.include({
      video: 'v123',
      time: '0h0m20s',
      autoplay: true,
      muted: true,
      parent: [location.hostname],
    });
    expect(stage.embed.commands, 'nothing is told before it is ready').to.deep.equal([]);
    await stage.clock.advance(500);
    expect(stage.embed.media).to.include({ muted: true, volume: 0.3, paused: false });
    expect(stage.player.currentTime).to.be.closeTo(20.3, 0.5);
    expect(stage.embed.iframe.title).to.equal('Twitch: video 123');
  });

  it('names further domains, where it is embedded itself', async () => {
    stage = new TwitchStage({ domains: ['localhost', 'example.com'] }, ['example.com', 'localhost']);
    await stage.load();
    expect(stage.embed.options.parent).to.deep.equal(['localhost', 'example.com']);
    expect(stage.state.phase).to.equal('ready');
  });

  it('offers qualities by name, lowest first, and keeps to the viewer’s before the manager’s', async () => {
    stage = new TwitchStage();
    await stage.play(CHANNEL);
    expect(stage.state.renditions.map(({ id }) => id)).to.deep.equal([
      '160p30',
      '360p30',
      '480p30',
      '720p60',
      'chunked',
    ]);
    expect(stage.state.renditions.at(-1)!.label).to.equal('1080p60 (source)');
    stage.player.setRendition('360p30', { origin: 'quality' });
    await stage.clock.advance(300);
    expect(stage.state).to.include({ rendition: '360p30', selectedRendition: 'auto' });
    stage.player.setRendition('chunked');
    stage.player.setRendition('160p30', { origin: 'quality' });
    await stage.clock.advance(300);
    expect(stage.state).to.include({ rendition: 'chunked', selectedRendition: 'chunked' });
    stage.player.setRendition('auto');
    await stage.clock.advance(300);
    expect(stage.state).to.include({ rendition: '160p30', selectedRendition: 'auto' });
    expect(() => stage.player.setRendition('1080p'))
      .to.throw(T333Error)
      .with.property('code', 'invalid-argument');
  });

  it('takes bare names for qualities, and offers none where the embed chooses alone', async () => {
    stage = new TwitchStage({ qualities: ['auto', 'chunked', '480p30', '720p60'] });
    await stage.play(CHANNEL);
    expect(stage.state.renditions.map(({ label }) => label)).to.deep.equal(['480p30', '720p60', 'Source']);
    stage.fake.knobs.qualities = ['auto'];
    await stage.clock.advance(300);
    expect(stage.state.renditions).to.deep.equal([]);
    expect(() => stage.player.setRendition('480p30'))
      .to.throw(T333Error)
      .with.property('code', 'unsupported');
  });

  it('tells latency, wall clock and dropped frames of a live stream', async () => {
    stage = new TwitchStage({
      stats: { fps: 60, skippedFrames: 3, hlsLatencyBroadcaster: 4.5, videoResolution: '1280x720' },
    });
    await stage.play(CHANNEL);
    expect(stage.state).to.include({ streamType: 'live', duration: Infinity, videoWidth: 1280, videoHeight: 720 });
    expect(stage.state.capabilities).to.include({ latency: true, seek: 'none' });
    expect(stage.player.latencySeconds).to.equal(4.5);
    const { mediaTime, epochMs } = stage.state.wallClock!;
    const shownMs = epochMs + (stage.player.currentTime - mediaTime) * 1000;
    expect(stage.clock.wallTime() - shownMs).to.be.closeTo(4500, 600);
    stage.fake.knobs.stats = { fps: 60, skippedFrames: 9 };
    const before = stage.player.frames!;
    await stage.clock.advance(1000);
    expect(stage.player.frames!.dropped - before.dropped).to.equal(6);
    expect(stage.player.frames!.total - before.total).to.be.closeTo(60, 20);
    const refusal = codeOf(stage.player.seek(3));
    await stage.clock.advance(0);
    expect(refusal.code).to.equal('unsupported');
  });

  it('tells what the viewer does with the embed’s own sound', async () => {
    stage = new TwitchStage();
    await stage.play(CHANNEL);
    stage.embed.viewer.setMuted(true);
    await stage.clock.advance(600);
    expect(stage.events).to.deep.equal(['volumechange user']);
    expect(stage.state.muted).to.equal(true);
  });
});
