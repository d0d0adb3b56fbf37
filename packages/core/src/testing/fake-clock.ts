import type { Clock } from '../time/clock.ts';

interface Task {
  dueMs: number;
  run: () => void;
}

/** A clock that stands still until it is told to move. */
export class FakeClock implements Clock {
  #nowMs = 0;
  readonly #epochMs: number;
  readonly #tasks = new Set<Task>();

  /** @param epochMs what `wallTime()` says at the start. */
  constructor(epochMs = Date.UTC(2026, 0, 1)) {
    this.#epochMs = epochMs;
  }

  /** How many tasks wait: 0 shows that nothing was left running. */
  get pending(): number {
    return this.#tasks.size;
  }

  now(): number {
    return this.#nowMs;
  }

  wallTime(): number {
    return this.#epochMs + this.#nowMs;
  }

  after(delayMs: number, run: () => void): () => void {
    const task: Task = { dueMs: this.#nowMs + Math.max(0, delayMs), run };
    this.#tasks.add(task);
    return () => void this.#tasks.delete(task);
  }

  /** Moves on, running what falls due in order, with the microtasks of each before the next. */
  async advance(byMs: number): Promise<void> {
    const targetMs = this.#nowMs + byMs;
    for (;;) {
      await settle();
      const next = [...this.#tasks].filter((task) => task.dueMs <= targetMs).toSorted((a, b) => a.dueMs - b.dueMs)[0];
      if (!next) break;
      this.#tasks.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      next.run();
    }
    this.#nowMs = targetMs;
  }
}

/** Chains of promises need several turns; ten cover every chain in this code base. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}
