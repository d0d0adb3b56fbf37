import type { Rect, Size } from './rect.ts';

/** A place in the free layout, in cells; `column` counts from the side where reading starts. */
export interface FreeCell {
  /** 0 … 11 */
  readonly column: number;
  /** 0 … 11 */
  readonly row: number;
  /** 1 … 12 */
  readonly columnSpan: number;
  /** 1 … 12 */
  readonly rowSpan: number;
}

export interface TileSpec {
  /** Unique within one layout. */
  readonly id: string;
  /**
   * Smallest size in CSS px that this tile's player allows. Such a tile is never covered, and arrangements that give
   * it this size are preferred; a tile that still gets less is named in `tooSmall`.
   */
  readonly minSize?: Size | undefined;
  /** Used by the free layout only; a tile without one gets a free place. */
  readonly cell?: FreeCell | undefined;
}

/** Whole CSS px from the top left of the box, also in right-to-left layouts. */
export interface TileRect extends Rect {
  readonly id: string;
  /** 1 for a picture-in-picture inset, which lies over the focused tile; absent otherwise. */
  readonly z?: number;
}
