import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  handleWhen,
  type CircuitBreakerPolicy,
  type IBackoff,
  type IHalfOpenAfterBackoffContext,
} from 'cockatiel';
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

const STATUS = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'half-open',
  [CircuitState.Isolated]: 'open',
} as const;

/** Leaves a service alone for a while once it has failed several times in a row, so that it can recover and callers learn it at once. */
export class CircuitBreaker {
  readonly #policy: CircuitBreakerPolicy;
  readonly #store: Store<CircuitBreakerState>;

  constructor({
    name,
    failures = 5,
    openMs = 30_000,
    isFailure = () => true,
    clock = systemClock,
  }: CircuitBreakerOptions) {
    this.#store = new Store<CircuitBreakerState>({ name, status: 'closed' });
    // A probe that its caller cancelled has shown nothing: the circuit opens again, without a pause.
    const counts = (error: unknown): boolean =>
      isAborted(error) ? this.#policy.state === CircuitState.HalfOpen : isFailure(error);
    this.#policy = circuitBreaker(handleWhen(counts), {
      breaker: new ConsecutiveBreaker(failures),
      halfOpenAfter: { next: (context) => pause(clock, openMs, context) },
    });
    this.#policy.onStateChange((state) => this.#store.update({ status: STATUS[state] }));
  }

  get state(): ReadableStore<CircuitBreakerState> {
    return this.#store;
  }

  /**
   * Runs `task`, unless the circuit is open.
   *
   * @throws T333Error `circuit-open`, retryable, without having run it
   */
  async execute<Result>(task: () => Promise<Result>): Promise<Result> {
    // cockatiel would let these wait for the probe, where an abort does not reach them.
    if (this.#policy.state === CircuitState.HalfOpen) throw this.#refusal();
    try {
      return await this.#policy.execute(task);
    } catch (error) {
      throw error instanceof BrokenCircuitError ? this.#refusal() : error;
    }
  }

  #refusal(): T333Error {
    const { name } = this.#store.getSnapshot();
    return new T333Error('circuit-open', `${name} has failed too often, and is left alone for a while.`, {
      retryable: true,
    });
  }
}

/**
 * cockatiel compares a pause with `Date.now()` and takes no clock. These lengths decide every such comparison in advance, so that ours
 * is the only one that counts.
 */
function pause(
  clock: Clock,
  openMs: number,
  { result }: IHalfOpenAfterBackoffContext,
): IBackoff<IHalfOpenAfterBackoffContext> {
  const endMs = clock.now() + ('error' in result && isAborted(result.error) ? 0 : openMs);
  return {
    get duration() {
      return clock.now() < endMs ? Infinity : -Infinity;
    },
    next: (context) => pause(clock, openMs, context),
  };
}
