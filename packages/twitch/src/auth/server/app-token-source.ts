import { T333Error } from '@t333/core/errors';
import { abortable } from '@t333/core/resilience';
import { systemClock } from '@t333/core/time';
import { readAccess } from '../access.ts';
import { APP, type AccessToken, type TokenSource } from '../token-source.ts';
import { askForAppToken, type ClientCredentials } from './client-credentials.ts';
import { refuseBrowsers } from './refuse-browsers.ts';

/**
 * A source of the application's own token and no other, kept in memory: all that a server needs for public data. It is
 * asked for when it is first needed, and again when it ran out or was refused, once for all who wait.
 */
export function appTokenSource(credentials: Omit<ClientCredentials, 'signal'>): TokenSource {
  refuseBrowsers();
  const { clock = systemClock } = credentials;
  let current: AccessToken | null = null;
  let pending: Promise<AccessToken> | null = null;

  const ask = async (): Promise<AccessToken> => {
    try {
      const answer = await askForAppToken(credentials);
      return (current = { ...readAccess(answer, clock.wallTime()), subject: APP, scopes: [] });
    } finally {
      pending = null;
    }
  };

  const getToken: TokenSource['getToken'] = async (subject = APP, { signal } = {}) => {
    if (subject !== APP) throw new T333Error('unauthorized', 'This source has the token of the application only.');
    if (current && (current.expiresAtMs ?? Infinity) > clock.wallTime()) return current;
    return abortable((pending ??= ask()), signal);
  };

  return {
    getToken,
    renew(refused, options) {
      if (current?.value === refused.value) current = null;
      return getToken(refused.subject, options);
    },
  };
}
