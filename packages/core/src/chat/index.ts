/**
 * Chats: the contract of transports, and the client that makes one list of many.
 *
 * @module
 */
export { ChatClient } from './chat-client.ts';
export type { ChatClientOptions, ClientSendOptions } from './chat-client-options.ts';
export {
  ChatReplay,
  replayOf,
  type ChatReplayOptions,
  type ChatReplaySource,
  type ChatReplayState,
  type ReplayedMessage,
} from './chat-replay.ts';
export { type ChatStatus } from './chat-status.ts';
export { type ChatClientState, type ClientChannelState } from './client-state.ts';
export { type DraftStorage } from './drafts.ts';
export {
  ChatErrorEvent,
  ChatEventsEvent,
  DEFAULT_CHAT_SETTINGS,
  type ChatClearedEvent,
  type ChatDeletedEvent,
  type ChatEvent,
  type ChatGapEvent,
  type ChatHeldEvent,
  type ChatIdentity,
  type ChatIdentityEvent,
  type ChatMessageEvent,
  type ChatModeratedEvent,
  type ChatNoticeEvent,
  type ChatPinnedEvent,
  type ChatRole,
  type ChatSettings,
  type ChatSettingsEvent,
  type ChatTransportEvents,
  type ChatViewersEvent,
} from './events.ts';
export type {
  ChatDeletion,
  ChatEntry,
  ChatFeed,
  ChatFeedChange,
  ChatFeedRun,
  ChatGapEntry,
  ChatMessageEntry,
  ChatMessageStatus,
  ChatModeratedEntry,
  ChatNoticeEntry,
} from './feed.ts';
export { chatFragments, type EmoteRange } from './fragments.ts';
export { type ChatFilter } from './judge.ts';
export { wordFilter, type ChatWords } from './word-filter.ts';
export {
  messageKey,
  type ChatBadge,
  type ChatFragment,
  type ChatMessage,
  type ChatMessageKind,
  type ChatPosition,
  type ChatReply,
  type ChatUser,
  type EmoteFragment,
  type EmoteImage,
  type LinkFragment,
  type MentionFragment,
  type TextFragment,
} from './message.ts';
export { RecentIds } from '../state/recent-ids.ts';
export { checkBlockedWords, readBlockedWords, type BlockedWordsProblem } from './moderation/blocked-words.ts';
export { ChannelModeration, type ChannelModerationOptions } from './moderation/channel-moderation.ts';
export { DENIAL_WAIT_MS } from './moderation/judgements.ts';
export type {
  ModerationApi,
  ModerationPage,
  ModerationPageRequest,
  ModeratorsApi,
} from './moderation/moderation-api.ts';
export { moderationRest, type ModerationRestOptions } from './moderation/moderation-rest.ts';
export { ModeratorList, type ModeratorListState } from './moderation/moderator-list.ts';
export type { ModerationState } from './moderation/moderation-state.ts';
export type { HeldMessage, Judgement, ModerationRecord, NamedUser, Silence } from './moderation/records.ts';
export { ChatRefusal, type ChatRefusalReason } from './refusal.ts';
export { type SendGate } from './slow-mode.ts';
export {
  NEW_CHAT_CHANNEL,
  type ChatCapabilities,
  type ChatChannelState,
  type ChatHistoryPage,
  type ChatReceipt,
  type ChatTopic,
  type ChatTransport,
  type ChatTransportState,
  type ChatTransportStatus,
  type HistoryOptions,
  type JoinOptions,
  type ModerationAct,
  type SendOptions,
} from './transport.ts';
export { T333Chat, type T333ChatHabits, type T333ChatOptions } from './t333-chat.ts';
export { type EmoteResolver } from './t333-events.ts';
