/** How far one press moves an offset. */
export interface Nudge {
  readonly seconds: number;
  /** `5 s`; null for a frame. */
  readonly length: string | null;
}

/** A frame of a video that does not say how many it has in a second. */
const FRAME_SECONDS = 1 / 30;

/** The steps of one direction, the smallest first. */
export const nudgesOf = (frameSeconds: number | null): readonly Nudge[] => [
  { seconds: frameSeconds ?? FRAME_SECONDS, length: null },
  { seconds: 0.1, length: '100 ms' },
  { seconds: 1, length: '1 s' },
  { seconds: 5, length: '5 s' },
];

/** Adds seconds without the dust of binary fractions, which would be shown. */
export const addSeconds = (a: number, b: number): number => Math.round((a + b) * 1e6) / 1e6;
