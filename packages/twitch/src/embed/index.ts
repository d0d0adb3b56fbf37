/**
 * Twitch's own player as a player of t333: channels and videos, in an iframe that obeys Twitch's rules.
 *
 * @module
 */
export type { EmbedOptions, EmbedPlayer, EmbedQuality, EmbedScript, EmbedStats, EmbedEventType } from './embed-api.ts';
export { isTwitchSource } from './is-twitch-source.ts';
export { loadTwitch, TWITCH_SCRIPT_URL, type LoadTwitchOptions } from './load-twitch.ts';
export { registerTwitch, twitchSource, type TwitchSourceOptions } from './register-twitch.ts';
export { TwitchPlayer, type TwitchPlayerOptions } from './twitch-player.ts';
export { readTwitchSource, twitchPageUrl, type TwitchSource } from './twitch-source.ts';
