import type { Cache } from './cache.ts';
import { FailOpenCache, type FailOpenCacheOptions } from './fail-open-cache.ts';
import { SingleFlight } from './single-flight.ts';

/**
 * Answers from a cache, and loads what is not there, once for all who ask at the same time. A failed load is not kept; a cache that fails, or
 * does not answer in 1 s, is gone without.
 *
 * @example
 * const cache = new ReadThroughCache({ cache: new MemoryCache<Game>() });
 * const game = await cache.getOrSet(id, 3_600_000, (signal) => loadGame(id, signal));
 */
export class ReadThroughCache<Value> {
  readonly #cache: Cache<Value>;
  readonly #flights = new SingleFlight<Value>();

  constructor(options: FailOpenCacheOptions<Value>) {
    this.#cache = new FailOpenCache(options);
  }

  /**
   * @param ttlMs how long a loaded value is good for, in milliseconds
   * @param load gets a signal that aborts when the last who waits has turned away
   * @param signal lets this caller turn away, and no other
   * @throws T333Error `aborted`, and whatever `load` rejects with
   */
  getOrSet(
    key: string,
    ttlMs: number,
    load: (signal: AbortSignal) => Promise<Value>,
    signal?: AbortSignal,
  ): Promise<Value> {
    return this.#flights.run(
      key,
      async (flightSignal) => {
        const kept = await this.#cache.get(key);
        if (kept !== undefined) return kept;
        const value = await load(flightSignal);
        void this.#cache.set(key, value, ttlMs);
        return value;
      },
      signal,
    );
  }
}
