import type { T333Error } from '../errors.ts';
import type { ChatMessage, ChatPosition, ChatUser } from './message.ts';

/** Rules of a channel. */
export interface ChatSettings {
  /** The least time between two messages of one user; 0 is off. */
  readonly slowModeMs: number;
  /** For how long one has to follow before one may write; 0 is any follower, null is everybody. */
  readonly followersOnlyMs: number | null;
  readonly subscribersOnly: boolean;
  readonly emoteOnly: boolean;
  /** What was said before may not be said again. */
  readonly uniqueOnly: boolean;
  /** Code points of a message. */
  readonly maxLength: number;
  /** What may not be said; only moderators are told. */
  readonly blockedWords?: readonly string[];
}

export const DEFAULT_CHAT_SETTINGS: ChatSettings = Object.freeze({
  slowModeMs: 0,
  followersOnlyMs: null,
  subscribersOnly: false,
  emoteOnly: false,
  uniqueOnly: false,
  maxLength: 500,
});

export type ChatRole = 'viewer' | 'vip' | 'moderator' | 'broadcaster';

/** Who this transport speaks for in a channel. */
export interface ChatIdentity {
  readonly user: ChatUser;
  readonly role: ChatRole;
  readonly badges: ChatMessage['badges'];
  /** The end of a time-out that it is in, Unix milliseconds. */
  readonly timeoutUntilMs?: number;
  /** When the next message will be taken, Unix milliseconds. */
  readonly cooldownUntilMs?: number;
}

interface ChannelEvent {
  readonly channel: string;
  /** Unix milliseconds, by the server's clock, where it tells. */
  readonly atMs?: number;
  readonly position?: ChatPosition;
}

export interface ChatMessageEvent extends ChannelEvent {
  readonly type: 'message';
  readonly message: ChatMessage;
}

/** Messages are gone; a list may show that they were there. */
export interface ChatDeletedEvent extends ChannelEvent {
  readonly type: 'deleted';
  readonly messageIds: readonly string[];
}

/** Somebody was silenced, or may speak again. `timeout` and `ban` take back what they have said. */
export interface ChatModeratedEvent extends ChannelEvent {
  readonly type: 'moderated';
  readonly userId: string;
  readonly action: 'timeout' | 'ban' | 'untimeout' | 'unban' | 'warn';
  /** The login, where the service tells. */
  readonly handle?: string;
  /** The end of a time-out, Unix milliseconds. */
  readonly untilMs?: number;
  /** Why, in a moderator's words. */
  readonly reason?: string;
}

/** Everything that was said so far is taken back. */
export interface ChatClearedEvent extends ChannelEvent {
  readonly type: 'cleared';
}

/** A message was pinned; null: none is any more. */
export interface ChatPinnedEvent extends ChannelEvent {
  readonly type: 'pinned';
  readonly message: ChatMessage | null;
}

/** A message waits for a moderator, who approves or denies it. Moderators are told, and who wrote it. */
export interface ChatHeldEvent extends ChannelEvent {
  readonly type: 'held';
  readonly message: ChatMessage;
  /** The service's own name for it. */
  readonly reason: string;
  /** How sure the service is, 0 to 1. */
  readonly score?: number;
}

/** How many watch. */
export interface ChatViewersEvent extends ChannelEvent {
  readonly type: 'viewers';
  readonly viewerCount: number;
}

/** All settings, after a change. */
export interface ChatSettingsEvent extends ChannelEvent {
  readonly type: 'settings';
  readonly settings: ChatSettings;
}

/** The system says something: a subscription, a raid, a tip, or why a message was not taken. */
export interface ChatNoticeEvent extends ChannelEvent {
  readonly type: 'notice';
  /** Unique within the service, where it has one. */
  readonly id?: string;
  /** The service's own name: `resub`, `raid`, `slow_on`. */
  readonly kind: string;
  /** The service's own words, in English. */
  readonly text: string;
  /** Whom it is about. */
  readonly user?: ChatUser;
  /** What that user said with it. */
  readonly message?: ChatMessage;
  /** The service's own facts. */
  readonly details: Readonly<Record<string, string | number | boolean>>;
}

/** Who the transport speaks for is known, or has changed. */
export interface ChatIdentityEvent extends ChannelEvent {
  readonly type: 'identity';
  readonly identity: ChatIdentity;
}

/**
 * The channel's stream of events was interrupted: between what came before this one and what comes after it, some may be missing.
 */
export interface ChatGapEvent extends ChannelEvent {
  readonly type: 'gap';
  /** True where what was received so far is void: a new log, whose history follows. */
  readonly reset: boolean;
  /** The first and the last that are missing, where events are numbered: `history()` may still have them. */
  readonly from?: ChatPosition;
  readonly to?: ChatPosition;
  /** When the server was last heard before, Unix milliseconds: nothing older is missing. */
  readonly sinceMs?: number;
}

/** Consumers leave alone what they do not know: others will be added. */
export type ChatEvent =
  | ChatMessageEvent
  | ChatDeletedEvent
  | ChatModeratedEvent
  | ChatClearedEvent
  | ChatPinnedEvent
  | ChatHeldEvent
  | ChatViewersEvent
  | ChatSettingsEvent
  | ChatNoticeEvent
  | ChatIdentityEvent
  | ChatGapEvent;

/** What has come in, in order: what one frame of the connection brought is one event. */
export class ChatEventsEvent extends Event {
  readonly events: readonly ChatEvent[];

  constructor(events: readonly ChatEvent[]) {
    super('chat');
    this.events = Object.freeze(events);
  }
}

/** Something failed that nobody waits for: a frame that is none, a lost connection. The transport goes on where it can. */
export class ChatErrorEvent extends Event {
  readonly error: T333Error;

  constructor(error: T333Error) {
    super('error');
    this.error = error;
  }
}

export interface ChatTransportEvents {
  chat: ChatEventsEvent;
  error: ChatErrorEvent;
}
