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
  type ChatIdentity,
  type ChatIdentityEvent,
  type ChatMessageEvent,
  type ChatModeratedEvent,
  type ChatNoticeEvent,
  type ChatRole,
  type ChatSettings,
  type ChatSettingsEvent,
  type ChatTransportEvents,
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
export type {
  ChatCapabilities,
  ChatChannelState,
  ChatReceipt,
  ChatTransport,
  ChatTransportState,
  ChatTransportStatus,
  HistoryOptions,
  JoinOptions,
  ModerationAct,
  SendOptions,
} from './transport.ts';
