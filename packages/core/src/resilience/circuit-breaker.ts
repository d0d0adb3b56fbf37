import { T333Error } from '../errors.ts';
import { Store, type ReadableStore } from '../state/store.ts';
import { systemClock, type Clock } from '../time/clock.ts';

export interface CircuitBreakerOptions {
  /** The service that it guards, for `state` and for messages. */
  name: string;
  /** How many failures in a row open it. Default 5. */
  failures?: number;
  /** How long it stays open before one call may try again, in milliseconds. Default 30,000. */
  openMs?: number;
  /** Whether an error is the service's failure. Default: all are, but for cancelled calls, which never count. */
  isFailure?: (error: unknown) => boolean;
  clock?: Clock;
}

export interface CircuitBreakerState {
  readonly name: string;
  /**
   * `closed`: calls go through. `open`: they are refused; after the pause, the next call is the probe.
   * `half-open`: the probe is on its way, and all others are refused until it is back.
   */
  readonly status: 'closed' | 'open' | 'half-open';
}

const isAborted = (error: unknown): boolean =>
  error instanceof T333Error ? error.code === 'aborted' : error instanceof Error && error.name === 'AbortError';

/** Leaves a service alone for a while once it has failed several times in a row, so that it can recover and callers learn it at once. */
export class CircuitBreaker {
  readonly #options: Required<CircuitBreakerOptions>;
  readonly #store: Store<CircuitBreakerState>;
  #failures = 0;
  #openUntilMs = 0;

  constructor({
    name,
    failures = 5,
    openMs = 30_000,
    isFailure = () => true,
    clock = systemClock,
  }: CircuitBreakerOptions) {
    this.#options = { name, failures, openMs, isFailure, clock };
    this.#store = new Store<CircuitBreakerState>({ name, status: 'closed' });
  }

  get state(): ReadableStore<CircuitBreakerState> {
    return this.#store;
  }

  /**
   * For who wants to know before there is anything to run.
   *
   * @throws T333Error `circuit-open`, retryable, while calls are refused
   */
  check(): void {
    const { name, clock } = this.#options;
    const isDue = this.#status === 'open' && clock.now() >= this.#openUntilMs;
    if (this.#status === 'closed' || isDue) return;
    throw new T333Error('circuit-open', `${name} has failed too often, and is left alone for a while.`, {
      retryable: true,
    });
  }

  /**
   * Runs `task`, unless the circuit is open.
   *
   * @throws T333Error `circuit-open`, retryable, without having run it
   */
  async execute<Result>(task: () => Promise<Result>): Promise<Result> {
    this.check();
    const { isFailure } = this.#options;
    const isProbe = this.#status !== 'closed';
    if (isProbe) this.#status = 'half-open';
    try {
      const result = await task();
      this.#succeed(isProbe);
      return result;
    } catch (error) {
      // An answer that the service gave on purpose shows that it is there; a cancelled probe has shown nothing: the next call is the probe.
      if (!isAborted(error) && isFailure(error)) this.#fail(isProbe);
      else if (!isAborted(error)) this.#succeed(isProbe);
      else if (isProbe) this.#status = 'open';
      throw error;
    }
  }

  /** Calls that began before the circuit opened, and end after, have no say in whether it closes. */
  #succeed(isProbe: boolean): void {
    if (!isProbe && this.#status !== 'closed') return;
    this.#failures = 0;
    this.#status = 'closed';
  }

  #fail(isProbe: boolean): void {
    if (!isProbe && (this.#status !== 'closed' || ++this.#failures < this.#options.failures)) return;
    this.#openUntilMs = this.#options.clock.now() + this.#options.openMs;
    this.#status = 'open';
  }

  get #status(): CircuitBreakerState['status'] {
    return this.#store.getSnapshot().status;
  }

  set #status(status) {
    this.#store.update({ status });
  }
}
