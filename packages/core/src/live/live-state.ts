import type { Clock } from '../time/clock.ts';
import type { DvrWindow } from './dvr-window.ts';
import type { LatencySource } from './latency.ts';
import { atLiveEdge } from './live-edge.ts';
import type { LiveReading } from './live-gauge.ts';
import type { LivePlayer } from './live-player.ts';
import type { Targets } from './live-targets.ts';
import type { ServerClock } from './server-clock.ts';

/**
 * - `off`: nothing live is there, or it is not ready.
 * - `following`: it is kept at the target.
 * - `stalled`: it would be, but nothing comes.
 * - `time-shifted`: the viewer watches the past, and is left there.
 * - `yielding`: the viewer, or a group, has set another rate.
 */
export type LiveMode = 'off' | 'following' | 'stalled' | 'time-shifted' | 'yielding';

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
}

export interface LiveControllerOptions {
  player: LivePlayer;
  /** Seconds; null for what the stream asks for. */
  targetLatencySeconds?: number | null;
  /** How far back a viewer may go, in seconds. Default: as far as the stream reaches. */
  dvrWindowSeconds?: number;
  clock?: Clock;
  /** Default: one for all players of the page that go by this clock. Until it was told the time it is the device's, which is believed within limits. */
  serverClock?: ServerClock;
}

/** Of a player that has nothing live. */
export const OFF: LiveState = {
  mode: 'off',
  latencySeconds: null,
  latencySource: null,
  targetLatencySeconds: null,
  ownTargetLatencySeconds: null,
  driftSeconds: null,
  isAtEdge: false,
  behindSeconds: 0,
  window: null,
};

/** What is to be told of a reading; `before` keeps the edge from flapping. */
export function liveState(
  before: LiveState,
  { latency, source }: LiveReading,
  { own, target }: Targets,
  window: DvrWindow,
  mode: LiveMode,
): LiveState {
  const behindSeconds = Math.max(0, latency - target);
  return {
    mode,
    latencySeconds: latency,
    latencySource: source,
    targetLatencySeconds: target,
    ownTargetLatencySeconds: own,
    driftSeconds: latency - target,
    isAtEdge: atLiveEdge(before.mode === 'off' || before.isAtEdge, behindSeconds),
    behindSeconds,
    window,
  };
}
