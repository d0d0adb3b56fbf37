import { systemClock } from '@t333/core/time';
import { idRequestWithRetries, type IdOptions, type JsonObject } from '../id-request.ts';
import { readGrant, type TokenGrant } from '../token-grant.ts';
import { refuseBrowsers } from './refuse-browsers.ts';

export interface ClientCredentials extends IdOptions {
  clientId: string;
  clientSecret: string;
}

/** @internal The answer as it is, for who needs no more of it than the token. */
export const askForAppToken = ({ clientId, clientSecret, ...options }: ClientCredentials): Promise<JsonObject> =>
  idRequestWithRetries(
    '/token',
    { form: { client_id: clientId, client_secret: clientSecret, grant_type: 'client_credentials' } },
    options,
  );

/**
 * A token of the application itself, for calls that concern no user.
 *
 * @throws TwitchHttpError `unauthorized` if Twitch does not know the client, or the secret is wrong
 */
export async function clientCredentials(credentials: ClientCredentials): Promise<TokenGrant> {
  refuseBrowsers();
  const answer = await askForAppToken(credentials);
  return readGrant(answer, (credentials.clock ?? systemClock).wallTime());
}
