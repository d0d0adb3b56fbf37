import { T333Error } from '../../errors.ts';
import type { RtMessage, RtUser } from '../../protocol/index.ts';
import { MOD_ACTIONS } from '../../protocol/index.ts';
import { date, id, message, reason, someSettings, user } from '../../protocol/read-event.ts';
import { lenient, list, number, oneOf, optional, record, text, type Reader } from '../../protocol/readers.ts';
import { baseUrl } from '../../realtime/base-url.ts';
import { fetchText } from '../../realtime/http.ts';
import { systemClock, type Clock } from '../../time/clock.ts';
import type { ChatSettings } from '../events.ts';
import { chatMessage, plainEmote } from '../t333-events.ts';
import type { ModerationApi, ModerationPage, ModerationPageRequest } from './moderation-api.ts';
import type { HeldMessage, ModerationRecord, NamedUser, Silence } from './records.ts';

const ANSWER_TIMEOUT_MS = 10_000;
/** As many as servers give at once. */
const PAGE_ITEMS = 100;
/** Of one answer. */
const MAX_ITEMS = 1000;

export interface ModerationRestOptions {
  /** Of the API: `https://example.com/v1`. */
  url: string | URL;
  channelId: string;
  /** Default `same-origin`: the cookie of a session. */
  credentials?: RequestCredentials;
  /** Such as `authorization`; a function is asked for each request. */
  headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>);
  /** Default: the global one. */
  fetch?: typeof globalThis.fetch;
  clock?: Clock;
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

interface Held {
  readonly message: RtMessage;
  readonly reason: string;
  readonly score?: number;
  readonly at: number;
}

interface Logged {
  readonly id: string;
  readonly at: number;
  readonly action: ModerationRecord['action'];
  readonly moderatorId?: string;
  readonly moderatorHandle?: string;
  readonly userId?: string;
  readonly userHandle?: string;
  readonly messageId?: string;
  readonly text?: string;
  readonly reason?: string;
  readonly until?: number;
  readonly settings?: Partial<ChatSettings>;
}

interface Silenced {
  readonly userId: string;
  readonly userHandle?: string;
  readonly until?: number;
  readonly at?: number;
  readonly reason?: string;
  readonly moderatorId?: string;
  readonly moderatorHandle?: string;
}

/** ISO 8601, or Unix milliseconds. */
const instant: Reader<number> = (value, trail) => date(typeof value === 'string' ? Date.parse(value) : value, trail);

const pageOf = <Item>(read: Reader<Item>): Reader<{ items: readonly Item[]; nextCursor?: string }> =>
  record({ items: list(read, MAX_ITEMS), nextCursor: optional(text(2000)) });

const handle = lenient(text(200, 1));
const heldPage = pageOf(record<Held>({ message, reason, score: lenient(number(0, 1)), at: instant }));
const logPage = pageOf(
  record<Logged>({
    id,
    at: instant,
    action: oneOf(...MOD_ACTIONS),
    moderatorId: lenient(id),
    moderatorHandle: handle,
    userId: lenient(id),
    userHandle: handle,
    messageId: lenient(id),
    text: lenient(text(500)),
    reason: lenient(reason),
    until: lenient(instant),
    settings: lenient(someSettings as Reader<Partial<ChatSettings>>),
  }),
);
const silencedPage = pageOf(
  record<Silenced>({
    userId: id,
    userHandle: handle,
    until: lenient(instant),
    at: lenient(instant),
    reason: lenient(reason),
    moderatorId: lenient(id),
    moderatorHandle: handle,
  }),
);
const usersPage = pageOf(user);

/**
 * What the reference back end tells moderators, under `/channels/:id`: `held`, `moderation`, `silenced`, and `moderators` with `PUT` and
 * `DELETE`. Lists take `cursor` and answer `{ items, nextCursor }`.
 *
 * @throws T333Error `invalid-argument` where `url` is no address. What it gives rejects with `unauthorized`, `forbidden`, `not-found`,
 *   `network`, `timeout`, `http`, `invalid-response`
 */
export function moderationRest({
  url,
  channelId,
  credentials = 'same-origin',
  headers,
  fetch,
  clock = systemClock,
}: ModerationRestOptions): ModerationApi {
  const base = new URL(`channels/${encodeURIComponent(channelId)}/`, baseUrl(url));
  const request = async (path: string, signal: AbortSignal, method = 'GET'): Promise<string> =>
    fetchText({ fetch, clock }, new URL(path, base), {
      signal,
      timeoutMs: ANSWER_TIMEOUT_MS,
      method,
      credentials,
      ...(headers && { headers: typeof headers === 'function' ? await headers() : headers }),
    });
  const page =
    <Told, Item>(
      path: string,
      read: Reader<{ items: readonly Told[]; nextCursor?: string }>,
      to: (told: Told) => Item,
    ) =>
    async ({ cursor, signal }: ModerationPageRequest): Promise<ModerationPage<Item>> => {
      const query = new URLSearchParams({ limit: String(PAGE_ITEMS), ...(cursor !== undefined && { cursor }) });
      const { items, nextCursor = null } = taken(read, await request(`${path}?${query.toString()}`, signal));
      return { items: items.map(to), nextCursor };
    };
  /** Every account has a channel, under the same id. */
  const idOf = async (who: string, signal: AbortSignal): Promise<string> => {
    const plain = who.trim().replace(/^@/, '').toLowerCase();
    const query = new URLSearchParams({ query: plain, limit: String(PAGE_ITEMS) });
    const found = taken(usersPage, await request(`../../channels?${query.toString()}`, signal));
    const known = found.items.find((one) => one.handle.toLowerCase() === plain);
    if (!known) throw new T333Error('not-found', `Nobody is called ${plain}.`);
    return known.id;
  };
  const channel = channelId.toLowerCase();
  return {
    held: page('held', heldPage, (told) => heldMessage(told, channel)),
    log: page('moderation', logPage, modRecord),
    silenced: page('silenced', silencedPage, silence),
    moderators: {
      list: async ({ signal }) => taken(usersPage, await request('moderators', signal)).items.map(named),
      async add(who, { signal }) {
        const userId = UUID.test(who) ? who : await idOf(who, signal);
        await request(`moderators/${encodeURIComponent(userId)}`, signal, 'PUT');
      },
      remove: async (userId, { signal }) =>
        void (await request(`moderators/${encodeURIComponent(userId)}`, signal, 'DELETE')),
    },
  };
}

/** @throws T333Error `invalid-response` */
function taken<T>(read: Reader<T>, answer: string): T {
  const trail: string[] = [];
  let value: unknown;
  try {
    value = JSON.parse(answer);
  } catch (cause) {
    throw new T333Error('invalid-response', 'The answer is no JSON.', { cause });
  }
  const told = read(value, trail);
  if (told === undefined)
    throw new T333Error('invalid-response', `The answer is wrong at ${trail.join('.') || 'its root'}.`);
  return told;
}

const named = ({ id: userId, name }: RtUser): NamedUser => Object.freeze({ id: userId, name });

const heldMessage = ({ message: told, reason: why, score, at }: Held, channel: string): HeldMessage =>
  Object.freeze({
    id: told.id,
    message: chatMessage({ at, ...told }, { channel, emote: plainEmote, nonceOf: () => undefined }),
    reason: why,
    score: score ?? null,
    heldAtMs: at,
  });

const personOf = (userId: string | undefined, name: string | undefined): NamedUser | null =>
  userId === undefined ? null : Object.freeze({ id: userId, name: name ?? null });

function modRecord({
  id: recordId,
  at,
  action,
  moderatorId,
  moderatorHandle,
  userId,
  userHandle,
  until,
  ...rest
}: Logged): ModerationRecord {
  return Object.freeze({
    ...rest,
    id: `log ${recordId}`,
    atMs: at,
    action,
    moderator: personOf(moderatorId, moderatorHandle),
    isOwn: false,
    user: personOf(userId, userHandle),
    ...(until !== undefined && { untilMs: until }),
  });
}

const silence = ({ userId, userHandle, until, at, reason: why, ...by }: Silenced): Silence =>
  Object.freeze({
    user: personOf(userId, userHandle)!,
    // A ban has no end.
    kind: until === undefined ? 'ban' : 'timeout',
    sinceMs: at ?? 0,
    untilMs: until ?? null,
    moderator: personOf(by.moderatorId, by.moderatorHandle),
    ...(why !== undefined && { reason: why }),
  });
