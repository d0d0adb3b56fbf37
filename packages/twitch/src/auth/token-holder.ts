import { T333Error } from '@t333/core/errors';
import { backOffDelayMs } from '@t333/core/resilience';
import type { Clock } from '@t333/core/time';
import { askStore } from './ask-store.ts';
import { buyToken, signInAgain, type Buyer } from './buy-token.ts';
import { EarlyRenewal } from './early-renewal.ts';
import { RemovedEvent, RenewedEvent, TokenErrorEvent } from './token-events.ts';
import type { TokenGrant } from './token-grant.ts';
import type { TokenLock } from './token-lock.ts';
import { APP } from './token-source.ts';
import type { TokenStore } from './token-store.ts';

/** Its `signal` aborts when nobody needs the tokens any more. */
export interface HolderContext extends Buyer {
  store: TokenStore;
  lock: TokenLock;
  /** The same clock, for what is done later: it ends with the manager. */
  timers: Clock;
  random: () => number;
  refreshEarlyMs: number;
  tell(event: Event): void;
  tellSaved(subject: string, isSaved: boolean): void;
}

const RETRY_BASE_MS = 1000;
const RETRY_CAP_MS = 60_000;

const codeOf = (error: unknown): string | undefined => (error instanceof T333Error ? error.code : undefined);

/** The tokens of one subject: everything about them happens once at a time. */
export class TokenHolder {
  readonly #subject: string;
  readonly #context: HolderContext;
  readonly #earlyRenewal: EarlyRenewal;
  #grant: TokenGrant | null = null;
  /** How often the tokens became others: what was read before that says nothing any more. */
  #version = 0;
  #update: Promise<TokenGrant> | null = null;
  /** Whether the store may lack what is held here. */
  #isUnsaved = false;
  #failedWrites = 0;
  /** How many tasks are under way, those included that wait for the lock. */
  #tasks = 0;
  #cancelWrite = (): void => {};

  constructor(subject: string, context: HolderContext) {
    this.#subject = subject;
    this.#context = context;
    this.#earlyRenewal = new EarlyRenewal({ ...context, clock: context.timers });
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

  renew(refused: string): Promise<TokenGrant> {
    return this.#busy(async () => {
      // What is on its way may be no renewal, but the reading of this very token.
      const usable = this.#usable(this.#grant, refused) ?? this.#usable(await this.#update, refused);
      return usable ?? this.#once(() => this.#replace(refused));
    });
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
      const { client, clock, signal, tell } = this.#context;
      const grant = await this.#read().catch((error) => {
        // What cannot be read is none for who removes it.
        if (codeOf(error) === 'undecipherable') return this.#grant;
        throw error;
      });
      if (grant) await client.revoke(grant.value, { clock, signal });
      await this.#ask((store) => store.delete(this.#subject));
      this.#forget();
      tell(new RemovedEvent(this.#subject, 'signed-out'));
    });
  }

  validate(): Promise<void> {
    return this.#busy(async () => {
      const { client, clock, signal } = this.#context;
      const grant = await this.current();
      try {
        await client.validate(grant.value, { clock, signal });
      } catch (error) {
        if (codeOf(error) !== 'unauthorized') throw error;
        await this.renew(grant.value);
      }
    });
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
    this.#earlyRenewal.cancel();
  }

  #once(update: () => Promise<TokenGrant>): Promise<TokenGrant> {
    this.#update ??= update().finally(() => (this.#update = null));
    return this.#update;
  }

  async #busy<T>(task: () => Promise<T>): Promise<T> {
    this.#tasks++;
    try {
      return await task();
    } finally {
      this.#tasks--;
    }
  }

  #alone<T>(task: () => Promise<T>): Promise<T> {
    const { lock, signal } = this.#context;
    return this.#busy(() => lock.hold(this.#subject, task, { signal }));
  }

  /** The same, or null where it is over or was refused. */
  #usable(grant: TokenGrant | null, refused?: string): TokenGrant | null {
    if (!grant || grant.value === refused) return null;
    return (grant.expiresAtMs ?? Infinity) > this.#context.clock.wallTime() ? grant : null;
  }

  async #find(): Promise<TokenGrant> {
    const version = this.#version;
    const grant = await this.#read();
    // Somebody signed in or out meanwhile.
    if (version !== this.#version) return this.#usable(this.#grant) ?? this.#find();
    const usable = this.#usable(grant);
    if (usable) return this.#hold(usable);
    if (!grant && this.#subject !== APP) throw signInAgain(this.#subject);
    return this.#replace(grant?.value);
  }

  #replace(refused: string | undefined): Promise<TokenGrant> {
    return this.#alone(async () => {
      // Another process may have renewed it while this one waited for the lock.
      const known = await this.#read();
      const usable = this.#usable(known, refused);
      if (usable) return this.#hold(usable);
      // The user signed out in another process.
      if (!known && this.#subject !== APP) this.#forget();
      let fresh: TokenGrant;
      try {
        fresh = await buyToken(this.#subject, known, this.#context);
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

  #hold(grant: TokenGrant): TokenGrant {
    if (grant !== this.#grant) {
      this.#grant = grant;
      this.#version++;
      this.#setSaved();
      this.#renewEarly(grant);
    }
    return grant;
  }

  #forget(): void {
    this.end();
    this.#grant = null;
    this.#version++;
    this.#setSaved();
  }

  /** The newest that is known, here or in the store. */
  async #read(): Promise<TokenGrant | null> {
    const held = this.#isUnsaved ? this.#grant : null;
    try {
      const stored = (await this.#ask((store) => store.get(this.#subject), this.#context.signal)) ?? null;
      return held && !(stored && stored.obtainedAtMs > held.obtainedAtMs) ? held : stored;
    } catch (error) {
      // Whatever it is, it is older, and will be written over.
      if (held && codeOf(error) === 'undecipherable') return held;
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
    const { timers, random, tellSaved } = this.#context;
    tellSaved(this.#subject, false);
    this.#tellError('store', error);
    const delayMs = backOffDelayMs({
      attempt: ++this.#failedWrites,
      baseMs: RETRY_BASE_MS,
      capMs: RETRY_CAP_MS,
      random,
    });
    this.#cancelWrite();
    this.#cancelWrite = timers.after(delayMs, async () => {
      try {
        await this.flush();
      } catch {
        // It was told, and there is a next time.
      }
    });
  }

  #setSaved(): void {
    this.#isUnsaved = false;
    this.#failedWrites = 0;
    this.#cancelWrite();
    this.#context.tellSaved(this.#subject, true);
  }

  #renewEarly(grant: TokenGrant): void {
    this.#earlyRenewal.cancel();
    if (!grant.refreshToken && !(this.#subject === APP && this.#context.client.appToken)) return;
    this.#earlyRenewal.plan(grant, async () => {
      try {
        await this.renew(grant.value);
        return false;
      } catch (error) {
        this.#tellError('renew', error);
        return (error as Partial<T333Error>).retryable ?? false;
      }
    });
  }

  #tellError(task: TokenErrorEvent['task'], error: unknown): void {
    this.#context.tell(new TokenErrorEvent(this.#subject, task, error as T333Error));
  }

  #ask<T>(question: (store: TokenStore) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const { store, clock } = this.#context;
    return askStore(() => question(store), clock, signal);
  }
}
