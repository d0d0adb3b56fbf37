import { T333Error } from '@t333/core/errors';
import { backOffDelayMs } from '@t333/core/resilience';
import type { Clock } from '@t333/core/time';
import { askStore } from './ask-store.ts';
import type { OAuthClient } from './client.ts';
import { earlyRenewalMs } from './early-renewal.ts';
import { RemovedEvent, RenewedEvent, TokenErrorEvent } from './token-events.ts';
import { TokenGrant, toRecord } from './token-grant.ts';
import type { TokenLock } from './token-lock.ts';
import { APP } from './token-source.ts';
import type { TokenStore } from './token-store.ts';

export interface HolderContext {
  client: OAuthClient;
  store: TokenStore;
  lock: TokenLock;
  clock: Clock;
  random: () => number;
  refreshEarlyMs: number;
  /** Aborts when nobody needs the tokens any more. */
  signal: AbortSignal;
  tell(event: Event): void;
  tellSaved(subject: string, isSaved: boolean): void;
}

const RETRY_BASE_MS = 1000;
const RETRY_CAP_MS = 60_000;
/** Longer timers run at once in browsers and Node (above 24.8 days), and miss that a computer slept. */
const LONGEST_TIMER_MS = 3_600_000;

const codeOf = (error: unknown): string | undefined => (error instanceof T333Error ? error.code : undefined);

/** The tokens of one subject: everything about them happens once at a time. */
export class TokenHolder {
  readonly #subject: string;
  readonly #context: HolderContext;
  #grant: TokenGrant | null = null;
  #update: Promise<TokenGrant> | null = null;
  /** Whether the store may lack what is held here. */
  #isUnsaved = false;
  #failedWrites = 0;
  /** How many tasks have the lock, or wait for it. */
  #tasks = 0;
  #cancelWrite = (): void => {};
  #cancelRenewal = (): void => {};

  constructor(subject: string, context: HolderContext) {
    this.#subject = subject;
    this.#context = context;
  }

  /** Whether it can be forgotten: the store knows all that it knows. */
  get isIdle(): boolean {
    return !this.#update && !this.#isUnsaved && this.#tasks === 0;
  }

  get hasToken(): boolean {
    return this.#grant !== null;
  }

  async current(): Promise<TokenGrant> {
    return this.#usable(this.#grant) ?? this.#once(() => this.#find());
  }

  async renew(refused: string): Promise<TokenGrant> {
    // What is on its way may be no renewal, but the reading of this very token.
    const usable = this.#usable(this.#grant, refused) ?? this.#usable(await this.#update, refused);
    return usable ?? this.#once(() => this.#replace(refused));
  }

  /** Takes tokens from a sign-in. */
  put(grant: TokenGrant): Promise<void> {
    return this.#alone(async () => {
      this.#hold(grant);
      await this.#save(grant);
    });
  }

  /** Revokes the access token, and forgets it. */
  signOut(): Promise<void> {
    return this.#alone(async () => {
      const { client, clock, tell } = this.#context;
      const grant = await this.#read();
      if (grant) await client.revoke(grant.value, { clock });
      await this.#ask((store) => store.delete(this.#subject));
      this.#forget();
      tell(new RemovedEvent(this.#subject, 'signed-out'));
    });
  }

  async validate(): Promise<void> {
    const { client, clock, signal } = this.#context;
    const grant = await this.current();
    try {
      await client.validate(grant.value, { clock, signal });
    } catch (error) {
      if (codeOf(error) !== 'unauthorized') throw error;
      await this.renew(grant.value);
    }
  }

  /** Writes what the store lacks. @throws T333Error `store` */
  async flush(): Promise<void> {
    this.#cancelWrite();
    try {
      if (this.#isUnsaved) await this.#alone(() => this.#writeNewest());
    } catch (error) {
      this.#saveLater(error);
      throw error;
    }
  }

  end(): void {
    this.#cancelWrite();
    this.#cancelRenewal();
  }

  #once(update: () => Promise<TokenGrant>): Promise<TokenGrant> {
    this.#update ??= update().finally(() => (this.#update = null));
    return this.#update;
  }

  async #alone<T>(task: () => Promise<T>): Promise<T> {
    const { lock, signal } = this.#context;
    this.#tasks++;
    try {
      return await lock.hold(this.#subject, task, { signal });
    } finally {
      this.#tasks--;
    }
  }

  /** The same, or null where it is over or was refused. */
  #usable(grant: TokenGrant | null, refused?: string): TokenGrant | null {
    if (!grant || grant.value === refused) return null;
    return (grant.expiresAtMs ?? Infinity) > this.#context.clock.wallTime() ? grant : null;
  }

  async #find(): Promise<TokenGrant> {
    const grant = await this.#read();
    const usable = this.#usable(grant);
    if (usable) return this.#hold(usable);
    if (!grant && this.#subject !== APP) throw this.#signInAgain();
    return this.#replace(grant?.value);
  }

  #replace(refused: string | undefined): Promise<TokenGrant> {
    return this.#alone(async () => {
      // Another process may have renewed it while this one waited for the lock.
      const known = await this.#read();
      const usable = this.#usable(known, refused);
      if (usable) return this.#hold(usable);
      let fresh: TokenGrant;
      try {
        fresh = await this.#buy(known);
      } catch (error) {
        if (codeOf(error) !== 'invalid-grant') throw error;
        // Somebody without this lock, or with one whose lease ran out, may have spent it and kept what it bought.
        const now = await this.#read();
        if (now && now.refreshToken !== known?.refreshToken) return this.#hold(now);
        await this.#remove();
        throw error;
      }
      this.#hold(fresh);
      this.#context.tell(new RenewedEvent(this.#subject, fresh.expiresAtMs));
      await this.#save(fresh);
      return fresh;
    });
  }

  async #buy(known: TokenGrant | null): Promise<TokenGrant> {
    const { client, clock } = this.#context;
    if (this.#subject === APP && client.appToken) return client.appToken({ clock });
    // Not there any more: the user signed out in another process.
    if (!known) this.#forget();
    if (!known?.refreshToken) throw this.#signInAgain();
    const fresh = await client.refresh(known.refreshToken, { clock });
    return fresh.refreshToken ? fresh : new TokenGrant({ ...toRecord(fresh), refreshToken: known.refreshToken });
  }

  #signInAgain(): T333Error {
    return new T333Error('unauthorized', `There is no token for ${this.#subject}, or none that can be renewed.`);
  }

  #hold(grant: TokenGrant): TokenGrant {
    if (grant !== this.#grant) {
      this.#grant = grant;
      this.#setSaved();
      this.#renewEarly(grant);
    }
    return grant;
  }

  #forget(): void {
    this.end();
    this.#grant = null;
    this.#setSaved();
  }

  /** The newest that is known, here or in the store. */
  async #read(): Promise<TokenGrant | null> {
    const held = this.#isUnsaved ? this.#grant : null;
    try {
      const stored = (await this.#ask((store) => store.get(this.#subject))) ?? null;
      return held && !(stored && stored.obtainedAtMs > held.obtainedAtMs) ? held : stored;
    } catch (error) {
      // What can be had again at any time needs no store.
      if (this.#subject !== APP) throw error;
      this.#tellError('store', error);
      return this.#grant;
    }
  }

  async #remove(): Promise<void> {
    this.#forget();
    // Where it stays in the store, the next who reads it will find out the same.
    await this.#ask((store) => store.delete(this.#subject)).catch((error) => this.#tellError('store', error));
    this.#context.tell(new RemovedEvent(this.#subject, 'invalid-grant'));
  }

  /** Never rejects: what cannot be written is kept here, and written later. */
  async #save(grant: TokenGrant): Promise<void> {
    this.#isUnsaved = true;
    try {
      await this.#ask((store) => store.set(this.#subject, grant));
      this.#setSaved();
    } catch (error) {
      this.#saveLater(error);
    }
  }

  async #writeNewest(): Promise<void> {
    const newest = await this.#read();
    const grant = this.#grant;
    if (!grant || !this.#isUnsaved) return;
    // Somebody may have signed in anew elsewhere, while the store did not take what is here.
    if (newest && newest !== grant) this.#hold(newest);
    else await this.#ask((store) => store.set(this.#subject, grant));
    this.#setSaved();
  }

  #saveLater(error: unknown): void {
    const { clock, random, tellSaved } = this.#context;
    tellSaved(this.#subject, false);
    this.#tellError('store', error);
    const delayMs = backOffDelayMs({
      attempt: ++this.#failedWrites,
      baseMs: RETRY_BASE_MS,
      capMs: RETRY_CAP_MS,
      random,
    });
    this.#cancelWrite();
    this.#cancelWrite = clock.after(delayMs, () => void this.#saveAgain());
  }

  async #saveAgain(): Promise<void> {
    try {
      await this.flush();
    } catch {
      // It was told, and there is a next time.
    }
  }

  #setSaved(): void {
    this.#isUnsaved = false;
    this.#failedWrites = 0;
    this.#cancelWrite();
    this.#context.tellSaved(this.#subject, true);
  }

  #renewEarly(grant: TokenGrant, failures = 0): void {
    const { client, clock, random, refreshEarlyMs } = this.#context;
    this.#cancelRenewal();
    const canRenew = grant.refreshToken ?? (this.#subject === APP && client.appToken);
    const dueMs = earlyRenewalMs(grant, refreshEarlyMs);
    if (dueMs === null || !canRenew) return;
    const waitMs =
      failures > 0
        ? backOffDelayMs({ attempt: failures, baseMs: RETRY_BASE_MS, capMs: RETRY_CAP_MS, random })
        : Math.max(0, dueMs - clock.wallTime());
    this.#cancelRenewal = clock.after(Math.min(waitMs, LONGEST_TIMER_MS), () => {
      if (clock.wallTime() < dueMs) return this.#renewEarly(grant);
      this.renew(grant.value).catch((error) => {
        this.#tellError('renew', error);
        if ((error as Partial<T333Error>).retryable) this.#renewEarly(grant, failures + 1);
      });
    });
  }

  #tellError(task: TokenErrorEvent['task'], error: unknown): void {
    const { signal, tell } = this.#context;
    if (!signal.aborted) tell(new TokenErrorEvent(this.#subject, task, error as T333Error));
  }

  #ask<T>(question: (store: TokenStore) => Promise<T>): Promise<T> {
    const { store, clock } = this.#context;
    return askStore(() => question(store), clock);
  }
}
