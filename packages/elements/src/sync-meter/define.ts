import { defineElement } from '../base/define-element.ts';
import { SyncMeter } from './sync-meter.ts';

defineElement('sync-meter', SyncMeter);

// With it TypeScript knows the tag.
export type { SyncMeter } from './sync-meter.ts';
