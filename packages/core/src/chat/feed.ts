import type { T333Error } from '../errors.ts';
import type { ChatNoticeEvent } from './events.ts';
import type { ChatFragment, ChatMessage, ChatPosition } from './message.ts';

/**
 * - `sending`: on its way, or waiting to be sent again by itself.
 * - `failed`: it was not taken; see `error`. It stays until it is sent again or discarded.
 * - `held`: a moderator looks at it first.
 */
export type ChatMessageStatus = 'sent' | 'sending' | 'failed' | 'held';

/** Why a message was taken back. Its text is still there, for moderators. */
export interface ChatDeletion {
  readonly cause: 'deleted' | 'timeout' | 'ban' | 'cleared';
  /** In a moderator's words. */
  readonly reason?: string;
}

interface EntryBase {
  /** Names the entry for as long as it is in the list, also while a message that was on its way becomes one that was sent. */
  readonly key: string;
  readonly service: string;
  readonly channel: string;
  /** Unix milliseconds. */
  readonly atMs: number;
}

/** What somebody said. */
export interface ChatMessageEntry extends EntryBase {
  readonly kind: 'message';
  /** As it was said; what it quotes is without words that are filtered. */
  readonly message: ChatMessage;
  /** What is to be shown of it: the message's own, with words masked that are filtered. */
  readonly fragments: readonly ChatFragment[];
  /** `hidden`: it has words that are not to be seen at all, and `fragments` is empty. */
  readonly filtered: 'masked' | 'hidden' | null;
  readonly status: ChatMessageStatus;
  /** It is `sending`, and goes when the connection is back: for two minutes, then it has failed. */
  readonly isWaiting: boolean;
  /** Why it `failed`, or waits; null for all others. A `ChatRefusal` has a `reason`. */
  readonly error: T333Error | null;
  /** What the service calls the reason why it is `held`. */
  readonly heldReason?: string;
  /** Null: it stands. */
  readonly deleted: ChatDeletion | null;
  /** It speaks to who is signed in, or has a word that is watched. */
  readonly isMention: boolean;
  /** Who is signed in wrote it. */
  readonly isOwn: boolean;
  readonly isPinned: boolean;
  /** A moderator has set it apart. */
  readonly isHighlighted: boolean;
}

/** The system says something: a subscription, a raid, a tip, a change of the rules. */
export interface ChatNoticeEntry extends EntryBase {
  readonly kind: 'notice';
  readonly notice: ChatNoticeEvent;
}

/** Somebody was silenced, or may speak again; or a whole channel was cleared. */
export interface ChatModeratedEntry extends EntryBase {
  readonly kind: 'moderated';
  readonly action: 'timeout' | 'ban' | 'untimeout' | 'unban' | 'warn' | 'cleared';
  /** Null where a whole channel was cleared. */
  readonly userId: string | null;
  /** The login, or, where it is known from what was said, the name; null where neither is. */
  readonly userName: string | null;
  /** Of a time-out, as it was told: milliseconds from `atMs`. */
  readonly durationMs?: number;
  readonly reason?: string;
}

/** Here, messages may be missing. */
export interface ChatGapEntry extends EntryBase {
  readonly kind: 'gap';
  /**
   * - `open`: `client.fillGap(key)` may bring them.
   * - `filling`: they are on their way.
   * - `lost`: the service has none to give.
   */
  readonly status: 'open' | 'filling' | 'lost';
  /** Nothing older than this is missing, Unix milliseconds, where it is known. */
  readonly sinceMs?: number;
  readonly from?: ChatPosition;
  readonly to?: ChatPosition;
}

/** A line of a chat. Frozen: one that changes is another object under the same `key`. Others kinds will be added: leave alone what you do not know. */
export type ChatEntry = ChatMessageEntry | ChatNoticeEntry | ChatModeratedEntry | ChatGapEntry;

/** New entries that stand one after the other. */
export interface ChatFeedRun {
  /** Of the first, in the list as it is now. */
  readonly index: number;
  readonly count: number;
}

/**
 * What has become of a list since it told last. Who keeps a copy does this, in order: removes `removed`, drops `evicted` from the front, puts in the runs of
 * `inserted`, and `appended` at the end.
 */
export interface ChatFeedChange {
  /** How many new ones stand at the end. */
  readonly appended: number;
  /** How many went from the front, to make room. */
  readonly evicted: number;
  /** New ones before the end, by rising index: a page of history, what came late, what comes while a message of one's own waits at the end. */
  readonly inserted: readonly ChatFeedRun[];
  /** Keys of what went from elsewhere: discarded, or moved, which is then in `inserted` or `appended` again. */
  readonly removed: readonly string[];
  /** Keys of what is another object at the same place. */
  readonly changed: readonly string[];
  /** Everything is another: read the whole list again; the rest of this says nothing. */
  readonly reset: boolean;
}

/** A list of lines, oldest first, that somebody shows. Indices are those of the moment; keys last. */
export interface ChatFeed {
  readonly size: number;
  at(index: number): ChatEntry | undefined;
  get(key: string): ChatEntry | undefined;
  /** -1 where there is none (any more). As cheap as `at()`. */
  indexOf(key: string): number;
  /**
   * Calls `listener` once for all that one frame of a connection brought, as soon as the list has it: a listener that draws does so at its own pace.
   *
   * @returns a function that ends the subscription; aborting `signal` does the same.
   */
  subscribe(listener: (change: ChatFeedChange) => void, options?: { signal?: AbortSignal }): () => void;
}
