import type { ReadableStore } from '../state/store.ts';
import type { PlayerState, StreamPlayer } from '../player/player.ts';

/** What of a player's state live playback depends on. */
export type LivePlayerState = Pick<
  PlayerState,
  | 'source'
  | 'phase'
  | 'lifecycle'
  | 'capabilities'
  | 'streamType'
  | 'wallClock'
  | 'paused'
  | 'playRequested'
  | 'seeking'
  | 'buffering'
  | 'hasFrame'
  | 'rate'
  | 'volume'
  | 'muted'
>;

/** What live playback needs of a player; every `StreamPlayer` is one. */
export interface LivePlayer extends Pick<
  StreamPlayer,
  'currentTime' | 'buffered' | 'seekable' | 'play' | 'pause' | 'seek' | 'setRate' | 'addEventListener'
> {
  readonly state: ReadableStore<LivePlayerState>;
  /** How far from the live edge its playlist wants to be played, in seconds, as in media-ui-extensions; NaN while unknown. */
  readonly liveEdgeOffset?: number;
  /** The same without Low-Latency HLS. Where it is more, the viewer has a choice. */
  readonly holdBack?: number;
  /** How far its live edge moves at once, as the playlist says: a part or a segment, in seconds; NaN while unknown. */
  readonly liveEdgeStep?: number;
}
