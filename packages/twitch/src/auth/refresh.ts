import { systemClock } from '@t333/core/time';
import { idRequest, type Form, type IdOptions } from './id-request.ts';
import { readGrant, type TokenGrant } from './token-grant.ts';

export interface RefreshOptions extends IdOptions {
  clientId: string;
  /** @internal The secret, where the client has one. */
  proof?: Form;
}

/**
 * Buys a new access token with a refresh token. Public clients need no secret for what the device flow gave them; their
 * refresh tokens work once, so this sends one request and never repeats it.
 *
 * @throws TwitchHttpError `invalid-grant` if Twitch will never take this refresh token again
 */
export async function refreshToken(token: string, options: RefreshOptions): Promise<TokenGrant> {
  const { clientId, proof, ...request } = options;
  const form = { client_id: clientId, grant_type: 'refresh_token', refresh_token: token, ...proof };
  return readGrant(await idRequest('/token', { form }, request), (options.clock ?? systemClock).wallTime());
}
