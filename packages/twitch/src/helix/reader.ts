import { SingleFlight } from '@t333/core/cache';
import { rejectionOf } from '@t333/core/resilience';
import type { Clock } from '@t333/core/time';
import type { AccessToken, TokenSource } from '../auth/token-source.ts';
import type { CallOptions } from './call.ts';
import { isLookup, LookupBatcher } from './lookup-batcher.ts';
import { queryEntries, queryText, type QueryEntries, type QueryValues } from './query.ts';
import type { RequestPipeline } from './request-pipeline.ts';

/** Keeps answers: `TwitchCache`, or one of your own. Must neither throw nor reject. */
export interface ResponseCache {
  /** @returns undefined if nothing is kept under that key */
  read(key: string, path: string): unknown;
  write(key: string, path: string, response: unknown): void | Promise<void>;
}

export interface ReaderOptions {
  auth: TokenSource;
  pipeline: RequestPipeline;
  cache: ResponseCache | undefined;
  clock: Clock;
}

/** GETs: from the cache, with an equal one that is on its way, in a batch with others, or alone. */
export class Reader {
  readonly #options: ReaderOptions;
  readonly #batcher: LookupBatcher;
  readonly #flights = new SingleFlight<unknown>();

  constructor(options: ReaderOptions) {
    this.#options = options;
    this.#batcher = new LookupBatcher(options.clock);
  }

  async get(
    path: string,
    query: QueryValues | undefined,
    call: CallOptions & { signal: AbortSignal },
  ): Promise<unknown> {
    const { signal } = call;
    const token = await this.#options.auth.getToken(call.as, { signal });
    const given = queryEntries(query);
    const entries = isLookup(path, given) ? given.map(([name, value]) => [name, value.toLowerCase()] as const) : given;
    // Calls of different urgency do not wait for each other.
    const key = `${call.priority ?? 'normal'} ${call.caller} ${cacheKey(token, path, entries)}`;
    return this.#flights.run(
      key,
      (flightSignal) => this.#read(path, entries, token, { ...call, signal: flightSignal }),
      signal,
    );
  }

  destroy(): void {
    this.#batcher.destroy();
  }

  async #read(
    path: string,
    entries: QueryEntries,
    token: AccessToken,
    call: CallOptions & { signal: AbortSignal },
  ): Promise<unknown> {
    const { cache, pipeline } = this.#options;
    const key = cacheKey(token, path, entries);
    const kept = cache && (await cache.read(key, path));
    if (kept !== undefined) return kept;

    const { priority, caller, signal } = call;
    if (signal.aborted) throw rejectionOf(signal);
    const send = (query: () => string, sendSignal: AbortSignal): Promise<unknown> =>
      pipeline.send({ method: 'GET', path, query, token, priority, caller, signal: sendSignal });
    const [entry] = entries;
    const response =
      entry && isLookup(path, entries)
        ? await this.#batcher.load({
            key: `${token.subject} ${priority} ${caller} ${path} ${entry[0]}`,
            path,
            name: entry[0],
            value: entry[1],
            send,
            signal,
          })
        : await send(() => queryText(entries), signal);
    void cache?.write(key, path, response);
    return response;
  }
}

/** The answer may depend on whom the token speaks for. */
const cacheKey = ({ subject }: AccessToken, path: string, entries: QueryEntries): string =>
  `${subject} ${path}?${queryText(entries)}`;
