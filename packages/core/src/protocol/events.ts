export interface RtUser {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  /** CSS `#rrggbb`. */
  readonly color?: string;
}

export interface RtBadge {
  readonly type: string;
  readonly tier?: string;
}

/** Code points, both inclusive. */
export interface RtEmote {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

export interface RtReplyTo {
  readonly id: string;
  readonly text?: string;
  readonly user?: RtUser;
}

export interface RtSettings {
  /** 0 to 120,000. */
  readonly slowModeMs: number;
  readonly followersOnlyMs: number | null;
  readonly subscribersOnly: boolean;
  readonly emoteOnly: boolean;
  readonly maxLength: number;
  /** Moderators only. */
  readonly blockedWords?: readonly string[];
}

interface OfChannel {
  /** Left out where the frame around it names the channel. */
  readonly channelId?: string;
}

/** Contiguous from 1 within an epoch. */
interface Logged extends OfChannel {
  readonly seq: number;
  readonly at: number;
}

/** What somebody said. */
export interface RtMessage {
  readonly id: string;
  readonly user: RtUser;
  readonly text: string;
  readonly emotes: readonly RtEmote[];
  readonly badges: readonly RtBadge[];
  readonly replyTo?: RtReplyTo;
  /** Only to who has sent it: what it was called before it had an id. */
  readonly nonce?: string;
  /** Of a message in another event: when it was said, and its place. */
  readonly at?: number;
  readonly seq?: number;
}

export type RtChatEvent = Logged & Omit<RtMessage, 'seq' | 'at'> & { readonly type: 'chat' };

export interface RtDeletedEvent extends Logged {
  readonly type: 'chat_deleted';
  readonly messageIds: readonly string[];
}

export interface RtModeratedEvent extends Logged {
  readonly type: 'user_moderated';
  readonly userId: string;
  readonly action: 'timeout' | 'untimeout' | 'ban' | 'unban' | 'warn';
  readonly untilAt?: number;
  readonly reason?: string;
}

export interface RtClearedEvent extends Logged {
  readonly type: 'cleared';
}

export interface RtPinEvent extends Logged {
  readonly type: 'pin';
  readonly message: RtMessage | null;
}

/** A message is to stand out. */
export interface RtHighlightEvent extends Logged {
  readonly type: 'highlight';
  readonly messageId: string;
}

export interface RtSettingsEvent extends Logged, RtSettings {
  readonly type: 'settings';
}

export interface RtHeldEvent extends Logged {
  readonly type: 'held';
  readonly message: RtMessage;
  readonly reason: string;
  readonly score?: number;
}

export interface RtWarnedEvent extends Logged {
  readonly type: 'warned';
  readonly userId: string;
  readonly reason?: string;
}

export interface RtTimelineEvent extends Logged {
  readonly type: 'timeline';
  readonly roomId: string;
  readonly position: number;
  readonly rate: number;
  readonly playing: boolean;
  readonly rev: number;
  readonly by: string;
}

export interface RtTipEvent extends Logged {
  readonly type: 'tip';
  readonly id: string;
  /** Null: somebody who is not named. */
  readonly user: RtUser | null;
  /** In the currency's smallest unit. */
  readonly amountMinor: number;
  /** ISO 4217. */
  readonly currency: string;
  readonly text: string;
  readonly displayMs?: number;
}

export interface RtStreamEvent extends Logged {
  readonly type: 'stream';
  readonly status: 'preview' | 'live' | 'ended';
  readonly startedAt?: number;
  readonly hlsUrl?: string;
}

export interface RtViewersEvent extends OfChannel {
  readonly type: 'viewer_update';
  readonly viewerCount: number;
}

export interface RtHealthEvent extends OfChannel {
  readonly type: 'health';
  readonly viewerCount?: number;
  readonly bitrateKbps: number;
  readonly fps: number;
  /** 0 to 1. */
  readonly dropRate: number;
  readonly timestamp: number;
}

/**
 * An event that only takes its place in the order.
 * - `deleted`: what it said was taken back, or is not for us.
 * - `unknown`: of a type that is not known here.
 * - `invalid`: it breaks the protocol.
 */
export interface RtPlaceholder extends OfChannel {
  readonly type: 'placeholder';
  readonly reason: 'deleted' | 'unknown' | 'invalid';
  /** None where it has no place. */
  readonly seq?: number;
}

export type RtLoggedEvent =
  | RtChatEvent
  | RtDeletedEvent
  | RtModeratedEvent
  | RtClearedEvent
  | RtPinEvent
  | RtHighlightEvent
  | RtSettingsEvent
  | RtHeldEvent
  | RtWarnedEvent
  | RtTimelineEvent
  | RtTipEvent
  | RtStreamEvent;

export type RtEvent = RtLoggedEvent | RtViewersEvent | RtHealthEvent | RtPlaceholder;
