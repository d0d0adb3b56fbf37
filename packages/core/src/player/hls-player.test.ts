import { expect } from 'chai';
import { T333Error } from '../errors.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { anotherShows, HlsStage, watchBuilds } from './fixtures/hls-stage.ts';

const ORIGIN = `${location.origin}/origin`;
const vod = `${ORIGIN}/vod/west/master.m3u8`;
const other = `${ORIGIN}/vod/south/master.m3u8`;
const live = `${ORIGIN}/live/west/master.m3u8`;

let stage: HlsStage;

afterEach(() => stage.destroy());

describe('HlsPlayer with a recording', () => {
  it('uses the light build, and fetches each playlist once', async () => {
    const { builds, hlsConfig } = await watchBuilds();
    stage = new HlsStage({ hlsConfig });
    await stage.player.load(vod);
    await stage.until(({ hasFrame }) => hasFrame);
    expect(builds).to.deep.equal(['light']);
    const playlists = stage.requested('.m3u8');
    expect(new Set(playlists).size).to.equal(playlists.length);
    expect(stage.state).to.deep.include({ streamType: 'on-demand', wallClock: null });
    expect(stage.state.capabilities).to.include({
      renditions: 'levels',
      latency: false,
      suspend: true,
      seek: 'precise',
    });
  });

  it('names its renditions, lowest first, and the one that plays', async () => {
    stage = new HlsStage();
    await stage.player.load(vod);
    await stage.until(({ rendition }) => rendition !== null);
    const { renditions, rendition, selectedRendition } = stage.state;
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
    stage = new HlsStage();
    await stage.player.load(vod);
    await stage.player.play();
    await stage.until(({ rendition }) => rendition !== null);
    const lowest = stage.state.renditions[0]!.id;
    stage.player.setRendition(lowest);
    expect(stage.state.selectedRendition).to.equal(lowest);
    await stage.until(({ rendition, videoHeight }) => rendition === lowest && videoHeight === 160);
    stage.player.setRendition('auto');
    expect(stage.state.selectedRendition).to.equal('auto');
    expect(() => stage.player.setRendition('nothing')).to.throw(T333Error);
    expect(stage.state.selectedRendition).to.equal('auto');
  });

  it('keeps the chosen rendition over unloading, and forgets it with another source', async () => {
    stage = new HlsStage();
    await stage.player.load(vod);
    const lowest = stage.state.renditions[0]!.id;
    stage.player.setRendition(lowest);
    stage.player.setLifecycle('unloaded');
    stage.player.setLifecycle('active');
    await stage.until(({ videoHeight }) => videoHeight > 0);
    expect(stage.state).to.include({ selectedRendition: lowest, videoHeight: 160 });
    await stage.player.load(other);
    expect(stage.state.selectedRendition).to.equal('auto');
  });

  it('begins where it is told, and takes that for nobody’s seek', async () => {
    stage = new HlsStage();
    void stage.player.load(vod);
    void stage.player.seek(21, { origin: 'sync' });
    await stage.until(({ hasFrame, seeking }) => hasFrame && !seeking);
    expect(stage.player.currentTime).to.be.closeTo(21, 0.3);
    expect(stage.events.filter((event) => event.endsWith('user'))).to.deep.equal([]);
    expect(stage.requested('/0.m4s'), 'segments that nobody needs').to.deep.equal([]);
  });

  it('begins at the end when it is told to begin behind it', async () => {
    stage = new HlsStage();
    void stage.player.load(vod);
    void stage.player.seek(1e9);
    await stage.until(({ hasFrame, seeking }) => hasFrame && !seeking);
    expect(stage.player.currentTime).to.be.closeTo(stage.state.duration, 0.3);
  });

  it('asks for nothing while it is suspended, not even for a seek', async () => {
    stage = new HlsStage();
    const last = /\/19\.m4s/;
    await stage.player.load(vod);
    await stage.until(({ hasFrame }) => hasFrame);
    stage.player.setLifecycle('suspended');
    const before = stage.requested('/vod/west/');
    const arrived = stage.player.seek(38.5);
    await anotherShows(other);
    expect(stage.requested('/vod/west/')).to.deep.equal(before);
    stage.player.setLifecycle('active');
    await arrived;
    expect(before.filter((url) => last.test(url))).to.deep.equal([]);
    expect(stage.network.requests.filter((url) => last.test(url))).not.to.deep.equal([]);
  });

  it('keeps the picture while it is suspended, and goes on where it was', async () => {
    stage = new HlsStage();
    await stage.player.load(vod);
    await stage.player.play();
    await stage.untilPosition((seconds) => seconds > 0.5);
    stage.player.setLifecycle('suspended');
    const position = stage.player.currentTime;
    await anotherShows(other);
    expect(stage.video.readyState).to.be.at.least(HTMLMediaElement.HAVE_CURRENT_DATA);
    stage.player.setLifecycle('active');
    await stage.player.play();
    await stage.untilPosition((seconds) => seconds > position + 0.5);
    expect(stage.events.filter((event) => event.startsWith('seek'))).to.deep.equal([]);
  });

  it('begins to load only when it comes back, if it was suspended before it could', async () => {
    stage = new HlsStage();
    const loading = stage.player.load(vod);
    stage.player.setLifecycle('suspended');
    await anotherShows(other);
    expect(stage.video.getAttribute('src'), 'hls.js is there').to.match(/^blob:/);
    expect(stage.requested('/vod/west/')).to.deep.equal([]);
    stage.player.setLifecycle('active');
    await loading;
  });

  it('lets other devices in again, which a managed media source has to keep away', async () => {
    const page = globalThis as { ManagedMediaSource?: unknown };
    const before = page.ManagedMediaSource;
    page.ManagedMediaSource = MediaSource;
    try {
      stage = new HlsStage();
      const { video } = stage;
      await stage.player.load(vod);
      expect(video.disableRemotePlayback).to.equal(true);
      stage.player.setLifecycle('unloaded');
      expect(video.disableRemotePlayback).to.equal(false);
      video.disableRemotePlayback = true;
      stage.player.setLifecycle('active');
      await stage.until(({ phase }) => phase === 'ready');
      stage.player.destroy();
      expect(video.disableRemotePlayback, 'what the page wants').to.equal(true);
    } finally {
      page.ManagedMediaSource = before;
      if (!before) delete page.ManagedMediaSource;
    }
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
      stage = new HlsStage({ clock });
      await stage.player.load(vod);
      expect(urls.size).to.equal(1);
      stage.player.setLifecycle('unloaded');
      expect(urls.size).to.equal(0);
      stage.player.setLifecycle('active');
      await stage.until(({ hasFrame }) => hasFrame);
      stage.player.destroy();
      expect(urls.size).to.equal(0);
      expect(clock.pending).to.equal(0);
      expect(stage.video.getAttribute('src')).to.equal(null);
      expect(stage.video.children.length).to.equal(0);
      const before = stage.requested('/vod/west/');
      await anotherShows(other);
      expect(stage.video.networkState).to.equal(HTMLMediaElement.NETWORK_EMPTY);
      expect(stage.requested('/vod/west/')).to.deep.equal(before);
    } finally {
      Object.assign(URL, { createObjectURL, revokeObjectURL });
    }
  });

  it('is gone without a trace if it was destroyed while its code was on its way', async () => {
    stage = new HlsStage();
    const loading = stage.player.load(vod);
    stage.player.destroy();
    expect(await loading.catch((error: unknown) => error)).to.include({ code: 'destroyed' });
    await anotherShows(other);
    expect(stage.requested('/vod/west/')).to.deep.equal([]);
    expect(stage.video.getAttribute('src')).to.equal(null);
  });
});

describe('HlsPlayer with a live stream', () => {
  it('knows its type, its dates and its distance', async () => {
    stage = new HlsStage();
    await stage.player.load(live);
    await stage.until(
      ({ wallClock, hasFrame, capabilities }) => wallClock !== null && hasFrame && capabilities.latency,
    );
    expect(stage.state).to.include({ streamType: 'live', duration: Infinity });
    expect(stage.player.live!.state.getSnapshot().latencySource).to.equal('date');
    const { mediaTime, epochMs } = stage.state.wallClock!;
    const shownMs = epochMs + (stage.player.currentTime - mediaTime) * 1000;
    // Three segments of 2 s back, and up to one more that is not complete.
    expect(Date.now() - shownMs).to.be.within(3000, 15_000);
    expect(stage.player.seekable.length).to.equal(1);
    expect(
      stage.events.filter((event) => event.endsWith('user')),
      'the start at the edge is nobody’s seek',
    ).to.deep.equal([]);
  });

  it('keeps its distance from the edge when a seek goes there', async () => {
    stage = new HlsStage();
    await stage.player.load(live);
    await stage.until(({ hasFrame }) => hasFrame);
    const edge = stage.player.seekable.end(0);
    await stage.player.seek(edge);
    // Three segments of 2 s, less the age of the playlist.
    expect(edge - stage.player.currentTime).to.be.within(2, 6.5);
  });

  it('begins at its distance from the edge when it is told to begin far behind it', async () => {
    stage = new HlsStage();
    void stage.player.load(live);
    void stage.player.seek(1e9);
    await stage.until(({ hasFrame, seeking }) => hasFrame && !seeking);
    expect(stage.player.seekable.end(0) - stage.player.currentTime).to.be.within(2, 8.5);
  });

  it('is not sent back by a seek to the edge from behind its usual distance', async () => {
    stage = new HlsStage();
    await stage.player.load(live);
    await stage.until(({ hasFrame }) => hasFrame);
    const { player, video } = stage;
    const near = player.seekable.end(0) - 0.5;
    video.currentTime = near;
    await player.seek(near + 0.4);
    expect(player.currentTime).to.be.closeTo(near, 0.1);
  });

  it('keeps its wall clock while playing: the line is the same', async () => {
    stage = new HlsStage();
    await stage.player.load(live);
    await stage.player.play();
    await stage.until(({ wallClock, hasFrame }) => wallClock !== null && hasFrame);
    const from = stage.player.currentTime;
    await stage.untilPosition((seconds) => seconds > from + 0.5);
    const clock = stage.state.wallClock;
    await stage.untilPosition((seconds) => seconds > from + 3);
    expect(stage.state.wallClock).to.equal(clock);
  });
});
