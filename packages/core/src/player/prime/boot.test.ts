import { expect } from 'chai';
import { rewriteRequests, type Rewriting } from '../fixtures/rewrite-requests.ts';
import { poll } from '../fixtures/hls-stage.ts';
import { HlsPlayer } from '../hls-player.ts';
import { createBoot, type BootOptions } from './boot.ts';
import { createPrimer } from './primer.ts';

const ORIGIN = `${location.origin}/origin`;
const RECORDING = `${ORIGIN}/vod/west/master.m3u8`;
const known = {
  urls: ['init.mp4', '0.m4s'].map((name) => `${ORIGIN}/vod/west/160p/${name}`),
  codecs: 'avc1.64000c,mp4a.40.2',
  durationSeconds: 40,
};

describe('boot', () => {
  let video: HTMLVideoElement;
  let network: Rewriting;
  let player: HlsPlayer | null;

  beforeEach(() => {
    video = document.createElement('video');
    Object.assign(video, { muted: true, autoplay: true, width: 640, height: 360 });
    document.body.append(video);
    network = rewriteRequests();
    player = null;
    globalThis.t333Prime = createPrimer();
    globalThis.t333Booted = new WeakMap();
  });

  afterEach(() => {
    player?.destroy();
    network.restore();
    video.remove();
    globalThis.t333Prime = globalThis.t333Booted = undefined;
  });

  const boot = (url: string, options?: BootOptions): Promise<void> =>
    createBoot(globalThis.t333Prime!, globalThis.t333Booted!)(video, url, options);

  async function handOver(url: string): Promise<HlsPlayer> {
    player = new HlsPlayer({ media: video });
    await player.load(url);
    return player;
  }

  for (const [what, options] of Object.entries({ 'following the master': {}, 'knowing what comes first': { known } })) {
    it(`plays before there is a player, ${what}, and the player goes on`, async () => {
      void boot(RECORDING, options);
      await poll(() => video.currentTime > 0.2);
      const { src } = video;
      let stalls = 0;
      const count = (): number => stalls++;
      video.addEventListener('waiting', count);
      const { state } = await handOver(RECORDING);
      await poll(() => video.currentTime > 3);
      expect(stalls).to.equal(0);
      video.removeEventListener('waiting', count);
      expect(video.src).to.equal(src);
      expect(video.currentTime).to.be.below(20);
      for (const part of ['/master.m3u8', '160p.m3u8', '160p/init.mp4', '160p/0.m4s']) {
        expect(
          network.requests.filter((url) => url.includes(part)),
          part,
        ).to.deep.equal([]);
      }
      expect(state.getSnapshot()).to.include({ phase: 'ready', hasFrame: true, streamType: 'on-demand', error: null });
      expect(state.getSnapshot().duration).to.be.closeTo(40, 0.5);
    });
  }

  it('can be sought and change its quality after that', async () => {
    void boot(RECORDING);
    await poll(() => video.currentTime > 0.2);
    const { state } = await handOver(RECORDING);
    await player!.seek(25);
    expect(video.currentTime).to.be.closeTo(25, 1);
    const best = state.getSnapshot().renditions.at(-1)!;
    player!.setRendition(best.id);
    await poll(() => video.videoHeight === best.height);
    await player!.seek(0.5);
    await poll(() => video.currentTime > 1 && video.currentTime < 20);
    expect(state.getSnapshot().error).to.equal(null);
  });

  it('gives the video back with the player', async () => {
    void boot(RECORDING);
    await poll(() => video.currentTime > 0.2);
    await handOver(RECORDING);
    player!.destroy();
    expect(video.readyState).to.equal(0);
  });

  it('is handed over while it loads', async () => {
    void boot(RECORDING);
    await handOver(RECORDING);
    await poll(() => video.currentTime > 2.5);
    expect(network.requests.filter((url) => url.includes('160p/0.m4s'))).to.deep.equal([]);
  });

  it('leaves failures to the player', async () => {
    const missing = `${ORIGIN}/bad/not-found.m3u8`;
    await boot(missing);
    expect(video.src).to.equal('');
    const error = await handOver(missing).catch((reason: unknown) => reason);
    expect(error).to.include({ code: 'not-found' });
  });

  it('leaves the video empty when media fails, and the player plays', async () => {
    await boot(RECORDING, { known: { ...known, urls: [`${ORIGIN}/bad/not-found.m3u8`, known.urls[1]!] } });
    await handOver(RECORDING);
    await poll(() => video.currentTime > 0.5);
  });

  for (const [when, isTime] of [
    ['on its way', () => video.src !== ''],
    ['there', () => video.currentTime > 0.2],
  ] as const) {
    it(`leaves the video empty when it is aborted while it is ${when}`, async () => {
      const controller = new AbortController();
      const booting = boot(RECORDING, { signal: controller.signal });
      await poll(isTime);
      controller.abort();
      await booting;
      expect(video.readyState).to.equal(0);
      expect(video.getAttribute('src')).to.equal(null);
      expect(globalThis.t333Booted!.has(video)).to.equal(false);
    });
  }

  it('leaves the video to its player when it is aborted after that', async () => {
    const controller = new AbortController();
    void boot(RECORDING, { signal: controller.signal });
    await poll(() => video.currentTime > 0.2);
    await handOver(RECORDING);
    controller.abort();
    await poll(() => video.currentTime > 1);
  });

  it('only primes a live stream', async () => {
    const live = `${ORIGIN}/live/west/master.m3u8`;
    await boot(live);
    expect(video.src).to.equal('');
    expect(globalThis.t333Prime!.has(live)).to.equal(true);
  });

  it('makes room for another source', async () => {
    void boot(RECORDING);
    await poll(() => video.currentTime > 0.2);
    const { state } = await handOver(`${ORIGIN}/vod/east/master.m3u8`);
    await poll(() => video.currentTime > 0.2);
    expect(state.getSnapshot().error).to.equal(null);
  });
});

describe('boot-snippet.js as a file', () => {
  const { error } = console;

  afterEach(() => {
    console.error = error;
    delete (document as { currentScript?: unknown }).currentScript;
    globalThis.t333Prime = globalThis.t333Boot = globalThis.t333Booted = undefined;
  });

  it('says so where no video stands before it, primes, and goes on', async () => {
    const said: unknown[] = [];
    console.error = (text: unknown) => said.push(text);
    const network = rewriteRequests();
    const script = document.createElement('script');
    const next = new Promise((resolve) => addEventListener('next', resolve, { once: true }));
    script.dataset['boot'] = RECORDING;
    script.setAttribute('data-then', "data:text/javascript,dispatchEvent(new Event('next'))");
    document.createElement('div').append(document.createElement('p'), script);
    Object.defineProperty(document, 'currentScript', { configurable: true, value: script });
    await import('./boot-snippet.ts');
    await next;
    network.restore();
    expect(said).to.deep.equal(['data-boot: there is no video directly before this script.']);
    expect(globalThis.t333Prime!.peek(RECORDING)).to.be.a('string');
  });
});
