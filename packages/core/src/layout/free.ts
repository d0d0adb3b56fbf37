import { T333Error } from '../errors.ts';
import { fixedGrid, placeGrid, type TileStyle } from './auto-grid.ts';
import { FREE_GRID_COLUMNS, FREE_GRID_ROWS } from './presets.ts';
import type { Rect } from './rect.ts';
import type { FreeCell, TileSpec } from './tile.ts';

/** A tile that has its place. */
export type Placed<T> = T & { readonly cell: FreeCell };

export type Cellular = Pick<TileSpec, 'id' | 'cell'>;

export const place = <T>(tile: T, cell: FreeCell): Placed<T> => ({ ...tile, cell });

/** Not a number counts as the least. */
export const clamp = (value: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, Math.round(value) || 0));

export function clampCell(cell: FreeCell): FreeCell {
  const columnSpan = clamp(cell.columnSpan, 1, FREE_GRID_COLUMNS);
  const rowSpan = clamp(cell.rowSpan, 1, FREE_GRID_ROWS);
  return {
    column: clamp(cell.column, 0, FREE_GRID_COLUMNS - columnSpan),
    row: clamp(cell.row, 0, FREE_GRID_ROWS - rowSpan),
    columnSpan,
    rowSpan,
  };
}

/** Number of cells that two places share. */
export function overlap(a: FreeCell, b: FreeCell): number {
  const columns = Math.min(a.column + a.columnSpan, b.column + b.columnSpan) - Math.max(a.column, b.column);
  const rows = Math.min(a.row + a.rowSpan, b.row + b.rowSpan) - Math.max(a.row, b.row);
  return Math.max(0, columns) * Math.max(0, rows);
}

function freePlace(taken: readonly FreeCell[], columnSpan: number, rowSpan: number): FreeCell | undefined {
  for (let row = 0; row <= FREE_GRID_ROWS - rowSpan; row++) {
    for (let column = 0; column <= FREE_GRID_COLUMNS - columnSpan; column++) {
      const cell = { column, row, columnSpan, rowSpan };
      if (!taken.some((other) => overlap(cell, other))) return cell;
    }
  }
  if (columnSpan * rowSpan < 2) return undefined;
  // Towards a square: that is the shape of a tile, where the box has its aspect.
  return columnSpan < rowSpan ? freePlace(taken, columnSpan, rowSpan - 1) : freePlace(taken, columnSpan - 1, rowSpan);
}

/**
 * Gives every tile a place, so that none overlap. Cells that are out of range are clamped. A tile without a cell, or
 * whose cell an earlier tile holds, gets the first free place; when there is none, the largest tile is halved for it.
 * Packing what is packed changes nothing.
 * @throws T333Error `invalid-argument` when there are more tiles than the grid has cells (144).
 */
export function packCells<T extends Cellular>(tiles: readonly T[]): Placed<T>[] {
  const columns = Math.ceil(Math.sqrt(tiles.length));
  const columnSpan = Math.floor(FREE_GRID_COLUMNS / columns) || 1;
  const rowSpan = Math.floor(FREE_GRID_ROWS / Math.ceil(tiles.length / columns)) || 1;
  const cells = new Map<T, FreeCell>();
  for (const tile of tiles) {
    const cell = tile.cell && clampCell(tile.cell);
    if (cell && ![...cells.values()].some((other) => overlap(cell, other))) cells.set(tile, cell);
  }
  for (const tile of tiles) {
    if (cells.has(tile)) continue;
    let cell = freePlace([...cells.values()], columnSpan, rowSpan);
    if (!cell) {
      const [owner, largest] = [...cells].reduce((a, b) => (overlap(b[1], b[1]) > overlap(a[1], a[1]) ? b : a));
      const [start, span] =
        largest.columnSpan >= largest.rowSpan ? (['column', 'columnSpan'] as const) : (['row', 'rowSpan'] as const);
      const kept = Math.ceil(largest[span] / 2);
      if (kept === largest[span]) throw new T333Error('invalid-argument', 'layout: more tiles than cells');
      cells.set(owner, { ...largest, [span]: kept });
      cell = {
        ...largest,
        [start]: largest[start] + kept,
        [span]: largest[span] - kept,
      };
    }
    cells.set(tile, cell);
  }
  return tiles.map((tile) => place(tile, cells.get(tile) as FreeCell));
}

/** Each tile as large as its cell allows with its aspect kept, centred in it. */
export function freeLayout(tiles: readonly TileSpec[], box: Rect, style: TileStyle): Rect[] {
  const gapPx = Math.min(style.gapPx, box.width / FREE_GRID_COLUMNS / 2, box.height / FREE_GRID_ROWS / 2);
  const stepX = (box.width + gapPx) / FREE_GRID_COLUMNS;
  const stepY = (box.height + gapPx) / FREE_GRID_ROWS;
  return packCells(tiles).flatMap(({ cell }) => {
    const region = {
      x: cell.column * stepX,
      y: cell.row * stepY,
      width: cell.columnSpan * stepX - gapPx,
      height: cell.rowSpan * stepY - gapPx,
    };
    return placeGrid(fixedGrid(1, 1, region, style), region);
  });
}
