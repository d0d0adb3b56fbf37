import { T333Error } from '../errors.ts';
import type { PollAnswer, ReadyFrame, RtUser } from '../protocol/index.ts';
import { browserNetwork } from '../resilience/network-status.ts';
import { browserPage } from '../resilience/page-visibility.ts';
import { baseUrl } from './base-url.ts';
import type { ChannelSet } from './channel-set.ts';
import type { Clock } from '../time/clock.ts';
import { loadPoller } from './load-poller.ts';
import type { Poller } from './poller.ts';
import type { RealtimeConnectionOptions, RealtimeFacts } from './realtime-state.ts';
import { PATIENCE_MS, type RetryPlan } from './retry-plan.ts';
import type { ServerClock } from './server-clock.ts';
import { SocketKeeper } from './socket-keeper.ts';
import type { SocketLink } from './socket-link.ts';

export interface CarriersOptions extends RealtimeConnectionOptions {
  clock: Clock;
  random: () => number;
  serverClock: ServerClock;
  channels: ChannelSet;
}

export interface CarriersHost {
  /** What carries the channels, or how it is, may be another. */
  onChange: () => void;
  onError: (error: T333Error) => void;
}

/** What carries the channels: a socket, and polls where, or while, there is none. */
export class Carriers {
  /** Why nothing is tried any more. */
  failure: T333Error | null = null;
  readonly #options: CarriersOptions;
  readonly #host: CarriersHost;
  readonly #url: URL;
  readonly #sockets: SocketKeeper;
  readonly #life = new AbortController();
  /** Null until the first need. */
  #poller: Poller | null = null;
  #isPolling = false;
  #hasBegun = false;
  #error: T333Error | null = null;
  #user: RtUser | null | undefined;
  /** Polls bear no ticket: they are served as to nobody, although somebody has signed in. */
  #isPolledAsNobody = false;
  #cancelPatience: (() => void) | null = null;

  /** @throws T333Error `invalid-argument` where `url` is none */
  constructor(options: CarriersOptions, host: CarriersHost) {
    const { url, channels, network = browserNetwork, page = browserPage, polling = true } = options;
    this.#options = options;
    this.#host = host;
    this.#url = baseUrl(url);
    const socketUrl = new URL('rt', this.#url);
    socketUrl.protocol = socketUrl.protocol.replace('http', 'ws');
    this.#sockets = new SocketKeeper(
      { ...options, url: socketUrl.href, network, canPoll: polling },
      {
        onReady: (link, ready) => this.#ready(link, ready),
        onFrame: (link, frame) => {
          if (frame.type !== 'goodbye') channels.hear(link, frame);
          else if (link === this.newest) this.#sockets.leaveIn(frame.reconnectAfterMs);
        },
        onError: (error) => {
          host.onError(error);
          host.onChange();
        },
        onLost: (link) => {
          channels.lost(link, this.newest);
          host.onChange();
        },
        onDown: (error, plan) => this.#down(error, plan),
      },
    );
    const { signal } = this.#life;
    network.onOnline(() => {
      if (!this.isTrying) return;
      if (this.newest) this.newest.check();
      else this.#dial();
      this.#poller?.hurry();
      host.onChange();
    }, signal);
    page.onChange(() => {
      if (page.isHidden()) return;
      this.newest?.check();
      this.#poller?.hurry();
    }, signal);
  }

  /** Whether it has begun, and has not given up. */
  get isTrying(): boolean {
    return this.#hasBegun && !this.failure;
  }

  get newest(): SocketLink | undefined {
    return this.#sockets.newest;
  }

  get links(): readonly SocketLink[] {
    return this.#sockets.links;
  }

  /** For what is asked by HTTP. @throws T333Error `network` where nothing is told that way either */
  get openPoller(): Poller {
    if (!this.#poller?.isOpen) throw notOpen();
    return this.#poller;
  }

  /** For what somebody says by HTTP. @throws T333Error `network` where nothing, or nobody, is heard that way */
  get ownPoller(): Poller {
    if (this.#isPolledAsNobody) throw notOpen();
    return this.openPoller;
  }

  get facts(): Omit<RealtimeFacts, 'roundTripMs' | 'channels' | 'nowMs'> {
    const { attempt, isDialing, newest, retryAtMs, isSignedOut, ticketError } = this.#sockets;
    const poller = this.#isPolling ? this.#poller : null;
    let phase: RealtimeFacts['phase'] = 'alive';
    if (this.#life.signal.aborted) phase = 'closed';
    else if (!this.#hasBegun) phase = 'idle';
    else if (this.failure) phase = 'failed';
    return {
      phase,
      isDialing,
      attempt,
      isSignedOut,
      ticketError,
      hasSocket: newest !== undefined,
      limits: newest?.ready?.limits ?? null,
      isPolled: poller?.isOpen ?? false,
      retriesMs: [retryAtMs, poller?.retryAtMs ?? null],
      error: this.#error,
      user: this.#user,
    };
  }

  begin(): void {
    this.#hasBegun = true;
    this.failure = null;
    this.#dial();
  }

  /** Goes over to a socket with another ticket. */
  renew(): void {
    this.#sockets.renew();
  }

  /** A channel is wanted that nothing carries yet. */
  carry(channelId: string): void {
    const channel = this.#options.channels.get(channelId);
    if (this.newest && channel) this.#options.channels.joinOn(this.newest, channel);
    else if (this.#isPolling) this.#poller?.follow(channelId);
  }

  /** Polls of a channel are to leave now. */
  hurry(channelId: string): void {
    this.#poller?.hurry(channelId);
  }

  /** A channel needs no polls any more. */
  unfollow(channelId: string): void {
    this.#poller?.unfollow(channelId);
  }

  /** Lets older ways go once the newest socket has all that is wanted. */
  handOver(): void {
    const { newest } = this;
    if (!newest || this.#options.channels.wanted().some(({ carrier }) => carrier !== newest)) return;
    this.#sockets.retire();
    this.#setPolling(false);
  }

  destroy(error: T333Error): void {
    this.#life.abort(error);
    this.#losePatienceIn(null);
    this.#poller?.stop();
    this.#sockets.destroy();
  }

  #dial(): void {
    this.#losePatienceIn(PATIENCE_MS);
    this.#sockets.connect();
  }

  /** Whoever waits for a socket for too long gets polls, whatever it is that takes so long. */
  #losePatienceIn(delayMs: number | null): void {
    const { clock, polling } = this.#options;
    if (delayMs !== null && (this.#cancelPatience || this.#isPolling || polling === false)) return;
    this.#cancelPatience?.();
    this.#cancelPatience = delayMs === null ? null : clock.after(delayMs, () => this.#setPolling(true));
  }

  #ready(link: SocketLink, { user, limits }: ReadyFrame): void {
    const { channels } = this.#options;
    this.#losePatienceIn(null);
    this.#error = this.failure = null;
    this.#user = user;
    for (const [index, channel] of channels.wanted().entries()) {
      if (index < limits.channels) channels.joinOn(link, channel);
      else channels.refuse(channel, tooManyChannels(limits.channels));
    }
    this.handOver();
    this.#host.onChange();
  }

  #down(error: T333Error, plan: RetryPlan | null): void {
    this.#error = error;
    if (!plan) this.failure = error;
    if (!plan || plan.poll || plan.delayMs === null) this.#setPolling(plan?.poll ?? false);
    else this.#losePatienceIn(PATIENCE_MS);
    if (!plan) this.#options.channels.fail(error);
    this.#host.onChange();
    if (!plan) this.#options.channels.settle(error);
  }

  /** Who a socket has said one is stays so until another one says otherwise, or nobody is to be signed in any more. */
  #withoutNobody(answer: PollAnswer): PollAnswer {
    this.#isPolledAsNobody = answer.user === null && Boolean(this.#user) && !this.#sockets.isSignedOut;
    if (this.#isPolledAsNobody) {
      const { user: _, you: __, ...rest } = answer;
      return rest;
    }
    if (answer.user !== undefined) this.#user = answer.user;
    return answer;
  }

  #setPolling(isPolling: boolean): void {
    this.#losePatienceIn(null);
    this.#isPolling = isPolling;
    if (isPolling) this.#poll().catch((cause: unknown) => this.#host.onError(notLoaded(cause)));
    else {
      this.#poller?.stop();
      this.#options.channels.pollsEnded();
    }
    this.#host.onChange();
  }

  async #poll(): Promise<void> {
    const PollerClass = await loadPoller();
    if (!this.#isPolling || this.#life.signal.aborted) return;
    const { channels, fetch, clock, random, page = browserPage } = this.#options;
    this.#poller ??= new PollerClass(
      { url: this.#url, fetch, clock, random, isHidden: () => page.isHidden() },
      {
        wish: (id) => {
          const channel = channels.get(id);
          return { since: channel?.log.position ?? null, history: channel?.history ?? 0 };
        },
        onAnswer: (id, answer, since) => {
          const channel = channels.get(id);
          const known = this.#withoutNobody(answer);
          if (channel) channels.answer(channel, known, since);
        },
        onRefused: (id, error) => {
          const channel = channels.get(id);
          if (channel) channels.refuse(channel, error);
        },
        onFailed: (id, error) => {
          const channel = channels.get(id);
          if (channel) channels.failed(channel, error);
        },
        onChange: () => this.#host.onChange(),
      },
    );
    for (const { id } of channels.wanted()) this.#poller.follow(id);
  }
}

export const notOpen = (): T333Error => new T333Error('network', 'The connection is not open.', { retryable: true });
export const tooManyChannels = (limit: number): T333Error =>
  new T333Error('overloaded', `The server allows ${limit} channels.`);
const notLoaded = (cause: unknown): T333Error =>
  new T333Error('network', 'Polls could not be loaded.', { cause, retryable: true });
