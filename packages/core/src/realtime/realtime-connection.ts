import { abortError, T333Error } from '../errors.ts';
import type { AckFrame, ClientRequest, RtEvent, RtPosition, ServerReply } from '../protocol/index.ts';
import { onAbort, rejectionOf } from '../resilience/abortable.ts';
import { Store, type ReadableStore } from '../state/store.ts';
import { TypedEventTarget } from '../state/typed-event-target.ts';
import { systemClock, type Clock } from '../time/clock.ts';
import { Carriers, notOpen, tooManyChannels } from './carriers.ts';
import { ChannelSet } from './channel-set.ts';
import { JoinedChannel, type RealtimeJoinOptions } from './joined-channel.ts';
import { RealtimeChangeEvent, RealtimeErrorEvent, RealtimeItemsEvent, type RealtimeEvents } from './realtime-events.ts';
import { NEW_REALTIME_STATE, nextState, type RealtimeConnectionOptions, type RealtimeState } from './realtime-state.ts';
import { ServerClock } from './server-clock.ts';
import { FrameEvent } from './transport.ts';

/**
 * One connection to a server of t333-rt/1, for any number of channels: over a WebSocket where that can be had, by polls where it cannot.
 * Whatever carries them, each event of a channel is told once, and in order.
 */
export class RealtimeConnection extends TypedEventTarget<RealtimeEvents> {
  readonly #clock: Clock;
  readonly #serverClock: ServerClock;
  readonly #channels: ChannelSet;
  readonly #carriers: Carriers;
  readonly #store: Store<RealtimeState>;
  readonly #life = new AbortController();

  /** @throws T333Error `invalid-argument` where `url` is none */
  constructor(options: RealtimeConnectionOptions) {
    super();
    const { clock = systemClock, random = Math.random } = options;
    this.#clock = clock;
    this.#serverClock = new ServerClock(clock);
    this.#store = new Store({ ...NEW_REALTIME_STATE, sinceMs: clock.now() });
    const onError = (error: T333Error): void => void this.dispatchEvent(new RealtimeErrorEvent(error));
    const onChange = (): void => this.#changed();
    this.#channels = new ChannelSet(
      { clock, random },
      {
        onItems: (items) => void this.dispatchEvent(new RealtimeItemsEvent(items)),
        onChange,
        onCarried: () => this.#carriers.handOver(),
        onFrame: (frame) => void this.dispatchEvent(new FrameEvent(frame)),
        onError,
        hurryPolls: (id) => this.#carriers.hurry(id),
        stopPolls: (id) => this.#carriers.unfollow(id),
      },
    );
    this.#carriers = new Carriers(
      { ...options, clock, random, serverClock: this.#serverClock, channels: this.#channels },
      { onChange, onError },
    );
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
    if (this.#carriers.isTrying) return;
    for (const channel of this.#channels.wanted()) channel.set('joining');
    this.#carriers.begin();
    this.#changed();
  }

  /**
   * Asks for a ticket again, and goes over to a socket with it; the one that there is carries on until then. For whoever has signed in, or
   * out.
   */
  signIn(): void {
    this.#check();
    if (!this.#carriers.isTrying) return this.connect();
    this.#carriers.renew();
    this.#changed();
  }

  /**
   * Connects where it must, and joins. A channel that this holder has already is left as it is, but for topics that are new. One that another
   * has is told anew how it is: its settings, what is pinned, who one is there.
   *
   * @returns resolves when the channel is joined
   * @throws RealtimeRefusal what the server has said no to
   * @throws T333Error `overloaded` (more channels than the server allows), `aborted` (by the signal, or left meanwhile), `destroyed`, and
   *   why the connection has failed for good
   */
  async join(channelId: string, options: RealtimeJoinOptions = {}): Promise<void> {
    const { signal, topics, holder = this } = options;
    this.#check(signal);
    const before = this.#channels.get(channelId);
    let channel = before;
    if (!channel || channel.isRefused) {
      const { limits } = this.#store.getSnapshot();
      if (limits && this.#channels.wanted().length >= limits.channels) throw tooManyChannels(limits.channels);
      channel = new JoinedChannel(channelId, options);
      if (before) channel.replace(before);
      this.#channels.add(channel);
    }
    const { facts } = channel;
    const { isNew, isMore } = channel.hold(holder, topics);
    if (channel.state.status === 'joined' && (facts || channel.hasTold(holder))) {
      if (isMore) this.#carriers.carry(channelId);
      if (isNew && facts) this.#channels.tellAgain(channel, facts);
      return;
    }
    const joining = this.#wait(channel, holder, signal);
    if (this.#carriers.isTrying) this.#carriers.carry(channelId);
    else this.connect();
    this.#changed();
    return joining;
  }

  /** Whether this holder has joined a channel, or is about to, and has not left it. */
  holds(channelId: string, holder: object = this): boolean {
    return this.#channels.get(channelId)?.isHeldBy(holder) ?? false;
  }

  /**
   * Leaves a channel. When its last holder has, nothing of it is told any more; a topic ends with the last one that wanted it.
   *
   * @param holder as in its `join()`. What it has not joined is left alone
   */
  leave(channelId: string, holder: object = this): void {
    const channel = this.#channels.get(channelId);
    const left = channel?.release(holder, abortError());
    if (!channel || !left) return;
    if (!left.isOver) {
      if (left.isLess) this.#carriers.carry(channelId);
      return;
    }
    const { links } = this.#carriers;
    this.#channels.forget(channel, links);
    for (const link of links) if (!channel.isRefused) link.ask({ type: 'leave', channelId }, () => {});
    this.#carriers.handOver();
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
    const link = this.#carriers.newest;
    if (link) return (await link.request({ type: 'chat', channelId, ...message }, signal)) as AckFrame;
    return this.#carriers.ownPoller.post(channelId, message, this.#whileAlive(signal));
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
    const link = this.#carriers.newest;
    if (link) {
      const reply = await link.request(
        { type: 'history', channelId, limit, ...(before !== undefined && { before }) },
        signal,
      );
      if (reply.type !== 'history') throw new T333Error('invalid-frame', 'The server gave no history.');
      return reply;
    }
    return this.#carriers.openPoller.history(channelId, { before, limit }, this.#whileAlive(signal));
  }

  /**
   * Asks the server whatever else t333-rt/1 has: `mod`, `timeline`, `ping`. It needs the socket.
   *
   * @throws RealtimeRefusal what the server has said no to
   * @throws T333Error `network` (no socket, or it broke: whether the server has got it is unknown), `timeout`, `aborted`, `destroyed`
   */
  async request(request: ClientRequest, { signal }: { signal?: AbortSignal } = {}): Promise<ServerReply> {
    this.#check(signal);
    const link = this.#carriers.newest;
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
    this.#carriers.destroy(error);
    for (const channel of channels) channel.settle(error);
    this.#changed();
  }

  #check(signal?: AbortSignal): void {
    if (this.#life.signal.aborted) throw destroyed();
    if (signal?.aborted) throw rejectionOf(signal);
  }

  #whileAlive(signal: AbortSignal | undefined): AbortSignal {
    return signal ? AbortSignal.any([signal, this.#life.signal]) : this.#life.signal;
  }

  #wait(channel: JoinedChannel, holder: object, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = channel.wait(holder, (error) => {
        stopListening?.();
        if (error) reject(error);
        else resolve();
      });
      const abort = (): void => {
        stopListening?.();
        if (giveUp()) this.leave(channel.id, holder);
        reject(abortError());
      };
      const stopListening = signal && onAbort(signal, abort);
    });
  }

  #changed(): void {
    const before = this.#store.getSnapshot();
    this.#store.update(
      nextState(before, {
        ...this.#carriers.facts,
        roundTripMs: this.#serverClock.roundTripMs,
        channels: this.#channels.states(),
        nowMs: this.#clock.now(),
      }),
    );
    if (this.#store.getSnapshot() !== before) this.dispatchEvent(new RealtimeChangeEvent());
  }
}

const destroyed = (): T333Error => new T333Error('destroyed', 'This connection was destroyed.');
