import { expect } from 'chai';
import type { HlsConfig } from 'hls.js';
import { T333Error } from '../errors.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { rewriteRequests, type Rewrite, type Rewriting } from '../testing/rewrite-requests.ts';
import { loadHls } from './load-hls.ts';
import { HlsPlayer, type HlsPlayerOptions } from './hls-player.ts';
import type { PlayerEvent, PlayerState } from './player.ts';

const ORIGIN = `${location.origin}/origin`;
const vod = `${ORIGIN}/vod/west/master.m3u8`;
const live = `${ORIGIN}/live/west/master.m3u8`;

let video: HTMLVideoElement;
let player: HlsPlayer;
let events: string[];
let network: Rewriting;

const state = (): Readonly<PlayerState> => player.state.getSnapshot();

function until(isSo: (state: Readonly<PlayerState>) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isSo(state())) return;
      leave();
      resolve();
    };
    const leave = player.state.subscribe(look);
    look();
  });
}

const next = (type: 'timeupdate' | 'seeked' | 'error'): Promise<void> =>
  new Promise((resolve) => player.addEventListener(type, () => resolve(), { once: true }));

async function untilPosition(isSo: (seconds: number) => boolean): Promise<void> {
  while (!isSo(player.currentTime)) await next('timeupdate');
}

const failure = (promise: Promise<unknown>): Promise<T333Error> =>
  promise.then(
    () => expect.fail('it did not fail'),
    (error: unknown) => error as T333Error,
  );

function create(options: Partial<HlsPlayerOptions> = {}, rewrite?: Rewrite): void {
  network = rewriteRequests(rewrite);
  player = new HlsPlayer({ media: video, random: () => 0, ...options });
  events = [];
  for (const type of ['play', 'pause', 'seeking', 'seeked', 'error'] as const) {
    player.addEventListener(type, (event: PlayerEvent) => events.push(`${type} ${event.origin}`));
  }
}

const requested = (part: string): string[] => network.requests.filter((url) => url.includes(part));

beforeEach(() => {
  video = document.createElement('video');
  video.muted = true;
  video.width = 640;
  video.height = 360;
  document.body.append(video);
});

afterEach(() => {
  player.destroy();
  network.restore();
  video.remove();
});

/** Tells of each hls.js instance whether its build can do alternate audio: only the full one can. */
async function watchBuilds(): Promise<{ builds: string[]; hlsConfig: Partial<HlsConfig> }> {
  const Base = (await loadHls('light')).DefaultConfig.loader;
  const builds: string[] = [];
  class Loader extends Base {
    constructor(config: HlsConfig) {
      super(config);
      const build = config.audioStreamController ? 'full' : 'light';
      if (builds.at(-1) !== build) builds.push(build);
    }
  }
  return { builds, hlsConfig: { loader: Loader } };
}

describe('HlsPlayer with a recording', () => {
  it('uses the light build, and fetches each playlist once', async () => {
    const { builds, hlsConfig } = await watchBuilds();
    create({ hlsConfig });
    await player.load(vod);
    await until(({ hasFrame }) => hasFrame);
    expect(builds).to.deep.equal(['light']);
    const playlists = requested('.m3u8');
    expect(new Set(playlists).size).to.equal(playlists.length);
    expect(state()).to.deep.include({ streamType: 'on-demand', wallClock: null });
    expect(state().capabilities).to.include({ renditions: 'levels', latency: false, suspend: true, seek: 'precise' });
  });

  it('names its renditions, lowest first, and the one that plays', async () => {
    create();
    await player.load(vod);
    await until(({ rendition }) => rendition !== null);
    const { renditions, rendition, selectedRendition } = state();
    expect(renditions.map(({ label, width, height, frameRate }) => [label, width, height, frameRate])).to.deep.equal([
      ['160p', 284, 160, 30],
      ['360p', 640, 360, 30],
      ['720p', 1280, 720, 30],
    ]);
    expect(renditions[0]!.bitrateBps).to.be.greaterThan(10_000);
    expect(renditions[0]!.codecs).to.match(/^avc1/);
    expect(renditions.map(({ id }) => id)).to.include(rendition);
    expect(selectedRendition).to.equal('auto');
  });

  it('switches to a rendition that is asked for, without a stop, and back to its own choice', async () => {
    create();
    await player.load(vod);
    await player.play();
    await until(({ rendition }) => rendition !== null);
    const lowest = state().renditions[0]!.id;
    player.setRendition(lowest);
    expect(state().selectedRendition).to.equal(lowest);
    await until(({ rendition, videoHeight }) => rendition === lowest && videoHeight === 160);
    player.setRendition('auto');
    expect(state().selectedRendition).to.equal('auto');
    expect(() => player.setRendition('nothing')).to.throw(T333Error);
    expect(state().selectedRendition).to.equal('auto');
  });

  it('keeps the chosen rendition over unloading, and forgets it with another source', async () => {
    create();
    await player.load(vod);
    const lowest = state().renditions[0]!.id;
    player.setRendition(lowest);
    player.setLifecycle('unloaded');
    player.setLifecycle('active');
    await until(({ videoHeight }) => videoHeight > 0);
    expect(state()).to.include({ selectedRendition: lowest, videoHeight: 160 });
    await player.load(`${ORIGIN}/vod/south/master.m3u8`);
    expect(state().selectedRendition).to.equal('auto');
  });

  it('begins where it is told, and takes that for nobody’s seek', async () => {
    create();
    void player.load(vod);
    void player.seek(21, { origin: 'sync' });
    await until(({ hasFrame, seeking }) => hasFrame && !seeking);
    expect(player.currentTime).to.be.closeTo(21, 0.3);
    expect(events.filter((event) => event.endsWith('user'))).to.deep.equal([]);
    expect(requested('/0.m4s'), 'segments that nobody needs').to.deep.equal([]);
  });

  it('asks for nothing while it is suspended, and goes on where it was', async () => {
    create();
    await player.load(vod);
    await player.play();
    await untilPosition((seconds) => seconds > 0.5);
    player.setLifecycle('suspended');
    const before = network.requests.length;
    const position = player.currentTime;
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(network.requests.length).to.equal(before);
    expect(video.readyState, 'the picture stays').to.be.at.least(2);
    player.setLifecycle('active');
    await player.play();
    await untilPosition((seconds) => seconds > position + 0.5);
    expect(events.filter((event) => event.startsWith('seek'))).to.deep.equal([]);
  });

  it('begins to load only when it comes back, if it was suspended before it could', async () => {
    create();
    const loading = player.load(vod);
    player.setLifecycle('suspended');
    await loadHls('light');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(network.requests).to.deep.equal([]);
    player.setLifecycle('active');
    await loading;
  });

  it('gives everything back', async () => {
    const urls = new Set<string>();
    const { createObjectURL, revokeObjectURL } = URL;
    URL.createObjectURL = (object: Blob | MediaSource) => {
      const url = createObjectURL.call(URL, object);
      urls.add(url);
      return url;
    };
    URL.revokeObjectURL = (url: string) => {
      urls.delete(url);
      revokeObjectURL.call(URL, url);
    };
    try {
      const clock = new FakeClock();
      create({ clock });
      await player.load(vod);
      expect(urls.size).to.equal(1);
      player.setLifecycle('unloaded');
      expect(urls.size).to.equal(0);
      player.setLifecycle('active');
      await until(({ hasFrame }) => hasFrame);
      player.destroy();
      expect(urls.size).to.equal(0);
      expect(clock.pending).to.equal(0);
      expect(video.getAttribute('src')).to.equal(null);
      expect(video.children.length).to.equal(0);
      const before = network.requests.length;
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(video.networkState).to.equal(HTMLMediaElement.NETWORK_EMPTY);
      expect(network.requests.length).to.equal(before);
    } finally {
      Object.assign(URL, { createObjectURL, revokeObjectURL });
    }
  });

  it('is gone without a trace if it was destroyed while its code was on its way', async () => {
    create();
    const loading = player.load(vod);
    player.destroy();
    expect((await failure(loading)).code).to.equal('destroyed');
    await loadHls('light');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(network.requests).to.deep.equal([]);
    expect(video.getAttribute('src')).to.equal(null);
  });
});

describe('HlsPlayer with a live stream', () => {
  it('knows its type, its dates and its distance', async () => {
    create();
    await player.load(live);
    await until(({ wallClock, hasFrame }) => wallClock !== null && hasFrame);
    expect(state()).to.include({ streamType: 'live', duration: Infinity });
    expect(state().capabilities.latency).to.equal(true);
    const { mediaTime, epochMs } = state().wallClock!;
    const shownMs = epochMs + (player.currentTime - mediaTime) * 1000;
    // Three segments of 2 s back, and up to one more that is not complete.
    expect(Date.now() - shownMs).to.be.within(3000, 15_000);
    expect(player.seekable.length).to.equal(1);
    expect(
      events.filter((event) => event.endsWith('user')),
      'the start at the edge is nobody’s seek',
    ).to.deep.equal([]);
  });

  it('keeps its wall clock while playing: the line is the same', async () => {
    create();
    await player.load(live);
    await player.play();
    await until(({ wallClock, hasFrame }) => wallClock !== null && hasFrame);
    const from = player.currentTime;
    await untilPosition((seconds) => seconds > from + 0.5);
    const clock = state().wallClock;
    await untilPosition((seconds) => seconds > from + 3);
    expect(state().wallClock).to.equal(clock);
  });
});
