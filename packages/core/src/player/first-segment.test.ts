import { expect } from 'chai';
import { withWholeFirstSegment } from './first-segment.ts';

const part = (name: string): string => `#EXT-X-PART:DURATION=0.2,URI="${name}"`;
const segment = (name: string): string => `#EXTINF:2,\n${name}`;
const list = (...lines: string[]): string => `#EXTM3U\n${lines.join('\n')}\n`;

describe('withWholeFirstSegment', () => {
  const NUMBER_0 = '#EXT-X-MEDIA-SEQUENCE:0';
  const rest = [part('1.0.m4s'), part('1.1.m4s'), segment('1.m4s'), part('2.0.m4s')];

  for (const [what, head] of [
    ['number 0', [NUMBER_0]],
    ['no number', []],
  ] as const) {
    it(`leaves out the parts of a first segment with ${what}`, () => {
      const playlist = list(...head, part('0.0.m4s'), part('0.1.m4s'), segment('0.m4s'), ...rest);
      expect(withWholeFirstSegment(playlist)).to.equal(list(...head, segment('0.m4s'), ...rest));
    });
  }

  it('keeps to the line ends of a playlist', () => {
    const playlist = list(NUMBER_0, part('0.0.m4s'), segment('0.m4s')).replaceAll('\n', '\r\n');
    expect(withWholeFirstSegment(playlist)).to.equal(list(NUMBER_0, segment('0.m4s')).replaceAll('\n', '\r\n'));
  });

  for (const [what, playlist] of [
    ['whose first segment has another number', list('#EXT-X-MEDIA-SEQUENCE:10', part('10.0.m4s'), segment('10.m4s'))],
    ['whose first segment is not complete', list(NUMBER_0, part('0.0.m4s'))],
    [
      'that leaves out the first segments',
      list(NUMBER_0, '#EXT-X-SKIP:SKIPPED-SEGMENTS=3', part('3.0.m4s'), segment('3.m4s')),
    ],
    ['without parts', list(NUMBER_0, segment('0.m4s'))],
  ] as const) {
    it(`leaves alone one ${what}`, () => {
      expect(withWholeFirstSegment(playlist)).to.equal(playlist);
    });
  }
});
