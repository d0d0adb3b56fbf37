import { defineElement } from '../base/define-element.ts';
import { GlobalTimeline } from './global-timeline.ts';

defineElement('global-timeline', GlobalTimeline);

// With them TypeScript knows the tag, and its events.
export type { GlobalTimeline } from './global-timeline.ts';
export type { TimelineShareEvent } from './global-timeline.events.ts';
