import type { T333Error } from '../../errors.ts';
import type { ChatStatus } from '../chat-status.ts';
import type { ChatIdentity, ChatSettings } from '../events.ts';
import type { ChatMessage } from '../message.ts';
import type { HeldMessage, Judgement, ModerationRecord, Silence } from './records.ts';

export interface ModerationState {
  /** As the service writes it. */
  readonly channel: string;
  readonly status: ChatStatus;
  /** Why it is not live; null when it is. */
  readonly error: T333Error | null;
  /** When it is tried again, on the clock's `now()`; null where that is not planned. */
  readonly retryAtMs: number | null;
  /** Whether who is signed in moderates the channel; `unknown` until the service has told. */
  readonly permission: 'unknown' | 'granted' | 'missing';
  readonly identity: ChatIdentity | null;
  readonly settings: ChatSettings | null;
  readonly pinned: ChatMessage | null;
  /** Messages that wait, oldest first. */
  readonly held: readonly HeldMessage[];
  /** What was decided about some of them, by id; a map that does not change. */
  readonly judgements: ReadonlyMap<string, Judgement>;
  /** What was done, newest first; at most 1000. */
  readonly records: readonly ModerationRecord[];
  /** Whether an API has older ones. */
  readonly older: 'none' | 'available' | 'loading' | 'failed';
  /** Who may not write, the last one first. */
  readonly silenced: readonly Silence[];
  /** What was before: `none` without an API. */
  readonly past: 'none' | 'loading' | 'loaded' | 'failed';
  /** Why the past, or what is older, did not come; null for all others. */
  readonly pastError: T333Error | null;
}
