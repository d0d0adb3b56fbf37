import type { DvrWindow } from '../player/live-control.ts';
import type { WallClock } from '../player/player.ts';
import { epochAt } from './latency.ts';
import { GO_LIVE_SECONDS } from './live-edge.ts';

/** Below this there is nothing worth going back to, in seconds; playlists without DVR hold 10 to 40 s. */
const MIN_DVR_SECONDS = 60;

export interface DvrWindowInput {
  /** What can be sought in, in seconds. */
  readonly seekable: { readonly start: number; readonly end: number };
  /** Where live playback would be now, in seconds: the end of the timeline. */
  readonly livePoint: number;
  readonly position: number;
  readonly wallClock: WallClock | null;
  /** How far back a viewer may go, in seconds; 0 for not at all. */
  readonly dvrWindowSeconds: number;
}

export function dvrWindow({ seekable, livePoint, position, wallClock, dvrWindowSeconds }: DvrWindowInput): DvrWindow {
  const end = Math.min(Math.max(livePoint, seekable.start), seekable.end);
  const start = Math.max(seekable.start, end - dvrWindowSeconds);
  const within = Math.min(Math.max(position, start), end);
  const length = end - start;
  return Object.freeze({
    start,
    end,
    position: within,
    behindSeconds: end - within,
    liveEdgeStart: end - GO_LIVE_SECONDS,
    targetLiveWindow: length >= MIN_DVR_SECONDS ? length : 0,
    // A limit of ours takes nothing away from who is there already.
    expired: position < seekable.start,
    startEpochMs: wallClock && epochAt(wallClock, start),
  });
}

/** Milliseconds since 1970 of what a position of the window shows; null where there is no date. */
export const windowEpochAt = ({ start, startEpochMs }: DvrWindow, seconds: number): number | null =>
  startEpochMs === null ? null : startEpochMs + (seconds - start) * 1000;
