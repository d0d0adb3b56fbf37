import { expect } from 'chai';
import { readHoldBack, startOffset, type HoldBack } from './live-start.ts';

const control = (attributes: string): string => `#EXTM3U\n#EXT-X-SERVER-CONTROL:${attributes}\n#EXTINF:2,\n0.m4s`;

describe('readHoldBack', () => {
  const cases: [string, string, HoldBack][] = [
    ['both', control('CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=0.6,HOLD-BACK=6'), { part: 0.6, segment: 6 }],
    ['both, the other way round', control('HOLD-BACK=6.0,PART-HOLD-BACK=1.2'), { part: 1.2, segment: 6 }],
    ['that of segments alone', control('HOLD-BACK=9'), { part: null, segment: 9 }],
    ['that of parts alone', control('PART-HOLD-BACK=0.5'), { part: 0.5, segment: null }],
    ['neither', control('CAN-BLOCK-RELOAD=YES'), { part: null, segment: null }],
    ['none where there is nonsense', control('HOLD-BACK=soon,PART-HOLD-BACK=0'), { part: null, segment: null }],
    ['none where it is no number', control('HOLD-BACK=1.2.3,PART-HOLD-BACK=.'), { part: null, segment: null }],
    ['none that has no end', control(`HOLD-BACK=${'9'.repeat(400)}`), { part: null, segment: null }],
  ];
  for (const [name, playlist, expected] of cases) {
    it(name, () => expect(readHoldBack(playlist)).to.deep.equal(expected));
  }
});

describe('startOffset', () => {
  const cases: [string, HoldBack, boolean, number | null][] = [
    ['in parts, no nearer than a late part allows', { part: 0.6, segment: 6 }, true, 0.9],
    ['in parts, as far as the playlist asks for', { part: 1.5, segment: 6 }, true, 1.5],
    ['in whole segments', { part: 0.6, segment: 6 }, false, 6],
    ['in whole segments of a playlist that says nothing of them', { part: 0.6, segment: null }, false, null],
    ['of a playlist without parts', { part: null, segment: 8 }, true, 8],
  ];
  for (const [name, holdBack, inParts, expected] of cases) {
    it(name, () => expect(startOffset(holdBack, inParts)).to.equal(expected));
  }
});
