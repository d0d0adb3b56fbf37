import { T333Error } from '@t333/core/errors';
import { rejectionOf } from '@t333/core/resilience';
import type { CircuitBreakerState } from '@t333/core/resilience/circuit-breaker';
import type { ReadableStore } from '@t333/core/state';
import { systemClock, type Clock } from '@t333/core/time';
import type { TokenSource } from '../auth/token-source.ts';
import type {
  CallOptions,
  HelixArguments,
  HelixItem,
  HelixMethod,
  HelixPath,
  HelixReads,
  HelixResponse,
  PagedPath,
} from './call.ts';
import { HelixPages, pageSize } from './pages.ts';
import { queryEntries, queryText, type QueryValues } from './query.ts';
import { LocalRateLimiter, type BucketLevel, type RateLimiter } from './rate-limiter.ts';
import { Reader, type ResponseCache } from './reader.ts';
import { RequestPipeline } from './request-pipeline.ts';
import { RequestQueue } from './request-queue.ts';

const BASE_URL = 'https://api.twitch.tv/helix';

export interface TwitchClientOptions {
  clientId: string;
  /** Where tokens come from. */
  auth: TokenSource;
  /** Default: the one of the runtime. */
  fetch?: typeof globalThis.fetch;
  /** Default `https://api.twitch.tv/helix`. */
  baseUrl?: string;
  /** Keeps answers for a while: `new TwitchCache()`. Default: none. */
  cache?: ResponseCache;
  /** Knows how many points are left. Default: one for this client alone. Clients of one process that share tokens should share it too. */
  limiter?: RateLimiter;
  /** How many requests may be on their way at once. Default 80. */
  maxConcurrent?: number;
  /** How many calls may wait; more are rejected with `overloaded`. Default 10,000. */
  maxWaiting?: number;
  /** How long one try may take, in milliseconds. Default 15,000. */
  timeoutMs?: number;
  clock?: Clock;
  random?: () => number;
}

/** What is left, by bucket: `app`, or a user's id. */
export interface ClientLimits {
  readonly waiting: number;
  readonly inFlight: number;
  readonly buckets: ReadonlyMap<string, BucketLevel>;
}

type AnyOptions = CallOptions & { query?: QueryValues; body?: unknown };

/**
 * Twitch's API. Calls wait until there are points for them, so that Twitch need not refuse any; those that can be one request become one;
 * those that fail are tried again where that is safe. All reject with a `T333Error`, a `TwitchHttpError` where Twitch answered.
 *
 * Answers may be shared with other callers: do not change them.
 *
 * @example
 * const client = new TwitchClient({ clientId, auth });
 * const { data } = await client.get('/streams', { query: { user_login: ['ann', 'bob'] } });
 */
export class TwitchClient implements HelixReads {
  readonly #auth: TokenSource;
  readonly #limiter: RateLimiter;
  readonly #queue: RequestQueue;
  readonly #pipeline: RequestPipeline;
  readonly #reader: Reader;
  readonly #life = new AbortController();

  constructor({
    clientId,
    auth,
    fetch,
    baseUrl = BASE_URL,
    cache,
    clock = systemClock,
    limiter = new LocalRateLimiter({ clock }),
    maxConcurrent = 80,
    maxWaiting = 10_000,
    timeoutMs = 15_000,
    random = Math.random,
  }: TwitchClientOptions) {
    this.#auth = auth;
    this.#limiter = limiter;
    this.#queue = new RequestQueue({ limiter, clock, maxConcurrent, maxWaiting });
    this.#pipeline = new RequestPipeline({
      clientId,
      auth,
      queue: this.#queue,
      baseUrl,
      fetch,
      clock,
      random,
      timeoutMs,
    });
    this.#reader = new Reader({ auth, pipeline: this.#pipeline, cache, clock });
  }

  /** Whether Twitch is left alone for a while, because it failed several times in a row. */
  get health(): ReadableStore<CircuitBreakerState> {
    return this.#pipeline.breaker.state;
  }
  /** What is left at this moment, as far as it is known, and what waits. */
  get limits(): ClientLimits {
    const { waiting, inFlight } = this.#queue;
    return { waiting, inFlight, buckets: this.#limiter.levels };
  }

  get<Path extends HelixPath<'GET'>>(
    path: Path,
    ...[options]: HelixArguments<'GET', Path>
  ): Promise<HelixResponse<'GET', Path>> {
    return this.#call('GET', path, options);
  }

  post<Path extends HelixPath<'POST'>>(
    path: Path,
    ...[options]: HelixArguments<'POST', Path>
  ): Promise<HelixResponse<'POST', Path>> {
    return this.#call('POST', path, options);
  }

  put<Path extends HelixPath<'PUT'>>(
    path: Path,
    ...[options]: HelixArguments<'PUT', Path>
  ): Promise<HelixResponse<'PUT', Path>> {
    return this.#call('PUT', path, options);
  }

  patch<Path extends HelixPath<'PATCH'>>(
    path: Path,
    ...[options]: HelixArguments<'PATCH', Path>
  ): Promise<HelixResponse<'PATCH', Path>> {
    return this.#call('PATCH', path, options);
  }

  delete<Path extends HelixPath<'DELETE'>>(
    path: Path,
    ...[options]: HelixArguments<'DELETE', Path>
  ): Promise<HelixResponse<'DELETE', Path>> {
    return this.#call('DELETE', path, options);
  }

  /** All items of a list, page by page, in the largest pages that there are. */
  paginate<Path extends PagedPath>(
    path: Path,
    ...[options]: HelixArguments<'GET', Path>
  ): HelixPages<HelixItem<Path>, HelixResponse<'GET', Path>> {
    const { query, ...call }: AnyOptions = options ?? {};
    const first = query?.first ?? pageSize(path);
    // What is given counts, but for the cursor, which only ever begins with it.
    return new HelixPages((after) =>
      this.#call('GET', path, { ...call, query: { ...query, first, ...(after && { after }) } }),
    );
  }

  /** Ends all calls, which reject with `destroyed`. */
  destroy(): void {
    this.#life.abort(new T333Error('destroyed', 'This client was destroyed.'));
    this.#reader.destroy();
  }

  async #call<Response>(
    method: HelixMethod,
    path: string,
    { query, body, ...call }: AnyOptions = {},
  ): Promise<Response> {
    const signal = call.signal ? AbortSignal.any([this.#life.signal, call.signal]) : this.#life.signal;
    if (signal.aborted) throw rejectionOf(signal);
    if (method === 'GET') return (await this.#reader.get(path, query, { ...call, signal })) as Response;
    const text = queryText(queryEntries(query));
    const token = await this.#auth.getToken(call.as, { signal });
    return (await this.#pipeline.send({ ...call, method, path, query: () => text, body, token, signal })) as Response;
  }
}
