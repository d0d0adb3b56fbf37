import { T333Error } from '@t333/core/errors';
import { onAbort, rejectionOf } from '@t333/core/resilience';
import type { Clock } from '@t333/core/time';
import type { PointGrant, RateLimiter } from './rate-limiter.ts';
import type { PointMark, RateReport } from './token-bucket.ts';

export type Priority = 'high' | 'normal' | 'low';
const PRIORITIES: readonly Priority[] = ['high', 'normal', 'low'];

export interface RequestQueueOptions {
  limiter: RateLimiter;
  clock: Clock;
  /** How many requests may be on their way at once. */
  maxConcurrent: number;
  /** How many calls may wait. */
  maxWaiting: number;
}

export interface QueuedCall {
  /** Whose points it takes. */
  bucket: string;
  /** What may have a limit of its own: method and path. */
  endpoint: string;
  caller: string | undefined;
  priority: Priority;
  signal: AbortSignal;
}

/** The right to one request. `done` must be called once it has ended, however it ended. */
export interface Permit {
  /** @param coolMs for how long this endpoint is to be left alone, in milliseconds */
  done(report: RateReport, coolMs: number): void;
}

interface Entry {
  /** Bucket and endpoint. */
  place: string;
  start(mark: PointMark): void;
  fail(error: T333Error): void;
}

/** What waits for one bucket; there is one as long as something does. */
interface Lane {
  readonly bucket: string;
  /** By priority, then by caller, in the order of their turns. */
  readonly queues: readonly Map<string, Set<Entry>>[];
  /** Points that were taken and are not spent yet. */
  readonly marks: PointMark[];
  waiting: number;
  /** What it waits for: the limiter's answer, or the time at which to ask it again. */
  pause: 'asking' | 'dry' | null;
  cancelWake: () => void;
}

/**
 * Where calls wait for a point and for a free connection. One lane for each bucket, which never waits for another's points; in it, priorities
 * are strict, and callers take turns. Lanes take turns for connections.
 */
export class RequestQueue {
  readonly #options: RequestQueueOptions;
  readonly #lanes = new Map<string, Lane>();
  /** Lanes that may be able to start something, in the order of their turns. */
  readonly #ready = new Set<Lane>();
  /** Until when an endpoint of a bucket is left alone. */
  readonly #cooling = new Map<string, number>();
  #waiting = 0;
  #inFlight = 0;

  constructor(options: RequestQueueOptions) {
    this.#options = options;
  }

  get waiting(): number {
    return this.#waiting;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /**
   * Waits for the right to one request.
   *
   * @throws T333Error `overloaded`, `aborted`, or what the limiter fails with
   */
  enter({ bucket, endpoint, caller, priority, signal }: QueuedCall): Promise<Permit> {
    if (signal.aborted) return Promise.reject(rejectionOf(signal));
    if (this.#waiting >= this.#options.maxWaiting) {
      return Promise.reject(new T333Error('overloaded', `${this.#waiting} calls wait already.`, { retryable: true }));
    }
    return new Promise((resolve, reject) => {
      const lane = this.#lane(bucket);
      const queues = lane.queues[PRIORITIES.indexOf(priority)] as Map<string, Set<Entry>>;
      const turn = `${caller ?? ''} ${endpoint}`;
      const queue = queues.get(turn) ?? new Set();
      const leave = (): void => {
        queue.delete(entry);
        queues.delete(turn);
        // Behind the others: its turn is over.
        if (queue.size > 0) queues.set(turn, queue);
        lane.waiting--;
        this.#waiting--;
        stopListening();
      };
      const place = `${bucket} ${endpoint}`;
      const entry: Entry = {
        place,
        start: (mark) => {
          leave();
          resolve(this.#permit(bucket, place, mark));
        },
        fail: (error) => {
          leave();
          reject(error);
          this.#tidy(lane);
        },
      };
      const stopListening = onAbort(signal, () => entry.fail(rejectionOf(signal)));
      queues.set(turn, queue.add(entry));
      lane.waiting++;
      this.#waiting++;
      if (!lane.pause) this.#ready.add(lane);
      this.#pump();
    });
  }

  #lane(bucket: string): Lane {
    const known = this.#lanes.get(bucket);
    if (known) return known;
    const lane: Lane = {
      bucket,
      queues: PRIORITIES.map(() => new Map()),
      marks: [],
      waiting: 0,
      pause: null,
      cancelWake: () => {},
    };
    this.#lanes.set(bucket, lane);
    return lane;
  }

  /** Starts what can be started. A lane that goes back into the set is met again, after the others. */
  #pump(): void {
    for (const lane of this.#ready) {
      if (this.#inFlight >= this.#options.maxConcurrent) return;
      this.#ready.delete(lane);
      if (lane.waiting > 0) this.#serve(lane);
      else this.#tidy(lane);
    }
  }

  #serve(lane: Lane): void {
    const entry = this.#next(lane);
    if (typeof entry === 'number') return this.#wake(lane, entry);
    const mark = lane.marks.pop();
    if (!mark) return this.#ask(lane);
    entry.start(mark);
    this.#ready.add(lane);
  }

  /** Whose turn it is; else how long until an endpoint has cooled. */
  #next(lane: Lane): Entry | number {
    const nowMs = this.#options.clock.now();
    let coolsInMs = Infinity;
    for (const queues of lane.queues) {
      // All that wait for one turn are of one endpoint, and no turn is nobody's.
      for (const [entry] of queues.values() as Iterable<readonly [Entry]>) {
        const hotMs = (this.#cooling.get(entry.place) ?? nowMs) - nowMs;
        if (hotMs <= 0) return entry;
        coolsInMs = Math.min(coolsInMs, hotMs);
      }
    }
    return coolsInMs;
  }

  #ask(lane: Lane): void {
    const { limiter, maxConcurrent } = this.#options;
    lane.pause = 'asking';
    lane.cancelWake();
    try {
      const grant = limiter.take(lane.bucket, Math.min(maxConcurrent - this.#inFlight, lane.waiting));
      if (grant instanceof Promise) void this.#await(lane, grant);
      else this.#take(lane, grant);
    } catch (cause) {
      void this.#await(lane, Promise.reject(cause));
    }
  }

  async #await(lane: Lane, grant: Promise<PointGrant>): Promise<void> {
    try {
      this.#take(lane, await grant);
      this.#pump();
    } catch (cause) {
      lane.pause = null;
      const error =
        cause instanceof T333Error ? cause : new T333Error('store', 'The limiter failed.', { cause, retryable: true });
      for (const queues of lane.queues) {
        for (const queue of queues.values()) for (const entry of queue) entry.fail(error);
      }
      // Where all had left before it answered.
      this.#tidy(lane);
    }
  }

  #take(lane: Lane, { given, waitMs, mark }: PointGrant): void {
    lane.pause = null;
    for (let point = 0; point < given; point++) lane.marks.push(mark);
    if (given > 0) this.#ready.add(lane);
    else {
      lane.pause = 'dry';
      this.#wake(lane, waitMs);
    }
    this.#tidy(lane);
  }

  #wake(lane: Lane, inMs: number): void {
    lane.cancelWake();
    lane.cancelWake = this.#options.clock.after(inMs, () => {
      lane.pause = null;
      this.#ready.add(lane);
      this.#pump();
    });
  }

  #permit(bucket: string, place: string, mark: PointMark): Permit {
    this.#inFlight++;
    return {
      done: (report, coolMs) => {
        this.#inFlight--;
        this.#settle(bucket, mark, report);
        if (coolMs > 0) this.#cool(place, coolMs);
        const lane = this.#lanes.get(bucket);
        // The answer may have told of more points than were known.
        if (lane?.pause === 'dry') {
          lane.pause = null;
          this.#ready.add(lane);
        }
        this.#pump();
      },
    };
  }

  #cool(place: string, forMs: number): void {
    const nowMs = this.#options.clock.now();
    for (const [other, endMs] of this.#cooling) if (endMs <= nowMs) this.#cooling.delete(other);
    this.#cooling.set(place, nowMs + forMs);
  }

  #settle(bucket: string, mark: PointMark, report: RateReport): void {
    // A limiter that cannot be told knows less; the call has its answer all the same.
    void (async () => this.#options.limiter.settle(bucket, mark, report))().catch(() => {});
  }

  /** Forgets a lane in which nothing waits, and ends what it has running. Calls on their way need none. */
  #tidy(lane: Lane): void {
    if (lane.waiting > 0 || lane.pause === 'asking') return;
    lane.cancelWake();
    for (const mark of lane.marks) this.#settle(lane.bucket, mark, NOTHING_SAID);
    this.#ready.delete(lane);
    this.#lanes.delete(lane.bucket);
  }
}

/** What ends without an answer says. */
export const NOTHING_SAID: RateReport = { limit: null, remaining: null, resetInMs: null, refused: false };
