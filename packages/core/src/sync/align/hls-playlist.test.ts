import { expect } from 'chai';
import * as fc from 'fast-check';
import { isMultivariant, parseMedia, parseMultivariant } from './hls-playlist.ts';
import { choosePlaylists, positionOf } from './hls-sound.ts';

fc.configureGlobal({ seed: 333 });

const BASE = 'https://example.com/a/index.m3u8';

describe('parseMedia', () => {
  it('reads segments, ranges, maps, keys, dates and discontinuities', () => {
    const { segments, lasting, duration, epochMs } = parseMedia(
      `#EXTM3U
#EXT-X-MEDIA-SEQUENCE:7
#EXT-X-KEY:METHOD=AES-128,URI="key",IV=0x0102
#EXT-X-MAP:URI="init.mp4",BYTERANGE="100@50"
#EXTINF:4.5,title
#EXT-X-BYTERANGE:1000@150
all.mp4
#EXTINF:3.5
#EXT-X-BYTERANGE:500
all.mp4
#EXT-X-DISCONTINUITY
#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:10.000Z
#EXT-X-KEY:METHOD=NONE
#EXTINF:2,
https://cdn.example.com/3.ts
#EXT-X-ENDLIST`.replaceAll('\n', '\r\n'),
      BASE,
    );
    expect(segments.map(({ url, range, start, discontinuity }) => [url, range, start, discontinuity])).to.deep.equal([
      ['https://example.com/a/all.mp4', { start: 150, end: 1150 }, 0, 0],
      ['https://example.com/a/all.mp4', { start: 1150, end: 1650 }, 4.5, 0],
      ['https://cdn.example.com/3.ts', null, 8, 1],
    ]);
    expect(segments[0]!.map).to.deep.include({ url: 'https://example.com/a/init.mp4', range: { start: 50, end: 150 } });
    expect(segments[0]!.key).to.deep.include({
      method: 'AES-128',
      url: 'https://example.com/a/key',
      format: 'identity',
    });
    expect(segments[0]!.key!.iv).to.deep.equal(Uint8Array.from([...Array(14).fill(0), 1, 2]));
    expect(segments[2]!.key).to.equal(null);
    expect([lasting, duration, epochMs]).to.deep.equal([true, 10, Date.UTC(2026, 0, 1) + 2000]);
  });

  it('makes the number of a segment its initialization vector', () => {
    const text = '#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:258\n#EXT-X-KEY:METHOD=AES-128,URI="k"\n#EXTINF:1,\na\n#EXTINF:1,\nb';
    const { segments, lasting } = parseMedia(text, BASE);
    expect(segments.map(({ key }) => Array.from(key!.iv.subarray(14)))).to.deep.equal([
      [1, 2],
      [1, 3],
    ]);
    expect(lasting).to.equal(false);
  });

  it('believes no segment that is longer than a day', () => {
    for (const length of ['Infinity', '1e999', '1e300']) {
      const { duration, segments, epochMs } = parseMedia(
        `#EXTINF:${length},\na\n#EXT-X-PROGRAM-DATE-TIME:2026-01-02T00:00:00.000Z\n#EXTINF:2,\nb`,
        BASE,
      );
      expect([duration, segments[1]!.start, epochMs], length).to.deep.equal([86_402, 86_400, Date.UTC(2026, 0, 1)]);
    }
  });

  it('takes anything', () => {
    const line = fc.oneof(
      fc.string(),
      fc
        .tuple(
          fc.constantFrom(
            '#EXTINF:',
            '#EXT-X-BYTERANGE:',
            '#EXT-X-KEY:',
            '#EXT-X-MAP:',
            '#EXT-X-MEDIA-SEQUENCE:',
            '#EXT-X-STREAM-INF:',
            '#EXT-X-MEDIA:',
            '#EXT-X-PROGRAM-DATE-TIME:',
          ),
          fc.oneof(
            fc.string(),
            fc.constantFrom('-1', '1e999', 'Infinity', 'NaN', 'METHOD=AES-128', 'URI="http://["', '9@-4'),
          ),
        )
        .map(([tag, value]) => tag + value),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = ['#EXTM3U', ...lines].join('\n');
        const { segments, duration } = parseMedia(text, BASE);
        let end = 0;
        for (const segment of segments) {
          expect(segment.start).to.equal(end);
          expect(segment.duration).to.be.at.least(0);
          end += segment.duration;
        }
        expect(duration).to.equal(end);
        expect(Number.isFinite(duration)).to.equal(true);
        parseMultivariant(text, BASE);
      }),
      { numRuns: 500 },
    );
  });
});

describe('choosePlaylists', () => {
  const choose = (text: string): ReturnType<typeof choosePlaylists> => {
    expect(isMultivariant(text)).to.equal(true);
    return choosePlaylists(parseMultivariant(text, BASE));
  };
  const url = (name: string): string => `https://example.com/a/${name}`;

  it('takes the cheapest with sound', () => {
    const text = `#EXTM3U
#EXT-X-STREAM-INF:BANDWIDTH=900,RESOLUTION=1280x720,CODECS="avc1.4d001f,mp4a.40.2"
720.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=300,RESOLUTION=284x160,CODECS="avc1.4d001f,mp4a.40.2"
160.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=100,RESOLUTION=284x160,CODECS="avc1.4d001f"
mute.m3u8`;
    expect(choose(text)).to.deep.equal({ sound: url('160.m3u8'), timeline: url('mute.m3u8') });
  });

  it('takes sound without a picture, and the timeline from the picture', () => {
    const text = `#EXTM3U
#EXT-X-STREAM-INF:BANDWIDTH=900,RESOLUTION=1280x720,CODECS="avc1.4d001f,mp4a.40.2"
720.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=100,CODECS="mp4a.40.2"
audio.m3u8`;
    expect(choose(text)).to.deep.equal({ sound: url('audio.m3u8'), timeline: url('720.m3u8') });
  });

  it('takes the default of a group of renditions', () => {
    const text = `#EXTM3U
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="de",URI="de.m3u8"
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="en, original",DEFAULT=YES,URI="en.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=900,RESOLUTION=1280x720,CODECS="avc1.4d001f,mp4a.40.2",AUDIO="a"
720.m3u8`;
    expect(choose(text)).to.deep.equal({ sound: url('en.m3u8'), timeline: url('720.m3u8') });
    expect(choose('#EXT-X-STREAM-INF:BANDWIDTH=1')).to.equal(null);
  });
});

describe('positionOf', () => {
  const anchor = { timestamp: 10, position: 0 };

  it('counts from the anchor, as long as the playlist does not contradict it', () => {
    expect(positionOf(30.02, anchor, { start: 20, duration: 4 }, false)).to.be.closeTo(20.02, 1e-9);
    expect(positionOf(35, anchor, { start: 20, duration: 4 }, false)).to.equal(20);
    expect(positionOf(35, { timestamp: null, position: 0 }, { start: 20, duration: 4 }, false)).to.equal(20);
  });

  it('goes on where the timestamps of transport streams begin anew', () => {
    const wrap = 2 ** 33 / 90_000;
    expect(positionOf(0.02, { timestamp: wrap - 20, position: 0 }, { start: 20, duration: 4 }, true)).to.be.closeTo(
      20.02,
      1e-6,
    );
  });
});
