import { expect } from 'chai';
import * as fc from 'fast-check';
import { filmstrip } from './filmstrip.ts';
import type { TileSpec } from './tile.ts';

const style = { aspectRatio: 16 / 9, gapPx: 8 };
const tilesOf = (count: number): TileSpec[] => Array.from({ length: count }, (_, i) => ({ id: `t${i}` }));
const boxOf = (width: number, height: number) => ({ x: 0, y: 0, width, height });

describe('filmstrip', () => {
  it('gives a lone tile the whole box', () => {
    expect(filmstrip(tilesOf(1), 0, boxOf(1280, 720), style)).to.deep.equal([{ x: 0, y: 0, width: 1280, height: 720 }]);
  });

  const cases: [string, number, [number, number], number[], number[], number[]][] = [
    // a sixth of 1280 is 213: beside costs the picture less than below
    ['one beside', 2, [1280, 720], [0, 62, 1058, 595], [1066, 300, 214, 120], [1066, 300, 214, 120]],
    // eight in one column are 147 wide: the picture gets back what they cannot use
    ['a column of eight', 9, [1280, 720], [0, 44, 1125, 632], [1133, 4, 147, 82], [1133, 634, 147, 82]],
    // one column of fifteen would be 72 wide: two of eight rows are 103
    ['two columns of fifteen', 16, [1280, 720], [0, 62, 1058, 595], [1066, 104, 103, 57], [1121, 559, 103, 57]],
    ['a phone held upright, three columns', 16, [360, 640], [0, 39, 360, 202], [1, 249, 114, 64], [245, 537, 114, 64]],
    ['a small phone, three columns', 16, [320, 568], [0, 34, 320, 180], [0, 222, 101, 56], [218, 478, 101, 56]],
    // narrower strips leave film tiles of 60 px and less: the picture gives up 14 px for 7 more
    ['a phone held sideways', 16, [640, 360], [0, 42, 490, 275], [498, 4, 67, 37], [535, 319, 67, 37]],
    ['a square, two rows below', 5, [800, 800], [0, 1, 800, 450], [100, 459, 296, 166], [404, 633, 296, 166]],
    [
      'a wide strip: both at full height',
      2,
      [2560, 600],
      [210, 0, 1066, 599],
      [1284, 0, 1066, 599],
      [1284, 0, 1066, 599],
    ],
  ];
  for (const [name, count, [width, height], focus, first, last] of cases) {
    it(`${name}: ${count} tiles in ${width} × ${height}`, () => {
      const rects = filmstrip(tilesOf(count), 0, boxOf(width, height), style).map((r) => [r.x, r.y, r.width, r.height]);
      expect([rects[0], rects[1], rects.at(-1)]).to.deep.equal([focus, first, last]);
    });
  }

  it('keeps the order of the tiles, whichever is focused', () => {
    const first = filmstrip(tilesOf(4), 0, boxOf(1280, 720), style);
    const third = filmstrip(tilesOf(4), 2, boxOf(1280, 720), style);
    expect(third).to.deep.equal([first[1], first[2], first[0], first[3]]);
  });

  it('widens the strip for a tile that needs it, as long as the focused one keeps its own minimum', () => {
    const minSize = { width: 400, height: 300 };
    const [focus, other] = filmstrip(
      [
        { id: 'a', minSize },
        { id: 'b', minSize },
      ],
      0,
      boxOf(1280, 720),
      style,
    );
    // 300 px of height are 534 px of width at 16 / 9
    expect(other?.height).to.be.at.least(300);
    expect(focus?.height).to.be.at.least(300);
    expect(focus?.width).to.be.above(other?.width ?? Infinity);
  });

  it('ignores a minimum that no arrangement can give', () => {
    const needy = [{ id: 'a' }, { id: 'b', minSize: { width: 5000, height: 5000 } }];
    expect(filmstrip(needy, 0, boxOf(1280, 720), style)).to.deep.equal(
      filmstrip(tilesOf(2), 0, boxOf(1280, 720), style),
    );
  });

  it('never shows a film tile larger than the focused one, nor the focused one below half of what it gets alone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 16 }),
        fc.integer({ min: 100, max: 4000 }),
        fc.integer({ min: 100, max: 4000 }),
        fc.double({ min: 0.4, max: 3, noNaN: true }),
        fc.integer({ min: 0, max: 20 }),
        (count, width, height, aspectRatio, gapPx) => {
          const box = boxOf(width, height);
          const [alone] = filmstrip(tilesOf(1), 0, box, { aspectRatio, gapPx });
          const [focus, film] = filmstrip(tilesOf(count), 0, box, { aspectRatio, gapPx });
          // a pixel of height is up to three of width
          expect(focus?.width).to.be.at.least((film?.width ?? Infinity) - 3);
          expect(focus?.width).to.be.at.least(((alone?.width ?? Infinity) - gapPx * aspectRatio - gapPx) / 2 - 3);
          expect(film?.width).to.be.above(0);
        },
      ),
      { numRuns: 300, seed: 333 },
    );
  });
});
