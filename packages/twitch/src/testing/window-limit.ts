import type { Clock } from '@t333/core/time';

/** So many in any stretch of so long. */
export class WindowLimit {
  readonly #clock: Clock;
  readonly #perMs: number;
  readonly #passed = new Map<string, number[]>();

  constructor(clock: Clock, perMs: number) {
    this.#clock = clock;
    this.#perMs = perMs;
  }

  /** Counts one more of this key. @returns false, and does not count it, where there were `max` already */
  take(key: string, max: number): boolean {
    if (this.isFull(key, max)) return false;
    this.#recent(key).push(this.#clock.now());
    return true;
  }

  /** Whether `take` would count no more of this key. */
  isFull(key: string, max: number): boolean {
    return this.#recent(key).length >= max;
  }

  #recent(key: string): number[] {
    const fromMs = this.#clock.now() - this.#perMs;
    const recent = (this.#passed.get(key) ?? []).filter((atMs) => atMs > fromMs);
    this.#passed.set(key, recent);
    return recent;
  }
}
