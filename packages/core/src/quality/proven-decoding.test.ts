import { expect } from 'chai';
import { assumedDecoding, nextProvenDecoding, type ProvenSample } from './proven-decoding.ts';

const GOOD: ProvenSample = { droppedRatio: 0, decodedPixelsPerSecond: 250e6, limiting: false, pressure: null };
const UNUSED: ProvenSample = { ...GOOD, decodedPixelsPerSecond: 200e6 };
const LIMITING: ProvenSample = { ...UNUSED, limiting: true };
const BAD: ProvenSample = { ...GOOD, droppedRatio: 0.02, decodedPixelsPerSecond: 300e6 };
const PRESSED: ProvenSample = { ...GOOD, pressure: 'serious' };

describe('nextProvenDecoding', () => {
  const rows: [what: string, windows: ProvenSample[], millions: number][] = [
    ['nothing yet', [], 300],
    ['one good window', [GOOD], 300],
    ['two good windows', [GOOD, GOOD], 450],
    ['a window with dropped frames between', [GOOD, BAD, GOOD], 300],
    ['two windows in which it was not needed', [UNUSED, UNUSED], 300],
    ['two windows in which the next rung was beyond it', [LIMITING, LIMITING], 450],
    ['two good windows under pressure', [PRESSED, PRESSED], 300],
    ['four good windows, the last two with less than may be', [GOOD, GOOD, GOOD, GOOD], 450],
  ];
  for (const [what, windows, millions] of rows) {
    it(`${what}: ${millions} million on two cores`, () => {
      expect(windows.reduce(nextProvenDecoding, assumedDecoding(2)).pixelsPerSecond).to.equal(millions * 1e6);
    });
  }

  it('takes a machine that does not say for one with a core', () => {
    expect(assumedDecoding(0).pixelsPerSecond).to.equal(150e6);
  });
});
