import { T333Error, type T333ErrorCode } from '@t333/core/errors';
import { backOffDelayMs, delay, withDeadline } from '@t333/core/resilience';
import { systemClock, type Clock } from '@t333/core/time';
import { TwitchHttpError } from '../helix/http-error.ts';

/** How Twitch's sign-in server is reached. */
export interface IdOptions {
  /** Default `https://id.twitch.tv/oauth2`. */
  idUrl?: string;
  /** Default the global one at the time of the call. */
  fetch?: typeof globalThis.fetch;
  clock?: Clock;
  /** 0 up to 1, as `Math.random`: spreads retries. */
  random?: () => number;
  signal?: AbortSignal;
}

export const ID_URL = 'https://id.twitch.tv/oauth2';

/** For one try, longer than Twitch takes on a bad day. `LEASE_MS` of `RedisLock` is counted with it. */
export const REQUEST_TIMEOUT_MS = 10_000;

const TRIES = 3;
const RETRY_BASE_MS = 500;
const RETRY_CAP_MS = 4000;

/** What Twitch says of a refresh token, a code or a device code that it will never take again. */
const INVALID_GRANT = /invalid[ _](grant|refresh token|authorization code|device code)/i;

const SECRET_FIELD = /secret|token|code/;

export type JsonObject = Readonly<Record<string, unknown>>;

export type Form = Readonly<Record<string, string>>;

interface IdRequest {
  /** Sent as a form by POST: the only place for secrets. */
  form?: Form;
  /** An access token, for `Authorization: OAuth …`. */
  token?: string;
}

/** Whether the same may go well next time: half an answer, too many requests, a server in trouble. */
const isPassing = (status: number): boolean => status === 200 || status === 429 || status >= 500;

function codeOf(status: number, message: string): T333ErrorCode {
  if (status === 200) return 'invalid-response';
  if (status === 429) return 'rate-limited';
  if ((status === 400 || status === 401) && INVALID_GRANT.test(message)) return 'invalid-grant';
  return status === 401 || status === 403 || /invalid client/i.test(message) ? 'unauthorized' : 'http';
}

/** Whatever the server says: what was a secret on the way there is none of the message. */
function withoutSecrets(message: string, { form, token }: IdRequest): string {
  let text = message;
  for (const [field, value] of Object.entries({ token, ...form })) {
    if (value && SECRET_FIELD.test(field)) text = text.replaceAll(value, '…');
  }
  return text.slice(0, 300);
}

async function send(path: string, request: IdRequest, options: IdOptions, signal: AbortSignal): Promise<JsonObject> {
  const { form, token } = request;
  const { idUrl = ID_URL, fetch = globalThis.fetch } = options;
  let status: number;
  let text: string;
  try {
    const response = await fetch(idUrl + path, {
      // A redirect would carry the form to another place.
      redirect: 'manual',
      signal,
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
      ...(token && { headers: { authorization: `OAuth ${token}` } }),
    });
    ({ status } = response);
    text = await response.text();
  } catch (cause) {
    throw new T333Error('network', `No answer from Twitch's ${path}.`, { cause, retryable: true });
  }
  const answer = parse(text);
  if (status === 200 && typeof answer === 'object' && answer) return answer;
  const said = typeof answer?.message === 'string' ? withoutSecrets(answer.message, request) : null;
  throw new TwitchHttpError(codeOf(status, said ?? ''), `Twitch's ${path} answered ${status}: ${said ?? 'no JSON'}.`, {
    status,
    twitchMessage: said,
    retryable: isPassing(status),
  });
}

/**
 * Null for what is no JSON; nothing at all, as `/revoke` answers, is an empty object. It does not say what is wrong: the
 * text of a parse error quotes what it could not read.
 */
function parse(text: string): JsonObject | null {
  try {
    return JSON.parse(text || '{}');
  } catch {
    return null;
  }
}

/**
 * One request, one answer: for what must not be sent twice, as a refresh token that works once.
 *
 * @param tries how often it may be sent, with back-off, where the failure may pass
 * @throws TwitchHttpError `invalid-grant`, `unauthorized`, `rate-limited`, `http`, `invalid-response`
 * @throws T333Error `network`, `timeout`, `aborted`
 */
export async function idRequest(path: string, request: IdRequest, options: IdOptions, tries = 1): Promise<JsonObject> {
  const { clock = systemClock, random = Math.random, signal } = options;
  const deadline = { timeoutMs: REQUEST_TIMEOUT_MS, clock, what: `Twitch's ${path}`, signal };
  for (let attempt = 1; ; attempt++) {
    try {
      return await withDeadline((either) => send(path, request, options, either), deadline);
    } catch (error) {
      if (attempt === tries || !(error as T333Error).retryable) throw error;
      await delay(clock, backOffDelayMs({ attempt, baseMs: RETRY_BASE_MS, capMs: RETRY_CAP_MS, random }), signal);
    }
  }
}

/** The same for what may be sent again: up to three tries, with back-off. */
export const idRequestWithRetries = (path: string, request: IdRequest, options: IdOptions): Promise<JsonObject> =>
  idRequest(path, request, options, TRIES);
