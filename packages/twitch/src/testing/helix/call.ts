import type { EventSubMock } from '../eventsub/event-sub-mock.ts';
import type { ChatMock } from '../irc/chat-mock.ts';
import type { IssuedToken } from '../issued-tokens.ts';
import { Refused } from '../refused.ts';
import type { MockRequest } from '../request.ts';
import type { World } from '../world.ts';

/** What the API reads and changes. */
export interface HelixServices {
  world: World;
  chat: ChatMock;
  eventSub: EventSubMock;
}

/** How many rows a page has. */
export interface PageSize {
  /** What `first` is by default. */
  default: number;
  /** What `first` may be at most. */
  max: number;
}

const PAGE: PageSize = { default: 20, max: 100 };

/** One accepted call of the API: the token is good, the points are paid. */
export class HelixCall {
  readonly request: MockRequest;
  readonly token: IssuedToken;
  readonly world: World;
  readonly chat: ChatMock;
  readonly eventSub: EventSubMock;

  constructor(request: MockRequest, token: IssuedToken, { world, chat, eventSub }: HelixServices) {
    this.request = request;
    this.token = token;
    this.world = world;
    this.chat = chat;
    this.eventSub = eventSub;
  }

  get query(): URLSearchParams {
    return this.request.query;
  }

  /** The fields of a JSON body. @throws Refused 400 if it is none */
  get fields(): Record<string, unknown> {
    const { body } = this.request;
    if (typeof body !== 'object' || body === null) throw new Refused(400, 'The request body is not a JSON object');
    return body as Record<string, unknown>;
  }

  /** @throws Refused 400 if the parameter is missing */
  one(name: string): string {
    const value = this.query.get(name);
    if (value === null || value === '') throw new Refused(400, `Missing required parameter "${name}"`);
    return value;
  }

  /** The values of a repeated parameter, each once. @throws Refused 400 if there are more than `max` */
  list(name: string, max = 100): string[] {
    const values = this.query.getAll(name);
    if (values.length > max) {
      throw new Refused(400, `The parameter "${name}" was malformed: the number of values must be at most ${max}`);
    }
    return [...new Set(values)];
  }

  /** A text of the body or, which Twitch takes too, of the query. @throws Refused 400 if it is missing or empty */
  text(name: string): string {
    const value = this.fields[name] ?? this.query.get(name);
    if (typeof value !== 'string' || value === '') throw new Refused(400, `Missing required parameter "${name}"`);
    return value;
  }

  /** @throws Refused 401 if the parameter names another user than the token */
  own(name: string): string {
    const id = this.one(name);
    if (id === this.token.userId) return id;
    throw new Refused(401, `The ID in ${name} must match the user ID found in the request's OAuth token.`);
  }

  /** The channel, and that the caller may moderate it. @throws Refused 401 or 403 */
  moderated(moderator = 'moderator_id', broadcaster = 'broadcaster_id'): string {
    const channelId = this.one(broadcaster);
    if (this.world.mayModerate(channelId, this.own(moderator))) return channelId;
    throw new Refused(403, `The user in ${moderator} is not one of the broadcaster's moderators.`);
  }

  /** The rows of the page that was asked for, with the cursor of the next. @throws Refused 400 for a `first` out of range */
  page<Row>(rows: readonly Row[], size: PageSize = PAGE): { data: Row[]; pagination: { cursor?: string } } {
    const first = this.#first(size);
    const before = this.query.get('before');
    const start = before === null ? readCursor(this.query.get('after')) : Math.max(0, readCursor(before) - first);
    const end = before === null ? start + first : readCursor(before);
    const pagination = end < rows.length ? { cursor: writeCursor(end) } : {};
    return { data: rows.slice(start, end), pagination };
  }

  #first({ default: usual, max }: PageSize): number {
    const given = this.query.get('first');
    if (given === null) return usual;
    const first = Number(given);
    const problem = first > max ? `less than or equal to ${max}` : 'greater than or equal to 1';
    if (Number.isInteger(first) && first >= 1 && first <= max) return first;
    throw new Refused(400, `The parameter "first" was malformed: the value must be ${problem}`);
  }
}

/** Opaque to callers, and not a number that one could be tempted to count with. */
const writeCursor = (offset: number): string => btoa(JSON.stringify({ b: null, a: { Offset: offset } }));

function readCursor(cursor: string | null): number {
  if (cursor === null || cursor === '') return 0;
  try {
    const { a } = JSON.parse(atob(cursor)) as { a: { Offset: number } };
    if (Number.isInteger(a.Offset)) return a.Offset;
  } catch {
    // Answered below, as everything that is no cursor of ours.
  }
  throw new Refused(400, 'The parameter "after" was malformed: the cursor is invalid');
}
