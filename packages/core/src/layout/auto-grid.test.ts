import { expect } from 'chai';
import * as fc from 'fast-check';
import { fixedGrid, largestGrid, placeGrid } from './auto-grid.ts';

const style = { aspectRatio: 16 / 9, gapPx: 8 };

describe('largestGrid', () => {
  const counts = [1, 2, 3, 4, 5, 6, 9, 12, 16];
  // columns × rows, then one tile
  const expected: [number, number, string[]][] = [
    [
      1280,
      720,
      // 632 = (720 - 8) / 2 · 16/9: height decides; 421 = (1280 - 16) / 3: width decides
      [
        '1×1 1280×720',
        '2×1 636×357',
        '2×2 632×355',
        '2×2 632×355',
        '3×2 421×236',
        '3×2 421×236',
        '3×3 417×234',
        '4×3 314×176',
        '4×4 309×173',
      ],
    ],
    [
      1920,
      1080,
      [
        '1×1 1920×1080',
        '2×1 956×537',
        '2×2 952×535',
        '2×2 952×535',
        '3×2 634×356',
        '3×2 634×356',
        '3×3 630×354',
        '4×3 474×266',
        '4×4 469×263',
      ],
    ],
    [
      360,
      640,
      [
        '1×1 360×202',
        '1×2 360×202',
        '1×3 360×202',
        '1×4 273×153',
        '1×5 216×121',
        '1×6 177×99',
        '2×5 176×99',
        '2×6 176×99',
        '2×8 129×72',
      ],
    ],
    [
      320,
      568,
      [
        '1×1 320×180',
        '1×2 320×180',
        '1×3 320×180',
        '1×4 241×135',
        '1×5 190×106',
        '1×6 156×87',
        '2×5 156×87',
        '2×6 156×87',
        '2×8 113×63',
      ],
    ],
    [
      800,
      800,
      [
        '1×1 800×450',
        '1×2 704×396',
        '1×3 464×261',
        '2×2 396×222',
        '2×3 396×222',
        '2×3 396×222',
        '2×5 273×153',
        '3×4 261×146',
        '3×6 225×126',
      ],
    ],
    [
      2560,
      600,
      [
        '1×1 1066×599',
        '2×1 1066×599',
        '3×1 848×477',
        '4×1 634×356',
        '3×2 526×295',
        '3×2 526×295',
        '5×2 505×284',
        '6×2 420×236',
        '6×3 346×194',
      ],
    ],
  ];
  for (const [width, height, rows] of expected) {
    it(`shows the largest tiles in ${width} × ${height}`, () => {
      const actual = counts.map((count) => {
        const { columns, tile } = largestGrid(count, { width, height }, style);
        return `${columns}×${Math.ceil(count / columns)} ${tile.width}×${tile.height}`;
      });
      expect(actual).to.deep.equal(rows);
    });
  }

  it('takes the fewest columns among equals, so that the last row is fullest', () => {
    // height decides: 3 + 2 and 4 + 1 would show tiles of one size
    expect(largestGrid(5, { width: 4000, height: 200 }, { aspectRatio: 8, gapPx: 0 }).columns).to.equal(3);
  });

  it('uses at least the area of every fixed number of columns', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 16 }),
        fc.integer({ min: 0, max: 4000 }),
        fc.integer({ min: 0, max: 4000 }),
        fc.double({ min: 0.4, max: 3, noNaN: true }),
        fc.double({ min: 0, max: 20, noNaN: true }),
        (count, width, height, aspectRatio, gapPx) => {
          const { tile } = largestGrid(count, { width, height }, { aspectRatio, gapPx });
          for (let columns = 1; columns <= count; columns++) {
            const rows = Math.ceil(count / columns);
            const tileWidth = Math.min(
              (width - gapPx * (columns - 1)) / columns,
              ((height - gapPx * (rows - 1)) / rows) * aspectRatio,
            );
            const whole = Math.max(0, Math.floor(tileWidth));
            expect(tile.width * tile.height).to.be.at.least(whole * Math.floor(whole / aspectRatio));
          }
        },
      ),
      { numRuns: 500, seed: 333 },
    );
  });
});

describe('fixedGrid', () => {
  it('keeps the columns asked for', () => {
    expect(fixedGrid(4, 4, { width: 1280, height: 720 }, style)).to.deep.equal({
      count: 4,
      columns: 4,
      gapPx: 8,
      tile: { width: 314, height: 176 },
      width: 1280,
      height: 176,
    });
  });

  it('shrinks gaps that would take more than half of the box', () => {
    const grid = fixedGrid(4, 2, { width: 20, height: 20 }, { aspectRatio: 1, gapPx: 20 });
    expect(grid.gapPx).to.equal(5);
    expect(grid.tile.width).to.equal(7);
  });

  it('gives empty tiles in an empty box', () => {
    expect(fixedGrid(3, 2, { width: 0, height: 0 }, style).tile).to.deep.equal({ width: 0, height: 0 });
  });

  it('does not lose a pixel to floating point', () => {
    // 49 / 3 · 3 is 49 in exact arithmetic, 48.99999999999999 here
    for (let width = 1; width <= 4000; width++) {
      const { tile } = fixedGrid(1, 1, { width, height: width / 0.7 }, { aspectRatio: 0.7, gapPx: 0 });
      expect(tile.width).to.equal(width);
    }
  });
});

describe('placeGrid', () => {
  const region = { x: 10, y: 20, width: 300, height: 100 };
  const grid = fixedGrid(3, 2, region, { aspectRatio: 2, gapPx: 4 });

  it('centres the grid in the region, and the last row', () => {
    // tile height (100 - 4) / 2 = 48, width 96; grid 196 wide, 52 in from either side
    expect(placeGrid(grid, region)).to.deep.equal([
      { x: 62, y: 20, width: 96, height: 48 },
      { x: 162, y: 20, width: 96, height: 48 },
      { x: 112, y: 72, width: 96, height: 48 },
    ]);
  });

  it('aligns the last row to the first column when asked', () => {
    expect(placeGrid(grid, region, false)[2]).to.deep.equal({ x: 62, y: 72, width: 96, height: 48 });
  });

  it('stays inside where a size was rounded up by its tolerance', () => {
    // two rows of 45.9999999997 become 46: with the gap 6e-10 px too much
    const box = { x: 0, y: 0, width: 300, height: 100 };
    const tight = fixedGrid(2, 1, box, { aspectRatio: 2, gapPx: 8.0000000006 });
    expect(tight.height).to.be.above(100);
    expect(placeGrid(tight, box).map(({ y }) => y)).to.deep.equal([0, 54]);
  });
});
