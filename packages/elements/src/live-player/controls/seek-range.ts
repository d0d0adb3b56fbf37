import type { LiveState, PlayerState } from '@t333/core/player';

/** The span that a seek bar covers, in seconds on the player's timeline. */
export interface SeekRange {
  readonly start: number;
  readonly end: number;
  readonly isLive: boolean;
  /** Milliseconds since 1970 of what the start shows; null where there is no date. */
  readonly startEpochMs: number | null;
}

/**
 * Where nobody follows the live edge, as in an embed, a live stream gets a seek bar when one can go back at least this far; seconds. An ordinary live playlist, without
 * DVR, holds three to five segments of up to 6 s.
 */
export const MIN_DVR_SECONDS = 30;

/** There it counts as live up to this far behind the end of the playlist; seconds. Players keep about three segments of up to 6 s. */
export const LIVE_EDGE_SECONDS = 20;

/**
 * What a viewer can seek in, or null where there is nothing to seek.
 *
 * @param live null where nobody follows the live edge
 */
export function seekRange(
  { streamType, duration, capabilities }: Pick<PlayerState, 'streamType' | 'duration' | 'capabilities'>,
  seekable: TimeRanges | undefined,
  live: LiveState | null,
): SeekRange | null {
  if (capabilities.seek === 'none') return null;
  if (streamType === 'on-demand')
    return duration > 0 ? { start: 0, end: duration, isLive: false, startEpochMs: null } : null;
  if (streamType !== 'live' || !seekable?.length) return null;
  const window = live?.window;
  if (window) {
    const { start, end, startEpochMs, targetLiveWindow } = window;
    return targetLiveWindow > 0 ? { start, end, isLive: true, startEpochMs } : null;
  }
  const start = seekable.start(0);
  const end = seekable.end(seekable.length - 1);
  return end - start >= MIN_DVR_SECONDS ? { start, end, isLive: true, startEpochMs: null } : null;
}
