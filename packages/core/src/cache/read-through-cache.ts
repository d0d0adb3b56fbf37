import type { Cache } from './cache.ts';
import { SingleFlight } from './single-flight.ts';

export interface ReadThroughCacheOptions<Value> {
  cache: Cache<Value>;
  /** Gets what the cache rejects with. The caller gets the loaded value all the same: a cache that is down slows calls, and fails none. */
  onError: (error: unknown) => void;
}

/** Answers from a cache, and loads what is not there, once for all who ask at the same time. A failed load is not kept. */
export class ReadThroughCache<Value> {
  readonly #cache: Cache<Value>;
  readonly #onError: (error: unknown) => void;
  readonly #flights = new SingleFlight<Value>();

  constructor({ cache, onError }: ReadThroughCacheOptions<Value>) {
    this.#cache = cache;
    this.#onError = onError;
  }

  /**
   * @param ttlMs how long a loaded value is good for, in milliseconds
   * @param signal lets this caller turn away; the load ends when all have
   * @throws T333Error `aborted`, and whatever `load` rejects with
   */
  getOrSet(
    key: string,
    ttlMs: number,
    load: (signal: AbortSignal) => Promise<Value>,
    signal?: AbortSignal,
  ): Promise<Value> {
    return this.#flights.run(key, (flightSignal) => this.#read(key, ttlMs, () => load(flightSignal)), signal);
  }

  async #read(key: string, ttlMs: number, load: () => Promise<Value>): Promise<Value> {
    const kept = await this.#attempt(() => this.#cache.get(key));
    if (kept !== undefined) return kept;
    const value = await load();
    await this.#attempt(() => this.#cache.set(key, value, ttlMs));
    return value;
  }

  async #attempt<Result>(act: () => Result | Promise<Result>): Promise<Result | undefined> {
    try {
      return await act();
    } catch (error) {
      this.#onError(error);
      return undefined;
    }
  }
}
