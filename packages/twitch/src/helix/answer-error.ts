import type { T333ErrorCode } from '@t333/core/errors';
import { TwitchHttpError } from './http-error.ts';

export interface ReceivedAnswer {
  status: number;
  headers: Headers;
  /** What the body turned out to be: `unreadable` is a web page, half a JSON, or anything else that the API never answers. */
  kind: 'empty' | 'json' | 'calendar' | 'unreadable';
  /** JSON or text. */
  body: unknown;
  /** Whether an answer without a body can be a good one. */
  mayBeEmpty: boolean;
}

const CODES: Record<number, T333ErrorCode> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  410: 'not-found',
  429: 'rate-limited',
};

/** Every JSON that Helix answers with success has `data`, a list or an object. */
const hasData = (body: unknown): boolean =>
  typeof (body as { data?: unknown } | null)?.data === 'object' && (body as { data: unknown }).data !== null;

/** What is wrong with an answer; null if it is what the API promises. */
export function answerError({ status, headers, kind, body, mayBeEmpty }: ReceivedAnswer): TwitchHttpError | null {
  const isGood = status >= 200 && status < 300;
  const isDue = kind === 'calendar' || (kind === 'empty' ? mayBeEmpty : kind === 'json' && hasData(body));
  if (isGood && isDue) return null;

  const said = kind === 'json' ? (body as { message?: unknown } | null)?.message : null;
  const twitchMessage = typeof said === 'string' ? said : null;
  const options = {
    status,
    twitchMessage,
    requestId: headers.get('twitch-request-id'),
    retryable: isGood || status >= 500 || status === 429,
  };
  if (isGood || (kind === 'unreadable' && status !== 429)) {
    const text = `Twitch answered ${status} with no answer of the API (${headers.get('content-type') ?? 'no type'}).`;
    return new TwitchHttpError('invalid-response', text, options);
  }
  // Helix answers a missing scope like a bad token; only its text tells them apart.
  const code = status === 401 && /scope/i.test(twitchMessage ?? '') ? 'missing-scope' : (CODES[status] ?? 'http');
  return new TwitchHttpError(code, `Twitch answered ${status}${twitchMessage ? `: ${twitchMessage}` : '.'}`, options);
}
