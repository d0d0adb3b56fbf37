/** Every layout mode, in the order a menu would show them. */
export const LAYOUT_MODES = ['grid', 'focus', 'pip', 'columns', 'free'] as const;

/**
 * - `grid`: the arrangement that shows the largest tiles for the box
 * - `focus`: one big tile and a filmstrip of the others
 * - `pip`: one big tile with another as a picture-in-picture inset, the rest in a filmstrip
 * - `columns`: a fixed number of columns
 * - `free`: each tile in its own cell of a 12 × 12 grid
 */
export type LayoutMode = (typeof LAYOUT_MODES)[number];

/** Width / height of a tile: what nearly every stream is encoded in. */
export const DEFAULT_ASPECT_RATIO = 16 / 9;

/** CSS px between two tiles: enough for a focus ring of 2 px around each, with air between them. */
export const DEFAULT_GAP_PX = 8;

/**
 * Shares of the box, along the split, that a filmstrip may ask for. A sixth is a 213 px wide film tile beside a 1280 px
 * picture; at a half the film tiles are as large as the focused one, and more would turn the mode upside down.
 */
export const FILMSTRIP_SHARES: readonly number[] = [1 / 6, 1 / 5, 1 / 4, 0.3, 1 / 3, 0.4, 0.45, 1 / 2];

/** CSS px of a film tile's longer side below which a picture says little (96 × 54); larger film tiles cost the focus. */
export const FILM_TILE_USEFUL_PX = 96;

/** Width of a picture-in-picture inset as a share of the picture under it: as browsers and video calls show it. */
export const INSET_SHARE = 1 / 4;

/** CSS px: an inset narrower than this is no picture (kept unless it would cover more than half the width). */
export const INSET_MIN_WIDTH_PX = 120;

/** Cells of the free layout per axis: twelve divides into halves, thirds, quarters and sixths. */
export const FREE_GRID_COLUMNS = 12;
export const FREE_GRID_ROWS = 12;
