import { RecentIds } from '@t333/core/chat';
import { abortError, T333Error } from '@t333/core/errors';
import { backOffDelayMs, browserNetwork, type NetworkStatus } from '@t333/core/resilience';
import { Store, TypedEventTarget, type ReadableStore } from '@t333/core/state';
import { systemClock, type Clock } from '@t333/core/time';
import { versionOf, type KnownEventSubType } from './event-types.ts';
import { EventSubConnection } from './event-sub-connection.ts';
import { EventSubErrorEvent, GapEvent, NotificationEvent, RevocationEvent, type EventSubEvents } from './events.ts';
import type { EventSubFrame } from './frame.ts';
import type { ConditionOf, EventSubOptions, SubscribeOptions } from './options.ts';
import { Subscriptions, type SubscriptionState, type Wanted } from './subscriptions.ts';

const DEFAULT_KEEPALIVE_SECONDS = 30;
const RETRY = { baseMs: 1000, capMs: 60_000 };
/** A connection that has lasted so long was a good one: after it, waiting begins anew. */
const STABLE_MS = 30_000;
/** At-least-once delivery sends again what it is not sure of, within minutes. */
const REMEMBERED_IDS = 5000;

export interface EventSubState {
  /**
   * - `idle`: nothing is subscribed to, and nothing is connected.
   * - `waiting`: it failed, and is tried again at `retryAtMs`, or when there is a network again.
   */
  readonly status: 'idle' | 'connecting' | 'open' | 'waiting' | 'closed';
  readonly error: T333Error | null;
  /** On the clock's `now()`. */
  readonly retryAtMs: number | null;
  readonly sessionId: string | null;
  readonly subscriptions: readonly SubscriptionState[];
}

/** What happens on Twitch, told over one WebSocket. It connects once something is subscribed to, and comes back by itself. */
export class EventSub extends TypedEventTarget<EventSubEvents> {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #network: NetworkStatus;
  readonly #url: string;
  readonly #WebSocket: typeof globalThis.WebSocket | undefined;
  readonly #store: Store<EventSubState>;
  readonly #subscriptions: Subscriptions;
  readonly #seen = new RecentIds(REMEMBERED_IDS);
  readonly #life = new AbortController();
  #connection: EventSubConnection | null = null;
  /** The one that takes over from `#connection`, until it is welcomed. */
  #next: EventSubConnection | null = null;
  #attempt = 0;
  /** Since when there is a session, on the clock's `now()`. */
  #openSinceMs = Infinity;
  /** From when on something may be missing, until all subscriptions are back. */
  #lostAtMs: number | null = null;
  #cancelRetry: (() => void) | null = null;

  constructor({
    api,
    as,
    eventSubUrl = 'wss://eventsub.wss.twitch.tv/ws',
    keepaliveSeconds = DEFAULT_KEEPALIVE_SECONDS,
    WebSocket,
    network = browserNetwork,
    clock = systemClock,
    random = Math.random,
  }: EventSubOptions) {
    super();
    if (!(keepaliveSeconds >= 10 && keepaliveSeconds <= 600))
      throw new T333Error('invalid-argument', 'keepaliveSeconds is 10 to 600.');
    if (!URL.canParse(eventSubUrl)) throw new T333Error('invalid-argument', `${eventSubUrl} is no address.`);
    this.#clock = clock;
    this.#random = random;
    this.#network = network;
    const url = new URL(eventSubUrl);
    url.searchParams.set('keepalive_timeout_seconds', String(Math.round(keepaliveSeconds)));
    this.#url = url.href;
    this.#WebSocket = WebSocket;
    const subscriptions = Object.freeze([]);
    this.#store = new Store<EventSubState>({
      status: 'idle',
      error: null,
      retryAtMs: null,
      sessionId: null,
      subscriptions,
    });
    this.#subscriptions = new Subscriptions({
      api,
      as,
      clock,
      random,
      onChange: (states) => this.#store.update({ subscriptions: states }),
      onError: (error) => this.#report(error),
      onSessionGone: (error) => {
        this.#next?.close();
        this.#next = null;
        this.#connection?.fail(error);
      },
    });
    network.onOnline(() => {
      if (this.#store.getSnapshot().status === 'waiting') this.#connect();
    }, this.#life.signal);
  }

  get state(): ReadableStore<EventSubState> {
    return this.#store;
  }

  /**
   * Subscribes, and again after each loss of the connection. Two who want the same share it.
   *
   * @returns once Twitch has agreed; call it to end the subscription
   * @throws T333Error `unauthorized`, `missing-scope`, `forbidden`, `rate-limited` (too many, or they cost too much), `http`,
   *   `unsupported` (there is no WebSocket), `invalid-argument` (`eventSubUrl` is none of a WebSocket), `aborted`, `destroyed`
   */
  async subscribe<Type extends KnownEventSubType | (string & {})>(
    type: Type,
    condition: ConditionOf<Type>,
    { version = versionOf(type), signal }: SubscribeOptions = {},
  ): Promise<() => void> {
    this.#life.signal.throwIfAborted();
    if (signal?.aborted) throw abortError(signal.reason);
    const wanted = this.#subscriptions.want(type, version, condition as Record<string, string>);
    let isOver = false;
    const end = (): void => {
      if (isOver) return;
      isOver = true;
      this.#subscriptions.drop(wanted);
      if (this.#subscriptions.isEmpty) this.#goIdle();
    };
    try {
      await this.#settled(wanted, signal);
    } catch (error) {
      end();
      throw error;
    }
    return end;
  }

  destroy(): void {
    if (this.#life.signal.aborted) return;
    const error = new T333Error('destroyed', 'This EventSub was destroyed.');
    this.#life.abort(error);
    this.#disconnect();
    this.#subscriptions.destroy(error);
    this.#store.update({ status: 'closed', error: null, retryAtMs: null, sessionId: null });
  }

  #settled(wanted: Wanted, signal: AbortSignal | undefined): Promise<void> {
    if (wanted.state.status === 'enabled') return Promise.resolve();
    if (this.#store.getSnapshot().status === 'idle') this.#connect();
    return new Promise((resolve, reject) => {
      const abort = (): void => settle(abortError(signal?.reason));
      const settle = (error: T333Error | null): void => {
        wanted.waiting.delete(settle);
        signal?.removeEventListener('abort', abort);
        if (error) reject(error);
        else resolve();
      };
      wanted.waiting.add(settle);
      signal?.addEventListener('abort', abort);
      const { sessionId } = this.#store.getSnapshot();
      if (sessionId) this.#subscriptions.subscribe(wanted, sessionId);
    });
  }

  #connect(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    if (this.#connection) return;
    this.#connection = this.#open(this.#url);
    this.#store.update({ status: 'connecting', retryAtMs: null });
  }

  #open(url: string): EventSubConnection {
    const connection: EventSubConnection = new EventSubConnection({
      url,
      WebSocket: this.#WebSocket,
      clock: this.#clock,
      onFrame: (frame) => this.#receive(connection, frame),
      onInvalid: (error) => this.#report(error),
      onClose: (error) => this.#lose(connection, error),
    });
    return connection;
  }

  #receive(connection: EventSubConnection, frame: EventSubFrame): void {
    switch (frame.type) {
      case 'welcome':
        return this.#welcome(connection, frame.sessionId);
      case 'reconnect':
        if (connection === this.#connection && !this.#next) this.#takeOver(frame.url);
        return;
      case 'revocation': {
        const revoked = this.#seen.add(frame.id) && this.#subscriptions.revoke(frame.subscription, frame.status);
        if (revoked) this.dispatchEvent(new RevocationEvent(revoked));
        return;
      }
      case 'notification': {
        const { notification } = frame;
        if (!this.#seen.add(notification.id)) return;
        this.#subscriptions.hear({ ...notification, id: notification.subscriptionId });
        this.dispatchEvent(new NotificationEvent(notification.type, notification));
        this.dispatchEvent(new NotificationEvent('notification', notification));
      }
    }
  }

  #welcome(connection: EventSubConnection, sessionId: string): void {
    const isTakeOver = connection === this.#next;
    if (isTakeOver) {
      this.#connection?.close();
      this.#connection = connection;
      this.#next = null;
    }
    const before = this.#store.getSnapshot().sessionId;
    this.#store.update({ status: 'open', error: null, sessionId });
    // The same session keeps what it has.
    if (isTakeOver && before === sessionId) return;
    if (isTakeOver) this.#lostAtMs ??= this.#clock.wallTime();
    else this.#openSinceMs = this.#clock.now();
    this.#restore(sessionId);
  }

  async #restore(sessionId: string): Promise<void> {
    await this.#subscriptions.subscribeAll(sessionId);
    const lostAtMs = this.#lostAtMs;
    if (lostAtMs === null || this.#store.getSnapshot().sessionId !== sessionId) return;
    this.#lostAtMs = null;
    this.dispatchEvent(new GapEvent(lostAtMs));
  }

  #takeOver(url: string): void {
    try {
      this.#next = this.#open(url);
    } catch (error) {
      this.#report(new T333Error('invalid-frame', 'The address to reconnect to is none.', { cause: error }));
    }
  }

  #lose(connection: EventSubConnection, error: T333Error): void {
    this.#report(error);
    if (connection === this.#next) {
      this.#next = null;
      if (this.#connection) return;
    } else {
      this.#connection = null;
      // The new one has the same session: all is well once it is welcomed.
      if (this.#next) return;
    }
    if (this.#store.getSnapshot().sessionId) this.#lostAtMs ??= connection.heardAtMs;
    this.#subscriptions.endSession();
    this.#store.update({ sessionId: null });
    if (!this.#subscriptions.hasWork) return this.#goIdle();
    if (this.#clock.now() - this.#openSinceMs >= STABLE_MS) this.#attempt = 0;
    this.#openSinceMs = Infinity;
    const isOnline = this.#network.isOnline();
    const delayMs = backOffDelayMs({ attempt: ++this.#attempt, ...RETRY, random: this.#random });
    if (isOnline) this.#cancelRetry = this.#clock.after(delayMs, () => this.#connect());
    this.#store.update({ status: 'waiting', error, retryAtMs: isOnline ? this.#clock.now() + delayMs : null });
  }

  #goIdle(): void {
    this.#disconnect();
    this.#subscriptions.endSession();
    this.#attempt = 0;
    this.#openSinceMs = Infinity;
    this.#lostAtMs = null;
    if (!this.#life.signal.aborted)
      this.#store.update({ status: 'idle', error: null, retryAtMs: null, sessionId: null });
  }

  #disconnect(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#connection?.close();
    this.#next?.close();
    this.#connection = null;
    this.#next = null;
  }

  #report(error: T333Error): void {
    if (!this.#life.signal.aborted) this.dispatchEvent(new EventSubErrorEvent(error));
  }
}
