export { MultiStreamGrid } from './multi-stream-grid.ts';
export { GridChangeEvent, GridErrorEvent } from './multi-stream-grid.events.ts';
export type { GridChange } from './wall-report.ts';
