import type { Clock } from '@t333/core/time';

/** A clock whose timers all end at once. */
export class EndingClock implements Clock {
  readonly #clock: Clock;
  readonly #timers = new Set<() => void>();
  #isOver = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  wallTime(): number {
    return this.#clock.wallTime();
  }

  after(delayMs: number, task: () => void): () => void {
    if (this.#isOver) return () => {};
    const end = (): void => {
      this.#timers.delete(end);
      cancel();
    };
    const cancel = this.#clock.after(delayMs, () => {
      this.#timers.delete(end);
      task();
    });
    this.#timers.add(end);
    return end;
  }

  /** Cancels every timer. There will be no other. */
  end(): void {
    this.#isOver = true;
    for (const end of this.#timers) end();
  }
}
