/**
 * The contract of chats: what a transport tells, and what it can be asked.
 *
 * @module
 */
export {
  ChatErrorEvent,
  ChatEventsEvent,
  DEFAULT_CHAT_SETTINGS,
  type ChatClearedEvent,
  type ChatDeletedEvent,
  type ChatEvent,
  type ChatGapEvent,
  type ChatHealthEvent,
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
export { chatFragments, type EmoteRange } from './fragments.ts';
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
export { RecentIds } from './recent-ids.ts';
export { ChatRefusal, type ChatRefusalReason } from './refusal.ts';
export {
  NEW_CHAT_CHANNEL,
  type ChatCapabilities,
  type ChatChannelState,
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
