import { defineElement } from '../base/define-element.ts';
import { PerformanceWarning } from './performance-warning.ts';

defineElement('performance-warning', PerformanceWarning);

// With them TypeScript knows the tag, and its events.
export type { PerformanceWarning } from './performance-warning.ts';
export type { CloseTileEvent, OptimizeEvent } from './performance-warning.events.ts';
