import type { NetworkStatus } from '../resilience/network-status.ts';
import type { Clock } from '../time/clock.ts';

/** What is to be tried again: after a while, or as soon as there is a network again. */
export class Retry {
  readonly #clock: Clock;
  readonly #network: NetworkStatus;
  #task: (() => boolean) | null = null;
  #wait = new AbortController();

  constructor(clock: Clock, network: NetworkStatus) {
    this.#clock = clock;
    this.#network = network;
  }

  /** Whether there is something to try. */
  get isDue(): boolean {
    return this.#task !== null;
  }

  /**
   * In place of what was to be tried before.
   *
   * @param delayMs Infinity to wait for the network alone
   * @param task returns whether it could be tried now; else it stays due
   */
  after(delayMs: number, task: () => boolean): void {
    this.cancel();
    this.#task = task;
    const { signal } = (this.#wait = new AbortController());
    const now = (): void => this.now();
    if (delayMs < Infinity) signal.addEventListener('abort', this.#clock.after(delayMs, now));
    this.#network.onOnline(now, signal);
  }

  /** Does not wait any longer. */
  now(): void {
    const task = this.#task;
    this.#task = null;
    const wait = this.#wait;
    // What it begins may end in another wait.
    if (task?.()) wait.abort();
    else this.#task ??= task;
  }

  /** It stays due, and is tried by `now()` alone. */
  stopWaiting(): void {
    this.#wait.abort();
  }

  cancel(): void {
    this.#task = null;
    this.#wait.abort();
  }
}
