import type { LivePlayer } from '../live/live-player.ts';
import type { StreamType } from '../player/player.ts';

/** A recording, a live stream, a live stream of low latency, as `st` of CTA-5004-B. */
export type StreamKind = 'v' | 'l' | 'll';

/** How near to the live edge a player plays, where it knows that. */
export type EdgeDistances = Pick<LivePlayer, 'liveEdgeOffset' | 'holdBack'>;

/** For requests and reports alike. */
export function streamKindOf(
  streamType: StreamType,
  { liveEdgeOffset = NaN, holdBack = NaN }: EdgeDistances,
): StreamKind | null {
  if (streamType === 'unknown') return null;
  if (streamType === 'on-demand') return 'v';
  // Only what comes in parts may be played nearer than its segments allow.
  return liveEdgeOffset < holdBack ? 'll' : 'l';
}
