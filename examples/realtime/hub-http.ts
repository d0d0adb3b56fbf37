import { Refused } from './hub-channel.ts';
import type { RealtimeHub } from './hub.ts';
import { ERROR_STATUS, MAX_NONCE_LENGTH, MAX_TEXT_LENGTH, parsePosition, type RtUser } from './protocol.ts';

export interface HubRequest {
  method: string;
  /** Only its path, from `/v1` on, and its query count. */
  url: URL;
  headers: Headers;
  text: () => Promise<string>;
  /** Aborts when who asks has left. */
  signal: AbortSignal;
}

export interface HubAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

const MAX_BODY_LENGTH = 4096;

/** Answers what comes by HTTP: tickets, polls, messages. Null: that is not here. */
export async function answerHttp(hub: RealtimeHub, request: HubRequest): Promise<HubAnswer | null> {
  if (!request.url.pathname.startsWith('/v1/')) return null;
  try {
    const path = pathOf(request.url);
    if (hub.faults.refusePolls && path[0] === 'channels') throw new Refused('unavailable', 'Not now.');
    const user = userOf(hub, request.headers);
    const route = `${request.method} ${path.length === 3 ? `${path[0]}/*/${path[2]}` : path.join('/')}`;
    switch (route) {
      case 'POST rt/ticket': {
        if (!user) throw new Refused('unauthenticated', 'Sign in first.');
        return json(200, { ticket: hub.issueTicket(user) });
      }
      case 'GET channels/*/events':
        return json(200, await poll(hub, path[1]!, request, user));
      case 'POST channels/*/messages': {
        if (!user) throw new Refused('unauthenticated', 'Sign in first.');
        return json(200, hub.open(path[1]!).say(user, readMessage(await request.text(), request.headers)));
      }
      default:
        return null;
    }
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { code, message: detail, retryAfterMs } = error;
    const status = ERROR_STATUS[code];
    return json(status, {
      type: 'about:blank',
      status,
      code,
      detail,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
  }
}

/** What stands behind the version. */
function pathOf({ pathname }: URL): string[] {
  try {
    return pathname.split('/').slice(2).map(decodeURIComponent);
  } catch {
    throw new Refused('bad_request', 'That is no address.');
  }
}

function userOf(hub: RealtimeHub, headers: Headers): RtUser | null {
  const [, token] = /^Bearer (.+)$/i.exec(headers.get('authorization') ?? '') ?? [];
  if (token === undefined) return null;
  const user = hub.users.get(token);
  if (!user) throw new Refused('unauthenticated', 'The token is not good.');
  return user;
}

async function poll(
  hub: RealtimeHub,
  channelId: string,
  { url, signal }: HubRequest,
  user: RtUser | null,
): Promise<object> {
  const { searchParams } = url;
  const count = (name: string, otherwise: number): number => {
    const value = Number(searchParams.get(name) ?? otherwise);
    if (!Number.isInteger(value) || value < 0) throw new Refused('bad_request', `${name} is a number.`);
    return value;
  };
  const text = searchParams.get('since');
  const since = text === null ? undefined : parsePosition(text);
  if (since === null) throw new Refused('bad_request', 'since is epoch:seq.');
  const answer = hub.poll(channelId, { since, limit: count('limit', 50), waitSeconds: count('wait', 0), user, signal });
  const { settings, ...rest } = (await answer) as { settings?: { blockedWords?: unknown } };
  const { blockedWords: _, ...shown } = settings ?? {};
  return { ...rest, settings: shown };
}

function readMessage(body: string, headers: Headers): { nonce: string; text: string; replyTo?: string } {
  const nonce = headers.get('idempotency-key') ?? '';
  if (nonce.length < 1 || nonce.length > MAX_NONCE_LENGTH)
    throw new Refused('bad_request', 'Idempotency-Key is the nonce.');
  if (body.length > MAX_BODY_LENGTH) throw new Refused('too_long', 'That is too long.');
  let fields: unknown;
  try {
    fields = JSON.parse(body);
  } catch {
    throw new Refused('bad_request', 'That is no JSON.');
  }
  const { text, replyTo } = (fields ?? {}) as Record<string, unknown>;
  if (typeof text !== 'string' || text === '') throw new Refused('bad_request', 'text is missing.');
  if ([...text].length > MAX_TEXT_LENGTH) throw new Refused('too_long', `At most ${MAX_TEXT_LENGTH} characters.`);
  return { nonce, text, ...(typeof replyTo === 'string' && { replyTo }) };
}

const json = (status: number, value: object): HubAnswer => ({
  status,
  headers: {
    'content-type': status < 400 ? 'application/json' : 'application/problem+json',
    'cache-control': 'no-store',
  },
  body: JSON.stringify(value),
});
