import { systemClock } from '@t333/core/time';
import { T333Error } from '@t333/core/errors';
import { expiryMs } from './access.ts';
import { idRequestWithRetries, type IdOptions } from './id-request.ts';

/** What Twitch knows of an access token. */
export interface TokenInfo {
  /** The application that it was given to. */
  readonly clientId: string;
  /** Null for a token of the application. */
  readonly userId: string | null;
  readonly login: string | null;
  readonly scopes: readonly string[];
  /** Unix milliseconds; null where Twitch names no end. */
  readonly expiresAtMs: number | null;
}

/** What Twitch knows of a user's. */
export interface UserTokenInfo extends TokenInfo {
  readonly userId: string;
}

/**
 * Asks Twitch whether an access token is good. Twitch wants that when an application starts, and every hour.
 *
 * @throws TwitchHttpError `unauthorized` if it is not
 * @see https://dev.twitch.tv/docs/authentication/validate-tokens/
 */
export async function validateToken(token: string, options: IdOptions = {}): Promise<TokenInfo> {
  const answer = await idRequestWithRetries('/validate', { token }, options);
  const { client_id: clientId, user_id: userId, login, scopes, expires_in: expiresIn } = answer;
  if (typeof clientId !== 'string') {
    throw new T333Error('invalid-response', "Twitch's /validate answered without a client id.", { retryable: true });
  }
  return {
    clientId,
    userId: typeof userId === 'string' && userId !== '' ? userId : null,
    login: typeof login === 'string' && login !== '' ? login : null,
    scopes: Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : [],
    expiresAtMs: expiryMs(expiresIn, (options.clock ?? systemClock).wallTime()),
  };
}
