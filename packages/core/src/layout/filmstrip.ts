import { fixedGrid, largestGrid, placeGrid, type TileStyle } from './auto-grid.ts';
import { FILM_TILE_USEFUL_PX, FILMSTRIP_SHARES } from './presets.ts';
import { meets, wholePosition, type Rect, type Size } from './rect.ts';
import type { TileSpec } from './tile.ts';

/**
 * One big tile, the others as a grid beside or below it: of both sides and all shares the one where most tiles get
 * their `minSize`, then the largest focused tile, discounted as film tiles fall below a useful size.
 */
export function filmstrip(tiles: readonly TileSpec[], focusIndex: number, box: Rect, style: TileStyle): Rect[] {
  const others = tiles.length - 1;
  if (!others) return placeGrid(fixedGrid(1, 1, box, style), box);
  const gapPx = Math.min(style.gapPx, box.width / 4, box.height / 4);
  let best: Rect[] = [];
  let bestScore = -1;
  for (const beside of [true, false]) {
    const length = beside ? box.width : box.height;
    const along = (size: Size): number => (beside ? size.width : size.height);
    const part = (from: number, extent: number): Rect =>
      beside ? { ...box, x: from, width: extent } : { ...box, y: from, height: extent };
    const focusNextTo = (strip: number) => fixedGrid(1, 1, part(0, length - strip - gapPx), style);
    for (const share of FILMSTRIP_SHARES) {
      // What the focused tile cannot use, the strip may; what the strip then leaves, the focused tile gets back.
      const strip = largestGrid(others, part(0, length - along(focusNextTo(share * length)) - gapPx), style);
      const focus = focusNextTo(along(strip));
      const start = wholePosition((length - along(focus) - gapPx - along(strip)) / 2);
      const stripStart = start + along(focus) + gapPx;
      const rects = placeGrid(strip, part(stripStart, along(strip)));
      rects.splice(focusIndex, 0, ...placeGrid(focus, part(start, along(focus))));
      const useful = Math.max(strip.tile.width, strip.tile.height) / FILM_TILE_USEFUL_PX;
      const shown = (focus.width * focus.height) / (box.width * box.height || 1);
      const score = rects.filter((rect, i) => meets(rect, tiles[i]?.minSize)).length + shown * Math.min(1, useful);
      if (score > bestScore) {
        best = rects;
        bestScore = score;
      }
    }
  }
  return best;
}
