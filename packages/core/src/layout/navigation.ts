import type { TileRect } from './tile.ts';

export type ArrowDirection = 'left' | 'right' | 'up' | 'down';

/** A tile off to the side counts as this many times farther than one straight ahead. */
const ASIDE_WEIGHT = 2;

/** Decides only between tiles that are equally far: the better aligned centre wins. */
const ALIGNMENT_WEIGHT = 1 / 64;

/**
 * The tile that an arrow key should reach from another, or null at the edge (and for an unknown id).
 * Works on the screen's left and right, so it needs no writing direction.
 */
export function neighbour(rects: readonly TileRect[], fromId: string, direction: ArrowDirection): string | null {
  const from = rects.find((rect) => rect.id === fromId);
  if (!from) return null;
  const sideways = direction === 'left' || direction === 'right';
  const sign = direction === 'left' || direction === 'up' ? -1 : 1;
  let nearest: string | null = null;
  let least = Infinity;
  for (const rect of rects) {
    const dx = rect.x - from.x + (rect.width - from.width) / 2;
    const dy = rect.y - from.y + (rect.height - from.height) / 2;
    const ahead = sign * (sideways ? dx : dy);
    const aside = Math.abs(sideways ? dy : dx);
    const halfWidths = (rect.width + from.width) / 2;
    const halfHeights = (rect.height + from.height) / 2;
    const gap = ahead - (sideways ? halfWidths : halfHeights);
    const gapAside = aside - (sideways ? halfHeights : halfWidths);
    // Ahead means past the edge, or an inset inside this very tile.
    if (ahead <= 0 || (gap < 0 && gapAside >= 0)) continue;
    const distance = Math.max(0, gap) + Math.max(0, gapAside) * ASIDE_WEIGHT + aside * ALIGNMENT_WEIGHT;
    if (distance < least) {
      least = distance;
      nearest = rect.id;
    }
  }
  return nearest;
}

/** The tile under a point (CSS px in the box), the inset before the tile that it covers; null between tiles. */
export function dropTarget(
  rects: readonly TileRect[],
  point: { readonly x: number; readonly y: number },
): string | null {
  const under = rects.filter(
    ({ x, y, width, height }) => point.x >= x && point.x < x + width && point.y >= y && point.y < y + height,
  );
  return (under.find((rect) => rect.z) ?? under[0])?.id ?? null;
}
