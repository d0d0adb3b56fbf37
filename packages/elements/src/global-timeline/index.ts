export { GlobalTimeline, type TimelineMarker } from './global-timeline.ts';
export { TimelineShareEvent } from './global-timeline.events.ts';
