import type { Recording } from '../vods/recording.ts';

/** A recording without what came before its stream was shown: that was for who has made it. Each rendition begins with the segment in which it was. */
export const sinceStart = (recording: Recording, startedMs: number): Recording => ({
  ...recording,
  renditions: recording.renditions.map((rendition) => ({
    ...rendition,
    segments: rendition.segments.filter(({ startMs, durationMs }) => startMs + durationMs > startedMs),
  })),
});
