import type { WallClock } from '../player/player.ts';
import { epochAt } from './latency.ts';

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

/** The sliding window of a live stream, as a timeline. All positions are seconds on the player's own. */
export interface DvrWindow {
  readonly start: number;
  /** Where live playback would be. */
  readonly end: number;
  /** Where the viewer is, within the two. */
  readonly position: number;
  /** How far the viewer is behind the end, in seconds: 42 for a label of “−0:42”. */
  readonly behindSeconds: number;
  /** Seconds that a viewer can go back; 0 where that is not worth a timeline. Named as in media-ui-extensions. */
  readonly targetLiveWindow: number;
  /** Whether what the viewer was at is no longer to be had. */
  readonly expired: boolean;
  /** Milliseconds since 1970 of what the start shows; null where there is no date. */
  readonly startEpochMs: number | null;
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
    targetLiveWindow: length >= MIN_DVR_SECONDS ? length : 0,
    // A limit of ours takes nothing away from who is there already.
    expired: position < seekable.start,
    startEpochMs: wallClock && epochAt(wallClock, start),
  });
}

/** Milliseconds since 1970 of what a position of the window shows; null where there is no date. */
export const windowEpochAt = ({ start, startEpochMs }: DvrWindow, seconds: number): number | null =>
  startEpochMs === null ? null : startEpochMs + (seconds - start) * 1000;
