export { findOffsets, type FindOffsetsOptions } from './find-offsets.ts';
export { type AlignMember, type FoundOffset, type NotFoundReason } from './found-offset.ts';
export { offsetsFromWallClock, type Recorded } from './wall-clock.ts';
