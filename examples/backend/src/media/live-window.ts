/** A part of a segment: what is loaded before the segment is whole. */
export interface Part {
  bytes: Buffer;
  seconds: number;
  isIndependent: boolean;
}

export interface Segment {
  /** Media sequence number: the same in all renditions of a stream. */
  msn: number;
  /** Of its first frame, Unix milliseconds. */
  startMs: number;
  seconds: number;
  /** Number of the encoder's run it comes from: its initialization segment. */
  run: number;
  isDiscontinuity: boolean;
  /** It is not there, in this rendition. */
  isGap: boolean;
  /** None where it is too old to be held in memory. */
  parts: readonly Part[];
}

/** The end of a rendition: where the next part goes. */
export interface Edge {
  msn: number;
  parts: number;
}

export interface RenditionReport {
  /** Of the other rendition. */
  name: string;
  /** Its last part. */
  msn: number;
  part: number;
}

/** What a media playlist shows. */
export interface LiveView {
  name: string;
  /** In the names of all its files. Default: none. */
  mark?: string;
  segments: readonly Segment[];
  /** The next one: not whole yet, or without any part. */
  open: Segment;
  /** Discontinuities before the first segment that is listed. */
  discontinuitySequence: number;
  hasEnded: boolean;
  /** Whether parts are shown. */
  isLowLatency: boolean;
  segmentSeconds: number;
  /** PART-TARGET: at most that. */
  partSeconds: number;
  reports: readonly RenditionReport[];
}

export const edgeOf = ({ open }: LiveView): Edge => ({ msn: open.msn, parts: open.parts.length });

/** The last part there is, as a rendition report has it; null before the first. @param last whole segment */
export function lastPartOf(last: Segment | undefined, open: Segment): { msn: number; part: number } | null {
  if (open.parts.length > 0) return { msn: open.msn, part: open.parts.length - 1 };
  return last && last.parts.length > 0 ? { msn: last.msn, part: last.parts.length - 1 } : null;
}

/** @param mark of whoever makes the stream, so that no name is given twice to different bytes */
const marked = (name: string, mark: string): string => (mark === '' ? name : `${name}-${mark}`);
export const partName = (msn: number, part: number, mark = ''): string => `${marked(`${msn}`, mark)}.${part}.m4s`;
export const segmentName = (msn: number, mark = ''): string => `${marked(`${msn}`, mark)}.m4s`;
export const initName = (run: number, mark = ''): string => `${marked(`init-${run}`, mark)}.mp4`;
