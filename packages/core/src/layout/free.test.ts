import { expect } from 'chai';
import * as fc from 'fast-check';
import { T333Error } from '../errors.ts';
import { freeLayout, packCells } from './free.ts';
import type { FreeCell } from './tile.ts';

const cell = (column: number, row: number, columnSpan: number, rowSpan: number): FreeCell => ({
  column,
  row,
  columnSpan,
  rowSpan,
});
const tilesOf = (count: number, ...cells: FreeCell[]) =>
  Array.from({ length: count }, (_, i) => ({ id: `t${i}`, cell: cells[i] }));
const packed = (...args: Parameters<typeof tilesOf>) =>
  packCells(tilesOf(...args)).map(({ cell: c }) => [c.column, c.row, c.columnSpan, c.rowSpan]);

describe('packCells', () => {
  it('fills the grid with tiles that have no cell', () => {
    expect(packed(0)).to.deep.equal([]);
    expect(packed(1)).to.deep.equal([[0, 0, 12, 12]]);
    expect(packed(2)).to.deep.equal([
      [0, 0, 6, 12],
      [6, 0, 6, 12],
    ]);
    expect(packed(3)).to.deep.equal([
      [0, 0, 6, 6],
      [6, 0, 6, 6],
      [0, 6, 6, 6],
    ]);
    expect(packed(16).at(-1)).to.deep.equal([9, 9, 3, 3]);
  });

  it('keeps cells as they are and puts others where there is room', () => {
    expect(packed(2, cell(0, 0, 12, 4))).to.deep.equal([
      [0, 0, 12, 4],
      [0, 4, 6, 8],
    ]);
  });

  it('clamps cells that are out of range, and numbers that are none', () => {
    expect(packed(1, cell(11, -3, 4, 99))).to.deep.equal([[8, 0, 4, 12]]);
    expect(packed(1, cell(NaN, Infinity, 2.4, -Infinity))).to.deep.equal([[0, 11, 2, 1]]);
  });

  it('moves the later of two tiles that claim one cell', () => {
    expect(packed(2, cell(0, 0, 6, 6), cell(3, 3, 6, 6))).to.deep.equal([
      [0, 0, 6, 6],
      [6, 0, 6, 12],
    ]);
  });

  it('halves the largest tile when nothing is free', () => {
    expect(packed(3, cell(0, 0, 12, 5), cell(0, 5, 12, 7))).to.deep.equal([
      [0, 0, 12, 5],
      [0, 5, 6, 7],
      [6, 5, 6, 7],
    ]);
    expect(packed(2, cell(0, 0, 12, 12))).to.deep.equal([
      [0, 0, 6, 12],
      [6, 0, 6, 12],
    ]);
  });

  it('takes as many tiles as there are cells, and no more', () => {
    expect(packed(144)).to.have.length(144);
    expect(packed(144, cell(0, 0, 12, 12))).to.have.length(144);
    expect(() => packed(145))
      .to.throw(T333Error)
      .with.property('code', 'invalid-argument');
  });

  it('changes nothing that is packed', () => {
    const number = fc.oneof(fc.integer({ min: -2, max: 14 }), fc.constantFrom(NaN, Infinity, 2.5));
    const cells = fc.record({ column: number, row: number, columnSpan: number, rowSpan: number });
    fc.assert(
      fc.property(fc.array(fc.option(cells, { nil: undefined }), { maxLength: 20 }), (list) => {
        const once = packCells(list.map((c, i) => ({ id: `t${i}`, cell: c })));
        expect(packCells(once)).to.deep.equal(once);
      }),
      { seed: 333 },
    );
  });
});

describe('freeLayout', () => {
  const box = { x: 0, y: 0, width: 1280, height: 720 };

  it('puts the gap between cells, and the tile with its aspect into the middle of its cell', () => {
    const tiles = tilesOf(2, cell(0, 0, 6, 12), cell(6, 0, 6, 6));
    // a half is (1280 - 8) / 2 = 636 wide and, of the height, 356 high, so 632 of its 636 wide
    expect(freeLayout(tiles, box, { aspectRatio: 16 / 9, gapPx: 8 })).to.deep.equal([
      { x: 0, y: 181, width: 636, height: 357 },
      { x: 646, y: 0, width: 632, height: 355 },
    ]);
  });

  it('fits a tile in a cell of its own shape exactly', () => {
    expect(freeLayout(tilesOf(4), box, { aspectRatio: 16 / 9, gapPx: 0 })).to.deep.equal([
      { x: 0, y: 0, width: 640, height: 360 },
      { x: 640, y: 0, width: 640, height: 360 },
      { x: 0, y: 360, width: 640, height: 360 },
      { x: 640, y: 360, width: 640, height: 360 },
    ]);
  });
});
