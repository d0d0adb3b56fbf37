import { defineElement } from '../base/define-element.ts';
import '../live-player/define.ts';
import { MultiStreamGrid } from './multi-stream-grid.ts';
import { StreamTile } from './stream-tile.ts';

defineElement('stream-tile', StreamTile);
defineElement('multi-stream-grid', MultiStreamGrid);

// With them TypeScript knows the tag, and its events.
export type { MultiStreamGrid } from './multi-stream-grid.ts';
export type { GridChangeEvent, GridErrorEvent } from './multi-stream-grid.events.ts';
