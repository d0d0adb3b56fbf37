import { T333Error } from '../errors.ts';
import type { Cache } from './cache.ts';

/** What a key-value store has to offer: Keyv 5 or 6 as it is, or four methods of your own. */
export interface KeyvLike {
  get(key: string): Promise<unknown>;
  /** @param ttlMs in milliseconds */
  set(key: string, value: unknown, ttlMs?: number): Promise<unknown>;
  delete(key: string): Promise<unknown>;
  on?(event: 'error', listener: (error: unknown) => void): unknown;
  off?(event: 'error', listener: (error: unknown) => void): unknown;
  throwOnErrors?: boolean;
}

/**
 * A Keyv-shaped store that says when it failed. Keyv answers a failed `get` like a value that is not there, and a failed `set` with
 * `false`; what went wrong goes to an `error` event, or with Keyv 5 nowhere, unless `throwOnErrors` is on: it is turned on here.
 *
 * All methods reject with a `T333Error` `store`, retryable.
 */
export class KeyvStore<Value> implements Cache<Value> {
  readonly #keyv: KeyvLike;
  #pending = 0;
  #failures = 0;
  #lastFailure: unknown;

  constructor(keyv: KeyvLike) {
    this.#keyv = keyv;
    if ('throwOnErrors' in keyv) keyv.throwOnErrors = true;
  }

  async get(key: string): Promise<Value | undefined> {
    const value = await this.#watch(
      () => this.#keyv.get(key),
      (found) => found === undefined || found === null,
    );
    return value as Value | undefined;
  }

  /** @param ttlMs how long it is kept, in milliseconds; for ever without */
  async set(key: string, value: Value, ttlMs?: number): Promise<void> {
    const stored = await this.#watch(
      () => this.#keyv.set(key, value, ttlMs),
      (result) => result === false,
    );
    if (stored === false) throw storeError(this.#lastFailure);
  }

  async delete(key: string): Promise<void> {
    await this.#watch(
      () => this.#keyv.delete(key),
      (deleted) => deleted !== true,
    );
  }

  /** An empty answer while something failed is no answer. Whose failure it was cannot be told: better one too many than one too few. */
  async #watch(act: () => Promise<unknown>, isEmpty: (result: unknown) => boolean): Promise<unknown> {
    if (this.#pending++ === 0) this.#keyv.on?.('error', this.#note);
    const before = this.#failures;
    try {
      const result = await act();
      if (isEmpty(result) && this.#failures > before) throw this.#lastFailure;
      return result;
    } catch (error) {
      throw storeError(error);
    } finally {
      if (--this.#pending === 0) this.#keyv.off?.('error', this.#note);
    }
  }

  readonly #note = (error: unknown): void => {
    this.#failures++;
    this.#lastFailure = error;
  };
}

const storeError = (cause: unknown): T333Error<'store'> =>
  new T333Error('store', 'The store failed.', { cause, retryable: true });
