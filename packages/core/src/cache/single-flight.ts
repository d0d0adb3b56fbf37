import { abortable, onAbort, rejectionOf } from '../resilience/abortable.ts';

interface Flight<Value> {
  readonly promise: Promise<Value>;
  readonly controller: AbortController;
  /** Who has not turned away yet; those without a signal never do. */
  waiting: number;
}

/** Makes what is asked for several times at once happen once, and gives all of them the same answer. */
export class SingleFlight<Value> {
  readonly #flights = new Map<string, Flight<Value>>();

  /**
   * Joins what runs under `key`, or starts it.
   *
   * @param start gets a signal that aborts when the last who waits has turned away
   * @param signal lets this caller turn away, and no other
   * @throws T333Error `aborted`
   */
  run(key: string, start: (signal: AbortSignal) => Promise<Value>, signal?: AbortSignal): Promise<Value> {
    if (signal?.aborted) return Promise.reject(rejectionOf(signal));
    const flight = this.#flights.get(key) ?? this.#start(key, start);
    flight.waiting++;
    if (!signal) return flight.promise;
    const stay = onAbort(signal, () => this.#leave(key, flight, signal));
    return abortable(flight.promise, signal).finally(stay);
  }

  #start(key: string, start: (signal: AbortSignal) => Promise<Value>): Flight<Value> {
    const controller = new AbortController();
    const flight = { promise: start(controller.signal), controller, waiting: 0 };
    this.#flights.set(key, flight);
    const land = (): void => this.#forget(key, flight);
    flight.promise.then(land, land);
    return flight;
  }

  #leave(key: string, flight: Flight<Value>, { reason }: AbortSignal): void {
    if (--flight.waiting > 0) return;
    // Whoever asks from now on must not get the rejection of those who left.
    this.#forget(key, flight);
    flight.controller.abort(reason);
  }

  #forget(key: string, flight: Flight<Value>): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
  }
}
