import { expect } from 'chai';
import { HlsPlayer, type HlsPlayerOptions } from './hls-player.ts';
import { serverClockOf } from '../live/page-clock.ts';
import { systemClock } from '../time/clock.ts';
import { HlsStage, poll } from './fixtures/hls-stage.ts';
import { untilLive, watchLive } from './fixtures/live-stage.ts';

const LIVE = `${location.origin}/origin/live/north/master.m3u8`;

let stage: HlsStage;

afterEach(() => stage.destroy());

const watch = async (url: string, options?: Partial<HlsPlayerOptions>): Promise<void> => {
  stage = await watchLive(url, options);
};

describe('HlsPlayer and the live edge', () => {
  it('plays a stream in parts, part by part, nearer than a segment', async () => {
    await watch(`${LIVE}?ll=on`);
    await untilLive(stage, ({ mode, latencySource }) => mode === 'following' && latencySource === 'date');
    expect(stage.player).to.include({ liveEdgeOffset: 0.6, liveEdgeStep: 0.2 });
    expect(stage.player.live!.state.getSnapshot().targetLatencySeconds).to.be.within(0.6, 2);
    expect(stage.requested('_HLS_part=').length).to.be.above(0);
  });

  it('loads whole segments where that is left to another player, and parts again when it is not', async () => {
    stage = new HlsStage();
    stage.player.setLowLatency(false);
    await stage.player.load(`${LIVE}?ll=on`);
    await stage.player.play();
    await stage.until(({ capabilities, hasFrame }) => capabilities.latency && hasFrame);
    const isPart = (url: string): boolean => /\/\d+\.\d+x\d+\.m4s/.test(url);
    expect(stage.network.requests.filter(isPart)).to.deep.equal([]);
    expect(stage.player).to.include({ liveEdgeOffset: 6, liveEdgeStep: 2 });
    stage.player.setLowLatency(true);
    await poll(() => stage.network.requests.some(isPart));
    expect(stage.player.liveEdgeStep).to.equal(0.2);
  });

  it('keeps to what was asked for, and takes another wish later', async () => {
    await watch(`${LIVE}?dvr=60`, { live: { targetLatencySeconds: 9 } });
    const { live } = stage.player;
    await untilLive(stage, ({ targetLatencySeconds }) => targetLatencySeconds === 9);
    live!.targetLatency = 12;
    await untilLive(stage, ({ targetLatencySeconds }) => targetLatencySeconds === 12);
  });

  for (const [what, query, wish] of [
    ['parts', 'll=on', 4],
    ['segments', 'dvr=60', 11],
  ] as const) {
    it(`begins in ${what} where it was asked to, and need not go there`, async () => {
      await watch(`${LIVE}?${query}`, { live: { targetLatencySeconds: wish } });
      await untilLive(stage, ({ mode, latencySource }) => mode === 'following' && latencySource === 'date');
      const { targetLatencySeconds, driftSeconds } = stage.player.live!.state.getSnapshot();
      expect(targetLatencySeconds).to.equal(wish);
      // It may be further behind where the machine is slow.
      expect(driftSeconds).to.be.above(-0.7);
      expect(stage.events.filter((event) => event === 'pause live')).to.deep.equal([]);
    });
  }

  it('hears the time of the server', async () => {
    await watch(LIVE);
    const serverClock = serverClockOf(systemClock, location.origin);
    expect(serverClock.errorMs).to.be.below(Infinity);
    expect(Math.abs(serverClock.skewMs)).to.be.at.most(serverClock.errorMs);
    expect(serverClockOf(systemClock, 'https://elsewhere.example').errorMs).to.equal(Infinity);
  });

  it('keeps its control with another live stream, and rests with a recording', async () => {
    await watch(LIVE);
    const { live } = stage.player;
    await stage.player.load(`${location.origin}/origin/vod/west/master.m3u8`);
    await untilLive(stage, ({ mode }) => mode === 'off');
    await stage.player.load(`${location.origin}/origin/live/south/master.m3u8`);
    await stage.player.play();
    await untilLive(stage, ({ mode }) => mode === 'following');
    expect(stage.player.live).to.equal(live);
  });

  it('can be made on a video that shows a live stream already', async () => {
    const video = document.createElement('video');
    const source = new MediaSource();
    video.src = URL.createObjectURL(source);
    await new Promise((resolve) => source.addEventListener('sourceopen', resolve, { once: true }));
    const init = await fetch(`${location.origin}/origin/vod/west/160p/init.mp4`).then((answer) => answer.arrayBuffer());
    const codecs = /CODECS="([^"]+)"/.exec(
      await fetch(`${location.origin}/origin/vod/west/master.m3u8`).then((answer) => answer.text()),
    )![1]!;
    source.duration = Infinity;
    source.addSourceBuffer(`video/mp4; codecs="${codecs}"`).appendBuffer(init);
    await new Promise((resolve) => video.addEventListener('loadedmetadata', resolve, { once: true }));
    const player = new HlsPlayer({ media: video });
    expect(player.state.getSnapshot()).to.include({ streamType: 'live' });
    expect(player.state.getSnapshot().capabilities.latency).to.equal(false);
    player.destroy();
    stage = new HlsStage();
  });

  it('refuses wishes that nobody can fulfil', () => {
    stage = new HlsStage();
    for (const live of [{ targetLatencySeconds: 0 }, { targetLatencySeconds: NaN }, { dvrWindowSeconds: -1 }]) {
      expect(() => new HlsPlayer({ media: stage.video, live }), JSON.stringify(live))
        .to.throw()
        .with.property('code', 'invalid-argument');
    }
  });

  it('has none for a recording, and none once it is destroyed', async () => {
    stage = new HlsStage();
    await stage.player.load(`${location.origin}/origin/vod/west/master.m3u8`);
    await stage.until(({ hasFrame }) => hasFrame);
    expect(stage.player.live).to.equal(null);
    expect(stage.state.capabilities.latency).to.equal(false);
    expect(stage.player.liveEdgeOffset).to.deep.equal(NaN);
    const soon = new HlsStage();
    await soon.player.load(LIVE);
    soon.destroy();
    expect(soon.player.live).to.equal(null);
  });
});
