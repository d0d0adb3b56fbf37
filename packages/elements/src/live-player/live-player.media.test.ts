import type { LiveState } from '@t333/core/live';
import { MediaPlayer } from '@t333/core/player';
import { describePlayer } from '@t333/core/testing';
import { expect } from 'chai';
import './define.ts';
import type { LivePlayer } from './live-player.ts';

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => requestAnimationFrame(resolve));
};

describe('<live-player> with real media', () => {
  let element: LivePlayer;

  beforeEach(() => {
    element = document.createElement('live-player');
    element.muted = true;
    document.body.append(element);
  });

  afterEach(() => element.remove());

  it('plays an HLS stream, and shows its frames', async () => {
    element.autoplay = true;
    element.src = '/origin/vod/stage/master.m3u8';
    await until(() => element.currentTime > 0.5);
    expect(element.videoWidth).to.be.greaterThan(0);
    expect(element.readyState).to.be.at.least(2);
    expect(element.textTracks).to.be.instanceOf(TextTrackList);
    const frame = await new Promise((resolve) =>
      element.requestVideoFrameCallback((_now, { mediaTime }) => resolve(mediaTime)),
    );
    expect(frame).to.be.a('number');
    expect(element.getVideoPlaybackQuality()?.totalVideoFrames).to.be.greaterThan(0);
  });

  it('plays a live stream', async () => {
    element.autoplay = true;
    element.src = '/origin/live/north/master.m3u8';
    await until(() => !element.paused && element.streamType === 'live' && element.state?.hasFrame === true);
    expect(element.duration).to.equal(Infinity);
  });

  it('begins a live stream as far behind as its page wants it', async () => {
    element.autoplay = true;
    element.setAttribute('target-latency', '5');
    element.src = '/origin/live/north/master.m3u8?ll=on';
    const live = (): LiveState | undefined => element.player?.live?.state.getSnapshot();
    await until(() => live()?.mode === 'following' && live()?.latencySource === 'date');
    expect(live()!.targetLatencySeconds).to.equal(5);
    expect(live()!.driftSeconds).to.be.above(-0.7);
  });

  it('takes no latency for one that is none', async () => {
    element.autoplay = true;
    element.setAttribute('target-latency', 'soon');
    element.src = '/origin/live/north/master.m3u8?ll=on';
    await until(() => element.player?.live?.state.getSnapshot().mode === 'following');
    expect(element.player!.live!.targetLatency).to.equal(null);
  });

  it('plays in a video of the page, where it was given one', async () => {
    const video = Object.assign(document.createElement('video'), { slot: 'video', muted: true, playsInline: true });
    element.append(video);
    element.autoplay = element.loop = true;
    element.src = '/origin/vod/stage/master.m3u8';
    await until(() => element.currentTime > 0.2);
    expect(video.currentTime).to.be.greaterThan(0);
    await until(() => video.loop);
    const { width, height } = element.getBoundingClientRect();
    expect(video.getBoundingClientRect()).to.include({ width, height });
    expect(element.shadowRoot!.querySelector('video')!.checkVisibility()).to.equal(false);
  });

  it('goes from HLS to a file and back, on one video', async () => {
    element.autoplay = true;
    for (const src of [
      '/origin/vod/stage/master.m3u8',
      '/origin/files/north/160p.mp4',
      '/origin/vod/north/master.m3u8',
    ]) {
      element.src = src;
      await until(() => element.currentSrc === src && element.currentTime > 0.2);
    }
  });

  it('keeps playing when it is moved', async function () {
    const { body } = document as { body: HTMLElement & { moveBefore?: (node: Node, before: Node | null) => void } };
    const box = body.appendChild(document.createElement('div'));
    element.autoplay = true;
    element.src = '/origin/vod/stage/master.m3u8';
    await until(() => element.currentTime > 0.2);
    const { player } = element;
    if ('moveBefore' in body) box.moveBefore(element, null);
    else box.append(element);
    const before = element.currentTime;
    await until(() => element.currentTime > before + 0.3);
    expect(element.player).to.equal(player);
    box.remove();
  });

  it('plays after a retry what was not there at first', async () => {
    element.autoplay = true;
    element.src = '/origin/vod/stage/master.m3u8?session=live-player-retry&error=404&fail-first=1&error-at=master';
    await until(() => element.error !== null);
    expect(element.error?.cause.code).to.equal('not-found');
    const root = element.shadowRoot!;
    await until(() => root.querySelector('[part=retry-button]') !== null);
    root.querySelector<HTMLElement>('[part=retry-button]')!.click();
    await until(() => element.currentTime > 0.2);
    expect(root.querySelector('[part=retry-button]')).to.equal(null);
  });

  it('gives every object URL back', async () => {
    const urls = new Set<string>();
    const { createObjectURL, revokeObjectURL } = URL;
    URL.createObjectURL = (object) => {
      const url = createObjectURL.call(URL, object);
      urls.add(url);
      return url;
    };
    URL.revokeObjectURL = (url) => {
      urls.delete(url);
      revokeObjectURL.call(URL, url);
    };
    element.autoplay = true;
    element.src = '/origin/vod/stage/master.m3u8';
    await until(() => element.currentTime > 0.2);
    element.remove();
    await until(() => element.player === null);
    const video = element.shadowRoot!.querySelector('video')!;
    expect([urls.size, video.getAttribute('src'), video.readyState]).to.deep.equal([0, null, 0]);
    Object.assign(URL, { createObjectURL, revokeObjectURL });
  });
});

// The strictest test of its shape: a player that knows it only as a media element.
describePlayer('MediaPlayer on <live-player>', {
  create() {
    const element = document.createElement('live-player');
    // Some browsers let nothing be heard without a gesture.
    element.muted = true;
    document.body.append(element);
    return { player: new MediaPlayer({ media: element as never }), cleanup: () => element.remove() };
  },
  goodSource: '/origin/vod/stage/master.m3u8',
  otherSource: '/origin/vod/north/master.m3u8',
  missingSource: '/origin/bad/none.m3u8',
  missingCode: 'not-found',
});
