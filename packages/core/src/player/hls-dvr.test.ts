import { expect } from 'chai';
import type { HlsStage } from './fixtures/hls-stage.ts';
import { untilLive, watchLive } from './fixtures/live-stage.ts';

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
});
