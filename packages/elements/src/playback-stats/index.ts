export { PlaybackStats } from './playback-stats.ts';
