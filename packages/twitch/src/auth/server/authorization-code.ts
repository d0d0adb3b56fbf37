import { systemClock } from '@t333/core/time';
import { idRequest, type IdOptions } from '../id-request.ts';
import { readGrant, type TokenGrant } from '../token-grant.ts';
import { refuseBrowsers } from './refuse-browsers.ts';

export interface ExchangeOptions extends IdOptions {
  clientId: string;
  clientSecret: string;
  /** The same as in `authorizationCodeUrl()`. */
  redirectUri: string;
}

/**
 * Buys tokens for the code that a user came back with. A code works once, so this sends one request and never repeats it.
 *
 * @throws TwitchHttpError `invalid-grant` for a code that was used, ran out, or is none
 */
export async function exchangeCode(
  code: string,
  { clientId, clientSecret, redirectUri, ...options }: ExchangeOptions,
): Promise<TokenGrant> {
  refuseBrowsers();
  const form = {
    client_id: clientId,
    client_secret: clientSecret,
    code,
    grant_type: 'authorization_code',
    redirect_uri: redirectUri,
  };
  return readGrant(await idRequest('/token', { form }, options), (options.clock ?? systemClock).wallTime());
}
