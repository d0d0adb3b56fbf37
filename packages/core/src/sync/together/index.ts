export { estimateClock, type ClockEstimate, type ClockExchange } from './clock-offset.ts';
export {
  SharedTimeline,
  type SharedControl,
  type SharedTimelineOptions,
  type SharedTimelineState,
} from './shared-timeline.ts';
export { SharedTimelineErrorEvent, SharedTimelineEvent, type SharedTimelineEvents } from './shared-timeline.events.ts';
export { type TimelineChange, type TimelinePort } from './timeline-port.ts';
