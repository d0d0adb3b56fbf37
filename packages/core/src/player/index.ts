export * from './contract.ts';
export { HlsPlayer, type HlsPlayerOptions } from './hls-player.ts';
export { MediaPlayer, type MediaPlayerOptions } from './media-player.ts';
