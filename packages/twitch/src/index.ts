/**
 * Twitch for t333: the client of its API, tokens, chat, EventSub and the embedded player. Every part is a subpath of its own,
 * with all that belongs to it: `@t333/twitch/helix`, `…/auth`, `…/chat`, `…/eventsub`, `…/embed`. What holds a client secret
 * is only in `@t333/twitch/auth/server`.
 *
 * @module
 */
export { publicClient } from './auth/client.ts';
export { TokenManager } from './auth/token-manager.ts';
export { APP, type AccessToken, type TokenSource } from './auth/token-source.ts';
export { TwitchChat } from './chat/twitch-chat.ts';
export { registerTwitch } from './embed/register-twitch.ts';
export { TwitchPlayer } from './embed/twitch-player.ts';
export { EventSub } from './eventsub/event-sub.ts';
export { TwitchClient } from './helix/client.ts';
export { TwitchHttpError } from './helix/http-error.ts';
export { TwitchCache } from './helix/twitch-cache.ts';
