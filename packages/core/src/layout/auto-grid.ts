import { wholePosition, wholeSize, type Rect, type Size } from './rect.ts';

export interface TileStyle {
  /** width / height */
  readonly aspectRatio: number;
  readonly gapPx: number;
}

/** `width` and `height` are those of the whole grid, `tile` those of one tile in whole px. */
export interface Grid extends Size {
  readonly count: number;
  readonly columns: number;
  readonly gapPx: number;
  readonly tile: Size;
}

/** The largest grid with this number of columns that fits the box. Gaps shrink so that they never take more than half of it. */
export function fixedGrid(count: number, columns: number, box: Size, style: TileStyle): Grid {
  const rows = Math.ceil(count / columns);
  const gapPx = Math.min(style.gapPx, box.width / columns / 2, box.height / rows / 2);
  const gapsX = gapPx * (columns - 1);
  const gapsY = gapPx * (rows - 1);
  const width = wholeSize(Math.min((box.width - gapsX) / columns, ((box.height - gapsY) / rows) * style.aspectRatio));
  const height = wholeSize(width / style.aspectRatio);
  return {
    count,
    columns,
    gapPx,
    tile: { width, height },
    width: width * columns + gapsX,
    height: height * rows + gapsY,
  };
}

/** The number of columns that shows the largest tiles; of equals the one with the fewest columns, so the last row is fullest. */
export function largestGrid(count: number, box: Size, style: TileStyle): Grid {
  let best = fixedGrid(count, 1, box, style);
  for (let columns = 2; columns <= count; columns++) {
    const grid = fixedGrid(count, columns, box, style);
    if (grid.tile.width > best.tile.width) best = grid;
  }
  return best;
}

/**
 * Rectangles of a grid centred in a region, in reading order.
 * Rounding positions down keeps tiles of whole px apart and inside: the step from one to the next is at least a tile.
 */
export function placeGrid(grid: Grid, region: Rect, centreLastRow = true): Rect[] {
  const { count, columns, gapPx, tile } = grid;
  return Array.from({ length: count }, (_, index) => {
    const column = index % columns;
    const inRow = centreLastRow ? Math.min(columns, count - index + column) : columns;
    const rowWidth = inRow * (tile.width + gapPx) - gapPx;
    return {
      x: wholePosition(region.x + (region.width - rowWidth) / 2 + column * (tile.width + gapPx)),
      y: wholePosition(
        region.y + (region.height - grid.height) / 2 + ((index - column) / columns) * (tile.height + gapPx),
      ),
      ...tile,
    };
  });
}
