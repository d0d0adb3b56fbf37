import type { MediaLike } from './media-like.ts';
import type { PlayerCapabilities, PlayerState } from './player.ts';
import { UNKNOWN_SOURCE } from './source-session.ts';

/** Of a media element that a player takes over as it is. */
export const adoptedState = (media: MediaLike, capabilities: PlayerCapabilities): PlayerState => ({
  ...UNKNOWN_SOURCE,
  source: media.src || null,
  ...(media.src && { phase: 'loading' }),
  lifecycle: 'active',
  streamType: 'unknown',
  capabilities,
  paused: media.paused,
  playRequested: !media.paused,
  rate: media.playbackRate,
  volume: media.volume,
  muted: media.muted,
  selectedRendition: 'auto',
});

/** What any media element can do. */
export const mediaCapabilities = (media: MediaLike): PlayerCapabilities =>
  Object.freeze({
    rate: 'continuous',
    seek: 'precise',
    renditions: 'none',
    frameTime: typeof media.requestVideoFrameCallback === 'function',
    latency: false,
    volume: true,
    suspend: false,
    scheduling: false,
  });
