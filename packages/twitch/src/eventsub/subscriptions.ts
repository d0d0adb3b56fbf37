import { T333Error } from '@t333/core/errors';
import { backOffDelayMs, delay } from '@t333/core/resilience';
import type { Clock } from '@t333/core/time';
import type { CreateEventSubSubscriptionBody } from 'ts-twitch-api';
import type { NamedSubscription } from './frame.ts';

const PATH = '/eventsub/subscriptions';
const RETRY = { baseMs: 1000, capMs: 10_000 };
const MAX_ATTEMPTS = 4;
const SESSION_GONE = /session does not exist/;

interface CallOptions {
  as?: string | undefined;
  /** Twitch gives 10 s for the first. */
  priority?: 'high';
  signal?: AbortSignal | undefined;
}

/** The part of `TwitchClient` that subscribes. */
export interface EventSubApi {
  post(
    path: typeof PATH,
    options: CallOptions & { body: CreateEventSubSubscriptionBody },
  ): Promise<{ readonly data: readonly { readonly id: string }[] }>;
  delete(path: typeof PATH, options: CallOptions & { query: { id: string } }): Promise<unknown>;
}

/**
 * - `pending`: asked for, or to be asked for when there is a connection.
 * - `failed`: Twitch said no, see `error`.
 * - `revoked`: Twitch has taken it back: see `reason`.
 */
export type SubscriptionStatus = 'pending' | 'enabled' | 'failed' | 'revoked';

export interface SubscriptionState {
  readonly type: string;
  readonly version: string;
  readonly condition: Readonly<Record<string, string>>;
  readonly status: SubscriptionStatus;
  /** Twitch's, while it is enabled. */
  readonly id: string | null;
  readonly error: T333Error | null;
  /** Why it was revoked, in Twitch's words: `authorization_revoked`, `user_removed`, `version_removed`. */
  readonly reason: string | null;
}

export interface Wanted {
  state: SubscriptionState;
  /** How many callers want it. */
  users: number;
  readonly waiting: Set<(error: T333Error | null) => void>;
  /** Ends when Twitch has answered the last that it was asked: what is asked next waits for it. */
  turn: Promise<void>;
}

export interface SubscriptionsOptions {
  api: EventSubApi;
  as: string | undefined;
  clock: Clock;
  random: () => number;
  onChange: (states: readonly SubscriptionState[]) => void;
  onError: (error: T333Error) => void;
  /** Twitch does not know the session any more. */
  onSessionGone: (error: T333Error) => void;
}

/** What is wanted, and what of it Twitch has agreed to in this session. */
export class Subscriptions {
  readonly #options: SubscriptionsOptions;
  readonly #wanted = new Map<string, Wanted>();
  /** Ends what is under way for a session that is over. */
  #session = new AbortController();

  constructor(options: SubscriptionsOptions) {
    this.#options = options;
  }

  get isEmpty(): boolean {
    return this.#live().length === 0;
  }

  /** Whether a connection would have anything to do. */
  get hasWork(): boolean {
    return this.#live().some(({ state }) => state.status === 'pending' || state.status === 'enabled');
  }

  /** Wants it once more; what was refused or taken back is asked for again. */
  want(type: string, version: string, condition: Readonly<Record<string, string>>): Wanted {
    const key = JSON.stringify([type, version, Object.entries(condition).toSorted()]);
    let wanted = this.#wanted.get(key);
    const pending = { status: 'pending', id: null, error: null, reason: null } as const;
    if (!wanted) {
      const state = Object.freeze({ type, version, condition: Object.freeze({ ...condition }), ...pending });
      this.#wanted.set(key, (wanted = { state, users: 0, waiting: new Set(), turn: Promise.resolve() }));
    }
    wanted.users++;
    if (wanted.state.status === 'failed' || wanted.state.status === 'revoked') this.#set(wanted, pending);
    this.#changed();
    return wanted;
  }

  /** Wants it once less. The last one ends it. */
  drop(wanted: Wanted): void {
    if (--wanted.users > 0) return;
    this.#changed();
    this.#queue(wanted, () => this.#end(wanted));
  }

  async #end(wanted: Wanted): Promise<void> {
    const { api, as, onError } = this.#options;
    const { signal } = this.#session;
    const { id } = wanted.state;
    // Somebody has come back for it.
    if (wanted.users > 0) return;
    if (id) {
      this.#set(wanted, { status: 'pending', id: null });
      try {
        await api.delete(PATH, { query: { id }, as, signal });
      } catch (failure) {
        const error = asError(failure);
        // Where the session is over, or Twitch has ended it already, that is as good.
        if (!signal.aborted && error.code !== 'not-found') onError(error);
      }
    }
    if (wanted.users > 0) return;
    for (const [key, one] of this.#wanted) if (one === wanted) this.#wanted.delete(key);
  }

  /** One after the other: a subscription that is made before the end of the one before it is through dies with that. */
  #queue(wanted: Wanted, task: () => Promise<void>): Promise<void> {
    return (wanted.turn = wanted.turn.then(task));
  }

  #live(): Wanted[] {
    return [...this.#wanted.values()].filter(({ users }) => users > 0);
  }

  /** Asks for everything, for a new session. @returns resolves when all have been answered */
  async subscribeAll(sessionId: string): Promise<void> {
    this.endSession();
    await Promise.all(this.#live().map((wanted) => this.subscribe(wanted, sessionId)));
  }

  /** The session is over: nothing is enabled any more. */
  endSession(): void {
    this.#session.abort();
    this.#session = new AbortController();
    for (const wanted of this.#wanted.values()) {
      if (wanted.state.status === 'enabled') this.#set(wanted, { status: 'pending', id: null });
    }
  }

  /** Asks for one, where it is not there already. */
  subscribe(wanted: Wanted, sessionId: string): Promise<void> {
    const { signal } = this.#session;
    return this.#queue(wanted, () => this.#ask(wanted, sessionId, signal));
  }

  async #ask(wanted: Wanted, sessionId: string, signal: AbortSignal): Promise<void> {
    const { api, as, clock, random, onSessionGone } = this.#options;
    const { type, version, condition } = wanted.state;
    // The published types know of no fields in a condition, and of no types to come.
    const body = {
      type,
      version,
      condition,
      transport: { method: 'websocket', session_id: sessionId },
    } as unknown as CreateEventSubSubscriptionBody;
    for (let attempt = 1; wanted.users > 0 && wanted.state.status === 'pending' && !signal.aborted; attempt++) {
      try {
        const { data } = await api.post(PATH, { body, as, priority: 'high', signal });
        if (!signal.aborted) this.#settle(wanted, { status: 'enabled', id: data[0]?.id ?? null, error: null });
      } catch (failure) {
        if (signal.aborted) return;
        const error = asError(failure);
        const { status } = error as { status?: number };
        // Another session will ask again.
        if (status === 400 && SESSION_GONE.test(error.message)) return onSessionGone(error);
        // Twitch has it already: an answer that was lost.
        if (status === 409) this.#settle(wanted, { status: 'enabled', error: null });
        else if (!error.retryable || attempt >= MAX_ATTEMPTS) this.#settle(wanted, { status: 'failed', error });
        else await delay(clock, backOffDelayMs({ attempt, ...RETRY, random }), signal).catch(() => {});
      }
    }
  }

  /** Twitch names a subscription: that is how one learns the id of one whose answer was lost. */
  #find({ id, type, condition }: NamedSubscription): Wanted | null {
    for (const wanted of this.#wanted.values()) {
      const { state } = wanted;
      if (state.id === id) return wanted;
      const isAlike =
        state.type === type && Object.entries(state.condition).every(([key, one]) => condition[key] === one);
      if (state.status === 'enabled' && state.id === null && isAlike) return wanted;
    }
    return null;
  }

  hear(named: NamedSubscription): void {
    const wanted = this.#find(named);
    if (wanted?.state.id === null) this.#set(wanted, { id: named.id });
  }

  revoke(named: NamedSubscription, reason: string): SubscriptionState | null {
    const wanted = this.#find(named);
    if (wanted) this.#set(wanted, { status: 'revoked', id: null, reason });
    return wanted && wanted.state;
  }

  destroy(error: T333Error): void {
    this.#session.abort();
    for (const { waiting } of this.#wanted.values()) for (const settle of waiting) settle(error);
    this.#wanted.clear();
    this.#changed();
  }

  #settle(wanted: Wanted, patch: Partial<SubscriptionState>): void {
    this.#set(wanted, patch);
    const { error } = wanted.state;
    if (error && wanted.waiting.size === 0) this.#options.onError(error);
    for (const settle of wanted.waiting) settle(error);
  }

  #set(wanted: Wanted, patch: Partial<SubscriptionState>): void {
    wanted.state = Object.freeze({ ...wanted.state, ...patch });
    this.#changed();
  }

  #changed(): void {
    this.#options.onChange(Object.freeze(this.#live().map(({ state }) => state)));
  }
}

const asError = (error: unknown): T333Error =>
  error instanceof T333Error ? error : new T333Error('network', String(error), { cause: error, retryable: true });
