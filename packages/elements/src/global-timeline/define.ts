import { defineElement } from '../base/define-element.ts';
import { GlobalTimeline } from './global-timeline.ts';

defineElement('global-timeline', GlobalTimeline);

// With it TypeScript knows the tag.
export type { GlobalTimeline } from './global-timeline.ts';
