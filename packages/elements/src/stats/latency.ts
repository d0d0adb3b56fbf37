import type { LiveState, StreamPlayer } from '@t333/core/player/contract';
import type { ReadableStore } from '@t333/core/state';

/** A player, as far as its latency matters. */
export type LatencySubject = Pick<StreamPlayer, 'state' | 'currentTime' | 'seekable'> & {
  readonly live?: { readonly state: Pick<ReadableStore<LiveState>, 'getSnapshot'> } | null;
};

/** How far behind live a player is, in seconds, by whoever keeps it live, or else behind what can be had; null where that means nothing. */
export function latencyOf({ state, currentTime, seekable, live }: LatencySubject): number | null {
  const { streamType, capabilities, hasFrame } = state.getSnapshot();
  if (streamType !== 'live' || !capabilities.latency || !hasFrame) return null;
  const known = live?.state.getSnapshot().latencySeconds ?? null;
  if (known !== null) return known;
  if (seekable.length === 0) return null;
  const seconds = seekable.end(seekable.length - 1) - currentTime;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}
