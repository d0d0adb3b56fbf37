export { arrangeTiles, type LayoutInput, type LayoutResult } from './arrange-tiles.ts';
export { layoutTiles } from './grid-layout.ts';
export { moveCell, resizeCell } from './edit-cells.ts';
export { freeLayout, packCells, type Placed } from './free.ts';
export { dropTarget, neighbour, type ArrowDirection } from './navigation.ts';
export {
  DEFAULT_ASPECT_RATIO,
  DEFAULT_GAP_PX,
  FREE_GRID_COLUMNS,
  FREE_GRID_ROWS,
  LAYOUT_MODES,
  type LayoutMode,
} from './presets.ts';
export type { Rect, Size } from './rect.ts';
export type { FreeCell, TileRect, TileSpec } from './tile.ts';
