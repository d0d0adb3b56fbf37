import type { Clock } from '../time/clock.ts';
import type { DraftStorage } from './drafts.ts';
import type { ChatFilter } from './judge.ts';

export interface ChatClientOptions {
  clock?: Clock;
  /** Where drafts outlive the page: `() => localStorage`. Without it they last as long as the client. */
  storage?: () => DraftStorage;
  /** What is not shown, and what is noticed: `wordFilter({ masked: ['spoiler'] })`, or one of yours. */
  filter?: ChatFilter | null;
  /** How many lines are kept, 100 or more. Default 2000. */
  capacity?: number;
  /** 0 up to 1, as `Math.random`. */
  random?: () => number;
}

export interface ClientSendOptions {
  /** The id of a message. */
  replyTo?: string;
  /** Where the message would not be taken yet, it is sent when it will. One waits at a time: the next one replaces it. Default false. */
  whenReady?: boolean;
}
