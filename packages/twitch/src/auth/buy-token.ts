import { T333Error } from '@t333/core/errors';
import type { Clock } from '@t333/core/time';
import type { OAuthClient } from './client.ts';
import { TokenGrant, toRecord } from './token-grant.ts';
import { APP } from './token-source.ts';

export interface Buyer {
  client: OAuthClient;
  clock: Clock;
  signal: AbortSignal;
}

export const signInAgain = (subject: string): T333Error =>
  new T333Error('unauthorized', `There is no token for ${subject}, or none that can be renewed.`);

/**
 * Another access token for a subject, with what is known of it. The `signal` ends what loses nothing by that: a refresh
 * that was cancelled may have spent its token all the same, so it has but its time limit once it is on its way.
 *
 * @throws T333Error `unauthorized` if there is nothing to buy it with, and what the request throws
 */
export async function buyToken(
  subject: string,
  known: TokenGrant | null,
  { client, clock, signal }: Buyer,
): Promise<TokenGrant> {
  signal.throwIfAborted();
  if (subject === APP && client.appToken) return client.appToken({ clock, signal });
  if (!known?.refreshToken) throw signInAgain(subject);
  const fresh = await client.refresh(known.refreshToken, { clock });
  return fresh.refreshToken ? fresh : new TokenGrant({ ...toRecord(fresh), refreshToken: known.refreshToken });
}
