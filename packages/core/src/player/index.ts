export {
  MAX_RATE,
  MIN_RATE,
  PlayerErrorEvent,
  PlayerEvent,
  type CaptionTrack,
  type CommandOptions,
  type CommandOrigin,
  type Lifecycle,
  type PlayerCapabilities,
  type PlayerEvents,
  type PlayerPhase,
  type PlayerState,
  type Recovery,
  type Rendition,
  type StreamPlayer,
  type StreamType,
  type WallClock,
} from './player.ts';
export { type MediaLike } from './media-like.ts';
export { HlsPlayer, type HlsPlayerOptions } from './hls-player.ts';
export { MediaPlayer, type MediaPlayerOptions } from './media-player.ts';
export { autoplay } from './autoplay.ts';
export {
  defaultSources,
  fileSource,
  hlsSource,
  SourceRegistry,
  type SourceContext,
  type SourceType,
} from './sources.ts';
