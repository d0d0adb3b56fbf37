import type { T333Error } from '../errors.ts';
import type { RtPosition } from '../protocol/index.ts';
import { ChannelLog } from './channel-log.ts';
import type { SocketLink } from './socket-link.ts';

export interface RealtimeJoinOptions {
  /** Gives up the wait; the channel is left. */
  signal?: AbortSignal;
  /** The last event that the caller has: what came after it is told first. */
  since?: RtPosition;
  /** How many past events are wanted where there is no `since`, or nothing follows on it: 0 to 200. Default 0. */
  history?: number;
  /** What else is to be told: `health`. */
  topics?: readonly string[];
}

export interface RealtimeChannelState {
  /** `joining`: for the first time, or again after the connection was lost. `failed`: it was refused, see `error`. */
  readonly status: 'joining' | 'joined' | 'failed';
  /** Why it failed, or, while it is `joining`, why that takes so long. */
  readonly error: T333Error | null;
}

const JOINING: RealtimeChannelState = Object.freeze({ status: 'joining', error: null });

/** One channel that is wanted: how far that is true, and what came of it. */
export class JoinedChannel {
  readonly id: string;
  readonly log: ChannelLog;
  readonly history: number;
  readonly topics: readonly string[];
  readonly waiting = new Set<(error: T333Error | null) => void>();
  state = JOINING;
  /** Whether the server has said no, for good. */
  isRefused = false;
  /** Who tells its events. */
  carrier: SocketLink | 'polls' | null = null;
  /** The link that was asked, and has not answered. */
  asked: SocketLink | null = null;
  /** How often it was asked for again without success. */
  attempt = 0;
  /** The hole that was asked about last, and how often. */
  repair = { from: 0, times: 0 };
  cancelHole: (() => void) | null = null;
  cancelRetry: (() => void) | null = null;

  constructor(id: string, { since, history = 0, topics = [] }: RealtimeJoinOptions) {
    this.id = id;
    this.log = new ChannelLog(since ?? null);
    this.history = history;
    this.topics = topics;
  }

  set(status: RealtimeChannelState['status'], error: T333Error | null = null): void {
    if (this.state.status !== status || this.state.error !== error) this.state = Object.freeze({ status, error });
  }

  /** Those who wait learn how it has ended. */
  settle(error: T333Error | null): void {
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const settle of waiting) settle(error);
  }

  stop(): void {
    this.cancelHole?.();
    this.cancelRetry?.();
    this.cancelHole = this.cancelRetry = null;
  }
}
