import type { ReadableStore } from '../state/store.ts';

/** `date`: since the moment was filmed, by PROGRAM-DATE-TIME. `edge`: since it could be had; the way to there is not in it. */
export type LatencySource = 'date' | 'edge';

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
  /** From here on one is live, as far as a viewer is concerned. Named as in media-ui-extensions. */
  readonly liveEdgeStart: number;
  /** Whether what the viewer was at is no longer to be had. */
  readonly expired: boolean;
  /** Milliseconds since 1970 of what the start shows; null where there is no date. */
  readonly startEpochMs: number | null;
}

/**
 * - `off`: nothing live is there, or it is not ready.
 * - `following`: it is kept at the target.
 * - `stalled`: it would be, but nothing comes.
 * - `time-shifted`: the viewer watches the past, and is left there.
 * - `yielding`: the viewer has paused it, or the viewer or a group has set another rate.
 */
export type LiveMode = 'off' | 'following' | 'stalled' | 'time-shifted' | 'yielding';

/** `low`: as near to the live edge as the stream allows. `normal`: as far from it as without Low-Latency HLS, which no late part can stop. */
export type LatencyMode = 'low' | 'normal';

export interface LiveState {
  readonly mode: LiveMode;
  /** Seconds; null while unknown. */
  readonly latencySeconds: number | null;
  readonly latencySource: LatencySource | null;
  /** The latency that is aimed at: what was asked for, as far as it can be had, and what others on the wall need. */
  readonly targetLatencySeconds: number | null;
  /** The same without the others. */
  readonly ownTargetLatencySeconds: number | null;
  /** How far behind the target it is, in seconds; negative where it is ahead. */
  readonly driftSeconds: number | null;
  /** Whether it is live as far as a viewer is concerned: a Go Live button is hidden. It does not flap. */
  readonly isAtEdge: boolean;
  /** How far behind live playback would be, in seconds; never negative. */
  readonly behindSeconds: number;
  readonly window: DvrWindow | null;
  /** What `latencyMode` can be; empty where there is no choice: no low latency, or a `targetLatency`. */
  readonly latencyModes: readonly LatencyMode[];
  readonly latencyMode: LatencyMode;
}

/** What the page of an element wants of a live stream; what is no such number counts as none. */
export interface LiveWishes {
  /** How far behind the camera, or the live edge, to begin and to stay, in seconds. */
  readonly targetLatency: number | null;
}

/** Keeps one player at its distance from the live edge, and tells where it is. */
export interface LiveControl {
  readonly state: ReadableStore<LiveState>;
  /**
   * The latency that was asked for, in seconds; null for the stream's own. What a rate does not bring in some seconds is left out, waited for, or shown
   * again. Setting it throws a T333Error `invalid-argument` unless it is null or above 0.
   */
  targetLatency: number | null;
  /** Which of the two distances that a stream asks for is kept, where no `targetLatency` was asked for. Setting it takes who is live there at once. */
  latencyMode: LatencyMode;
  /** How far back a viewer may go, in seconds, 0 or more; Infinity for as far as the stream reaches. */
  dvrWindow: number;
  /** The latency that a wall has in common, in seconds; where this player needs more for itself, that counts. Null for none. */
  setGroupTarget(seconds: number | null): void;
  /**
   * Returns to the live edge, and plays.
   *
   * @throws T333Error `unsupported` where nothing is live
   */
  goLive(): Promise<void>;
}
