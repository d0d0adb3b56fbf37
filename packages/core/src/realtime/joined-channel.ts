import type { T333Error } from '../errors.ts';
import type { RtChannelFacts, RtPosition } from '../protocol/index.ts';
import { ChannelLog } from './channel-log.ts';
import type { SocketLink } from './socket-link.ts';

export interface RealtimeJoinOptions {
  /** Gives up the wait; the channel is left, unless this holder waits for it elsewhere, or has had it before. */
  signal?: AbortSignal;
  /** Whose join this is: a channel is left when all of its holders have left it. Default: the connection, for all who say nothing. */
  holder?: object;
  /** The last event that the caller has: what came after it is told first. */
  since?: RtPosition;
  /**
   * How many past events are wanted where there is no `since`, or nothing follows on it: 0 to 200. Default 0. To a channel that another
   * holder has, past events do not come again: ask for its `history()`.
   */
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

interface Waiting {
  readonly holder: object;
  readonly settle: (error: T333Error | null) => void;
}

/** One channel that is wanted: how far that is true, and what came of it. */
export class JoinedChannel {
  readonly id: string;
  readonly log: ChannelLog;
  readonly history: number;
  topics: readonly string[];
  /** Who wants it, and whether they have learnt how it went. */
  readonly holders = new Map<object, boolean>();
  readonly #waiting = new Set<Waiting>();
  /** What the last poll has told of it; null while a socket carries it, which can be asked. */
  facts: RtChannelFacts | null = null;
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

  /** @returns whether that is more than was wanted so far */
  want(topics: readonly string[] = []): boolean {
    const more = topics.filter((topic) => !this.topics.includes(topic));
    if (more.length > 0) this.topics = [...this.topics, ...more];
    return more.length > 0;
  }

  set(status: RealtimeChannelState['status'], error: T333Error | null = null): void {
    if (this.state.status !== status || this.state.error !== error) this.state = Object.freeze({ status, error });
  }

  /** @returns whether that is somebody new */
  hold(holder: object): boolean {
    const isNew = !this.holders.has(holder);
    if (isNew) this.holders.set(holder, false);
    return isNew;
  }

  /** It takes the place of one that was refused. */
  replace(before: JoinedChannel): void {
    for (const holder of before.holders.keys()) this.holders.set(holder, true);
    this.want(before.topics);
  }

  /** @returns a function that ends the wait, and says whether its holder has nothing of it any more */
  wait(holder: object, settle: Waiting['settle']): () => boolean {
    const one = { holder, settle };
    this.#waiting.add(one);
    return () => {
      this.#waiting.delete(one);
      return this.holders.get(holder) === false && ![...this.#waiting].some((other) => other.holder === holder);
    };
  }

  /** Those who wait learn how it has ended. */
  settle(error: T333Error | null): void {
    for (const holder of this.holders.keys()) this.holders.set(holder, true);
    this.#tell([...this.#waiting], error);
  }

  /** @returns whether nobody wants it any more */
  release(holder: object, error: T333Error): boolean {
    if (!this.holders.delete(holder)) return false;
    this.#tell(
      [...this.#waiting].filter((one) => one.holder === holder),
      error,
    );
    return this.holders.size === 0;
  }

  #tell(waiting: readonly Waiting[], error: T333Error | null): void {
    for (const one of waiting) this.#waiting.delete(one);
    for (const { settle } of waiting) settle(error);
  }

  stop(): void {
    this.cancelHole?.();
    this.cancelRetry?.();
    this.cancelHole = this.cancelRetry = null;
  }
}
