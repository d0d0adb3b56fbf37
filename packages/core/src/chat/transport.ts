import type { T333Error } from '../errors.ts';
import type { ReadableStore } from '../state/store.ts';
import type { TypedEventTarget } from '../state/typed-event-target.ts';
import type { ChatIdentity, ChatSettings, ChatTransportEvents } from './events.ts';
import type { ChatMessage, ChatPosition } from './message.ts';

/** What a transport can do for who it speaks for; the rest adapts to it. */
export interface ChatCapabilities {
  readonly send: boolean;
  readonly reply: boolean;
  readonly moderate: boolean;
  /** `history()`, and `history` of a join. */
  readonly history: boolean;
  /** `since` of a join: what was missed is told again, and a lost connection leaves no gap. */
  readonly replay: boolean;
}

export interface ChatChannelState {
  /** `joining`: for the first time, or again after the connection was lost. `failed`: it was refused, see `error`. */
  readonly status: 'joining' | 'joined' | 'failed';
  /** Why it failed, or, while it is `joining` again, why that takes so long. */
  readonly error: T333Error | null;
  /** Null until the server has told. */
  readonly settings: ChatSettings | null;
  /** Null until the server has told, and for anonymous readers. */
  readonly identity: ChatIdentity | null;
  /** The message that is pinned; null where none is, or the service has no such thing. */
  readonly pinned: ChatMessage | null;
  /** How many watch; null until the server has told, and where it does not. */
  readonly viewerCount: number | null;
}

/** A channel that was just asked for. */
export const NEW_CHAT_CHANNEL: ChatChannelState = Object.freeze({
  status: 'joining',
  error: null,
  settings: null,
  identity: null,
  pinned: null,
  viewerCount: null,
});

/** What the connection tells only to those who ask for it: `health`, to those whose channel it is. It is no event of a chat. */
export type ChatTopic = 'health';

/**
 * - `idle`: nobody has joined anything yet.
 * - `waiting`: it failed, and is tried again at `retryAtMs`; while there is no network at all, when that is back.
 * - `failed`: nothing more is tried until the next `join()`; see `error`.
 * - `closed`: destroyed.
 */
export type ChatTransportStatus = 'idle' | 'connecting' | 'open' | 'waiting' | 'failed' | 'closed';

export interface ChatTransportState {
  readonly status: ChatTransportStatus;
  /** Why it is not open; null when it is. */
  readonly error: T333Error | null;
  /** On the clock's `now()`; null when nothing is planned, or when the network has to come back first. */
  readonly retryAtMs: number | null;
  /** It asks again and again, instead of being told: what is said comes later. Left out: no. */
  readonly isPolling?: boolean;
  /** Somebody was signed in, or was to be, and is not any more: it reads on. Left out: no. */
  readonly isSignedOut?: boolean;
  readonly capabilities: ChatCapabilities;
  /** By name; a map that does not change. */
  readonly channels: ReadonlyMap<string, ChatChannelState>;
}

export interface JoinOptions {
  /** Gives up the wait; the channel is left. */
  signal?: AbortSignal;
  /** The last event that the caller has: what came after it is told first. Only with `capabilities.replay`. */
  since?: ChatPosition;
  /** How many past messages are wanted, 0 to 200. Only with `capabilities.history`. Default 0. */
  history?: number;
  /** What else is to be told. A service leaves out what it does not have. */
  topics?: readonly ChatTopic[];
}

export interface SendOptions {
  signal?: AbortSignal;
  /** Names this message until it has an id; at most 36 of `A–Z a–z 0–9 - _`. Default: a random one. */
  nonce?: string;
  /** The id of a message. */
  replyTo?: string;
}

/** A message was taken. */
export interface ChatReceipt {
  readonly nonce: string;
  readonly id: string;
  readonly position?: ChatPosition;
  /** When the next message will be taken, Unix milliseconds, where the server tells. */
  readonly cooldownUntilMs?: number;
}

export interface ModerationAct {
  readonly action:
    | 'delete'
    | 'timeout'
    | 'untimeout'
    | 'ban'
    | 'unban'
    | 'warn'
    | 'pin'
    | 'unpin'
    | 'highlight'
    | 'clear'
    | 'settings'
    | 'approve'
    | 'deny';
  readonly messageId?: string;
  readonly userId?: string;
  /** Of a time-out: 1 s to 14 days. */
  readonly durationMs?: number;
  readonly reason?: string;
  /** Those that change. */
  readonly settings?: Partial<ChatSettings>;
}

export interface HistoryOptions {
  signal?: AbortSignal;
  /** Only what stands before it. */
  before?: ChatPosition;
  /** 1 to 200. Default 50. */
  limit?: number;
}

/** Past messages, and how far the page of them reaches. */
export interface ChatHistoryPage {
  /** Oldest first. A page of a log in which other things happened may have fewer than were asked for, or none. */
  readonly messages: readonly ChatMessage[];
  /** Where the page begins: `before` of the next one. Null: there is nothing here, and nothing older. */
  readonly start: ChatPosition | null;
}

/**
 * A connection to the chats of one service: many channels, one connection. It comes back by itself, and joins again what was joined.
 *
 * Several transports make one list: dispatches of all of them go into it, ordered by `atMs`, copies dropped by `messageKey()`. An
 * optimistic message stands in it under its nonce until an event brings a message with that nonce.
 *
 * Names of channels are the service's own; what a caller writes in another way (`#Name`) is taken, and states and events use one
 * form. Channels are not counted: whoever shares a transport agrees on who leaves.
 */
export interface ChatTransport extends TypedEventTarget<ChatTransportEvents> {
  /** `twitch`, `t333`: what its messages say in `service`. */
  readonly service: string;
  readonly state: ReadableStore<ChatTransportState>;
  /** What time it is at the service, Unix milliseconds, where that is known: what it says of times is by that clock. */
  serverTime?(): number;
  /**
   * Connects where it must, and joins. What is joined already is left as it is.
   *
   * @returns resolves when the channel is joined
   * @throws T333Error `not-found`, `forbidden` (banned from it), `unauthorized`, `invalid-argument` (no such name can be),
   *   `overloaded` (too many channels), `timeout`, `aborted` (by the signal, or left meanwhile), `destroyed`
   */
  join(channel: string, options?: JoinOptions): Promise<void>;
  /** Leaves a channel; nothing of it is told afterwards. A channel that is not joined is left alone. */
  leave(channel: string): void;
  /**
   * Sends a message. It comes back as an event as well, with its nonce, before this resolves.
   *
   * A nonce that was taken already is not sent again: this resolves with the receipt that there is.
   *
   * @throws ChatRefusal what the server has said no to: `rate-limited` (slow mode and the like), `forbidden` (banned, timed out, not one of
   *   those who may); `reason` says which
   * @throws T333Error `unsupported` (see `capabilities.send`), `invalid-argument` (empty or too long; not joined), `overloaded`, `aborted`,
   *   `destroyed`, and `network` or `timeout`. Where it is `retryable`, the same nonce may be sent again and nobody sees it twice
   */
  send(channel: string, text: string, options?: SendOptions): Promise<ChatReceipt>;
  /** @throws T333Error `unsupported` (see `capabilities.moderate`), `forbidden`, and what `send` throws */
  moderate(channel: string, act: ModerationAct, options?: { signal?: AbortSignal }): Promise<void>;
  /**
   * Past messages. Where a page has few of them, or none, there may still be more: it is at an end where `start` is null.
   *
   * @throws T333Error `unsupported` (see `capabilities.history`), and what `join` throws
   */
  history(channel: string, options?: HistoryOptions): Promise<ChatHistoryPage>;
  /** Closes the connection; whatever waits rejects with `destroyed`. */
  destroy(): void;
}
