import type { DvrWindow, LatencyMode, LiveMode, LiveState } from '../player/live-control.ts';
import type { Clock } from '../time/clock.ts';
import { atLiveEdge } from './live-edge.ts';
import type { LiveReading } from './live-gauge.ts';
import type { LivePlayer } from './live-player.ts';
import type { Targets } from './live-targets.ts';
import type { ServerClock } from './server-clock.ts';

export interface LiveControllerOptions {
  player: LivePlayer;
  /** Seconds; null for what the stream asks for. */
  targetLatencySeconds?: number | null;
  /** How far back a viewer may go, in seconds. Default: as far as the stream reaches. */
  dvrWindowSeconds?: number;
  clock?: Clock;
  /** Default: one for all players of the page that go by this clock; `HlsPlayer` has one for each server. Until it was told the time it is the device's, which is believed within limits. */
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
  latencyModes: Object.freeze([]),
  latencyMode: 'low',
};

const BOTH_MODES: readonly LatencyMode[] = Object.freeze(['low', 'normal']);

/** What a viewer may choose from, by how far from its edge a stream wants to be played, in seconds: with low latency, and without. */
export const latencyModesOf = (lowSeconds: number, normalSeconds: number): readonly LatencyMode[] =>
  normalSeconds > lowSeconds ? BOTH_MODES : OFF.latencyModes;

/** What is to be told of a reading; `before` keeps the edge from flapping. */
export function liveState(
  before: LiveState,
  { latency, source }: LiveReading,
  { own, target }: Targets,
  window: DvrWindow,
  mode: LiveMode,
  choice: Pick<LiveState, 'latencyModes' | 'latencyMode'>,
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
    ...choice,
  };
}
