import type { ChatTransportState } from '@t333/core/chat';
import { abortError, type T333Error } from '@t333/core/errors';
import { backOffDelayMs, browserNetwork, type NetworkStatus } from '@t333/core/resilience';
import type { ChatAccount } from './chat-account.ts';
import { IrcConnection, type IrcConnectionOptions, type IrcHost } from './irc-connection.ts';

/** Of connections, and of channels that are not let in again. */
export const RETRY = { baseMs: 1000, capMs: 30_000 };
/** A connection that has lasted so long was a good one: after it, waiting begins anew. */
const STABLE_MS = 30_000;
/** How long an old connection is kept for a new one that takes over and gets no further; Twitch closes it sooner or later. */
const OVERLAP_MS = 15_000;
/** For answers that are still on their way to the old one. */
const LAST_WORDS_MS = 1000;

export interface IrcLinkOptions extends IrcConnectionOptions {
  random: () => number;
  network?: NetworkStatus | undefined;
  /** None: anonymous. */
  account?: ChatAccount | undefined;
}

export interface IrcLinkHost extends IrcHost {
  onState: (state: Pick<ChatTransportState, 'status' | 'error' | 'retryAtMs'>) => void;
}

/** Keeps a connection to Twitch's chat: signs in, comes back, and hands over from an old one to a new one. */
export class IrcLink {
  /** Those that the server has welcomed, oldest first: two while one takes over from the other. */
  readonly open: IrcConnection[] = [];
  readonly #options: IrcLinkOptions;
  readonly #network: NetworkStatus;
  readonly #host: IrcLinkHost;
  readonly #life = new AbortController();
  #next: IrcConnection | null = null;
  #signingIn = false;
  #attempt = 0;
  /** On the clock's `now()`. */
  #openSinceMs = Infinity;
  #renewed = false;
  #isWaiting = false;
  #token: string | null = null;
  #cancelRetry: (() => void) | null = null;
  #cancelOverlap: (() => void) | null = null;

  /** @param host hears `onClose` of each connection that is gone; another may still be there */
  constructor(options: IrcLinkOptions, host: IrcLinkHost) {
    this.#options = options;
    this.#host = host;
    this.#network = options.network ?? browserNetwork;
    this.#network.onOnline(() => {
      if (this.#isWaiting) this.connect();
    }, this.#life.signal);
  }

  /** Opens a connection, beside the one that there is. */
  connect(): void {
    this.#stopWaiting();
    if (this.#signingIn || this.#next) return;
    this.#report('connecting');
    this.#signIn(this.#options.account?.getToken(this.#life.signal));
  }

  /** Lets older connections go: soon where the newest has all that they have, later where it gets on. */
  handOver(hasAll: boolean): void {
    this.#cancelOverlap?.();
    this.#cancelOverlap = this.#options.clock.after(hasAll ? LAST_WORDS_MS : OVERLAP_MS, () => {
      for (const old of this.open.splice(0, this.open.length - 1)) {
        old.close();
        this.#host.onClose(old, abortError());
      }
    });
  }

  destroy(error: T333Error): void {
    this.#life.abort(error);
    this.#stopWaiting();
    this.#cancelOverlap?.();
    this.#next?.close();
    for (const connection of this.open.splice(0)) connection.close();
  }

  async #signIn(token: Promise<string> | undefined): Promise<void> {
    this.#signingIn = true;
    let failure: T333Error | null = null;
    try {
      this.#token = (await token) ?? null;
      if (!this.#life.signal.aborted) this.#dial();
    } catch (error) {
      // By the contract of accounts, and of connections.
      failure = error as T333Error;
    }
    this.#signingIn = false;
    if (!failure) return;
    // What could not be renewed now may be renewed later.
    this.#renewed = false;
    this.#retry(failure);
  }

  #dial(): void {
    this.#next = new IrcConnection(this.#options, this.#token, {
      ...this.#host,
      onWelcome: (connection) => this.#welcome(connection),
      onClose: (connection, error) => this.#lose(connection, error),
    });
  }

  #welcome(connection: IrcConnection): void {
    this.#next = null;
    this.#renewed = false;
    if (this.open.push(connection) === 1) this.#openSinceMs = this.#options.clock.now();
    this.#report('open');
    if (this.open.length > 1) this.handOver(false);
    this.#host.onWelcome(connection);
  }

  #lose(connection: IrcConnection, error: T333Error): void {
    if (this.#next === connection) this.#next = null;
    const index = this.open.indexOf(connection);
    if (index >= 0) this.open.splice(index, 1);
    this.#host.onClose(connection, error);
    const { account } = this.#options;
    if (error.code === 'unauthorized' && account && !this.#renewed) {
      this.#renewed = true;
      this.#signIn(account.renew(this.#life.signal));
      return;
    }
    this.#retry(error);
  }

  #retry(error: T333Error): void {
    if (this.#life.signal.aborted) return;
    this.#host.onError(error);
    if (this.open.length > 0) return;
    if (this.#next || this.#signingIn) return this.#report('connecting', error);
    const { clock, random } = this.#options;
    if (!error.retryable) {
      this.#renewed = false;
      return this.#report('failed', error);
    }
    this.#isWaiting = true;
    if (clock.now() - this.#openSinceMs >= STABLE_MS) this.#attempt = 0;
    this.#openSinceMs = Infinity;
    this.#attempt++;
    if (!this.#network.isOnline()) return this.#report('waiting', error);
    const delayMs = backOffDelayMs({ attempt: this.#attempt, ...RETRY, random });
    this.#cancelRetry = clock.after(delayMs, () => this.connect());
    this.#report('waiting', error, clock.now() + delayMs);
  }

  #report(status: ChatTransportState['status'], error: T333Error | null = null, retryAtMs: number | null = null): void {
    const isOpen = this.open.length > 0;
    this.#host.onState(isOpen ? { status: 'open', error: null, retryAtMs: null } : { status, error, retryAtMs });
  }

  #stopWaiting(): void {
    this.#isWaiting = false;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
  }
}
