import { arrangeTiles, type LayoutInput, type LayoutResult } from './arrange-tiles.ts';
import { freeLayout } from './free.ts';

/**
 * Where each tile goes. Every rectangle is in whole CSS px (crisp edges), inside the box, over no other one except a
 * picture-in-picture inset, and its height is within 1 px of width / aspectRatio. In a box too small to show anything
 * rectangles are empty.
 * @throws T333Error `invalid-argument` for a number that is out of range or not finite, an unknown mode, an id that
 *   occurs twice, or more tiles in `free` than it has cells.
 */
export const layoutTiles = (input: LayoutInput): LayoutResult => arrangeTiles(input, freeLayout);
