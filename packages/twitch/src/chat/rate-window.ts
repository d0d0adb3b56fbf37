import type { Clock } from '@t333/core/time';

interface Waiter {
  limit: number;
  isWanted: () => boolean;
  act: () => void;
}

/** At most so many acts in any stretch of time; what comes too early waits, in order. */
export class RateWindow {
  readonly #clock: Clock;
  readonly #windowMs: number;
  /** When each act of the window was, oldest first. */
  #acts: number[] = [];
  readonly #waiters = new Set<Waiter>();
  #cancel: (() => void) | null = null;

  constructor(clock: Clock, windowMs: number) {
    this.#clock = clock;
    this.#windowMs = windowMs;
  }

  /**
   * Acts now, or when its turn comes.
   *
   * @param limit how many acts the window may hold with this one
   * @param isWanted asked when its turn comes; what is not wanted any more takes no place
   */
  run(limit: number, isWanted: () => boolean, act: () => void): void {
    this.#waiters.add({ limit, isWanted, act });
    this.#serve();
  }

  /** Forgets all that wait. */
  clear(): void {
    this.#waiters.clear();
    this.#cancel?.();
  }

  #serve(): void {
    this.#cancel?.();
    this.#cancel = null;
    const now = this.#clock.now();
    this.#acts = this.#acts.filter((atMs) => atMs > now - this.#windowMs);
    let wakeMs = Infinity;
    for (const waiter of this.#waiters) {
      const over = this.#acts.length - waiter.limit;
      if (over >= 0 && waiter.isWanted()) {
        wakeMs = Math.min(wakeMs, this.#acts[over]! + this.#windowMs - now);
        continue;
      }
      this.#waiters.delete(waiter);
      if (!waiter.isWanted()) continue;
      this.#acts.push(now);
      waiter.act();
    }
    if (wakeMs < Infinity) this.#cancel = this.#clock.after(wakeMs, () => this.#serve());
  }
}
