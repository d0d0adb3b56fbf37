export { VodOffsetControls } from './vod-offset-controls.ts';
export { type FindOffsets, type FindOffsetsOptions, type FoundOffset } from './sound-search.ts';
