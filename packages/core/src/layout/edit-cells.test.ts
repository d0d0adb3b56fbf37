import { expect } from 'chai';
import * as fc from 'fast-check';
import { moveCell, resizeCell } from './edit-cells.ts';
import { overlap, packCells, type Placed } from './free.ts';
import type { FreeCell } from './tile.ts';

interface Tile {
  readonly id: string;
  readonly cell?: FreeCell | undefined;
}
const tile = (id: string, column: number, row: number, columnSpan: number, rowSpan: number): Tile => ({
  id,
  cell: { column, row, columnSpan, rowSpan },
});
const cellsOf = (tiles: readonly Placed<Tile>[]) =>
  Object.fromEntries(tiles.map(({ id, cell: c }) => [id, [c.column, c.row, c.columnSpan, c.rowSpan]]));

const number = fc.oneof(fc.integer({ min: -2, max: 14 }), fc.constantFrom(NaN, Infinity, -Infinity, 2.5));
const wall = fc
  .array(
    fc.option(fc.record({ column: number, row: number, columnSpan: number, rowSpan: number }), { nil: undefined }),
    {
      minLength: 1,
      maxLength: 16,
    },
  )
  .map((cells) => cells.map((cell, i): Tile => ({ id: `t${i}`, cell })));

function expectSound(tiles: readonly Placed<Tile>[], count: number): void {
  expect(tiles.map(({ id }) => id)).to.deep.equal(Array.from({ length: count }, (_, i) => `t${i}`));
  tiles.forEach(({ cell }, i) => {
    expect(Object.values(cell).every(Number.isInteger)).to.equal(true);
    expect(Math.min(cell.column, cell.row, cell.columnSpan - 1, cell.rowSpan - 1)).to.be.at.least(0);
    expect(Math.max(cell.column + cell.columnSpan, cell.row + cell.rowSpan)).to.be.at.most(12);
    for (const other of tiles.slice(i + 1)) expect(overlap(cell, other.cell)).to.equal(0);
  });
}

describe('moveCell', () => {
  it('moves a tile to a free place', () => {
    expect(cellsOf(moveCell([tile('a', 0, 0, 4, 4), tile('b', 4, 0, 4, 4)], 'a', 3, 5))).to.deep.equal({
      a: [3, 5, 4, 4],
      b: [4, 0, 4, 4],
    });
  });

  it('may take part of the place it had', () => {
    expect(cellsOf(moveCell([tile('a', 0, 0, 4, 4)], 'a', 1, 1))).to.deep.equal({ a: [1, 1, 4, 4] });
  });

  it('keeps a tile inside the grid', () => {
    expect(cellsOf(moveCell([tile('a', 0, 0, 4, 4)], 'a', 20, -5))).to.deep.equal({ a: [8, 0, 4, 4] });
  });

  it('swaps place and size with the tile it covers most', () => {
    const tiles = [tile('a', 0, 0, 6, 6), tile('b', 6, 0, 6, 6), tile('c', 0, 6, 12, 6)];
    expect(cellsOf(moveCell(tiles, 'a', 2, 5))).to.deep.equal({ a: [0, 6, 12, 6], b: [6, 0, 6, 6], c: [0, 0, 6, 6] });
  });

  it('lets an arrow key swap with the next tile in a full grid', () => {
    const tiles = [tile('a', 0, 0, 6, 12), tile('b', 6, 0, 6, 12)];
    expect(cellsOf(moveCell(tiles, 'a', 1, 0))).to.deep.equal({ a: [6, 0, 6, 12], b: [0, 0, 6, 12] });
  });

  it('moves nothing for an id that is gone', () => {
    expect(cellsOf(moveCell([tile('a', 0, 0, 4, 4)], 'b', 5, 5))).to.deep.equal({ a: [0, 0, 4, 4] });
  });

  it('keeps what else a tile carries', () => {
    expect(moveCell([{ id: 'a', minSize: { width: 1, height: 1 } }], 'a', 0, 0)[0]?.minSize?.width).to.equal(1);
  });

  it('never overlaps, and disturbs one other tile at most', () => {
    fc.assert(
      fc.property(wall, fc.nat(15), number, number, (tiles, index, column, row) => {
        const before = packCells(tiles);
        const after = moveCell(tiles, `t${index}`, column, row);
        expectSound(after, tiles.length);
        const cells = [cellsOf(before), cellsOf(after)];
        const changed = before.filter(
          ({ id }) => id !== `t${index}` && String(cells[0]?.[id]) !== String(cells[1]?.[id]),
        );
        expect(changed.length).to.be.at.most(1);
      }),
      { numRuns: 300, seed: 333 },
    );
  });
});

describe('resizeCell', () => {
  it('grows and shrinks a tile from its upper start corner', () => {
    expect(cellsOf(resizeCell([tile('a', 2, 2, 4, 4)], 'a', 7, 1))).to.deep.equal({ a: [2, 2, 7, 1] });
  });

  it('stays in the grid and keeps one cell at least', () => {
    expect(cellsOf(resizeCell([tile('a', 2, 2, 4, 4)], 'a', 99, -1))).to.deep.equal({ a: [2, 2, 10, 1] });
  });

  it('takes cells from neighbours, like panes at a splitter', () => {
    const tiles = [tile('a', 0, 0, 6, 6), tile('b', 6, 0, 6, 6), tile('c', 0, 6, 6, 6), tile('d', 6, 6, 6, 6)];
    expect(cellsOf(resizeCell(tiles, 'a', 8, 8))).to.deep.equal({
      a: [0, 0, 8, 8],
      b: [8, 0, 4, 6],
      c: [0, 8, 6, 4],
      d: [8, 6, 4, 6],
    });
  });

  it('stops where a neighbour would vanish', () => {
    const tiles = [tile('a', 0, 0, 6, 6), tile('b', 6, 0, 2, 6), tile('c', 0, 6, 12, 1)];
    expect(cellsOf(resizeCell(tiles, 'a', 12, 12))).to.deep.equal({
      a: [0, 0, 7, 6],
      b: [7, 0, 1, 6],
      c: [0, 6, 12, 1],
    });
  });

  it('resizes nothing for an id that is gone', () => {
    expect(cellsOf(resizeCell([tile('a', 0, 0, 4, 4)], 'b', 5, 5))).to.deep.equal({ a: [0, 0, 4, 4] });
  });

  it('never overlaps, never moves its corner, and others only lose', () => {
    fc.assert(
      fc.property(wall, fc.nat(15), number, number, (tiles, index, columnSpan, rowSpan) => {
        const before = packCells(tiles);
        const after = resizeCell(tiles, `t${index}`, columnSpan, rowSpan);
        expectSound(after, tiles.length);
        after.forEach(({ id, cell }, i) => {
          const old = before[i]!.cell;
          if (id === `t${index}`) expect([cell.column, cell.row]).to.deep.equal([old.column, old.row]);
          else expect(overlap(cell, old)).to.equal(overlap(cell, cell));
        });
      }),
      { numRuns: 300, seed: 333 },
    );
  });
});
