import type { QualityPolicy } from '../policy.ts';
import { limited } from './limited.ts';

export interface ByCountOptions {
  /** Whether the focused tile may have more than the others. Default false. */
  readonly exemptFocus?: boolean;
}

/** Above so many streams, at most so many lines each. */
const LIMITS = [
  { above: 8, lines: 360 },
  { above: 6, lines: 480 },
  { above: 3, lines: 720 },
];

/** The most lines each of so many streams has; Infinity up to three. */
export const linesForCount = (streamCount: number): number =>
  LIMITS.find(({ above }) => streamCount > above)?.lines ?? Infinity;

/** A limit by the number of visible streams: more than 3 → 720p, more than 6 → 480p, more than 8 → 360p. */
export const byCount = ({ exemptFocus = false }: ByCountOptions = {}): QualityPolicy =>
  limited(({ focused }, { streamCount }) => (exemptFocus && focused ? Infinity : linesForCount(streamCount)));
