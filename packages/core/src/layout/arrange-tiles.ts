import { T333Error } from '../errors.ts';
import { fixedGrid, largestGrid, placeGrid } from './auto-grid.ts';
import { filmstrip } from './filmstrip.ts';
import type { freeLayout } from './free.ts';
import { pictureInPicture } from './picture-in-picture.ts';
import { DEFAULT_ASPECT_RATIO, DEFAULT_GAP_PX, LAYOUT_MODES, type LayoutMode } from './presets.ts';
import { meets, type Rect, type Size } from './rect.ts';
import type { TileRect, TileSpec } from './tile.ts';

export interface LayoutInput {
  readonly mode: LayoutMode;
  /** In reading order. Sixteen is what the modes are tuned for; only `free` has a limit (144). */
  readonly tiles: readonly TileSpec[];
  /** The big tile of `focus` and `pip`. Default, also for an unknown id: the first tile. */
  readonly focusId?: string | null | undefined;
  /** CSS px, 0 or more; fractions are cut off. */
  readonly box: Size;
  /** Width / height of a tile, above 0. Default 16 / 9. */
  readonly aspectRatio?: number | undefined;
  /** CSS px between tiles, 0 or more; shrinks in a box too small for it. Default 8. */
  readonly gapPx?: number | undefined;
  /** For `columns`. Default 0: as many as show the largest tiles. Never more than there are tiles. */
  readonly columns?: number | undefined;
  /** `rtl` mirrors the arrangement. Default `ltr`. */
  readonly direction?: 'ltr' | 'rtl' | undefined;
}

export interface LayoutResult {
  /** One for each tile, in the order of the tiles. */
  readonly rects: readonly TileRect[];
  /** Ids of the tiles whose rectangle is below their `minSize`: they should show something else than their player. */
  readonly tooSmall: readonly string[];
}

function fail(what: string): never {
  throw new T333Error('invalid-argument', `layout: ${what}`);
}

/**
 * `layoutTiles` for bundles that fetch the free layout when it is first asked for.
 *
 * @param free the function of that name; without it, `free` looks like `grid`
 * @throws T333Error as of `layoutTiles`
 */
export function arrangeTiles(input: LayoutInput, free?: typeof freeLayout | false): LayoutResult {
  const { mode, tiles, columns = 0, aspectRatio = DEFAULT_ASPECT_RATIO, gapPx = DEFAULT_GAP_PX } = input;
  const { width, height } = input.box;
  if (
    !(Math.min(width, height, gapPx, columns) >= 0 && aspectRatio > 0) ||
    width + height + gapPx + columns + aspectRatio === Infinity
  ) {
    fail(`box ${width} × ${height}, gap ${gapPx}, ${columns} columns, aspect ratio ${aspectRatio}`);
  }
  if (!LAYOUT_MODES.includes(mode)) fail(`mode ${mode}`);
  const count = tiles.length;
  if (new Set(tiles.map((tile) => tile.id)).size < count) fail('two tiles have one id');
  if (!count) return { rects: [], tooSmall: [] };

  const box = {
    x: 0,
    y: 0,
    width: Math.floor(width),
    height: Math.floor(height),
  };
  const style = { aspectRatio, gapPx };
  const focusIndex = Math.max(
    0,
    tiles.findIndex((tile) => tile.id === input.focusId),
  );
  let places: (Rect & { z?: number })[];
  if (mode === 'focus') places = filmstrip(tiles, focusIndex, box, style);
  else if (mode === 'pip') places = pictureInPicture(tiles, focusIndex, box, style);
  else if (mode === 'free' && free) places = free(tiles, box, style);
  else {
    const inColumns = mode === 'columns';
    const grid =
      inColumns && columns >= 1
        ? fixedGrid(count, Math.min(Math.floor(columns), count), box, style)
        : largestGrid(count, box, style);
    places = placeGrid(grid, box, !inColumns);
  }

  const rects = tiles.map(({ id }, index) => {
    const place = places[index] as Rect;
    return {
      ...place,
      id,
      x: input.direction === 'rtl' ? box.width - place.x - place.width : place.x,
    };
  });
  return {
    rects,
    tooSmall: tiles.flatMap(({ id, minSize }, index) => (meets(rects[index] as Rect, minSize) ? [] : id)),
  };
}
