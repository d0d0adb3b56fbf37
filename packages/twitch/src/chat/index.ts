/**
 * Twitch chat over IRC, and the emotes that Twitch does not know.
 *
 * @module
 */
export type { ChatAccount } from './chat-account.ts';
export type { EmoteSource } from './emotes/emote-source.ts';
export { bttvEmotes, ffzEmotes, sevenTvEmotes, type EmoteProvider, type ProvidedEmote } from './emotes/providers.ts';
export {
  EmotesChangeEvent,
  EmotesErrorEvent,
  ThirdPartyEmotes,
  type EmoteCache,
  type ThirdPartyEmotesEvents,
  type ThirdPartyEmotesOptions,
} from './emotes/third-party-emotes.ts';
export { IrcMessage, parseIrc } from './irc-message.ts';
export { twitchAccount, type TwitchAccountOptions } from './twitch-account.ts';
export { IrcMessageEvent, TwitchChat, type TwitchChatEvents, type TwitchChatOptions } from './twitch-chat.ts';
export { readUserNotice, type UserNoticeDetails, type UserNoticeKind } from './user-notice.ts';
