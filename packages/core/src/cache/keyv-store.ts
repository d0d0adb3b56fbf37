import { T333Error } from '../errors.ts';
import type { Cache } from './cache.ts';

/** What a key-value store has to offer: Keyv 5 or 6 as it is, or three methods of your own. */
export interface KeyvLike {
  get(key: string): unknown;
  /** @param ttlMs in milliseconds */
  set(key: string, value: unknown, ttlMs?: number): unknown;
  delete(key: string): unknown;
  /** Rejects where Keyv 5's `get` answers a failure with nothing. */
  getRaw?(key: string): Promise<unknown>;
  on?(event: 'error', listener: (error: unknown) => void): unknown;
  off?(event: 'error', listener: (error: unknown) => void): unknown;
}

/**
 * A Keyv-shaped store that says when it failed. Keyv's adapters answer an outage with nothing, with `false`, or with a plain success and an
 * `error` event, which all look like "there is none" or "it is kept". The Keyv is left as it is: others may share it.
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
  }

  async get(key: string): Promise<Value | undefined> {
    const value = await this.#certain(
      async () => {
        if (!this.#keyv.getRaw) return this.#keyv.get(key);
        return ((await this.#keyv.getRaw(key)) as { value?: unknown } | undefined)?.value;
      },
      // What is there is there, whoever failed meanwhile.
      (found) => found === undefined || found === null,
    );
    return value as Value | undefined;
  }

  /** @param ttlMs how long it is kept, in milliseconds; for ever without */
  async set(key: string, value: Value, ttlMs?: number): Promise<void> {
    await this.#certain(async () => {
      if ((await this.#keyv.set(key, value, ttlMs)) === false) throw new Error('It was not kept.');
    });
  }

  async delete(key: string): Promise<void> {
    // `false` says nothing here: it is also the answer where there was nothing to delete.
    await this.#certain(async () => this.#keyv.delete(key));
  }

  /** An answer during which something failed is none. Whose failure it was cannot be told: better one too many than one too few. */
  async #certain(act: () => Promise<unknown>, isDoubtful: (result: unknown) => boolean = () => true): Promise<unknown> {
    if (this.#pending++ === 0) this.#keyv.on?.('error', this.#note);
    const before = this.#failures;
    try {
      const result = await act();
      if (this.#failures > before && isDoubtful(result)) throw this.#lastFailure;
      return result;
    } catch (error) {
      throw storeError(this.#failures > before ? this.#lastFailure : error);
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
