import { systemClock, type Clock } from '../time/clock.ts';
import type { Cache } from './cache.ts';
import { MemoryCache } from './memory-cache.ts';

/** What the second level keeps: the value, and until when it is good, so that no level keeps it for longer. */
export interface StoredEntry<Value> {
  readonly value: Value;
  /** Unix milliseconds. */
  readonly expiresAtMs: number;
}

export interface TwoLevelCacheOptions<Value> {
  /** The second level, shared by processes: a `KeyvStore`, usually. */
  store: Cache<StoredEntry<Value>>;
  /** The longest that a value is answered from memory without a look at the store, in milliseconds. Default 60,000. */
  memoryTtlMs?: number;
  /** Default: one of 1000 entries. */
  memory?: MemoryCache<Value>;
  clock?: Clock;
}

/** Memory in front of a store. What the store rejects with reaches the caller: an outage is not the same as an empty cache. */
export class TwoLevelCache<Value> implements Cache<Value> {
  readonly #store: Cache<StoredEntry<Value>>;
  readonly #memory: MemoryCache<Value>;
  readonly #memoryTtlMs: number;
  readonly #clock: Clock;

  constructor({ store, memoryTtlMs = 60_000, clock = systemClock, memory }: TwoLevelCacheOptions<Value>) {
    this.#store = store;
    this.#memory = memory ?? new MemoryCache({ clock });
    this.#memoryTtlMs = memoryTtlMs;
    this.#clock = clock;
  }

  async get(key: string): Promise<Value | undefined> {
    const near = this.#memory.get(key);
    if (near !== undefined) return near;
    const entry = await this.#store.get(key);
    if (!entry) return undefined;
    const leftMs = entry.expiresAtMs - this.#clock.wallTime();
    // Written so that an entry of another program, without a date, is not taken.
    if (!(leftMs > 0)) return undefined;
    this.#memory.set(key, entry.value, Math.min(leftMs, this.#memoryTtlMs));
    return entry.value;
  }

  async set(key: string, value: Value, ttlMs: number): Promise<void> {
    this.#memory.set(key, value, Math.min(ttlMs, this.#memoryTtlMs));
    await this.#store.set(key, { value, expiresAtMs: this.#clock.wallTime() + ttlMs }, ttlMs);
  }

  async delete(key: string): Promise<void> {
    this.#memory.delete(key);
    await this.#store.delete(key);
  }
}
