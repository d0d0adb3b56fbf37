import { expect } from 'chai';
import * as fc from 'fast-check';
import { wishedOffset } from './wished-start.ts';

fc.configureGlobal({ seed: 333 });

const NOON_MS = Date.UTC(2026, 0, 1, 12);

interface Scene {
  wished?: number;
  own?: number | null;
  inParts?: boolean;
  /** Of the device or the server, after noon. */
  nowSeconds?: number;
  errorMs?: number;
  segments?: number;
  /** Of the segment that is not complete. */
  parts?: number;
  dates?: boolean;
}

/** Segments of 2 s, the first of which was filmed at noon. */
function playlist({ segments = 10, parts = 0, dates = true }: Scene): string {
  const date = (at: number): string[] => [`#EXT-X-PROGRAM-DATE-TIME:${new Date(NOON_MS + at * 1000).toISOString()}`];
  const part = (uri: string): string => `#EXT-X-PART:DURATION=0.25,URI="${uri}"`;
  return [
    '#EXTM3U',
    '#EXT-X-TARGETDURATION:2',
    '#EXT-X-PART-INF:PART-TARGET=0.25',
    '#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=0.75,HOLD-BACK=6',
    ...Array.from({ length: segments }, (_, n) => [
      ...(dates && n % 3 === 0 ? date(2 * n) : []),
      ...(n > segments - 3 ? [part(`${n}.0.m4s`)] : []),
      '#EXTINF:2.00000,',
      `${n}.m4s`,
    ]).flat(),
    ...Array.from({ length: parts }, (_, n) => part(`${segments}.${n}.m4s`)),
    '#EXT-X-PRELOAD-HINT:TYPE=PART,URI="next.m4s"',
    '',
  ].join('\n');
}

const offsetOf = (scene: Scene): number | null => {
  const { wished = 8, own = 6, inParts = false, nowSeconds = 21, errorMs = Infinity } = scene;
  const time = { epochMs: NOON_MS + nowSeconds * 1000, errorMs };
  return wishedOffset(playlist(scene), wished, own, inParts, time);
};

describe('wishedOffset', () => {
  const cases: [string, Scene, number][] = [
    ['leaves out how old media is at the edge', {}, 7],
    ['is from the edge where there are no dates', { dates: false }, 8],
    ['is from the edge where a date is from the future', { nowSeconds: 15 }, 8],
    ['is from the edge where it is from long ago', { nowSeconds: 100 }, 8],
    ['believes such an age by a clock that was checked', { nowSeconds: 35, errorMs: 500, wished: 25 }, 10],
    ['knows the edge of parts', { parts: 3, own: 0.9, wished: 4 }, 3.75],
    ['is never nearer than the stream wants', { wished: 3 }, 6],
    ['is never nearer than three segments, where it does not say', { wished: 3, own: null }, 6],
    ['is not at the end of the window', { wished: 30 }, 16],
    ['is nearer to that where parts are loaded', { wished: 30, inParts: true }, 19.5],
    ['is not before it', { wished: 30, segments: 3, nowSeconds: 7 }, 6],
  ];
  for (const [name, scene, expected] of cases) {
    it(name, () => expect(offsetOf(scene)).to.be.closeTo(expected, 1e-6));
  }

  const hostile: [string, string][] = [
    ['#EXTINF:2.00000,', '#EXTINF:1.2.3,'],
    ['#EXTINF:2.00000,', '#EXTINF:.,'],
    ['#EXTINF:2.00000,', `#EXTINF:${'9'.repeat(400)},`],
    ['#EXT-X-TARGETDURATION:2', `#EXT-X-TARGETDURATION:${'9'.repeat(400)}`],
    ['PART-TARGET=0.25', 'PART-TARGET=0.2.5'],
    ['#EXT-X-PART:DURATION=0.25', '#EXT-X-PART:DURATION=0..25'],
  ];
  for (const [right, wrong] of hostile) {
    it(`says nothing that is no number, with ${wrong.slice(0, 40)}`, () => {
      const lines = playlist({ parts: 3 }).replaceAll(right, wrong);
      for (const inParts of [false, true]) {
        const offset = wishedOffset(lines, 8, null, inParts, { epochMs: NOON_MS + 21_000, errorMs: 500 });
        expect(offset === null || (Number.isFinite(offset) && offset > 0), `${offset}`).to.equal(true);
      }
    });
  }

  it('says a number, or nothing, of any playlist', () => {
    const figure = fc.oneof(
      fc.constantFrom('.', '..', '1.2.3', '.5', '5.', '0', '-1', 'NaN', 'Infinity', '1e400', '9'.repeat(400)),
      fc.double().map(String),
    );
    const date = fc.oneof(
      fc.constantFrom('', 'now', '+275760-09-13T00:00:00Z', '9'.repeat(20)),
      fc.date({ noInvalidDate: true }).map((at) => at.toISOString()),
    );
    const line = fc.oneof(
      figure.map((text) => `#EXTINF:${text},`),
      figure.map((text) => `#EXT-X-PART:DURATION=${text},URI="p"`),
      figure.map((text) => `#EXT-X-PART:URI="p",DURATION=${text}`),
      figure.map((text) => `#EXT-X-TARGETDURATION:${text}`),
      figure.map((text) => `#EXT-X-PART-INF:PART-TARGET=${text}`),
      date.map((text) => `#EXT-X-PROGRAM-DATE-TIME:${text}`),
      fc.constantFrom('#EXTM3U', '#EXT-X-TARGETDURATION:2', '#EXTINF:2,', 's.m4s', ''),
    );
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 30 }),
        fc.double({ min: 0, max: 60, noNaN: true }),
        fc.option(fc.double({ min: 0, max: 60, noNaN: true })),
        fc.boolean(),
        fc.constantFrom(0, 500, Infinity),
        (lines, wished, own, inParts, errorMs) => {
          const offset = wishedOffset(lines.join('\n'), wished, own, inParts, { epochMs: NOON_MS, errorMs });
          expect(offset === null || Number.isFinite(offset), `${offset}`).to.equal(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('has nothing to say of a master', () => {
    const master = '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n1.m3u8\n';
    expect(wishedOffset(master, 4, null, false, { epochMs: NOON_MS, errorMs: 0 })).to.equal(null);
  });
});
