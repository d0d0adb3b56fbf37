import { T333Error } from '@t333/core/errors';
import type { JsonObject } from './id-request.ts';

/** When what Twitch says lasts `expires_in` seconds is over; null where it does not say. */
export const expiryMs = (expiresIn: unknown, nowMs: number): number | null =>
  typeof expiresIn === 'number' && expiresIn > 0 ? nowMs + expiresIn * 1000 : null;

/**
 * The part of an answer of `/token` that all have.
 *
 * @throws T333Error `invalid-response`
 */
export function readAccess(answer: JsonObject, nowMs: number): { value: string; expiresAtMs: number | null } {
  const { access_token: value } = answer;
  if (typeof value === 'string' && value) return { value, expiresAtMs: expiryMs(answer.expires_in, nowMs) };
  throw new T333Error('invalid-response', 'Twitch answered without an access token.');
}
