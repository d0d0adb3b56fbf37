/**
 * What a page without a bundler gets: the wall and the player, and every other element as soon as its tag appears. The build adds the sources
 * of Twitch.
 *
 * @module
 */
import './autoloader.ts';
import './live-player/define.ts';
import './multi-stream-grid/define.ts';

export * from './live-player/index.ts';
export * from './multi-stream-grid/index.ts';
export { registerLocale } from './i18n/index.ts';
