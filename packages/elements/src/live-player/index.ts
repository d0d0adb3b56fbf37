export { LivePlayer } from './live-player.ts';
export { PlayerChangeEvent, type LivePlayerEvents } from './live-player.events.ts';
export { type MediaErrorLike } from './media-shape.ts';
