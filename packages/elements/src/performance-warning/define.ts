import { defineElement } from '../base/define-element.ts';
import { PerformanceWarning } from './performance-warning.ts';

defineElement('performance-warning', PerformanceWarning);

// With it TypeScript knows the tag.
export type { PerformanceWarning } from './performance-warning.ts';
