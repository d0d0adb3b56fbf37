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
  /** What else is to be told: `health`. It is, until the last holder that wants it has left. */
  topics?: readonly string[];
}

export interface RealtimeChannelState {
  /** `joining`: for the first time, or again after the connection was lost. `failed`: it was refused, see `error`. */
  readonly status: 'joining' | 'joined' | 'failed';
  /** Why it failed, or, while it is `joining`, why that takes so long. */
  readonly error: T333Error | null;
}

const JOINING: RealtimeChannelState = Object.freeze({ status: 'joining', error: null });

interface Holder {
  topics: readonly string[];
  /** Whether they have learnt how it went. */
  hasLearnt: boolean;
}

interface Waiting {
  readonly holder: object;
  readonly settle: (error: T333Error | null) => void;
}

/** One channel that is wanted: how far that is true, and what came of it. */
export class JoinedChannel {
  readonly id: string;
  readonly log: ChannelLog;
  readonly history: number;
  /** What any holder wants to be told besides. */
  topics: readonly string[] = [];
  /** Who wants it. */
  readonly #holders = new Map<object, Holder>();
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

  constructor(id: string, { since, history = 0 }: RealtimeJoinOptions) {
    this.id = id;
    this.log = new ChannelLog(since ?? null);
    this.history = history;
  }

  isHeldBy(holder: object): boolean {
    return this.#holders.has(holder);
  }

  /** Whether this holder has learnt how its join went. */
  hasTold(holder: object): boolean {
    return this.#holders.get(holder)?.hasLearnt ?? false;
  }

  /** @returns whether other topics are wanted now */
  #gatherTopics(): boolean {
    const wanted = [...new Set([...this.#holders.values()].flatMap(({ topics }) => topics))];
    if (wanted.length === this.topics.length && wanted.every((topic) => this.topics.includes(topic))) return false;
    this.topics = wanted;
    return true;
  }

  set(status: RealtimeChannelState['status'], error: T333Error | null = null): void {
    if (this.state.status !== status || this.state.error !== error) this.state = Object.freeze({ status, error });
  }

  /** @returns whether that is somebody new, and whether other topics are wanted with them */
  hold(holder: object, topics: readonly string[] = []): { isNew: boolean; isMore: boolean } {
    const before = this.#holders.get(holder);
    const wanted = before ? [...new Set([...before.topics, ...topics])] : topics;
    this.#holders.set(holder, { topics: wanted, hasLearnt: before?.hasLearnt ?? false });
    return { isNew: !before, isMore: this.#gatherTopics() };
  }

  /** It takes the place of one that was refused. */
  replace(before: JoinedChannel): void {
    for (const [holder, { topics }] of before.#holders) this.#holders.set(holder, { topics, hasLearnt: true });
    this.#gatherTopics();
  }

  /** @returns a function that ends the wait, and says whether its holder has nothing of it any more */
  wait(holder: object, settle: Waiting['settle']): () => boolean {
    const one = { holder, settle };
    this.#waiting.add(one);
    return () => {
      this.#waiting.delete(one);
      const isWaitedFor = [...this.#waiting].some((other) => other.holder === holder);
      return this.isHeldBy(holder) && !this.hasTold(holder) && !isWaitedFor;
    };
  }

  /** Those who wait learn how it has ended. */
  settle(error: T333Error | null): void {
    for (const holder of this.#holders.values()) holder.hasLearnt = true;
    this.#tell([...this.#waiting], error);
  }

  /** @returns whether it is wanted by nobody any more, or with fewer topics; null where this was no holder */
  release(holder: object, error: T333Error): { isOver: boolean; isLess: boolean } | null {
    if (!this.#holders.delete(holder)) return null;
    this.#tell(
      [...this.#waiting].filter((one) => one.holder === holder),
      error,
    );
    return { isOver: this.#holders.size === 0, isLess: this.#gatherTopics() };
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
