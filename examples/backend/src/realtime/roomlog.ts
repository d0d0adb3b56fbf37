import type { RtLoggedEvent } from '../protocol.ts';

/** What is logged, before it has its place. */
export type NewEvent = RtLoggedEvent extends infer Event
  ? Event extends RtLoggedEvent
    ? Omit<Event, 'channelId' | 'seq' | 'at'> & { at?: number }
    : never
  : never;

/** What is answered to who sent an event: the same, however often it is sent. */
export interface Answer {
  readonly id?: string;
  /** It was not taken, and waits for a moderator. */
  readonly isHeld?: true;
}

/** How fast one user may talk in one channel, on all instances together. */
export interface Pace {
  readonly userId: string;
  /** From the last message that was taken. */
  readonly slowModeMs: number;
  readonly perSecond: number;
  readonly burst: number;
}

/** It is logged only where this number is what its sender knows, and is one more then. */
export interface Revision {
  readonly of: string;
  readonly is: number;
}

/** Where somebody knows a log to have got. A log that ends before it has lost something: it is another one. */
export interface Known {
  readonly epoch: string;
  readonly seq: number;
}

export interface NewEntry {
  readonly event: NewEvent;
  readonly nowMs: number;
  /** Names it for ten minutes: who sends it again gets the first answer. */
  readonly nonce?: string;
  readonly answer?: Answer;
  readonly pace?: Pace | null;
  readonly revision?: Revision;
  readonly known?: Known | null;
}

export interface Placed {
  readonly epoch: string;
  readonly seq: number;
  readonly atMs: number;
  readonly answer: Answer;
}

export type Appended =
  | (Placed & { readonly outcome: 'appended' | 'again' })
  | { readonly outcome: 'slow_mode' | 'rate_limited'; readonly retryAfterMs: number }
  | { readonly outcome: 'stale' };

/** An event in its place. */
export interface Entry {
  readonly seq: number;
  readonly atMs: number;
  readonly event: NewEvent;
}

export interface LogPage {
  readonly epoch: string;
  /** Of the newest event; 0 where there is none. */
  readonly lastSeq: number;
  /** In order, from the first that is there after what was asked for. */
  readonly entries: readonly Entry[];
}

/**
 * What has happened in each channel, by number. An event gets its number, its place, its nonce and its publication in one step or not at all, so there is
 * one order for all instances.
 */
export interface RoomLog {
  /** Resolves once it cannot be lost any more. Rejects where nobody knows whether it was logged: a nonce makes asking again safe. */
  append: (channelId: string, entry: NewEntry) => Promise<Appended>;
  /** What was answered to who sent this nonce; null: nothing yet. */
  answered: (channelId: string, nonce: string) => Promise<(Placed & { outcome: 'again' }) | null>;
  /** When something of theirs was last taken, in Unix milliseconds; null: not lately. */
  takenAt: (channelId: string, userId: string) => Promise<number | null>;
  /** A page of those after `seq`; the next one begins behind its last entry, until `lastSeq`. */
  read: (channelId: string, afterSeq: number, known?: Known | null) => Promise<LogPage>;
  /**
   * Resolves once every event that is logged from now on will be told.
   *
   * @param onResumed what came meanwhile was missed, and has to be read
   * @returns ends it
   */
  subscribe: (
    channelId: string,
    listener: (epoch: string, entry: Entry) => void,
    onResumed: () => void,
  ) => Promise<() => void>;
}

/** A log keeps at least so many events … */
export const KEPT_EVENTS = 1000;
/** … and at least those of so long, in milliseconds. */
export const KEPT_MS = 600_000;
/** Of one page, so that nothing waits long behind a read. */
export const PAGE_EVENTS = 1000;
