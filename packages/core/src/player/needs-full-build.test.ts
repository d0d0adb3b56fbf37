import { expect } from 'chai';
import * as fc from 'fast-check';
import { loadHls } from './load-hls.ts';
import { needsFullBuild } from './needs-full-build.ts';

fc.configureGlobal({ seed: 333 });

const master = (...tags: string[]): string =>
  [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    ...tags,
    '#EXT-X-STREAM-INF:BANDWIDTH=1,CODECS="avc1.64000c,mp4a.40.2"',
    'a.m3u8',
  ].join('\n');

const media = (...tags: string[]): string =>
  ['#EXTM3U', '#EXT-X-TARGETDURATION:2', ...tags, '#EXTINF:2,', '0.ts'].join('\n');

describe('needsFullBuild', () => {
  const cases: [what: string, playlist: string, needed: boolean, codecs?: string][] = [
    ['a plain master', master(), false],
    ['a plain media playlist', media(), false],
    ['nothing', '', false],
    ['alternate audio', master('#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="English",URI="en.m3u8"'), true],
    [
      '… with its attributes in another order',
      master('#EXT-X-MEDIA:URI="en.m3u8",NAME="a, b",GROUP-ID="a",TYPE=AUDIO'),
      true,
    ],
    ['a name for the sound that is in the video', master('#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="English"'), false],
    ['alternate video', master('#EXT-X-MEDIA:TYPE=VIDEO,GROUP-ID="v",NAME="Side",URI="side.m3u8"'), false],
    ['subtitles', master('#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="s",NAME="Deutsch",URI="de.m3u8"'), true],
    ['CEA-608', master('#EXT-X-MEDIA:TYPE=CLOSED-CAPTIONS,GROUP-ID="c",NAME="English",INSTREAM-ID="CC1"'), true],
    ['no captions, said aloud', master('#EXT-X-STREAM-INF:BANDWIDTH=2,CLOSED-CAPTIONS=NONE', 'b.m3u8'), false],
    ['AES-128', media('#EXT-X-KEY:METHOD=AES-128,URI="key"'), false],
    ['AES-128 with its format named', media('#EXT-X-KEY:METHOD=AES-128,URI="key",KEYFORMAT="identity"'), false],
    ['SAMPLE-AES with a plain key', media('#EXT-X-KEY:METHOD=SAMPLE-AES,URI="key"'), false],
    ['the end of an encryption', media('#EXT-X-KEY:METHOD=NONE'), false],
    ['FairPlay', media('#EXT-X-KEY:METHOD=SAMPLE-AES,URI="skd://a",KEYFORMAT="com.apple.streamingkeydelivery"'), true],
    [
      'Widevine',
      media('#EXT-X-KEY:KEYFORMAT="urn:uuid:edef8ba9-79d6-4ace-a3c8-27dcd51d21ed",METHOD=SAMPLE-AES-CTR,URI="data:,"'),
      true,
    ],
    [
      'a DRM key for the session',
      master('#EXT-X-SESSION-KEY:METHOD=SAMPLE-AES,URI="skd://a",KEYFORMAT="com.apple.streamingkeydelivery"'),
      true,
    ],
    ['a plain key for the session', master('#EXT-X-SESSION-KEY:METHOD=AES-128,URI="key"'), false],
    [
      'one plain key among DRM keys',
      media(
        '#EXT-X-KEY:METHOD=AES-128,URI="k",KEYFORMAT="identity"',
        '#EXT-X-KEY:METHOD=SAMPLE-AES,URI="skd://a",KEYFORMAT="com.apple.streamingkeydelivery"',
      ),
      true,
    ],
    ['variables in a master', master('#EXT-X-DEFINE:NAME="host",VALUE="example.com"'), true],
    ['variables in a media playlist', media('#EXT-X-DEFINE:IMPORT="host"'), true],
    [
      'an interstitial',
      media(
        '#EXT-X-DATERANGE:ID="ad",CLASS="com.apple.hls.interstitial",START-DATE="2026-01-01T00:00:00Z",X-ASSET-URI="ad.m3u8"',
      ),
      true,
    ],
    ['another date range', media('#EXT-X-DATERANGE:ID="goal",START-DATE="2026-01-01T00:00:00Z"'), false],
    ['content steering', master('#EXT-X-CONTENT-STEERING:SERVER-URI="/steering"'), false],
    ['low latency', media('#EXT-X-PART-INF:PART-TARGET=0.2', '#EXT-X-PART:DURATION=0.2,URI="p"'), false],
    ['i-frame playlists', master('#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=1,URI="i.m3u8"'), false],
    ['HEVC in MPEG-TS', media(), true, 'hvc1.1.6.L93.B0,mp4a.40.2'],
    ['HEVC in MP4', media('#EXT-X-MAP:URI="init.mp4"'), false, 'hvc1.1.6.L93.B0,mp4a.40.2'],
    ['AC-3 in MPEG-TS', media(), true, 'avc1.64000c,ac-3'],
    ['E-AC-3, which neither build knows in MPEG-TS', media(), false, 'avc1.64000c,ec-3'],
    ['H.264 in MPEG-TS', media(), false, 'avc1.64000c,mp4a.40.2'],
    [
      'HEVC variants in a master, whose segments are still unknown',
      master('#EXT-X-STREAM-INF:BANDWIDTH=2,CODECS="hvc1.1.6.L93.B0"', 'b.m3u8'),
      false,
      'hvc1',
    ],
    ['tags inside of a line', media('# see #EXT-X-DEFINE:NAME="a"'), false],
    ['Windows line ends', '#EXTM3U\r\n#EXT-X-DEFINE:NAME="a",VALUE="b"\r\n', true],
  ];

  for (const [what, playlist, needed, codecs] of cases) {
    it(`${needed ? 'yes' : 'no'}: ${what}`, () => {
      expect(needsFullBuild(playlist, codecs)).to.equal(needed);
    });
  }

  it('answers any text, however long its lines', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, codecs) => typeof needsFullBuild(text, codecs) === 'boolean'),
    );
    const nasty = `#EXTM3U\n${'#EXT-X-MEDIA:TYPE=AUDIO,'.repeat(20_000)}\n#EXT-X-KEY:${'KEYFORMAT='.repeat(50_000)}`;
    expect(needsFullBuild(nasty)).to.equal(true);
  });
});

describe('the light build of hls.js', () => {
  it('lacks what needsFullBuild() asks the full one for', async () => {
    const [light, full] = await Promise.all([loadHls('light'), loadHls('full')]);
    expect(light.version).to.equal(full.version);
    for (const part of [
      'audioStreamController',
      'audioTrackController',
      'subtitleStreamController',
      'timelineController',
      'emeController',
      'interstitialsController',
    ] as const) {
      expect(light.DefaultConfig[part], `light ${part}`).to.equal(undefined);
      expect(full.DefaultConfig[part], `full ${part}`).to.be.a('function');
    }
  });

  it('has what needsFullBuild() leaves to it', async () => {
    const light = await loadHls('light');
    expect(light.DefaultConfig.contentSteeringController).to.be.a('function');
    expect(light.DefaultConfig.latencyController).to.be.a('function');
    expect(light.DefaultConfig.lowLatencyMode).to.equal(true);
  });
});
