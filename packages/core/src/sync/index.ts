export { SyncGroup, type SyncGroupOptions } from './sync-group.ts';
export { DriftEvent, MemberErrorEvent, TimelineChangeEvent, type SyncEvents } from './sync-events.ts';
export { type MemberStatus, type SyncMemberState, type SyncState } from './sync-state.ts';
export {
  PROGRAM_DATE_TIME_CERTAINTY,
  START_TIME_CERTAINTY,
  type AnchorPair,
  type Offset,
  type OffsetSource,
} from './offsets.ts';
export { UNPLACED, type NextVideo, type Placement } from './placement.ts';
export { type Interval } from './coverage.ts';
export { type StallPolicy } from './stall-policy.ts';
export { timeAt, type Timeline } from './timeline.ts';
