import type { TileStyle } from './auto-grid.ts';
import { filmstrip } from './filmstrip.ts';
import { INSET_MIN_WIDTH_PX, INSET_SHARE } from './presets.ts';
import { wholeSize, type Rect } from './rect.ts';
import type { TileSpec } from './tile.ts';

/**
 * The first tile that is not focused becomes an inset in the lower end corner of the focused one; any more stand in a
 * filmstrip. Where an inset is not allowed, or would have to cover more than half the width, it joins the filmstrip.
 */
export function pictureInPicture(
  tiles: readonly TileSpec[],
  focusIndex: number,
  box: Rect,
  style: TileStyle,
): (Rect & { z?: number })[] {
  const insetIndex = focusIndex ? 0 : 1;
  const inset = tiles[insetIndex];
  if (inset && !tiles[focusIndex]?.minSize) {
    const rest = tiles.filter((tile) => tile !== inset);
    const restFocus = focusIndex && focusIndex - 1;
    const rects: (Rect & { z?: number })[] = filmstrip(rest, restFocus, box, style);
    const focus = rects[restFocus] as Rect;
    const least = inset.minSize ?? { width: 0, height: 0 };
    const need = Math.ceil(Math.max(least.width, least.height * style.aspectRatio));
    const half = focus.width / 2;
    if (need <= half) {
      const width = wholeSize(Math.min(Math.max(focus.width * INSET_SHARE, INSET_MIN_WIDTH_PX, need), half));
      const height = wholeSize(width / style.aspectRatio);
      const margin = wholeSize(Math.min(style.gapPx, focus.width / 4, focus.height / 4));
      rects.splice(insetIndex, 0, {
        x: focus.x + focus.width - width - margin,
        y: focus.y + focus.height - height - margin,
        width,
        height,
        z: 1,
      });
      return rects;
    }
  }
  return filmstrip(tiles, focusIndex, box, style);
}
