import { expect } from 'chai';
import type { HlsStage } from './fixtures/hls-stage.ts';
import { untilLive, watchLive } from './fixtures/live-stage.ts';
import { timeRanges } from './time-ranges.ts';

let stage: HlsStage;

afterEach(() => stage.destroy());

describe('HlsPlayer and the past of a live stream', () => {
  it('leaves a viewer in the past, until told to go live', async () => {
    stage = await watchLive(`${location.origin}/origin/live/north/master.m3u8?dvr=120`);
    const { player } = stage;
    await untilLive(stage, ({ mode }) => mode === 'following');
    await player.seek(player.seekable.start(0) + 30);
    await untilLive(stage, ({ mode, isAtEdge }) => mode === 'time-shifted' && !isAtEdge);
    await player.live!.goLive();
    await untilLive(stage, ({ mode, isAtEdge }) => mode === 'following' && isAtEdge);
    expect(stage.events.findLast((event) => event.startsWith('seeking'))).to.equal('seeking live');
  });

  for (const [name, hidden, mode] of [
    ['returns to the edge when the browser had stopped it on a hidden page', true, 'following'],
    ['stays where its viewer paused it', false, 'time-shifted'],
  ] as const) {
    it(name, async function () {
      // Elsewhere it is not known whether a video floats.
      if (hidden && !('pictureInPictureElement' in document)) this.skip();
      stage = await watchLive(`${location.origin}/origin/live/north/master.m3u8?dvr=120`);
      const { video } = stage;
      await untilLive(stage, ({ mode: now }) => now === 'following');
      if (hidden) Object.defineProperty(video, 'ownerDocument', { value: { hidden } });
      video.pause();
      await untilLive(stage, ({ driftSeconds }) => driftSeconds! > 5);
      expect(stage.state.playRequested).to.equal(hidden);
      await video.play();
      await untilLive(stage, (state) => state.mode === mode);
    });
  }

  it('counts as its past what the playlist has, not what is still buffered of before', async () => {
    stage = await watchLive(`${location.origin}/origin/live/north/master.m3u8?dvr=12`);
    const { player, video } = stage;
    const end = video.seekable.end(0);
    // As after a pause of ten minutes.
    Object.defineProperty(video, 'seekable', { get: () => timeRanges([end - 600, end]) });
    expect(player.seekable.end(0)).to.equal(end);
    expect(end - player.seekable.start(0)).to.be.within(10, 16);
    await player.seek(end - 300);
    expect(player.currentTime).to.be.at.least(end - 16);
  });

  it('goes no further back than it may, and to the edge where that is nearer than the playlist asks for', async () => {
    const live = { targetLatencySeconds: 4, dvrWindowSeconds: 40 };
    stage = await watchLive(`${location.origin}/origin/live/north/master.m3u8?dvr=120`, { live });
    await untilLive(stage, ({ mode, window }) => mode === 'following' && window !== null);
    const { player } = stage;
    await player.seek(0);
    await untilLive(stage, ({ mode }) => mode === 'time-shifted');
    const { start, end } = player.live!.state.getSnapshot().window!;
    expect(player.currentTime).to.be.within(start - 1, start + 6);
    await player.seek(end + 100);
    await untilLive(stage, ({ mode }) => mode === 'following');
  });
});
