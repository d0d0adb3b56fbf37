import { expect } from 'chai';
import * as fc from 'fast-check';
import { allocate } from '../allocate.ts';
import { anyBudget, bandwidth, freeTiles, patched, tile, UNLIMITED, wall } from '../fixtures/tiles.ts';
import { linesOf, readLadder } from '../ladder.ts';
import type { Budget, TileDemand } from '../policy.ts';
import { utility } from './utility.ts';

fc.configureGlobal({ seed: 333, numRuns: 500 });

const show = (tiles: readonly TileDemand[], budget: Budget): string =>
  allocate(tiles, budget, utility)
    .shares.map(({ rendition, reason }) => `${Number.parseInt(rendition!)}${reason[0]}`)
    .join(' ');

describe('utility', () => {
  const rows: [megabits: number, shares: string][] = [
    [1, '160b 160b 160b 160b 160b 160b 160b 160b 160b'],
    [2, '360b 160b 160b 160b 160b 160b 160b 160b 160b'],
    [2.7, '480b 360s 160b 160b 160b 160b 160b 160b 160b'],
    [3.2, '720b 160b 160b 160b 160b 160b 160b 160b 160b'],
    [5.4, '720b 360s 360s 360s 360s 360s 360s 160b 160b'],
    [6, '720b 360s 360s 360s 360s 360s 360s 360s 360s'],
    [8, '1080s 360s 360s 360s 360s 360s 360s 360s 360s'],
  ];
  for (const [megabits, shares] of rows) {
    it(`nine tiles on ${megabits} Mbit/s: ${shares}`, () =>
      expect(show(wall(9), bandwidth(megabits))).to.equal(shares));
  }

  it('serves tiles by their weight where none has the focus', () => {
    const tiles = [tile('a'), tile('b', { weight: 3 })];
    expect(show(tiles, bandwidth(2.6))).to.equal('360b 720b');
    expect(show([tile('a'), tile('b')], bandwidth(2.6))).to.equal('480b 480b');
  });

  it('has both scarce at once', () => {
    const tiles = wall(9, { box: { width: 1280, height: 720 } });
    const { shares, ...cost } = allocate(tiles, { bandwidthBps: 8e6, decodePixelsPerSecond: 240e6 }, utility);
    expect(cost.bitrateBps).to.be.within(6e6, 8e6);
    expect(cost.decodePixelsPerSecond).to.be.within(200e6, 240e6);
    expect(shares[0]!.rendition).to.equal('720p');
  });

  it('takes what needs the smaller part of both, where both are scarce', () => {
    const heavy = readLadder([
      { id: 'low', label: '160p30', bitrateBps: 1e5 },
      { id: 'bits', label: '360p30', bitrateBps: 3e6 },
    ]);
    const fast = readLadder([
      { id: 'low', label: '160p30', bitrateBps: 1e5 },
      { id: 'pixels', label: '360p60', bitrateBps: 3e5 },
    ]);
    const budget = { bandwidthBps: 3.2e6, decodePixelsPerSecond: 46e6 };
    const { shares } = allocate([tile('a', { ladder: heavy }), tile('b', { ladder: fast })], budget, utility);
    expect(shares.map(({ rendition, reason }) => `${rendition} ${reason}`)).to.deep.equal([
      'low bandwidth',
      'pixels size',
    ]);
  });

  it('prefers more frames of a size to more lines of what matters little', () => {
    const named = (...names: string[]) => readLadder(names.map((name) => ({ id: name, label: name })));
    const box = { width: 1280, height: 720 };
    const tiles = [
      tile('a', { ladder: named('480p30', '720p30'), box, weight: 0.1 }),
      tile('b', { ladder: named('720p30', '720p60'), box }),
    ];
    expect(allocate(tiles, bandwidth(4.6), utility).shares.map(({ rendition }) => rendition)).to.deep.equal([
      '480p30',
      '720p60',
    ]);
  });

  it('gives more frames and more bits of one size their due', () => {
    const ladder = readLadder(['480p30', '720p30', '720p60'].map((name) => ({ id: name, label: name })));
    const large = tile('a', { ladder, box: { width: 1280, height: 720 } });
    expect(show([large], UNLIMITED)).to.equal('720s');
    expect(allocate([large], bandwidth(3.3), utility).shares[0]!.rendition).to.equal('720p60');
    expect(allocate([large], bandwidth(3), utility).shares[0]!.rendition).to.equal('720p30');
  });

  const price = (demand: TileDemand, rendition: string | null, streamCount: number): number => {
    const { ladder } = demand;
    const rung = ladder.find(({ id }) => id === rendition)!;
    // Sizes only: what more bits of one size are worth is too small to hide a loss of lines.
    return (demand.weight * (demand.focused ? streamCount : 1) * Math.log2(1 + linesOf(rung))) / streamCount;
  };
  /** One rung for each size: what counts is then the lines alone. */
  const bySize = freeTiles.map((tiles) =>
    patched(tiles, ({ ladder }) => ({
      ladder: ladder.filter((rung, index, all) => index === 0 || linesOf(all[index - 1]!) !== linesOf(rung)),
    })),
  );
  const total = (tiles: readonly TileDemand[], budget: Budget): number =>
    allocate(tiles, budget, utility).shares.reduce((sum, { rendition, cap }, index) => {
      const demand = tiles[index]!;
      const scale = Math.log2(1 + linesOf(demand.ladder.find(({ id }) => id === cap)!));
      return sum + price(demand, rendition, tiles.length) / scale;
    }, 0);
  const amounts = fc.tuple(fc.double({ min: 1e5, max: 6e7, noNaN: true }), fc.double({ min: 1, max: 3, noNaN: true }));

  it('makes more of more bandwidth', () => {
    fc.assert(
      fc.property(bySize, amounts, (tiles, [bandwidthBps, more]) => {
        const before = total(tiles, { ...UNLIMITED, bandwidthBps });
        expect(total(tiles, { ...UNLIMITED, bandwidthBps: bandwidthBps * more })).to.be.at.least(before - 1e-9);
      }),
    );
  });

  it('makes more of more decoding', () => {
    fc.assert(
      fc.property(bySize, amounts, (tiles, [amount, more]) => {
        const decodePixelsPerSecond = amount * 20;
        const before = total(tiles, { ...UNLIMITED, decodePixelsPerSecond });
        const after = total(tiles, { ...UNLIMITED, decodePixelsPerSecond: decodePixelsPerSecond * more });
        expect(after).to.be.at.least(before - 1e-9);
      }),
    );
  });

  it('gives nobody less for having the focus or more weight', () => {
    fc.assert(
      fc.property(
        freeTiles,
        anyBudget,
        fc.nat(),
        fc.double({ min: 1, max: 9, noNaN: true }),
        (tiles, budget, at, factor) => {
          const index = at % tiles.length;
          const favoured = tiles[index]!;
          const rankIn = (demands: readonly TileDemand[]): number => {
            const { rendition } = allocate(demands, budget, utility).shares[index]!;
            return favoured.ladder.findIndex(({ id }) => id === rendition);
          };
          const others = patched(tiles, () => ({ focused: false }));
          const without = rankIn(others);
          expect(rankIn(others.with(index, { ...favoured, focused: true }))).to.be.at.least(without);
          expect(
            rankIn(others.with(index, { ...favoured, focused: false, weight: favoured.weight * factor })),
          ).to.be.at.least(without);
          // Whoever had the focus before.
          const elsewhere = patched(tiles, (_, other) => ({ focused: other === (index + 1) % tiles.length }));
          const moved = patched(tiles, (_, other) => ({ focused: other === index }));
          expect(rankIn(moved)).to.be.at.least(rankIn(elsewhere));
        },
      ),
    );
  });

  it('leaves no tile below a step that would have fitted alone', () => {
    fc.assert(
      fc.property(freeTiles, amounts, (tiles, [bandwidthBps]) => {
        const allocation = allocate(tiles, { ...UNLIMITED, bandwidthBps }, utility);
        allocation.shares.forEach(({ rendition, cap, reason, bitrateBps }, index) => {
          if (reason !== 'bandwidth' || rendition === cap) return;
          const top = tiles[index]!.ladder.find(({ id }) => id === cap)!;
          expect(allocation.bitrateBps - bitrateBps + top.bitrateBps).to.be.greaterThan(bandwidthBps);
        });
      }),
    );
  });
});
