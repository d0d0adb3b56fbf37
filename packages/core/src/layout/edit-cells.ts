import { clamp, clampCell, overlap, packCells, place, type Cellular, type Placed } from './free.ts';
import { FREE_GRID_COLUMNS, FREE_GRID_ROWS } from './presets.ts';
import type { FreeCell } from './tile.ts';

/**
 * Moves a tile's upper start corner to a cell, clamped to the grid. When other tiles are in the way, it swaps places
 * and sizes with the one it would cover most, so a move never fails and never disturbs a third tile.
 * An unknown id moves nothing.
 */
export function moveCell<T extends Cellular>(
  tiles: readonly T[],
  id: string,
  column: number,
  row: number,
): Placed<T>[] {
  const packed = packCells(tiles);
  const moved = packed.find((tile) => tile.id === id);
  if (!moved) return packed;
  const target = clampCell({ ...moved.cell, column, row });
  let covered: Placed<T> | undefined;
  let most = 0;
  for (const tile of packed) {
    const shared = overlap(tile.cell, target);
    if (tile === moved || shared <= most) continue;
    covered = tile;
    most = shared;
  }
  return packed.map((tile) => {
    if (tile === moved) return place(tile, covered?.cell ?? target);
    return tile === covered ? place(tile, moved.cell) : tile;
  });
}

/**
 * Moves a tile's lower end corner, clamped to the grid. Tiles in the way give up the cells it takes, like panes at a
 * splitter, but keep at least one row and column: there the growth stops. An unknown id resizes nothing.
 */
export function resizeCell<T extends Cellular>(
  tiles: readonly T[],
  id: string,
  columnSpan: number,
  rowSpan: number,
): Placed<T>[] {
  const packed = packCells(tiles);
  const cell = packed.find((tile) => tile.id === id)?.cell;
  if (!cell) return packed;
  const grown = {
    ...cell,
    columnSpan: clamp(columnSpan, 1, FREE_GRID_COLUMNS - cell.column),
    rowSpan: clamp(rowSpan, 1, FREE_GRID_ROWS - cell.row),
  };
  const resized: Placed<T>[] = [];
  for (const tile of packed) {
    let next = tile.cell;
    if (next === cell) next = grown;
    else if (overlap(next, grown)) {
      const [start, span] =
        next.column >= cell.column + cell.columnSpan
          ? (['column', 'columnSpan'] as const)
          : (['row', 'rowSpan'] as const);
      const edge = grown[start] + grown[span];
      const left = next[start] + next[span] - edge;
      if (left < 1) {
        const smaller: FreeCell = { ...grown, [span]: grown[span] - 1 };
        return resizeCell(packed, id, smaller.columnSpan, smaller.rowSpan);
      }
      next = { ...next, [start]: edge, [span]: left };
    }
    resized.push(place(tile, next));
  }
  return resized;
}
