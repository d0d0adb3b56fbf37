import { MIN_OWN_OFFSET_SECONDS } from './target-latency.ts';

const PART_HOLD_BACK = /[:,]PART-HOLD-BACK=([\d.]+)/;
const HOLD_BACK = /[:,]HOLD-BACK=([\d.]+)/;

/** What a playlist says of how near to its live edge it wants to be played, in seconds; null where it says nothing. */
export interface HoldBack {
  readonly part: number | null;
  readonly segment: number | null;
}

export function readHoldBack(playlist: string): HoldBack {
  const read = (pattern: RegExp): number | null => Number(pattern.exec(playlist)?.[1]) || null;
  return { part: read(PART_HOLD_BACK), segment: read(HOLD_BACK) };
}

/** How far from the live edge to begin, in seconds; null for what the player does by itself. @param inParts whether parts are loaded */
export const startOffset = ({ part, segment }: HoldBack, inParts: boolean): number | null =>
  inParts && part !== null ? Math.max(part, MIN_OWN_OFFSET_SECONDS) : segment;
