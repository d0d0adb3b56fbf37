import { abortError, T333Error } from '../errors.ts';
import {
  decodePollAnswer,
  decodePostAnswer,
  MAX_HISTORY,
  type AckFrame,
  type ClientRequest,
  type RtEvent,
  type RtPosition,
  type RtUser,
  type ServerReply,
} from '../protocol/index.ts';
import { onAbort, rejectionOf } from '../resilience/abortable.ts';
import { browserNetwork } from '../resilience/network-status.ts';
import { Store, type ReadableStore } from '../state/store.ts';
import { TypedEventTarget } from '../state/typed-event-target.ts';
import { systemClock, type Clock } from '../time/clock.ts';
import { ChannelSet } from './channel-set.ts';
import { baseUrl, fetchText } from './http.ts';
import { JoinedChannel, type RealtimeJoinOptions } from './joined-channel.ts';
import { browserPage } from './page-visibility.ts';
import { Poller } from './poller.ts';
import { RealtimeChangeEvent, RealtimeErrorEvent, RealtimeItemsEvent, type RealtimeEvents } from './realtime-events.ts';
import {
  sameChannels,
  type RealtimeConnectionOptions,
  type RealtimeState,
  type RealtimeStatus,
} from './realtime-state.ts';
import { PATIENCE_MS, type RetryPlan } from './retry-plan.ts';
import { ServerClock } from './server-clock.ts';
import { SocketKeeper } from './socket-keeper.ts';
import { FrameEvent } from './transport.ts';

const POST_TIMEOUT_MS = 10_000;

/**
 * One connection to a server of t333-rt/1, for any number of channels: over a WebSocket where that can be had, by polls where it cannot.
 * Whatever carries them, each event of a channel is told once, and in order.
 */
export class RealtimeConnection extends TypedEventTarget<RealtimeEvents> {
  readonly #options: RealtimeConnectionOptions;
  readonly #url: URL;
  readonly #clock: Clock;
  readonly #serverClock: ServerClock;
  readonly #channels: ChannelSet;
  readonly #store: Store<RealtimeState>;
  readonly #sockets: SocketKeeper;
  readonly #poller: Poller;
  readonly #life = new AbortController();
  #isPolling = false;
  #hasBegun = false;
  #failure: T333Error | null = null;
  #error: T333Error | null = null;
  #user: RtUser | null | undefined;
  #cancelPatience: (() => void) | null = null;

  /** @throws T333Error `invalid-argument` where `url` is none */
  constructor(options: RealtimeConnectionOptions) {
    super();
    const { clock = systemClock, random = Math.random, network = browserNetwork, page = browserPage } = options;
    const { url, getTicket, WebSocket, fetch, polling = true } = options;
    this.#options = options;
    this.#clock = clock;
    this.#url = baseUrl(url);
    this.#serverClock = new ServerClock(clock);
    this.#store = new Store<RealtimeState>({
      status: 'idle',
      carrier: null,
      sinceMs: clock.now(),
      attempt: 0,
      error: null,
      retryAtMs: null,
      user: undefined,
      limits: null,
      roundTripMs: null,
      channels: new Map(),
    });
    const socketUrl = new URL('rt', this.#url);
    socketUrl.protocol = socketUrl.protocol.replace('http', 'ws');
    const onError = (error: T333Error): void => void this.dispatchEvent(new RealtimeErrorEvent(error));
    this.#channels = new ChannelSet(
      { clock, random },
      {
        onItems: (items) => void this.dispatchEvent(new RealtimeItemsEvent(items)),
        onChange: () => this.#changed(),
        onCarried: () => this.#handOver(),
        onFrame: (frame) => void this.dispatchEvent(new FrameEvent(frame)),
        onError,
        hurryPolls: (id) => this.#poller.hurry(id),
        stopPolls: (id) => this.#poller.unfollow(id),
      },
    );
    this.#sockets = new SocketKeeper(
      {
        url: socketUrl.href,
        getTicket,
        WebSocket,
        clock,
        serverClock: this.#serverClock,
        network,
        random,
        canPoll: polling,
      },
      {
        onReady: (link, { user }) => {
          this.#cancelPatience?.();
          this.#error = this.#failure = null;
          this.#user = user;
          for (const channel of this.#channels.values()) this.#channels.joinOn(link, channel);
          this.#handOver();
          this.#changed();
        },
        onFrame: (link, frame) => {
          if (frame.type !== 'goodbye') this.#channels.hear(link, frame);
          else if (link === this.#sockets.newest) this.#sockets.leaveIn(frame.reconnectAfterMs);
        },
        onError,
        onLost: (link) => {
          this.#channels.lost(link, this.#sockets.newest);
          this.#changed();
        },
        onDown: (error, plan) => this.#down(error, plan),
      },
    );
    this.#poller = new Poller(
      { url: this.#url, fetch, clock, random, isHidden: () => page.isHidden() },
      {
        wish: (id) => {
          const channel = this.#channels.get(id);
          return { since: channel?.log.position ?? null, history: channel?.history ?? 0 };
        },
        onAnswer: (id, answer, since) => {
          const channel = this.#channels.get(id);
          if (!channel) return;
          if (answer.user !== undefined) this.#user = answer.user;
          this.#channels.answer(channel, answer, since);
        },
        onRefused: (id, error) => {
          const channel = this.#channels.get(id);
          if (channel) this.#channels.refuse(channel, error);
        },
        onError,
        onChange: () => this.#changed(),
      },
    );
    const { signal } = this.#life;
    network.onOnline(() => {
      if (!this.#hasBegun || this.#failure) return;
      if (this.#sockets.newest) this.#sockets.newest.check();
      else this.#sockets.connect();
      this.#poller.hurry();
      this.#changed();
    }, signal);
    page.onChange(() => {
      if (page.isHidden()) return;
      this.#sockets.newest?.check();
      this.#poller.hurry();
    }, signal);
  }

  get state(): ReadableStore<RealtimeState> {
    return this.#store;
  }

  /** What time it is at the server, Unix milliseconds: within half of `state.roundTripMs`; the device's own time until it is known. */
  serverTime(): number {
    return this.#serverClock.time();
  }

  /** Where a channel is: of the last event that was told. Null where that is not known. */
  position(channelId: string): RtPosition | null {
    return this.#channels.get(channelId)?.log.position ?? null;
  }

  /** Connects, where a `join()` would; after a failure, anew. */
  connect(): void {
    this.#check();
    if (this.#hasBegun && !this.#failure) return;
    this.#hasBegun = true;
    this.#failure = null;
    for (const channel of this.#channels.wanted()) channel.set('joining');
    this.#sockets.connect();
    if (this.#options.polling !== false && !this.#sockets.newest)
      this.#cancelPatience = this.#clock.after(PATIENCE_MS, () => this.#setPolling(true));
    this.#changed();
  }

  /**
   * Connects where it must, and joins. A channel that is joined already is left as it is.
   *
   * @returns resolves when the channel is joined
   * @throws RealtimeRefusal what the server has said no to
   * @throws T333Error `overloaded` (more channels than the server allows), `aborted` (by the signal, or left meanwhile), `destroyed`, and
   *   why the connection has failed for good
   */
  async join(channelId: string, options: RealtimeJoinOptions = {}): Promise<void> {
    this.#check(options.signal);
    let channel = this.#channels.get(channelId);
    if (channel?.state.status === 'joined') return;
    if (!channel || channel.isRefused) {
      const { limits } = this.#store.getSnapshot();
      if (!channel && limits && this.#channels.size >= limits.channels)
        throw new T333Error('overloaded', `The server allows ${limits.channels} channels.`);
      channel = new JoinedChannel(channelId, options);
      this.#channels.add(channel);
    }
    const joining = this.#wait(channel, options.signal);
    const link = this.#sockets.newest;
    if (!this.#hasBegun || this.#failure) this.connect();
    else if (link) this.#channels.joinOn(link, channel);
    else if (this.#isPolling) this.#poller.follow(channelId);
    this.#changed();
    return joining;
  }

  /** Leaves a channel; nothing of it is told afterwards. A channel that is not joined is left alone. */
  leave(channelId: string): void {
    const channel = this.#channels.get(channelId);
    if (!channel) return;
    this.#channels.forget(channel, this.#sockets.links);
    for (const link of this.#sockets.links) if (!channel.isRefused) link.ask({ type: 'leave', channelId }, () => {});
    channel.settle(abortError());
    this.#handOver();
    this.#changed();
  }

  /**
   * Says something in a channel: over the socket, or by HTTP where polls carry it.
   *
   * @throws RealtimeRefusal what the server has said no to
   * @throws T333Error `network` and `timeout`: with the same nonce it may be sent again, and nobody sees it twice
   */
  async send(
    channelId: string,
    message: { nonce: string; text: string; replyTo?: string },
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<Pick<AckFrame, 'id' | 'seq' | 'cooldownUntilAt'>> {
    this.#check(signal);
    const link = this.#sockets.newest;
    if (link) return (await link.request({ type: 'chat', channelId, ...message }, signal)) as AckFrame;
    if (!this.#poller.isOpen) throw notOpen();
    const { nonce, ...body } = message;
    const text = await this.#http(`channels/${encodeURIComponent(channelId)}/messages`, signal, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': nonce },
      body: JSON.stringify(body),
    });
    this.#poller.hurry(channelId);
    return decodePostAnswer(text);
  }

  /**
   * Past events, oldest first: those before a `seq`, and no more than `limit` (1 to 200) of them.
   *
   * @throws RealtimeRefusal what the server has said no to
   * @throws T333Error `network`, `timeout`
   */
  async history(
    channelId: string,
    { before, limit = 50, signal }: { before?: number; limit?: number; signal?: AbortSignal } = {},
  ): Promise<{ epoch: string; events: readonly RtEvent[] }> {
    this.#check(signal);
    const link = this.#sockets.newest;
    if (link) {
      const reply = await link.request(
        { type: 'history', channelId, limit, ...(before !== undefined && { before }) },
        signal,
      );
      if (reply.type !== 'history') throw new T333Error('invalid-frame', 'The server gave no history.');
      return reply;
    }
    if (!this.#poller.isOpen) throw notOpen();
    const { epoch } = this.#channels.get(channelId)?.log.position ?? {};
    const query = new URLSearchParams({ limit: String(Math.min(limit, MAX_HISTORY)) });
    if (before !== undefined && epoch) query.set('since', `${epoch}:${Math.max(0, before - 1 - limit)}`);
    const path = `channels/${encodeURIComponent(channelId)}/events?${query}`;
    const answer = decodePollAnswer(await this.#http(path, signal, {}));
    const isBefore = (event: RtEvent): boolean => before === undefined || (('seq' in event && event.seq) || 0) < before;
    return { epoch: answer.epoch, events: answer.events.filter(isBefore) };
  }

  /**
   * Asks the server whatever else t333-rt/1 has: `mod`, `timeline`, `ping`. It needs the socket.
   *
   * @throws RealtimeRefusal what the server has said no to
   * @throws T333Error `network` (no socket, or it broke: whether the server has got it is unknown), `timeout`, `aborted`, `destroyed`
   */
  async request(request: ClientRequest, { signal }: { signal?: AbortSignal } = {}): Promise<ServerReply> {
    this.#check(signal);
    const link = this.#sockets.newest;
    if (!link) throw notOpen();
    return link.request(request, signal);
  }

  /** Closes everything; whatever waits rejects with `destroyed`. */
  destroy(): void {
    if (this.#life.signal.aborted) return;
    const error = destroyed();
    this.#life.abort(error);
    const channels = this.#channels.values();
    for (const channel of channels) this.#channels.forget(channel, []);
    this.#cancelPatience?.();
    this.#poller.stop();
    this.#sockets.destroy();
    for (const channel of channels) channel.settle(error);
    this.#changed();
  }

  #check(signal?: AbortSignal): void {
    if (this.#life.signal.aborted) throw destroyed();
    if (signal?.aborted) throw rejectionOf(signal);
  }

  #http(path: string, signal: AbortSignal | undefined, init: RequestInit): Promise<string> {
    const { fetch } = this.#options;
    const signals = signal ? AbortSignal.any([signal, this.#life.signal]) : this.#life.signal;
    return fetchText({ fetch, clock: this.#clock }, new URL(path, this.#url), {
      ...init,
      signal: signals,
      timeoutMs: POST_TIMEOUT_MS,
    });
  }

  #wait(channel: JoinedChannel, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stopListening = signal && onAbort(signal, () => this.leave(channel.id));
      channel.waiting.add((error) => {
        stopListening?.();
        if (error) reject(error);
        else resolve();
      });
    });
  }

  /** Lets older ways go once the newest socket has all that is wanted. */
  #handOver(): void {
    const { newest } = this.#sockets;
    if (!newest) return;
    if (this.#channels.wanted().some(({ carrier }) => carrier !== newest)) return;
    this.#sockets.retire();
    this.#setPolling(false);
  }

  #down(error: T333Error, plan: RetryPlan | null): void {
    this.#error = error;
    this.#cancelPatience?.();
    if (!plan) this.#failure = error;
    this.#setPolling(plan?.poll ?? false);
    if (!plan) {
      for (const channel of this.#channels.values()) {
        channel.stop();
        channel.set('failed', error);
      }
    }
    this.#changed();
    if (!plan) for (const channel of this.#channels.values()) channel.settle(error);
  }

  #setPolling(isPolling: boolean): void {
    this.#isPolling = isPolling;
    if (isPolling) {
      for (const { id } of this.#channels.wanted()) this.#poller.follow(id);
    } else {
      this.#poller.stop();
      this.#channels.pollsEnded();
    }
    this.#changed();
  }

  #changed(): void {
    const before = this.#store.getSnapshot();
    const { attempt, isDialing, newest, retryAtMs } = this.#sockets;
    const carrier = newest ? 'websocket' : this.#isPolling && this.#poller.isOpen ? 'polling' : null;
    let status: RealtimeStatus = 'waiting';
    if (this.#life.signal.aborted) status = 'closed';
    else if (!this.#hasBegun) status = 'idle';
    else if (this.#failure) status = 'failed';
    else if (carrier) status = 'open';
    else if (isDialing) status = 'connecting';
    const isSame = before.status === status && before.carrier === carrier;
    const retries = [retryAtMs, this.#poller.retryAtMs].filter((atMs) => atMs !== null);
    const channels = this.#channels.states();
    this.#store.update({
      status,
      carrier: status === 'closed' ? null : carrier,
      sinceMs: isSame ? before.sinceMs : this.#clock.now(),
      attempt,
      error: newest ? null : this.#error,
      retryAtMs: status === 'open' && carrier === 'websocket' ? null : retries.length > 0 ? Math.min(...retries) : null,
      user: this.#user,
      limits: newest?.ready?.limits ?? before.limits,
      roundTripMs: this.#serverClock.roundTripMs,
      channels: sameChannels(channels, before.channels) ? before.channels : channels,
    });
    if (this.#store.getSnapshot() !== before) this.dispatchEvent(new RealtimeChangeEvent());
  }
}

const destroyed = (): T333Error => new T333Error('destroyed', 'This connection was destroyed.');
const notOpen = (): T333Error => new T333Error('network', 'The connection is not open.', { retryable: true });
