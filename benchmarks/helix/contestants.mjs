/** The clients, each as its guide says to set it up, behind the four calls that the cases make. */
import { pathToFileURL } from 'node:url';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const APP = { clientId: 'bench', clientSecret: 'secret' };

/** @param shared how to reach the Redis that processes share; null for none */
async function ours({ helixUrl, idUrl }, { shared = null } = {}) {
  const { TwitchClient, users } = await import('@t333/twitch/helix');
  const { TokenGrant, TokenManager } = await import('@t333/twitch/auth');
  const { confidentialClient } = await import('@t333/twitch/auth/server');
  const manager = new TokenManager({ client: confidentialClient({ ...APP, idUrl }) });
  let limiter;
  if (shared) {
    const { RedisRateLimiter } = await import('@t333/twitch/redis');
    const { createClient } = await import('@redis/client');
    const redis = await createClient({ url: shared }).connect();
    limiter = new RedisRateLimiter({ send: (command) => redis.sendCommand(command) });
  }
  const client = new TwitchClient({
    clientId: APP.clientId,
    auth: manager,
    baseUrl: helixUrl,
    ...(limiter && { limiter }),
  });
  return {
    addUser: ({ value, refreshToken }) =>
      manager.addUser(new TokenGrant({ value, refreshToken, obtainedAtMs: Date.now() })),
    user: (id) => users.byId(client, id),
    call: (number, as) =>
      client.get('/bits/cheermotes', { query: { broadcaster_id: String(number) }, ...(as && { as }) }),
  };
}

async function twurple({ helixUrl, idUrl }, { folder, batched = false }) {
  const load = (name) => import(pathToFileURL(createRequire(join(folder, 'package.json')).resolve(name)).href);
  const { ApiClient } = await load('@twurple/api');
  const { AppTokenAuthProvider, RefreshingAuthProvider } = await load('@twurple/auth');
  const { fetch } = globalThis;
  globalThis.fetch = (url, init) =>
    fetch(
      String(url).replace('https://api.twitch.tv/helix', helixUrl).replace('https://id.twitch.tv/oauth2', idUrl),
      init,
    );
  const app = new ApiClient({
    authProvider: new AppTokenAuthProvider(APP.clientId, APP.clientSecret),
    logger: { minLevel: 0 },
  });
  const refreshing = new RefreshingAuthProvider(APP);
  refreshing.onRefreshFailure?.(() => {});
  const own = new ApiClient({ authProvider: refreshing, logger: { minLevel: 0 } });
  return {
    addUser: ({ value, refreshToken, userId }) =>
      refreshing.addUser(userId, {
        accessToken: value,
        refreshToken,
        scope: [],
        expiresIn: 14_400,
        obtainmentTimestamp: Date.now(),
      }),
    user: (id) => (batched ? app.users.getUserByIdBatched(id) : app.users.getUserById(id)),
    call(number, as) {
      const options = { type: 'helix', url: 'bits/cheermotes', query: { broadcaster_id: String(number) } };
      return as
        ? own.asUser(as, (context) => context.callApi({ ...options, userId: as, forceType: 'user' }))
        : app.callApi(options);
    },
  };
}

/** No client: 80 requests at a time, and nothing else. */
async function pool({ helixUrl, idUrl }) {
  const answer = await fetch(`${idUrl}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: APP.clientId,
      client_secret: APP.clientSecret,
      grant_type: 'client_credentials',
    }),
  });
  const { access_token: token } = await answer.json();
  const headers = { Authorization: `Bearer ${token}`, 'Client-Id': APP.clientId };
  const waiting = [];
  let free = 80;
  const call = async (number) => {
    if (free > 0) free--;
    else await new Promise((resolve) => waiting.push(resolve));
    try {
      const response = await fetch(`${helixUrl}/bits/cheermotes?broadcaster_id=${number}`, { headers });
      return await response.json();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
  return { call };
}

export const CONTESTANTS = { ours, twurple, pool };
