import type { Recording } from '../vods/recording.ts';

/** Moments on a recording: Unix milliseconds of its frames, or seconds from its beginning, which pauses of the encoder do not count in. */
export type ClipSpan =
  { by: 'date'; start: number; end: number } | { by: 'position'; /** Seconds. */ start: number; end: number };

/**
 * The part of a recording that has a span in it: whole segments, so that nothing is encoded anew. It begins up to a segment earlier than
 * asked for, and ends up to one later.
 *
 * @returns null: nothing of it is there
 */
export function cutRecording(recording: Recording, { by, start, end }: ClipSpan): Recording | null {
  const cut = recording.renditions.map((rendition) => {
    let positionMs = 0;
    const segments = rendition.segments.filter(({ startMs, durationMs }) => {
      const fromMs = by === 'date' ? startMs : positionMs;
      positionMs += durationMs;
      const unit = by === 'date' ? 1 : 1000;
      return fromMs < end * unit && fromMs + durationMs > start * unit;
    });
    const [first, ...others] = segments;
    // What it does not follow is not in it.
    const begun = first ? [{ ...first, isDiscontinuity: false }, ...others] : [];
    return { ...rendition, segments: begun };
  });
  return cut.length > 0 && cut.every(({ segments }) => segments.length > 0) ? { ...recording, renditions: cut } : null;
}
