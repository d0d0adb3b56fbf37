import type { T333Error } from '../../errors.ts';
import type { ChatSettings } from '../events.ts';
import type { ChatMessage } from '../message.ts';
import type { ModerationAct } from '../transport.ts';

/** A message that waits for a moderator. */
export interface HeldMessage {
  /** Of the message. */
  readonly id: string;
  readonly message: ChatMessage;
  /** The service's own name for it: `blocked_words`. */
  readonly reason: string;
  /** How sure the service is, 0 to 1; null where it does not tell. */
  readonly score: number | null;
  /** Unix milliseconds. */
  readonly heldAtMs: number;
}

/** Somebody, as far as is known: a service that tells an id alone is completed by what was said before. */
export interface NamedUser {
  readonly id: string;
  readonly name: string | null;
}

/** What a moderator did. The words are those of Twitch EventSub. */
export interface ModerationRecord {
  /** Unique within the log. */
  readonly id: string;
  /** Unix milliseconds. */
  readonly atMs: number;
  readonly action: ModerationAct['action'];
  /** Who did it; null where the service does not tell. */
  readonly moderator: NamedUser | null;
  /** It was asked for here. */
  readonly isOwn: boolean;
  /** Whom it is about; null where it is about nobody, or nobody knows. */
  readonly user: NamedUser | null;
  readonly messageId?: string;
  /** What that message said, where it was heard. */
  readonly text?: string;
  /** In a moderator's words. */
  readonly reason?: string;
  /** The end of a time-out, Unix milliseconds. */
  readonly untilMs?: number;
  /** Of `settings`: those that changed, and how they were before, where that was heard. */
  readonly settings?: Partial<ChatSettings>;
  readonly before?: Partial<ChatSettings>;
}

/** Somebody who may not write. */
export interface Silence {
  readonly user: NamedUser;
  readonly kind: 'timeout' | 'ban';
  /** Unix milliseconds. */
  readonly sinceMs: number;
  /** Unix milliseconds; null for a ban, and where it was not told. */
  readonly untilMs: number | null;
  readonly reason?: string;
  readonly moderator: NamedUser | null;
}

/**
 * What was decided about a held message, until it is gone.
 * - `waiting`: it can be taken back without anybody having noticed.
 * - `sending`: the server was asked.
 * - `failed`: the server said no, or was not heard; see `error`.
 */
export interface Judgement {
  readonly verdict: 'approve' | 'deny';
  readonly status: 'waiting' | 'sending' | 'failed';
  readonly error: T333Error | null;
}
