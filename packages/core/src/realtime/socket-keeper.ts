import { T333Error } from '../errors.ts';
import type { ReadyFrame } from '../protocol/index.ts';
import { backOffDelayMs } from '../resilience/back-off.ts';
import type { NetworkStatus } from '../resilience/network-status.ts';
import { JITTER, PATIENCE_MS, planRetry, RETRY, type RetryPlan } from './retry-plan.ts';
import { SocketLink, type SocketHost, type SocketLinkOptions } from './socket-link.ts';

/** A socket that has lasted so long was a good one: after it, waiting begins anew. */
const STABLE_MS = 30_000;
/** How long an older socket is kept for one that takes over and gets no further. */
const OVERLAP_MS = 15_000;
const TICKET_TIMEOUT_MS = 10_000;

export interface SocketKeeperOptions extends SocketLinkOptions {
  /** A ticket, which is good for one socket; null is anonymous. */
  getTicket?: ((signal: AbortSignal) => Promise<string | null>) | undefined;
  network: NetworkStatus;
  random: () => number;
  canPoll: boolean;
}

export interface SocketKeeperHost extends Omit<SocketHost, 'onClose'> {
  /** A socket is gone that the server had let in; another may still be there. */
  onLost: (link: SocketLink) => void;
  /** There is none. @param plan null: none is tried any more */
  onDown: (error: T333Error, plan: RetryPlan | null) => void;
}

/** Keeps a socket to the server: signs in, comes back, and holds on to an old one until a new one has taken over. */
export class SocketKeeper {
  /** Those that the server has let in, oldest first. */
  readonly links: SocketLink[] = [];
  attempt = 0;
  /** Whether the last socket that the server let in is anonymous for want of a ticket: somebody was signed in, or was to be. */
  isSignedOut = false;
  /** Why the last ticket did not come, or was refused; null since one was taken. */
  ticketError: T333Error | null = null;
  /** When a socket is tried next, on the clock's `now()`. */
  retryAtMs: number | null = null;
  readonly #options: SocketKeeperOptions;
  readonly #host: SocketKeeperHost;
  readonly #life = new AbortController();
  #next: SocketLink | null = null;
  #ticket: AbortController | null = null;
  #readySinceMs = Infinity;
  /** Whether the last ticket was refused. */
  #refused = false;
  /** Whether the next socket goes without a ticket, since none is to be had. */
  #isDenied = false;
  #cancelRetry: (() => void) | null = null;
  #cancelOverlap: (() => void) | null = null;
  #isLeaving = false;
  /** Whether the one that there is speaks for somebody who has signed in, or out, since. */
  #isRenewing = false;

  constructor(options: SocketKeeperOptions, host: SocketKeeperHost) {
    this.#options = options;
    this.#host = host;
  }

  get isDialing(): boolean {
    return this.#next !== null || this.#ticket !== null;
  }

  get newest(): SocketLink | undefined {
    return this.links.at(-1);
  }

  /** Opens a socket now, beside the one that there is. */
  connect(): void {
    this.#stopWaiting();
    if (this.isDialing || this.#life.signal.aborted) return;
    this.#isDenied = false;
    const { getTicket } = this.#options;
    if (!getTicket) return this.#dial(null);
    const wait = (this.#ticket = new AbortController());
    const end = (act: () => void): void => {
      if (this.#ticket !== wait) return;
      cancelTimeout();
      this.#ticket = null;
      act();
    };
    const cancelTimeout = this.#options.clock.after(TICKET_TIMEOUT_MS, () => {
      end(() => this.#noTicket(new T333Error('timeout', 'No ticket came.', { retryable: true })));
      wait.abort();
    });
    wait.signal.addEventListener('abort', cancelTimeout);
    // A function of somebody else's may throw at once.
    Promise.resolve()
      .then(() => getTicket(wait.signal))
      .then(
        (ticket) => end(() => this.#dial(ticket)),
        (error: unknown) => end(() => this.#noTicket(ticketError(error))),
      );
  }

  /** Opens a socket with another ticket, beside the one that there is. */
  renew(): void {
    this.#ticket?.abort();
    this.#ticket = null;
    this.#next?.close();
    this.#next = null;
    this.#refused = false;
    this.#isRenewing = true;
    this.connect();
  }

  /** The server says that it will go. */
  leaveIn(delayMs: number): void {
    this.#stopWaiting();
    this.#isLeaving = true;
    this.#count();
    // A server whose sockets do not last is not believed that the next one can be had at once.
    const backOffMs = this.attempt > 1 ? this.#backOffMs() : 0;
    this.#retryIn(Math.max(backOffMs, delayMs * (1 + JITTER * this.#options.random())));
  }

  /** The newest has everything: older ones may go. */
  retire(): void {
    this.#cancelOverlap?.();
    this.#cancelOverlap = null;
    for (const old of this.links.splice(0, this.links.length - 1)) old.close();
  }

  destroy(): void {
    this.#life.abort();
    this.#ticket?.abort();
    this.#ticket = null;
    this.#stopWaiting();
    this.#cancelOverlap?.();
    this.#next?.close();
    this.#next = null;
    for (const link of this.links.splice(0)) link.close();
  }

  #dial(ticket: string | null): void {
    try {
      this.#next = new SocketLink(this.#options, ticket, {
        onFrame: this.#host.onFrame,
        onError: this.#host.onError,
        onReady: (link, ready) => this.#ready(link, ready),
        onClose: (link, error) => this.#lose(link, error),
      });
    } catch (error) {
      this.#down(error as T333Error, false);
    }
  }

  #ready(link: SocketLink, ready: ReadyFrame): void {
    this.#next = null;
    this.#refused = false;
    this.#isLeaving = this.#isRenewing = false;
    this.isSignedOut = this.#isDenied;
    if (!this.#isDenied) this.ticketError = null;
    this.#readySinceMs = this.#options.clock.now();
    this.links.push(link);
    if (this.links.length > 1) {
      this.#cancelOverlap?.();
      this.#cancelOverlap = this.#options.clock.after(OVERLAP_MS, () => {
        const old = this.links.slice(0, -1);
        this.retire();
        for (const one of old) this.#host.onLost(one);
      });
    }
    this.#host.onReady(link, ready);
  }

  #lose(link: SocketLink, error: T333Error): void {
    const index = this.links.indexOf(link);
    if (this.#next === link) this.#next = null;
    if (index >= 0) {
      this.links.splice(index, 1);
      this.#host.onLost(link);
    }
    this.#down(error, index >= 0);
  }

  #down(error: T333Error, wasReady: boolean): void {
    if (this.#life.signal.aborted) return;
    this.#host.onError(error);
    if (this.isDialing) return;
    const { clock, network, random, canPoll, getTicket } = this.#options;
    const hasOther = this.links.length > 0;
    if (error.code === 'unauthorized' && getTicket && !this.#isDenied && !(wasReady && hasOther)) {
      if (this.#refused) {
        this.ticketError = error;
        return this.#readOn();
      }
      this.#refused = true;
      return this.connect();
    }
    this.#refused = false;
    if (hasOther) {
      // A newer one failed, while an older one still carries on.
      if (this.retryAtMs !== null || !(this.#isLeaving || this.#isRenewing)) return;
      this.#count();
      return this.#retryIn(this.#backOffMs());
    }
    if (this.retryAtMs === null) this.#count();
    const isOnline = network.isOnline();
    const plan = planRetry({ error, attempt: this.attempt, wasReady, isOnline, canPoll, random });
    if (plan && this.retryAtMs !== null) {
      // What the server has said when it went counts.
      const delayMs = this.retryAtMs - clock.now();
      return this.#host.onDown(error, { delayMs, poll: canPoll && isOnline && delayMs > PATIENCE_MS });
    }
    if (plan && plan.delayMs !== null) this.#retryIn(plan.delayMs);
    this.#host.onDown(error, plan);
  }

  #noTicket(error: T333Error): void {
    this.ticketError = error;
    if (error.code !== 'unauthorized') return this.#down(error, false);
    this.#host.onError(error);
    this.#readOn();
  }

  /** Whose session is over may still read. */
  #readOn(): void {
    this.#refused = false;
    this.#isDenied = true;
    this.#dial(null);
  }

  /** One more socket that did not last, or the first. */
  #count(): void {
    if (this.#options.clock.now() - this.#readySinceMs >= STABLE_MS) this.attempt = 0;
    this.#readySinceMs = Infinity;
    this.attempt++;
  }

  #backOffMs(): number {
    return backOffDelayMs({ attempt: this.attempt, ...RETRY, random: this.#options.random });
  }

  #retryIn(delayMs: number): void {
    const { clock } = this.#options;
    this.retryAtMs = clock.now() + delayMs;
    this.#cancelRetry = clock.after(delayMs, () => this.connect());
  }

  #stopWaiting(): void {
    this.retryAtMs = null;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
  }
}

const ticketError = (cause: unknown): T333Error =>
  cause instanceof T333Error ? cause : new T333Error('network', 'No ticket was to be had.', { cause, retryable: true });
