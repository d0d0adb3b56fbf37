/**
 * What happens on Twitch, over one WebSocket.
 *
 * @module
 */
export { EventSubCloseError } from './close-error.ts';
export { EventSub, type EventSubState } from './event-sub.ts';
export type {
  ChannelChatMessageEvent,
  ChannelChatNotificationEvent,
  ChannelChatSettingsEvent,
  ChannelModerateEvent,
  ChannelRaidEvent,
  ChannelUpdateEvent,
  EventSubBadge,
  EventSubFragment,
  EventSubText,
  EventSubTypes,
  KnownEventSubType,
  StreamOnlineEvent,
} from './event-types.ts';
export { EventSubErrorEvent, GapEvent, NotificationEvent, RevocationEvent, type EventSubEvents } from './events.ts';
export { parseTimestamp, type EventSubNotification } from './frame.ts';
export type { ConditionOf, EventSubOptions, SubscribeOptions } from './options.ts';
export type { EventSubApi, SubscriptionState, SubscriptionStatus } from './subscriptions.ts';
