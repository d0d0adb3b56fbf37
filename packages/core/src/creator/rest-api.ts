import { T333Error } from '../errors.ts';
import type { Reader } from '../protocol/readers.ts';
import { fetchText } from '../realtime/http.ts';
import { browserNetwork, type NetworkStatus } from '../resilience/network-status.ts';
import { systemClock, type Clock } from '../time/clock.ts';
import type { CreatorApi, ScheduleReadApi } from './creator-api.ts';
import {
  currentAnswer,
  keysAnswer,
  keyAnswer,
  readKeys,
  readStream,
  scheduleAnswer,
  itemAnswer,
  streamAnswer,
} from './rest-answers.ts';
import type { ScheduleDraft, ScheduleItem } from './schedule-item.ts';

const TIMEOUT_MS = 15_000;

/** As many as servers give at once. */
const PAGE_ITEMS = 100;
/** No channel has plans for more; a server that never comes to an end has a fault. */
const MAX_PAGES = 10;

export interface RestApiOptions {
  /** Of the API: `https://example.com/v1`. */
  url: string | URL;
  /** Whose stream, keys and schedule these are. */
  channelId: string;
  /** Such as `authorization`; a function is asked for each request. */
  headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>);
  /** Default `same-origin`: the cookie of a session. `include` sends it to another origin. */
  credentials?: RequestCredentials;
  /** Default: the global one. */
  fetch?: typeof globalThis.fetch;
  network?: NetworkStatus;
  clock?: Clock;
}

/**
 * The tools of a creator over HTTP and JSON, as the reference back end has them: the guide says what any other server would have to answer.
 * Who asks is known by a cookie, or by a token in `headers`.
 */
export function restCreatorApi(options: RestApiOptions): CreatorApi {
  const { get, send } = rest(options);
  const stream = async (path: string, signal: AbortSignal) =>
    readStream(await send('POST', path, streamAnswer, signal, {}), options.url);
  return {
    async getStream(signal) {
      const { stream: current } = await get('channels/mine/streams/current', currentAnswer, signal);
      return current && readStream(current, options.url);
    },
    startPreview: (signal) => stream('channels/mine/streams', signal),
    goLive: (id, signal) => stream(`streams/${encodeURIComponent(id)}/start`, signal),
    end: (id, signal) => stream(`streams/${encodeURIComponent(id)}/stop`, signal),
    getKeys: async (signal) => readKeys(await get('channels/mine/stream-keys', keysAnswer, signal)),
    async rotateKey(which, graceMs, signal) {
      const graceSeconds = Math.round(graceMs / 1000);
      const { key } = await send('POST', `channels/mine/stream-keys/${which}/rotate`, keyAnswer, signal, {
        graceSeconds,
      });
      return key;
    },
    ...restSchedule(options),
    addItem: (draft, signal) => send('POST', 'channels/mine/schedule', itemAnswer, signal, bodyOf(draft)),
    changeItem: (id, draft, signal) =>
      send('PATCH', `channels/mine/schedule/${encodeURIComponent(id)}`, itemAnswer, signal, bodyOf(draft)),
    removeItem: (id, signal) => send('DELETE', `channels/mine/schedule/${encodeURIComponent(id)}`, null, signal),
  };
}

/** What a channel is to stream, for its viewers: as `restCreatorApi()` asks. */
export function restSchedule(options: RestApiOptions): ScheduleReadApi {
  const { get } = rest(options);
  const path = `channels/${encodeURIComponent(options.channelId)}/schedule?limit=${PAGE_ITEMS}`;
  return {
    async getSchedule(signal) {
      const items: ScheduleItem[] = [];
      let cursor: string | null = '';
      for (let page = 0; cursor !== null && page < MAX_PAGES; page++) {
        const query: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
        const answer = await get(path + query, scheduleAnswer, signal);
        items.push(...answer.items);
        cursor = answer.nextCursor;
      }
      return items;
    },
  };
}

/** No more than it is: an item that is changed has fields that no server is told. */
const bodyOf = ({ title, description, startsAt, timeZone, durationMinutes, recurrence }: ScheduleDraft): object => ({
  title,
  description,
  startsAt,
  timeZone,
  durationMinutes,
  recurrence,
});

/** What all of them have in common: requests with headers, and answers that are read. */
export function rest({
  url,
  headers,
  credentials = 'same-origin',
  fetch,
  network = browserNetwork,
  clock = systemClock,
}: RestApiOptions) {
  const base = `${String(url).replace(/\/+$/, '')}/`;
  async function send<Answer>(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    read: Reader<Answer> | null,
    signal: AbortSignal,
    body?: object,
  ): Promise<Answer> {
    if (!network.isOnline()) throw new T333Error('offline', 'There is no network.', { retryable: true });
    const known = new Headers(typeof headers === 'function' ? await headers() : headers);
    known.set('accept', 'application/json');
    if (body) known.set('content-type', 'application/json');
    const text = await fetchText({ fetch, clock }, new URL(base + path, globalThis.location?.href), {
      method,
      headers: known,
      credentials,
      cache: 'no-store',
      signal,
      timeoutMs: TIMEOUT_MS,
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!read) return undefined as Answer;
    const answer = take(read, text);
    if (answer === undefined)
      throw new T333Error('invalid-response', `What ${method} ${path} has answered is nothing.`);
    return answer;
  }
  return {
    send,
    get: <Answer>(path: string, read: Reader<Answer>, signal: AbortSignal) => send('GET', path, read, signal),
  };
}

function take<Answer>(read: Reader<Answer>, text: string): Answer | undefined {
  try {
    return read(JSON.parse(text), []);
  } catch {
    return undefined;
  }
}
