import { expect } from 'chai';
import { allocate } from '../allocate.ts';
import { bandwidth, LARGE_BOX, tile, UNLIMITED, wall } from '../fixtures/tiles.ts';
import { readLadder } from '../ladder.ts';
import { byCount, linesForCount } from './by-count.ts';

describe('linesForCount', () => {
  const rows: [streams: number, lines: number][] = [
    [0, Infinity],
    [1, Infinity],
    [3, Infinity],
    [4, 720],
    [6, 720],
    [7, 480],
    [8, 480],
    [9, 360],
    [100, 360],
  ];
  for (const [streams, lines] of rows) {
    it(`${streams} streams: ${lines}`, () => expect(linesForCount(streams)).to.equal(lines));
  }
});

describe('byCount', () => {
  const large = { box: LARGE_BOX };
  const shares = (count: number, policy = byCount(), budget = UNLIMITED) =>
    allocate(wall(count, large), budget, policy).shares.map(({ rendition, reason }) => `${rendition} ${reason}`);

  it('limits all tiles alike', () => {
    expect(new Set(shares(3))).to.deep.equal(new Set(['1080p size']));
    expect(new Set(shares(4))).to.deep.equal(new Set(['720p policy']));
    expect(new Set(shares(7))).to.deep.equal(new Set(['480p policy']));
    expect(new Set(shares(9))).to.deep.equal(new Set(['360p policy']));
  });

  it('leaves the focus out if that is asked for', () => {
    const [focus, ...others] = shares(9, byCount({ exemptFocus: true }));
    expect(focus).to.equal('1080p size');
    expect(new Set(others)).to.deep.equal(new Set(['360p policy']));
  });

  it('serves the focus first within its limits', () => {
    expect(shares(4, byCount({ exemptFocus: true }), bandwidth(3.6))).to.deep.equal([
      '720p bandwidth',
      '360p bandwidth',
      '360p bandwidth',
      '360p bandwidth',
    ]);
  });

  it('goes lower where the budget is smaller', () => {
    expect(shares(4, byCount(), bandwidth(4.2)))
      .to.include('480p bandwidth')
      .and.not.to.include('1080p size');
  });

  it('comes back up when streams are closed', () => {
    expect(shares(9)[0]).to.equal('360p policy');
    expect(shares(4)[0]).to.equal('720p policy');
    expect(shares(2)[0]).to.equal('1080p size');
  });

  it('knows 720p60, and counts streams without a choice', () => {
    const ladder = readLadder(['160p30', '720p60', 'chunked'].map((name) => ({ id: name, label: name })));
    const tiles = [tile('a', { ladder }), ...['b', 'c', 'd'].map((id) => tile(id, { ladder: [] }))];
    expect(allocate(tiles, UNLIMITED, byCount()).shares[0]).to.include({ rendition: '720p60', reason: 'policy' });
  });

  it('gives the lowest where all have more lines', () => {
    const ladder = readLadder(['720p', '1080p'].map((name) => ({ id: name, label: name })));
    expect(allocate(wall(9, { ladder, ...large }), UNLIMITED, byCount()).shares[0]!.rendition).to.equal('720p');
  });
});
