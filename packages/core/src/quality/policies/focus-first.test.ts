import { expect } from 'chai';
import * as fc from 'fast-check';
import { allocate } from '../allocate.ts';
import { anyBudget, bandwidth, freeTiles, LARGE_BOX, patched, tile, UNLIMITED, wall } from '../fixtures/tiles.ts';
import type { Budget, TileDemand } from '../policy.ts';
import { focusFirst } from './focus-first.ts';

fc.configureGlobal({ seed: 333 });

const show = (tiles: readonly TileDemand[], budget: Budget): string =>
  allocate(tiles, budget, focusFirst)
    .shares.map(({ rendition, reason }) => `${Number.parseInt(rendition!)}${reason[0]}`)
    .join(' ');

describe('focusFirst', () => {
  const four = patched(wall(4, { box: LARGE_BOX }), (_, index) => ({ audible: index === 2 }));
  const rows: [megabits: number, shares: string][] = [
    [0.5, '160b 160b 160b 160b'],
    [1, '360b 160b 160b 160b'],
    [2.5, '720b 160b 160b 160b'],
    [4.5, '1080s 160b 160b 160b'],
    [6.3, '1080s 160b 720b 160b'],
    [8.3, '1080s 160b 1080s 160b'],
    [8.7, '1080s 360b 1080s 160b'],
    [9, '1080s 360b 1080s 360b'],
    [9.6, '1080s 480b 1080s 360b'],
    [12, '1080s 720b 1080s 720b'],
    [16, '1080s 1080s 1080s 1080s'],
  ];
  for (const [megabits, shares] of rows) {
    it(`the first of four in focus, the third heard, ${megabits} Mbit/s: ${shares}`, () => {
      expect(show(four, bandwidth(megabits))).to.equal(shares);
    });
  }

  it('minds what can be decoded', () => {
    expect(show([tile('a', { focused: true }), tile('b')], { ...UNLIMITED, decodePixelsPerSecond: 95e6 })).to.equal(
      '1080s 160d',
    );
  });

  it('gives the focused tile all that fits beside the lowest of the others', () => {
    fc.assert(
      fc.property(freeTiles, anyBudget, fc.nat(), (tiles, budget, at) => {
        const index = at % tiles.length;
        const focused = patched(tiles, (_, other) => ({ focused: other === index }));
        const alone = patched(focused, (_, other) => (other === index ? {} : { ladder: [] }));
        const { rendition } = allocate(focused, budget, focusFirst).shares[index]!;
        const { ladder } = tiles[index]!;
        const rank = (id: string | null) => ladder.findIndex((rung) => rung.id === id);
        const most = allocate(alone, budget, focusFirst).shares[index]!.rendition;
        expect(rank(rendition)).to.be.at.most(rank(most));
        const more = { ...budget, bandwidthBps: budget.bandwidthBps * 2 };
        const withMore = allocate(focused, more, focusFirst).shares[index]!.rendition;
        expect(rank(withMore)).to.be.at.least(rank(rendition));
      }),
    );
  });
});
