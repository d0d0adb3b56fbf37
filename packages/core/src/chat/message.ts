/** Where an event stands in its channel's log. Positions of different epochs cannot be compared. */
export interface ChatPosition {
  /** One life of a log; a log that was lost begins another. */
  readonly epoch: string;
  /** Contiguous from 1 within an epoch. */
  readonly seq: number;
}

export interface ChatUser {
  readonly id: string;
  /** Unique and stable enough to mention somebody by: the login. */
  readonly handle: string;
  /** For people. */
  readonly name: string;
  /** CSS `#rrggbb`, where the user has chosen one. */
  readonly color?: string;
}

/**
 * A mark of what a user is. Well-known types: `broadcaster`, `moderator`, `vip`, `subscriber`, `staff`, `admin`. The rest are the
 * service's own.
 */
export interface ChatBadge {
  readonly type: string;
  /** What the service tells badges of one type apart by: months, a tier, a count. */
  readonly tier?: string;
}

/** A picture of an emote for screens of a density. */
export interface EmoteImage {
  readonly url: string;
  /** Device pixels for each CSS pixel. */
  readonly scale: number;
}

export interface TextFragment {
  readonly type: 'text';
  readonly text: string;
}

export interface EmoteFragment {
  readonly type: 'emote';
  /** Its code, as it was written. */
  readonly text: string;
  readonly id: string;
  /** Who draws it: `twitch`, `bttv`, … */
  readonly provider: string;
  /** Smallest first; empty where the service tells elsewhere. */
  readonly images: readonly EmoteImage[];
  /** It lies over the emote before it. */
  readonly zeroWidth: boolean;
}

export interface MentionFragment {
  readonly type: 'mention';
  /** With the `@`. */
  readonly text: string;
  readonly handle: string;
}

export interface LinkFragment {
  readonly type: 'link';
  readonly text: string;
  /** Absolute, `http:` or `https:`. */
  readonly url: string;
}

/** A stretch of a message. The texts of all, one after the other, are the text of the message. */
export type ChatFragment = TextFragment | EmoteFragment | MentionFragment | LinkFragment;

/** The message that one answers. */
export interface ChatReply {
  readonly id: string;
  /** What it said; left out where it is not known, or was deleted. */
  readonly text?: string;
  readonly user?: ChatUser;
  /** The first message of the thread. */
  readonly threadId?: string;
}

/**
 * What somebody said.
 * - `action`: "/me waves".
 * - `announcement`: by the channel, to be set apart.
 */
export type ChatMessageKind = 'normal' | 'action' | 'announcement';

export interface ChatMessage {
  /** Unique within `service`. */
  readonly id: string;
  /** What several sources that are merged are told apart by: `twitch`, `t333`. */
  readonly service: string;
  readonly channel: string;
  /** Unix milliseconds, by the server's clock. */
  readonly atMs: number;
  readonly position?: ChatPosition;
  readonly kind: ChatMessageKind;
  readonly user: ChatUser;
  readonly badges: readonly ChatBadge[];
  readonly text: string;
  readonly fragments: readonly ChatFragment[];
  readonly replyTo?: ChatReply;
  /** Of a message of our own: the nonce it was sent with. */
  readonly nonce?: string;
  /** Of a message that was written in another channel and is shown here, too: where and as what it was written. */
  readonly source?: { readonly channelId: string; readonly id: string };
  /** The user's first message in this channel. */
  readonly first?: boolean;
  /** What was paid with it, in the service's smallest unit. */
  readonly bits?: number;
}

/**
 * What two copies of one message have in common: by it, a list drops what it was told twice – by a replay, by two connections, by
 * two channels that share their chat.
 */
export const messageKey = ({ service, id, source }: ChatMessage): string => `${service} ${source?.id ?? id}`;
