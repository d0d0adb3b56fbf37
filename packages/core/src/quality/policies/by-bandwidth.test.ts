import { expect } from 'chai';
import { allocate } from '../allocate.ts';
import { bandwidth, LARGE_BOX, UNLIMITED, wall } from '../fixtures/tiles.ts';
import { byBandwidth, linesForBandwidth } from './by-bandwidth.ts';

describe('linesForBandwidth', () => {
  const rows: [megabits: number, bufferFill: number | null, preferQuality: boolean, lines: number][] = [
    [0, null, false, 360],
    [1, null, false, 360],
    [1.01, null, false, 480],
    [2.5, null, false, 480],
    [2.51, null, false, 720],
    [5, null, false, 720],
    [5.01, null, false, 1080],
    [Infinity, null, false, 1080],
    [NaN, null, false, 360],
    [2, null, true, 480],
    [2.01, null, true, 720],
    [4, null, true, 1080],
    [9, null, true, 1080],
    [4, 0.3, false, 720],
    [4, 0.29, false, 480],
    [0.5, 0.1, false, 360],
    [4, 0.8, false, 720],
    [4, 0.81, false, 1080],
    [3, 0.9, false, 720],
    [3.01, 0.9, false, 1080],
    [9, 0.9, false, 1080],
    [2.4, 0.1, true, 480],
    [4, NaN, false, 720],
  ];
  for (const [megabits, bufferFill, preferQuality, lines] of rows) {
    it(`${megabits} Mbit/s, buffer ${bufferFill}${preferQuality ? ', quality first' : ''}: ${lines}`, () => {
      expect(linesForBandwidth(megabits * 1e6, bufferFill, { preferQuality })).to.equal(lines);
    });
  }
});

describe('byBandwidth', () => {
  it('counts each stream’s equal share, and its own buffer', () => {
    const [first, second, third] = wall(3, { box: LARGE_BOX, focused: false });
    const tiles = [{ ...first!, bufferFill: 0.1 }, second!, { ...third!, bufferFill: 0.9 }];
    const shares = (megabits: number) =>
      allocate(tiles, bandwidth(megabits), byBandwidth()).shares.map(
        ({ rendition, reason }) => `${rendition} ${reason}`,
      );
    expect(shares(12)).to.deep.equal(['480p policy', '720p policy', '1080p size']);
    expect(shares(6)).to.deep.equal(['360p policy', '480p policy', '480p policy']);
  });

  it('gives all what they can use on an unlimited link', () => {
    const [share] = allocate(wall(9), UNLIMITED, byBandwidth()).shares;
    expect(share).to.include({ rendition: '1080p', reason: 'size' });
  });
});
