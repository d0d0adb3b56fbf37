import { T333Error } from '../errors.ts';
import { baseUrl } from '../realtime/base-url.ts';
import { fetchText } from '../realtime/http.ts';
import { RealtimeRefusal } from '../realtime/refusal.ts';
import { systemClock, type Clock } from '../time/clock.ts';
import {
  targetOf,
  type AnyRequest,
  type ApiAnswer,
  type ApiArguments,
  type ApiCall,
  type ApiItem,
  type ApiList,
} from './api-call.ts';

const TIMEOUT_MS = 15_000;

export interface ApiClientOptions {
  /** Of the server: `https://api.example.com`. */
  url: string | URL;
  /** Such as `authorization`; a function is asked for each call. */
  headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>);
  /** Default `same-origin`: the cookie of a session. `include` sends it to another origin of the same site. */
  credentials?: RequestCredentials;
  /** How long an answer may take, milliseconds. Default 15,000. */
  timeoutMs?: number;
  /** Default: the global one. */
  fetch?: typeof globalThis.fetch;
  clock?: Clock;
}

/**
 * Calls the reference back end, or a server that answers as it does. The types say what each call takes and answers; what comes is not checked
 * against them.
 */
export class ApiClient {
  readonly #options: ApiClientOptions;
  readonly #base: URL;

  /** @throws T333Error `invalid-argument` where `url` is no address */
  constructor(options: ApiClientOptions) {
    this.#options = options;
    this.#base = baseUrl(options.url);
  }

  /**
   * Makes one call. Nothing is tried again: `retryable` says of what failed whether that makes sense.
   *
   * @throws RealtimeRefusal what the server has said no to: its `wireCode` says why, `retryAfterMs` when to come back
   * @throws T333Error `network`, `timeout`, `http`, `aborted`, `invalid-response`
   */
  async call<Call extends ApiCall>(call: Call, ...[request]: ApiArguments<Call>): Promise<ApiAnswer<Call>> {
    const { clock = systemClock, credentials = 'same-origin', timeoutMs = TIMEOUT_MS, fetch } = this.#options;
    const asked: AnyRequest = request ?? {};
    const { method, path } = targetOf(call, asked);
    const text = await fetchText({ fetch, clock }, new URL(path, this.#base), {
      method,
      headers: await this.#headers(asked),
      credentials,
      cache: 'no-store',
      signal: asked.signal ?? new AbortController().signal,
      timeoutMs,
      ...(asked.body !== undefined && { body: JSON.stringify(asked.body) }),
    }).catch((error: unknown) => {
      throw taken(error);
    });
    if (text === '') return undefined as ApiAnswer<Call>;
    try {
      return JSON.parse(text) as ApiAnswer<Call>;
    } catch (cause) {
      throw new T333Error('invalid-response', `What ${call} has answered is no JSON.`, { cause });
    }
  }

  /**
   * What a list has, page after page. A page is asked for when the one before it has been used up, so whoever stops asks for no more.
   *
   * @throws what `call()` throws, and `invalid-response` of a list without end
   */
  async *each<Call extends ApiList>(call: Call, ...args: ApiArguments<Call>): AsyncGenerator<ApiItem<Call>, void> {
    const asked: AnyRequest = args[0] ?? {};
    let cursor: string | null | undefined;
    do {
      const query = cursor === undefined ? asked.query : { ...asked.query, cursor };
      const page = await this.call(call, ...([{ ...asked, query }] as unknown as ApiArguments<Call>));
      const { items, nextCursor } = page as { items: readonly ApiItem<Call>[]; nextCursor: string | null };
      yield* items;
      if (nextCursor !== null && nextCursor === cursor)
        throw new T333Error('invalid-response', `${call} has the same page for ever.`);
      cursor = nextCursor;
    } while (cursor);
  }

  async #headers({ headers: own = {}, body }: AnyRequest): Promise<Headers> {
    const { headers } = this.#options;
    const all = new Headers(typeof headers === 'function' ? await headers() : headers);
    all.set('accept', 'application/json');
    if (body !== undefined) all.set('content-type', 'application/json');
    for (const [name, value] of Object.entries(own)) if (value !== undefined) all.set(name, String(value));
    return all;
  }
}

/** In a chat a duplicate is a message that was too soon; here it is a name that is taken, also later. */
const taken = (error: unknown): unknown =>
  error instanceof RealtimeRefusal && error.wireCode === 'duplicate'
    ? new T333Error('invalid-argument', error.message, { cause: error })
    : error;
