export { MultiStreamGrid } from './multi-stream-grid.ts';
export { GridChangeEvent, GridErrorEvent, type GridChange } from './multi-stream-grid.events.ts';
