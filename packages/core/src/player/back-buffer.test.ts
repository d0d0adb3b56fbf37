import { expect } from 'chai';
import { backBufferEnd } from './back-buffer.ts';
import { HlsStage, poll } from './fixtures/hls-stage.ts';

describe('backBufferEnd', () => {
  const rows: [bufferedFrom: number, position: number, expected: number | null][] = [
    [0, 0, null],
    [0, 30, null],
    [0, 31, 11],
    [11, 41, null],
    [1000, 1600, 1580],
    // Behind what is buffered, as after a seek.
    [50, 10, null],
  ];
  for (const [bufferedFrom, position, expected] of rows) {
    it(`is ${expected} at ${position} with what begins at ${bufferedFrom}`, () => {
      expect(backBufferEnd(bufferedFrom, position)).to.equal(expected);
    });
  }
});

describe('what HlsPlayer has played', () => {
  async function playToTheEnd(options: ConstructorParameters<typeof HlsStage>[0] = {}): Promise<TimeRanges> {
    const stage = new HlsStage(options);
    const { player, video } = stage;
    const reach = (): number => (video.buffered.length > 0 ? video.buffered.end(video.buffered.length - 1) : 0);
    await player.load(`${location.origin}/origin/vod/west/master.m3u8`);
    await poll(() => reach() > 15);
    await player.seek(15);
    await poll(() => reach() > 32);
    await player.seek(32);
    await poll(() => reach() > 39);
    const { buffered } = video;
    stage.destroy();
    return buffered;
  }

  it('is dropped, but for the last of it', async () => {
    const buffered = await playToTheEnd();
    expect(buffered.start(0)).to.be.within(10, 12.5);
    expect(buffered.length).to.equal(1);
  });

  it('is kept as long as the page has told hls.js', async () => {
    expect((await playToTheEnd({ hlsConfig: { backBufferLength: 3600 } })).start(0)).to.be.below(0.1);
  });
});
