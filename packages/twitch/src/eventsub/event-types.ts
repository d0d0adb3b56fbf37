/** What Twitch sends, in its own words, for the types that chats and walls of streams need. Others pass through as they are. */

interface Broadcaster {
  broadcaster_user_id: string;
  broadcaster_user_login: string;
  broadcaster_user_name: string;
}

interface Person {
  user_id: string;
  user_login: string;
  user_name: string;
}

interface Chatter {
  chatter_user_id: string;
  chatter_user_login: string;
  chatter_user_name: string;
}

interface Target {
  target_user_id: string;
  target_user_login: string;
  target_user_name: string;
}

type Optional<Fields> = { [Name in keyof Fields]: Fields[Name] | null };

interface SourceBroadcaster {
  source_broadcaster_user_id: string;
  source_broadcaster_user_login: string;
  source_broadcaster_user_name: string;
}

export interface EventSubBadge {
  set_id: string;
  id: string;
  info: string;
}

export interface EventSubFragment {
  type: 'text' | 'cheermote' | 'emote' | 'mention';
  text: string;
  cheermote: { prefix: string; bits: number; tier: number } | null;
  emote: { id: string; emote_set_id: string; owner_id: string; format: ('animated' | 'static')[] } | null;
  mention: Person | null;
}

export interface EventSubText {
  text: string;
  fragments: EventSubFragment[];
}

export interface StreamOnlineEvent extends Broadcaster {
  id: string;
  type: 'live' | 'playlist' | 'watch_party' | 'premiere' | 'rerun';
  started_at: string;
}

export interface ChannelUpdateEvent extends Broadcaster {
  title: string;
  language: string;
  category_id: string;
  category_name: string;
  content_classification_labels: string[];
}

export interface ChannelRaidEvent {
  from_broadcaster_user_id: string;
  from_broadcaster_user_login: string;
  from_broadcaster_user_name: string;
  to_broadcaster_user_id: string;
  to_broadcaster_user_login: string;
  to_broadcaster_user_name: string;
  viewers: number;
}

export interface ChannelChatMessageEvent extends Broadcaster, Chatter, Optional<SourceBroadcaster> {
  message_id: string;
  message: EventSubText;
  message_type:
    | 'text'
    | 'channel_points_highlighted'
    | 'channel_points_sub_only'
    | 'user_intro'
    | 'power_ups_message_effect'
    | 'power_ups_gigantified_emote';
  badges: EventSubBadge[];
  cheer: { bits: number } | null;
  color: string;
  reply: {
    parent_message_id: string;
    parent_message_body: string;
    parent_user_id: string;
    parent_user_login: string;
    parent_user_name: string;
    thread_message_id: string;
    thread_user_id: string;
    thread_user_login: string;
    thread_user_name: string;
  } | null;
  channel_points_custom_reward_id: string | null;
  source_message_id: string | null;
  source_badges: EventSubBadge[] | null;
  is_source_only: boolean | null;
}

/** Besides these it has one field with the facts of its `notice_type`: `sub`, `resub`, `raid`, … */
export interface ChannelChatNotificationEvent extends Broadcaster, Chatter, Optional<SourceBroadcaster> {
  chatter_is_anonymous: boolean;
  color: string;
  badges: EventSubBadge[];
  system_message: string;
  message_id: string;
  message: EventSubText;
  notice_type: string;
  [facts: string]: unknown;
}

export interface ChannelChatSettingsEvent extends Broadcaster {
  emote_mode: boolean;
  follower_mode: boolean;
  follower_mode_duration_minutes: number | null;
  slow_mode: boolean;
  slow_mode_wait_time_seconds: number | null;
  subscriber_mode: boolean;
  unique_chat_mode: boolean;
}

/** `action` names the field with its facts: `ban`, `timeout`, `delete`, … The others are null. */
export interface ChannelModerateEvent extends Broadcaster, Optional<SourceBroadcaster> {
  moderator_user_id: string;
  moderator_user_login: string;
  moderator_user_name: string;
  action: string;
  followers: { follow_duration_minutes: number } | null;
  slow: { wait_time_seconds: number } | null;
  vip: Person | null;
  unvip: Person | null;
  mod: Person | null;
  unmod: Person | null;
  ban: (Person & { reason: string | null }) | null;
  unban: Person | null;
  timeout: (Person & { reason: string | null; expires_at: string }) | null;
  untimeout: Person | null;
  raid: (Person & { viewer_count: number }) | null;
  unraid: Person | null;
  delete: (Person & { message_id: string; message_body: string }) | null;
  warn?: (Person & { reason: string | null; chat_rules_cited: string[] | null }) | null;
  [facts: string]: unknown;
}

interface BroadcasterCondition {
  broadcaster_user_id: string;
}

/** A chat, and who reads it: the token's user. */
interface ChatCondition extends BroadcasterCondition {
  user_id: string;
}

/** Type → what it is about, the version that is meant where none is given, and what it tells. */
export interface EventSubTypes {
  'stream.online': { condition: BroadcasterCondition; event: StreamOnlineEvent };
  'stream.offline': { condition: BroadcasterCondition; event: Broadcaster };
  'channel.update': { condition: BroadcasterCondition; event: ChannelUpdateEvent };
  'channel.raid': {
    condition: { from_broadcaster_user_id: string } | { to_broadcaster_user_id: string };
    event: ChannelRaidEvent;
  };
  'channel.moderate': {
    condition: BroadcasterCondition & { moderator_user_id: string };
    event: ChannelModerateEvent;
  };
  'channel.chat.message': { condition: ChatCondition; event: ChannelChatMessageEvent };
  'channel.chat.message_delete': { condition: ChatCondition; event: Broadcaster & Target & { message_id: string } };
  'channel.chat.clear': { condition: ChatCondition; event: Broadcaster };
  'channel.chat.clear_user_messages': { condition: ChatCondition; event: Broadcaster & Target };
  'channel.chat.notification': { condition: ChatCondition; event: ChannelChatNotificationEvent };
  'channel.chat_settings.update': { condition: ChatCondition; event: ChannelChatSettingsEvent };
  'channel.chat.user_message_hold': {
    condition: ChatCondition;
    event: Broadcaster & Person & { message_id: string; message: EventSubText };
  };
  'channel.chat.user_message_update': {
    condition: ChatCondition;
    event: Broadcaster &
      Person & { status: 'approved' | 'denied' | 'invalid'; message_id: string; message: EventSubText };
  };
}

export type KnownEventSubType = keyof EventSubTypes;

/** The version of a type that the types above describe; 1 where none is named. */
const VERSIONS: Readonly<Record<string, string>> = { 'channel.update': '2', 'channel.moderate': '2' };

export const versionOf = (type: string): string => (Object.hasOwn(VERSIONS, type) ? VERSIONS[type]! : '1');
