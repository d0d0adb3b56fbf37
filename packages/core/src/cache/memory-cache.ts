import QuickLRU from 'quick-lru';
import { systemClock, type Clock } from '../time/clock.ts';
import type { Cache } from './cache.ts';

export interface MemoryCacheOptions {
  /** How many values it keeps at least, before the least recently used go; at most twice as many. Default 1000. */
  maxEntries?: number;
  clock?: Clock;
}

interface Entry<Value> {
  readonly value: Value;
  readonly endMs: number;
}

/** Keeps values in memory, each for its time, the least recently used for the shortest. It runs no timer: what is over goes when it is met. */
export class MemoryCache<Value> implements Cache<Value> {
  readonly #clock: Clock;
  readonly #entries: QuickLRU<string, Entry<Value>>;

  constructor({ maxEntries = 1000, clock = systemClock }: MemoryCacheOptions = {}) {
    this.#clock = clock;
    this.#entries = new QuickLRU({ maxSize: maxEntries });
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    if (this.#clock.now() < entry.endMs) return entry.value;
    this.#entries.delete(key);
    return undefined;
  }

  set(key: string, value: Value, ttlMs: number): void {
    this.#entries.set(key, { value, endMs: this.#clock.now() + ttlMs });
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }
}
