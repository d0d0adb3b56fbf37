import { MemoryCache, type Cache } from '@t333/core/cache';
import { T333Error } from '@t333/core/errors';
import { abortable } from '@t333/core/resilience';
import { systemClock, type Clock } from '@t333/core/time';
import type { ResponseCache } from './reader.ts';

/** How long answers are good for, in seconds. */
const TTL_SECONDS: Readonly<Record<string, number>> = {
  '/users': 3600,
  '/streams': 60,
  '/streams/followed': 60,
  '/channels/followed': 900,
  '/channels/followers': 900,
};

/** A client of a store may queue commands for ever while it is not connected. */
const STORE_TIMEOUT_MS = 1000;

export interface TwitchCacheOptions {
  /** Where answers are kept. Default: a `MemoryCache` of 1000 answers; a `TwoLevelCache` shares them between processes. */
  store?: Cache<unknown>;
  /** Seconds by path, over the defaults: 3600 for users, 60 for streams, 900 for follows, 0 for all else, which keeps nothing. */
  ttlSeconds?: Readonly<Record<string, number>>;
  /** Gets what the store fails with. Calls go on without it. */
  onError?: (error: T333Error) => void;
  clock?: Clock;
}

/** Keeps answers of the API for a while, "there is none" too. For `new TwitchClient({ cache })`. */
export class TwitchCache implements ResponseCache {
  readonly #store: Cache<unknown>;
  readonly #ttlSeconds: Readonly<Record<string, number>>;
  readonly #onError: (error: T333Error) => void;
  readonly #clock: Clock;

  constructor({
    clock = systemClock,
    store = new MemoryCache({ clock }),
    ttlSeconds,
    onError = () => {},
  }: TwitchCacheOptions = {}) {
    this.#clock = clock;
    this.#store = store;
    this.#ttlSeconds = { ...TTL_SECONDS, ...ttlSeconds };
    this.#onError = onError;
  }

  async read(key: string, path: string): Promise<unknown> {
    return this.#ttlSeconds[path] ? this.#attempt(() => this.#store.get(key)) : undefined;
  }

  async write(key: string, path: string, response: unknown): Promise<void> {
    const ttlSeconds = this.#ttlSeconds[path];
    if (ttlSeconds) await this.#attempt(() => this.#store.set(key, response, ttlSeconds * 1000));
  }

  async #attempt<Result>(act: () => Result | Promise<Result>): Promise<Result | undefined> {
    try {
      const result = act();
      return result instanceof Promise ? await this.#inTime(result) : result;
    } catch (error) {
      this.#onError(error as T333Error);
      return undefined;
    }
  }

  async #inTime<Result>(result: Promise<Result>): Promise<Result> {
    const deadline = new AbortController();
    const cancel = this.#clock.after(STORE_TIMEOUT_MS, () =>
      deadline.abort(new T333Error('store', 'The store does not answer.', { retryable: true })),
    );
    try {
      return await abortable(result, deadline.signal);
    } finally {
      cancel();
    }
  }
}
