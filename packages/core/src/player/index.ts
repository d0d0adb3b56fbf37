export * from './contract.ts';
export { type LiveOptions } from './hls-live.ts';
export { HlsPlayer, type HlsPlayerOptions } from './hls-player.ts';
export { MediaPlayer, type MediaPlayerOptions } from './media-player.ts';
