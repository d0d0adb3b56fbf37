import type { PlayerState } from '@t333/core/player';

/** The span that a seek bar covers, in seconds on the player's timeline. */
export interface SeekRange {
  readonly start: number;
  readonly end: number;
  readonly isLive: boolean;
}

/**
 * A live stream gets a seek bar when one can go back at least this far; seconds. An ordinary live playlist, without
 * DVR, holds three to five segments of up to 6 s.
 */
export const MIN_DVR_SECONDS = 30;

/** Counts as live up to this far behind the end of the playlist; seconds. Players keep about three segments of up to 6 s. */
export const LIVE_EDGE_SECONDS = 20;

/** What a viewer can seek in, or null where there is nothing to seek. */
export function seekRange(
  { streamType, duration, capabilities }: Pick<PlayerState, 'streamType' | 'duration' | 'capabilities'>,
  seekable: TimeRanges | undefined,
): SeekRange | null {
  if (capabilities.seek === 'none') return null;
  if (streamType === 'on-demand') return duration > 0 ? { start: 0, end: duration, isLive: false } : null;
  if (streamType !== 'live' || !seekable?.length) return null;
  const start = seekable.start(0);
  const end = seekable.end(seekable.length - 1);
  return end - start >= MIN_DVR_SECONDS ? { start, end, isLive: true } : null;
}
