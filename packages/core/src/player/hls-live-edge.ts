import type Hls from 'hls.js';
import { HOLD_BACK_STEPS } from '../live/live-start.ts';
import { timeRanges } from './time-ranges.ts';

/** In seconds, by the last playlist; NaN where nothing is live. */
export function liveEdgeOf(hls: Hls | null): Record<'offset' | 'holdBack' | 'step', number> {
  const details = hls?.latestLevelDetails;
  if (!hls || !details?.live) return { offset: NaN, holdBack: NaN, step: NaN };
  const { partHoldBack, holdBack, partTarget, targetduration } = details;
  const { liveSyncDuration = 0, liveSyncDurationCount = 0 } = hls.userConfig;
  const parts = hls.config.lowLatencyMode && partTarget > 0;
  const wanted = liveSyncDuration || liveSyncDurationCount * targetduration;
  const inSegments = wanted || holdBack || HOLD_BACK_STEPS * targetduration;
  return {
    offset: wanted || (parts && partHoldBack) || inSegments,
    holdBack: inSegments,
    step: parts ? partTarget : targetduration,
  };
}

/** Of a live stream what its playlist has: browsers add what is still buffered of what was there before. */
export function seekableOf(hls: Hls | null, seekable: TimeRanges): TimeRanges {
  const details = hls?.latestLevelDetails;
  if (!details?.live || seekable.length === 0) return seekable;
  const end = seekable.end(seekable.length - 1);
  return timeRanges([Math.min(Math.max(seekable.start(0), details.fragmentStart), end), end]);
}
