export const DEFAULT_DWELL_MS = 8000;
/** Two lines are read in this time. */
export const MIN_DWELL_MS = 3000;
export const MAX_DWELL_MS = 30_000;
/** Between two tips: one is seen to go before the next comes. */
export const GAP_MS = 500;

/** The larger, the later a queue makes haste. */
const PATIENCE = 4;

/**
 * How long a tip is shown, in milliseconds: as long as it wishes while at most one other waits, and ever shorter the more do, down to
 * `MIN_DWELL_MS`.
 *
 * @param waiting how many others wait
 */
export function dwellMs(displayMs: number = DEFAULT_DWELL_MS, waiting = 0): number {
  const wishedMs = Math.min(displayMs, MAX_DWELL_MS);
  return Math.max(MIN_DWELL_MS, Math.round((wishedMs * PATIENCE) / (PATIENCE + Math.max(0, waiting - 1))));
}
