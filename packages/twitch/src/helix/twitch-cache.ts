import { FailOpenCache, MemoryCache, type Cache } from '@t333/core/cache';
import type { T333Error } from '@t333/core/errors';
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

export interface TwitchCacheOptions {
  /** Where answers are kept. Default: a `MemoryCache` of 1000 answers; a `TwoLevelCache` shares them between processes. */
  store?: Cache<unknown>;
  /** Seconds by path, over the defaults: 3600 for users, 60 for streams, 900 for follows, 0 for all else, which keeps nothing. */
  ttlSeconds?: Readonly<Record<string, number>>;
  /** Gets what the store fails with. Calls go on without it, after 1 s without an answer too. */
  onError?: (error: T333Error) => void;
  clock?: Clock;
}

/** Keeps answers of the API for a while, "there is none" too. For `new TwitchClient({ cache })`. */
export class TwitchCache implements ResponseCache {
  readonly #store: FailOpenCache<unknown>;
  readonly #ttlSeconds: Readonly<Record<string, number>>;

  constructor({
    clock = systemClock,
    store = new MemoryCache({ clock }),
    ttlSeconds,
    onError = () => {},
  }: TwitchCacheOptions = {}) {
    this.#store = new FailOpenCache({ cache: store, onError, clock });
    this.#ttlSeconds = { ...TTL_SECONDS, ...ttlSeconds };
  }

  async read(key: string, path: string): Promise<unknown> {
    return this.#ttlSeconds[path] ? this.#store.get(key) : undefined;
  }

  async write(key: string, path: string, response: unknown): Promise<void> {
    const ttlSeconds = this.#ttlSeconds[path];
    if (ttlSeconds) await this.#store.set(key, response, ttlSeconds * 1000);
  }
}
