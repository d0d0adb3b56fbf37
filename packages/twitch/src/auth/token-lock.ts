import { abortable } from '@t333/core/resilience';

/** Lets one at a time do what must not be done twice: spend a refresh token. */
export interface TokenLock {
  /**
   * Runs `task` while nobody else runs one of that name.
   *
   * @param name the subject of a token
   * @param options `signal` ends the wait, not a task that runs
   * @throws what the task throws; T333Error `aborted`, `timeout`, `store`
   */
  hold<T>(name: string, task: () => Promise<T>, options?: { signal?: AbortSignal }): Promise<T>;
}

/** For one process. Several that share a store need one between them: `RedisLock`. */
export class InProcessLock implements TokenLock {
  /** The last in each queue. */
  readonly #tails = new Map<string, Promise<unknown>>();

  async hold<T>(name: string, task: () => Promise<T>, { signal }: { signal?: AbortSignal } = {}): Promise<T> {
    const before = this.#tails.get(name) ?? Promise.resolve();
    let leave = (): void => {};
    const done = new Promise<void>((resolve) => (leave = resolve));
    // Who stops waiting leaves at once, but nobody behind may go before those in front have.
    const tail = before.then(() => done);
    this.#tails.set(name, tail);
    try {
      await abortable(before, signal);
      return await task();
    } finally {
      leave();
      if (this.#tails.get(name) === tail) void before.then(() => this.#forget(name, tail));
    }
  }

  #forget(name: string, tail: Promise<unknown>): void {
    if (this.#tails.get(name) === tail) this.#tails.delete(name);
  }
}
