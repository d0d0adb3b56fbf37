import { T333Error } from '@t333/core/errors';
import { abortable, delay } from '@t333/core/resilience';
import { Store, TypedEventTarget, type ReadableStore } from '@t333/core/state';
import { systemClock, type Clock } from '@t333/core/time';
import type { OAuthClient } from './client.ts';
import { EndingClock } from './ending-clock.ts';
import { TokenErrorEvent, type TokenManagerEvents } from './token-events.ts';
import { TokenGrant, toRecord } from './token-grant.ts';
import { TokenHolder, type HolderContext } from './token-holder.ts';
import { InProcessLock, type TokenLock } from './token-lock.ts';
import { APP, type AccessToken, type TokenOptions, type TokenSource } from './token-source.ts';
import { MemoryTokenStore, type TokenStore } from './token-store.ts';
import type { UserTokenInfo } from './validate.ts';

/** How long before their end tokens are usually renewed by who does not wait for a 401: five minutes. */
export const REFRESH_EARLY_MS = 300_000;

export interface TokenManagerOptions {
  /** From `publicClient()`, or `confidentialClient()` of `@t333/twitch/auth/server`. */
  client: OAuthClient;
  /** Default a `MemoryTokenStore`. */
  store?: TokenStore;
  /** Default an `InProcessLock`. Processes that share a store need a lock between them: `RedisLock`. */
  lock?: TokenLock;
  /** Whom `getToken()` speaks for where it is not said. Default `app`. */
  subject?: string;
  /**
   * How long before their end tokens are renewed, in milliseconds: `REFRESH_EARLY_MS` is usual. Default 0, which waits
   * until they end or Twitch refuses one, as Twitch recommends.
   */
  refreshEarlyMs?: number;
  clock?: Clock;
  /** 0 up to 1, as `Math.random`: spreads retries. */
  random?: () => number;
}

export interface TokenManagerState {
  /** Whose newest tokens the store did not take yet. They are in use, and written again and again. */
  readonly unsaved: readonly string[];
  readonly isValidating: boolean;
}

export interface ValidationOptions {
  /** Whose tokens to look up in the store, beside those that were used already. */
  subjects?: Iterable<string>;
}

const VALIDATE_EVERY_MS = 3_600_000;

/** How many subjects stay in memory. Beyond that the longest unused is read from the store again. */
const HELD = 10_000;

/**
 * Tokens of the application and of any number of users, renewed once however many ask, in however many processes.
 *
 * Events: `renewed`, `removed`, `tokenerror`.
 */
export class TokenManager extends TypedEventTarget<TokenManagerEvents> implements TokenSource {
  readonly #context: HolderContext;
  readonly #subject: string;
  readonly #clock: Clock;
  readonly #timers: EndingClock;
  readonly #life = new AbortController();
  /** The longest unused first. */
  readonly #holders = new Map<string, TokenHolder>();
  readonly #state = new Store<TokenManagerState>({ unsaved: [], isValidating: false });
  #validation: AbortController | null = null;

  readonly state: ReadableStore<TokenManagerState> = this.#state;

  constructor({
    client,
    store = new MemoryTokenStore(),
    lock = new InProcessLock(),
    subject = APP,
    refreshEarlyMs = 0,
    clock = systemClock,
    random = Math.random,
  }: TokenManagerOptions) {
    super();
    this.#subject = subject;
    this.#clock = clock;
    this.#timers = new EndingClock(clock);
    this.#context = {
      client,
      store,
      lock,
      clock,
      timers: this.#timers,
      random,
      refreshEarlyMs,
      signal: this.#life.signal,
      tell: (event) => this.#tell(event),
      tellSaved: (of, isSaved) => this.#tellSaved(of, isSaved),
    };
  }

  /**
   * @throws T333Error `unauthorized` if there is none, `invalid-grant` if it ended and the user has to sign in again,
   *   `store` or `undecipherable` if the store cannot tell, `aborted`, `destroyed`, and what a request to Twitch throws
   */
  async getToken(subject = this.#subject, { signal }: TokenOptions = {}): Promise<AccessToken> {
    const isNew = !this.#holders.has(subject);
    const grant = await this.#wait(this.#holder(subject).current(), signal);
    if (isNew && this.#validation) void this.#validate(subject, this.#validation.signal);
    return toAccessToken(subject, grant);
  }

  /** @throws as `getToken()` */
  async renew({ value, subject }: AccessToken, { signal }: TokenOptions = {}): Promise<AccessToken> {
    return toAccessToken(subject, await this.#wait(this.#holder(subject).renew(value), signal));
  }

  /**
   * Takes what a sign-in ended with, and asks Twitch whose it is. Where that fails, or the lock does, nothing was taken,
   * and the same grant can be brought again.
   *
   * @returns what Twitch knows of it: `userId` is the subject from now on
   * @throws T333Error `invalid-argument` for a token of another application, or of no user; what a request throws
   */
  async addUser(grant: TokenGrant, { signal }: TokenOptions = {}): Promise<UserTokenInfo> {
    this.#assertAlive();
    const { client } = this.#context;
    const info = await this.#wait(
      client.validate(grant.value, { clock: this.#clock, signal: this.#life.signal }),
      signal,
    );
    if (info.clientId !== client.clientId || info.userId === null) {
      throw new T333Error('invalid-argument', 'This token belongs to another application, or to no user.');
    }
    const { userId, scopes, expiresAtMs } = info;
    const known = new TokenGrant({ ...toRecord(grant), scopes, expiresAtMs: expiresAtMs ?? grant.expiresAtMs });
    await this.#wait(this.#holder(userId).put(known), signal);
    return { ...info, userId };
  }

  /**
   * Revokes a user's access token and forgets the user.
   *
   * @throws T333Error what a request throws, `store`: the tokens are kept then, so that it can be tried again
   */
  async signOut(subject: string, { signal }: TokenOptions = {}): Promise<void> {
    await this.#wait(this.#holder(subject).signOut(), signal);
  }

  /**
   * Validates all tokens in memory now and every hour, as Twitch wants from who keeps users signed in, and one that is
   * read from the store later when it is first used. One that Twitch refuses is renewed; whatever else fails is told by
   * `tokenerror`.
   */
  startValidation({ subjects = [] }: ValidationOptions = {}): void {
    this.#assertAlive();
    this.stopValidation();
    this.#validation = new AbortController();
    this.#state.update({ isValidating: true });
    void this.#validateHourly(new Set(subjects), this.#validation.signal);
  }

  stopValidation(): void {
    this.#validation?.abort();
    this.#validation = null;
    this.#state.update({ isValidating: false });
  }

  /** Writes at once what the store did not take so far. @throws T333Error `store` if it still does not */
  async flush(): Promise<void> {
    this.#assertAlive();
    await Promise.all(Array.from(this.#holders.values(), (holder) => holder.flush()));
  }

  /**
   * Ends all timers and requests; whoever waits gets `destroyed`, and no event is sent any more. A refresh on its way is not
   * taken back, since its token would be lost: its time limit (10 s) holds, and what it brings is still written (5 s). Call
   * `flush()` before, where `state.unsaved` is not empty.
   */
  destroy(): void {
    this.stopValidation();
    this.#life.abort(new T333Error('destroyed', 'This TokenManager was destroyed.'));
    this.#timers.end();
  }

  async #validateHourly(subjects: Set<string>, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const startedMs = this.#clock.now();
      const held = [...this.#holders].filter(([, holder]) => holder.hasToken).map(([subject]) => subject);
      for (const subject of new Set([...subjects, ...held])) {
        if (!signal.aborted) await this.#validate(subject, signal);
      }
      const waitMs = Math.max(0, startedMs + VALIDATE_EVERY_MS - this.#clock.now());
      // It rejects when the validation is stopped.
      await delay(this.#clock, waitMs, signal).catch(() => {});
    }
  }

  async #validate(subject: string, signal: AbortSignal): Promise<void> {
    try {
      await this.#holder(subject).validate();
    } catch (error) {
      if (!signal.aborted) this.#tell(new TokenErrorEvent(subject, 'validate', error as T333Error));
    }
  }

  #holder(subject: string): TokenHolder {
    this.#assertAlive();
    const holder = this.#holders.get(subject) ?? new TokenHolder(subject, this.#context);
    this.#holders.delete(subject);
    this.#holders.set(subject, holder);
    if (this.#holders.size > HELD) this.#forgetOne(holder);
    return holder;
  }

  #forgetOne(except: TokenHolder): void {
    for (const [subject, holder] of this.#holders) {
      if (holder === except || !holder.isIdle) continue;
      holder.end();
      this.#holders.delete(subject);
      return;
    }
  }

  #tell(event: Event): void {
    if (!this.#life.signal.aborted) this.dispatchEvent(event);
  }

  #tellSaved(subject: string, isSaved: boolean): void {
    const { unsaved } = this.#state.getSnapshot();
    if (isSaved !== unsaved.includes(subject)) return;
    const others = unsaved.filter((other) => other !== subject);
    this.#state.update({ unsaved: Object.freeze(isSaved ? others : [...others, subject]) });
  }

  #wait<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    return abortable(work, signal ? AbortSignal.any([signal, this.#life.signal]) : this.#life.signal);
  }

  #assertAlive(): void {
    this.#life.signal.throwIfAborted();
  }
}

const toAccessToken = (subject: string, { value, scopes, expiresAtMs }: TokenGrant): AccessToken =>
  Object.freeze({ value, subject, scopes, expiresAtMs });
