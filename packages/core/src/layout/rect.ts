/** CSS px */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** CSS px, from the top left of the box */
export interface Rect extends Size {
  readonly x: number;
  readonly y: number;
}

/**
 * px by which floating point may miss an exact fit: a 4000 px wide box is off by 1e-12. A position sums up many sizes
 * that were each rounded with their tolerance, so its own is wider.
 */
const SIZE_TOLERANCE_PX = 1e-9;
const POSITION_TOLERANCE_PX = 1e-6;

/** Whole px that fit into a length. */
export const wholeSize = (px: number): number => Math.floor(px + SIZE_TOLERANCE_PX);

/** Rounds down, never up, so that things of whole size keep apart. */
export const wholePosition = (px: number): number => Math.floor(px + POSITION_TOLERANCE_PX);

/** Whether a rectangle gives a tile the least it needs. */
export function meets(size: Size, minSize: Size | undefined): boolean {
  return !minSize || (size.width >= minSize.width && size.height >= minSize.height);
}
