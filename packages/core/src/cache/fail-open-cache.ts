import { T333Error } from '../errors.ts';
import { abortable } from '../resilience/abortable.ts';
import { systemClock, type Clock } from '../time/clock.ts';
import type { Cache } from './cache.ts';

/** A client of a store may queue commands for ever while it is not connected. */
const TIMEOUT_MS = 1000;

export interface FailOpenCacheOptions<Value> {
  cache: Cache<Value>;
  /** Gets what the cache rejects with, and a `T333Error` `store` after 1 s without an answer. Default: nobody does. */
  onError?: (error: T333Error) => void;
  clock?: Clock;
}

/** A cache that is down slows calls, and fails none: it then has no values and keeps none. Its methods do not reject. */
export class FailOpenCache<Value> implements Cache<Value> {
  readonly #cache: Cache<Value>;
  readonly #onError: (error: T333Error) => void;
  readonly #clock: Clock;

  constructor({ cache, onError = () => {}, clock = systemClock }: FailOpenCacheOptions<Value>) {
    this.#cache = cache;
    this.#onError = onError;
    this.#clock = clock;
  }

  get(key: string): Promise<Value | undefined> {
    return this.#attempt(() => this.#cache.get(key));
  }

  set(key: string, value: Value, ttlMs: number): Promise<void> {
    return this.#attempt(() => this.#cache.set(key, value, ttlMs));
  }

  delete(key: string): Promise<void> {
    return this.#attempt(() => this.#cache.delete(key));
  }

  async #attempt<Result>(act: () => Result | Promise<Result>): Promise<Result | undefined> {
    try {
      const result = act();
      return result instanceof Promise ? await this.#inTime(result) : result;
    } catch (cause) {
      this.#onError(
        cause instanceof T333Error ? cause : new T333Error('store', 'The store failed.', { cause, retryable: true }),
      );
      return undefined;
    }
  }

  async #inTime<Result>(result: Promise<Result>): Promise<Result> {
    const deadline = new AbortController();
    const cancel = this.#clock.after(TIMEOUT_MS, () =>
      deadline.abort(new T333Error('store', 'The store does not answer.', { retryable: true })),
    );
    try {
      return await abortable(result, deadline.signal);
    } finally {
      cancel();
    }
  }
}
