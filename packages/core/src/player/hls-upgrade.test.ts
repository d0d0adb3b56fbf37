import { expect } from 'chai';
import type { HlsConfig } from 'hls.js';
import { anotherShows, HlsStage, poll, watchBuilds } from './fixtures/hls-stage.ts';
import type { Rewrite } from './fixtures/rewrite-requests.ts';
import { loadHls } from './load-hls.ts';

const ORIGIN = `${location.origin}/origin`;
const LEVEL = '#EXT-X-STREAM-INF:BANDWIDTH=120000,RESOLUTION=284x160,CODECS="avc1.64000c,mp4a.40.2"';
const CAPTIONED = new URL('./fixtures/captioned.m3u8', import.meta.url).href;

let stage: HlsStage;
let builds: string[];
let hlsConfig: Partial<HlsConfig>;

beforeEach(async () => {
  ({ builds, hlsConfig } = await watchBuilds());
});

afterEach(() => stage.destroy());

/** A server of a few texts, by their path. */
const texts =
  (bodies: Record<string, string | (() => string)>): Rewrite =>
  ({ pathname }) => {
    const body = bodies[pathname];
    return body === undefined ? undefined : { body: typeof body === 'string' ? body : body() };
  };

const once = (urls: string[]): void => void expect(urls).to.deep.equal([...new Set(urls)]);

const recording = (...tags: string[]): string =>
  [
    '#EXTM3U',
    '#EXT-X-VERSION:8',
    '#EXT-X-TARGETDURATION:2',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    ...tags,
    `#EXT-X-MAP:URI="${ORIGIN}/vod/{$camera}/160p/init.mp4"`,
    ...[0, 1, 2].flatMap((n) => ['#EXTINF:2,', `${ORIGIN}/vod/{$camera}/160p/${n}.m4s`]),
    '#EXT-X-ENDLIST',
  ].join('\n');

describe('HlsPlayer with what only the full build can do', () => {
  it('changes to it before anything plays, and fetches no playlist twice', async () => {
    stage = new HlsStage({ hlsConfig });
    await stage.player.load(CAPTIONED);
    await stage.until(({ hasFrame }) => hasFrame);
    expect(builds).to.deep.equal(['light', 'full']);
    once(stage.requested('.m3u8'));
    expect(stage.recoveries).to.deep.equal([]);
    expect(stage.events.filter((event) => event.startsWith('error'))).to.deep.equal([]);
  });

  it('offers the captions, shows and hides them, and takes them away with the source', async () => {
    stage = new HlsStage();
    await stage.player.load(CAPTIONED);
    await stage.until(({ captions }) => captions.length > 0);
    expect(stage.state.captions).to.deep.equal([{ id: '0', label: 'Deutsch', language: 'de', kind: 'subtitles' }]);
    expect(stage.state.caption).to.equal(null);
    await stage.player.play();
    stage.player.setCaption('0');
    expect(stage.state.caption).to.equal('0');
    const cue = (): string => (stage.video.textTracks[0]?.activeCues?.[0] as VTTCue | undefined)?.text ?? '';
    await poll(() => cue() === 'Guten Tag');
    stage.player.setCaption(null);
    expect(stage.state.caption).to.equal(null);
    await stage.player.load(`${ORIGIN}/vod/west/master.m3u8`);
    expect(stage.state.captions).to.deep.equal([]);
    expect(stage.video.textTracks.length).to.equal(0);
  });

  it('changes to it when only a media playlist asks for it', async () => {
    stage = new HlsStage(
      { hlsConfig },
      texts({
        '/text/master.m3u8': `#EXTM3U\n${LEVEL}\nlevel.m3u8\n`,
        '/text/level.m3u8': recording('#EXT-X-DEFINE:NAME="camera",VALUE="west"'),
      }),
    );
    await stage.player.load(`${location.origin}/text/master.m3u8`);
    await stage.until(({ hasFrame }) => hasFrame);
    expect(builds).to.deep.equal(['light', 'full']);
    once(stage.requested('.m3u8'));
    expect(stage.requested('$')).to.deep.equal([]);
  });

  it('begins where it was told, whichever build finds out', async () => {
    stage = new HlsStage({}, texts({ '/text/level.m3u8': recording('#EXT-X-DEFINE:NAME="camera",VALUE="west"') }));
    void stage.player.load(`${location.origin}/text/level.m3u8`);
    void stage.player.seek(3, { origin: 'sync' });
    await stage.until(({ hasFrame, seeking }) => hasFrame && !seeking);
    expect(stage.player.currentTime).to.be.closeTo(3, 0.3);
    once(stage.requested('level.m3u8'));
  });

  it('changes to it in the middle of a live stream, and plays on', async () => {
    let first = 0;
    let advertising = false;
    const playlist = (): string =>
      [
        '#EXTM3U',
        '#EXT-X-VERSION:7',
        '#EXT-X-TARGETDURATION:2',
        `#EXT-X-MEDIA-SEQUENCE:${first}`,
        ...(advertising
          ? [
              '#EXT-X-DATERANGE:ID="ad",CLASS="com.apple.hls.interstitial",START-DATE="2020-01-01T00:00:00Z",X-ASSET-URI="ad.m3u8"',
            ]
          : []),
        `#EXT-X-MAP:URI="${ORIGIN}/vod/west/160p/init.mp4"`,
        ...[0, 1, 2, 3].flatMap((n) => [
          `#EXT-X-PROGRAM-DATE-TIME:${new Date(Date.UTC(2026, 0, 1) + (first + n) * 2000).toISOString()}`,
          '#EXTINF:2,',
          `${ORIGIN}/vod/west/160p/${first + n}.m4s`,
        ]),
        '',
      ].join('\n');
    stage = new HlsStage({ hlsConfig }, texts({ '/text/live.m3u8': playlist }));
    await stage.player.load(`${location.origin}/text/live.m3u8`);
    await stage.player.play();
    await stage.until(({ hasFrame }) => hasFrame);
    expect(builds).to.deep.equal(['light']);
    first = 1;
    advertising = true;
    await poll(() => builds.includes('full'));
    const asked = stage.requested('live.m3u8').length;
    await stage.untilPosition((seconds) => seconds > 2.5);
    expect(stage.requested('live.m3u8').length - asked, 'the change itself asks for nothing').to.be.at.most(1);
    expect(stage.state).to.include({ phase: 'ready', paused: false, error: null, recovery: null });
    expect(stage.events.filter((event) => event.endsWith('user'))).to.deep.equal(['play user']);
  });

  it('stops for good if it was destroyed while the full build was on its way', async () => {
    const Base = (await loadHls('light')).DefaultConfig.loader;
    const destroyed = new Promise<void>((resolve) => {
      class Loader extends Base {
        override load(...[context, config, callbacks]: Parameters<InstanceType<typeof Base>['load']>): void {
          const onSuccess: typeof callbacks.onSuccess = (...answer) => {
            callbacks.onSuccess(...answer);
            stage.player.destroy();
            resolve();
          };
          super.load(context, config, { ...callbacks, onSuccess });
        }
      }
      stage = new HlsStage({ hlsConfig: { loader: Loader } });
    });
    stage.player.load(CAPTIONED).catch(() => {});
    await destroyed;
    await loadHls('full');
    await anotherShows(`${ORIGIN}/vod/south/master.m3u8`);
    expect(stage.requested('fixtures/')).to.deep.equal([CAPTIONED]);
    expect(stage.requested('/vod/west/')).to.deep.equal([]);
    expect(stage.video.getAttribute('src')).to.equal(null);
  });
});
