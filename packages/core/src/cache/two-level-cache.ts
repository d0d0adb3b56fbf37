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
  /** The last look at the store for each key that nothing has overtaken. */
  readonly #reads = new Map<string, symbol>();

  constructor({ store, memoryTtlMs = 60_000, clock = systemClock, memory }: TwoLevelCacheOptions<Value>) {
    this.#store = store;
    this.#memory = memory ?? new MemoryCache({ clock });
    this.#memoryTtlMs = memoryTtlMs;
    this.#clock = clock;
  }

  async get(key: string): Promise<Value | undefined> {
    const near = this.#memory.get(key);
    if (near !== undefined) return near;
    const read = Symbol();
    this.#reads.set(key, read);
    try {
      const entry = await this.#store.get(key);
      const leftMs = entry ? entry.expiresAtMs - this.#clock.wallTime() : 0;
      // Written so that an entry of another program, without a date, is not taken.
      if (!entry || !(leftMs > 0)) return undefined;
      // What was set or deleted meanwhile is newer than what was read.
      if (this.#reads.get(key) === read) this.#memory.set(key, entry.value, Math.min(leftMs, this.#memoryTtlMs));
      return entry.value;
    } finally {
      if (this.#reads.get(key) === read) this.#reads.delete(key);
    }
  }

  async set(key: string, value: Value, ttlMs: number): Promise<void> {
    this.#reads.delete(key);
    this.#memory.set(key, value, Math.min(ttlMs, this.#memoryTtlMs));
    await this.#store.set(key, { value, expiresAtMs: this.#clock.wallTime() + ttlMs }, ttlMs);
  }

  async delete(key: string): Promise<void> {
    this.#forget(key);
    try {
      await this.#store.delete(key);
    } finally {
      // A look at the store may have found it still there.
      this.#forget(key);
    }
  }

  #forget(key: string): void {
    this.#reads.delete(key);
    this.#memory.delete(key);
  }
}
