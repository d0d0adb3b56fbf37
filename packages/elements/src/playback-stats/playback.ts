import type { PlayerState, Rendition, StreamPlayer } from '@t333/core/player/contract';
import { latencyOf } from '../stats/latency.ts';

/** A player, as far as its figures matter. */
export type PlaybackSubject = Pick<StreamPlayer, 'currentTime' | 'buffered' | 'seekable' | 'frames' | 'state'> & {
  readonly live?: { readonly state: Pick<NonNullable<StreamPlayer['live']>['state'], 'getSnapshot'> } | null;
};

/** One look at a player; null is unknown, or does not apply. */
export interface Playback {
  readonly phase:
    | PlayerState['phase']
    | 'playing'
    | 'paused'
    | 'buffering'
    | 'recovering'
    | Exclude<PlayerState['lifecycle'], 'active'>;
  readonly isLive: boolean;
  /** What plays, as it is listed. */
  readonly rendition: Rendition | null;
  readonly isAuto: boolean;
  /** Pixels of the picture. */
  readonly width: number | null;
  readonly height: number | null;
  readonly frameRate: number | null;
  readonly bitrateBps: number | null;
  /** What the link carries, as whoever measures it says, bits a second. */
  readonly bandwidthBps: number | null;
  /** Media ahead, in seconds. */
  readonly bufferSeconds: number;
  readonly droppedFrames: number | null;
  readonly totalFrames: number | null;
  /** Behind live, in seconds. */
  readonly latencySeconds: number | null;
  readonly targetLatencySeconds: number | null;
  readonly rate: number;
}

export function playbackOf(player: PlaybackSubject, bandwidthBps: number | null): Playback {
  const state = player.state.getSnapshot();
  const rendition = state.renditions.find(({ id }) => id === state.rendition) ?? null;
  const latencySeconds = latencyOf(player);
  const target = player.live?.state.getSnapshot().targetLatencySeconds ?? null;
  return {
    phase: phaseOf(state),
    isLive: state.streamType === 'live',
    rendition,
    isAuto: state.selectedRendition === 'auto',
    width: state.videoWidth || null,
    height: state.videoHeight || null,
    frameRate: rendition?.frameRate ?? null,
    bitrateBps: rendition?.averageBitrateBps ?? rendition?.bitrateBps ?? null,
    bandwidthBps,
    bufferSeconds: bufferOf(player),
    droppedFrames: player.frames?.dropped ?? null,
    totalFrames: player.frames?.total ?? null,
    latencySeconds,
    targetLatencySeconds: latencySeconds === null ? null : target,
    rate: state.rate,
  };
}

/** The one word that tells most. */
function phaseOf({ phase, lifecycle, recovery, paused, buffering }: PlayerState): Playback['phase'] {
  if (phase === 'error' || phase === 'ended') return phase;
  if (lifecycle !== 'active') return lifecycle;
  if (recovery) return 'recovering';
  if (phase !== 'ready') return phase;
  if (buffering) return 'buffering';
  return paused ? 'paused' : 'playing';
}

/** Browsers tell a start that lies a little after the position that plays. */
const ROUNDING_SECONDS = 0.1;

/** Media ahead of where a player is, in seconds. */
export function bufferOf({ buffered, currentTime }: Pick<PlaybackSubject, 'buffered' | 'currentTime'>): number {
  for (let i = 0; i < buffered.length; i++) {
    const end = buffered.end(i);
    if (buffered.start(i) <= currentTime + ROUNDING_SECONDS && end > currentTime) return end - currentTime;
  }
  return 0;
}
