/**
 * What every player is and does, and what finds one for a source, without the players themselves: those come on demand,
 * and a bundler that splits by file (esbuild) would else put them where this is imported.
 *
 * @module
 */
export {
  MAX_RATE,
  MIN_RATE,
  PlayerErrorEvent,
  PlayerEvent,
  type AudioTrack,
  type CaptionTrack,
  type CommandOptions,
  type CommandOrigin,
  type FrameCounts,
  type Lifecycle,
  type PlayerCapabilities,
  type PlayerEvents,
  type PlayerPhase,
  type PlayerState,
  type RateOptions,
  type Recovery,
  type Rendition,
  type RenditionOptions,
  type RenditionSwitch,
  type ShownFrame,
  type StreamPlayer,
  type StreamType,
  type WallClock,
} from './player.ts';
export {
  type DvrWindow,
  type LatencyMode,
  type LatencySource,
  type LiveControl,
  type LiveMode,
  type LiveState,
  type LiveWishes,
} from './live-control.ts';
export { type MediaLike } from './media-like.ts';
export { type SegmentRequest, type SegmentScheduler } from './segment-scheduler.ts';
export { autoplay } from './autoplay.ts';
export {
  defaultSources,
  fileSource,
  hlsSource,
  SourceRegistry,
  type SourceContext,
  type SourceType,
} from './sources.ts';
