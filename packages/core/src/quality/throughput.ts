/** One response, or what has come of it so far. */
export interface Transfer {
  /** When it was asked for, milliseconds. */
  readonly startedAtMs: number;
  /** From there to its first byte; null before that. */
  readonly firstByteMs: number | null;
  /** When its last byte came; null while it goes on. */
  readonly endedAtMs: number | null;
  readonly bytes: number;
}

/** Long enough for several segments of each tile, … */
export const LONG_WINDOW_MS = 10_000;
/** … and short enough to see within a segment or two that a link has become slower. */
const SHORT_WINDOW_MS = 2500;
/** Less than this says more about round trips than about the link. */
const MIN_BYTES = 60_000;

/**
 * What the link carries: bytes ÷ the time in which at least one response was on its way, over all players. What each player
 * measures for itself is its share of a contended link, a ninth on a wall of nine.
 *
 * The smaller of two windows counts, 10 s and 2.5 s, so that it falls at once and rises slowly.
 *
 * @returns bits a second, or null while too little has come
 */
export function estimateBandwidth(transfers: readonly Transfer[], nowMs: number): number | null {
  const long = carried(transfers, nowMs, LONG_WINDOW_MS);
  if (long.bytes < MIN_BYTES) return null;
  const short = carried(transfers, nowMs, SHORT_WINDOW_MS);
  return short.bytes < MIN_BYTES ? rateOf(long) : Math.min(rateOf(long), rateOf(short));
}

interface Carried {
  readonly bytes: number;
  readonly busyMs: number;
}

/** A whole segment within a millisecond came from a cache; the clock says no more of it. */
const rateOf = ({ bytes, busyMs }: Carried): number => (bytes * 8000) / Math.max(busyMs, 1);

function carried(transfers: readonly Transfer[], nowMs: number, windowMs: number): Carried {
  // The shortest wait is a round trip, in which nothing flows; longer ones are a link busy with others, or a page with work.
  const roundTripMs = Math.min(...transfers.map(({ firstByteMs }) => firstByteMs ?? Infinity));
  const sinceMs = nowMs - windowMs;
  let bytes = 0;
  let busyMs = 0;
  let busyUntilMs = sinceMs;
  const spans = transfers
    .map((transfer) => {
      const toMs = transfer.endedAtMs ?? nowMs;
      const fromMs = transfer.startedAtMs + Math.min(roundTripMs, transfer.firstByteMs ?? Infinity);
      return { fromMs: Math.min(fromMs, toMs), toMs, bytes: transfer.bytes };
    })
    .filter(({ toMs }) => toMs > sinceMs)
    .toSorted((a, b) => a.fromMs - b.fromMs);
  for (const span of spans) {
    const lengthMs = span.toMs - span.fromMs;
    bytes += lengthMs > 0 ? (span.bytes * (span.toMs - Math.max(span.fromMs, sinceMs))) / lengthMs : span.bytes;
    busyMs += Math.max(0, span.toMs - Math.max(span.fromMs, busyUntilMs));
    busyUntilMs = Math.max(busyUntilMs, span.toMs);
  }
  return { bytes, busyMs };
}
