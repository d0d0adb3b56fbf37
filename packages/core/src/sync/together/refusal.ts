import { T333Error } from '../../errors.ts';
import type { Frame } from '../../realtime/index.ts';

/** The codes of t333-rt/1 that stand for HTTP 401 and 403. */
const FORBIDDEN = new Set([
  'unauthenticated',
  'forbidden',
  'banned',
  'timed_out',
  'followers_only',
  'subscribers_only',
  'emote_only',
]);
/** Those that stand for 429 and 503. */
const RETRYABLE = new Set(['slow_mode', 'rate_limited', 'unavailable']);

/** What an authority's refusal is to our callers: `forbidden`, or else `http`. */
export function refusalOf({ code, message }: Frame): T333Error {
  const name = String(code).slice(0, 100);
  const text = `Refused: ${name}. ${typeof message === 'string' ? message.slice(0, 200) : ''}`.trimEnd();
  return FORBIDDEN.has(name)
    ? new T333Error('forbidden', text)
    : new T333Error('http', text, { retryable: RETRYABLE.has(name) });
}
