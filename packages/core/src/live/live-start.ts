/** Three target durations, as in RFC 8216, 6.3.3. */
export const HOLD_BACK_STEPS = 3;
/** Nearer than this a single late part stops playback, whatever the playlist promises (measured: one stall at 0.6 s, none at 1.0 s). */
export const MIN_OWN_OFFSET_SECONDS = 0.9;

const PART_HOLD_BACK = /[:,]PART-HOLD-BACK=([\d.]+)/;
const HOLD_BACK = /[:,]HOLD-BACK=([\d.]+)/;

/** What a playlist says of how near to its live edge it wants to be played, in seconds; null where it says nothing. */
export interface HoldBack {
  readonly part: number | null;
  readonly segment: number | null;
}

export function readHoldBack(playlist: string): HoldBack {
  const read = (pattern: RegExp): number | null => {
    const seconds = Number(pattern.exec(playlist)?.[1]);
    return seconds > 0 && seconds < Infinity ? seconds : null;
  };
  return { part: read(PART_HOLD_BACK), segment: read(HOLD_BACK) };
}

/** How far from the live edge to begin, in seconds; null for what the player does by itself. @param inParts whether parts are loaded */
export const startOffset = ({ part, segment }: HoldBack, inParts: boolean): number | null =>
  inParts && part !== null ? Math.max(part, MIN_OWN_OFFSET_SECONDS) : segment;
