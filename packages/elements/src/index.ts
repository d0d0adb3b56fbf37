/**
 * The classes of all elements. Importing them registers nothing: `@t333/elements/define` does, or each element's own
 * `…/define`.
 *
 * @module
 */
export * from './age-gate/index.ts';
export * from './control-room/index.ts';
export * from './emote-picker/index.ts';
export * from './global-timeline/index.ts';
export * from './health-panel/index.ts';
export * from './live-badge/index.ts';
export * from './live-card/index.ts';
export * from './live-chat/index.ts';
export * from './live-player/index.ts';
export * from './live-tip-ticker/index.ts';
export * from './moderation-panel/index.ts';
export * from './multi-stream-grid/index.ts';
export * from './performance-warning/index.ts';
export * from './playback-stats/index.ts';
export * from './settings-panel/index.ts';
export * from './stream-key-card/index.ts';
export * from './stream-schedule/index.ts';
export * from './sync-meter/index.ts';
export * from './vod-offset-controls/index.ts';
export * from './wall-stats/index.ts';
export { registerLocale, type Messages } from './i18n/index.ts';
