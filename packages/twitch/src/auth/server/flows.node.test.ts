import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { T333Error } from '@t333/core/errors';
import { FakeClock } from '@t333/core/testing';
import { TwitchMock, type TwitchMockOptions } from '../../testing/twitch-mock.ts';
import { outcome, pass } from '../fixtures/signed-in.ts';
import { authorizationCodeUrl, readCode } from '../redirect.ts';
import { newState } from '../state.ts';
import type { TokenGrant } from '../token-grant.ts';
import { InProcessLock } from '../token-lock.ts';
import { TokenManager } from '../token-manager.ts';
import { APP } from '../token-source.ts';
import { appTokenSource } from './app-token-source.ts';
import { exchangeCode } from './authorization-code.ts';
import { clientCredentials } from './client-credentials.ts';
import { confidentialClient } from './client.ts';

const SECRET = 'hush-hush-hush';
const BACK = 'https://page.example/signed-in';

function setUp(options: TwitchMockOptions = {}) {
  const clock = new FakeClock();
  const mock = new TwitchMock({ clock, clientId: 'app', clientSecret: SECRET, ...options });
  const credentials = { clientId: 'app', clientSecret: SECRET, fetch: mock.fetch, clock, random: () => 1 };
  const posts = (): number => mock.requests.filter(({ path }) => path === '/oauth2/token').length;
  return { clock, mock, credentials, posts };
}

type World = ReturnType<typeof setUp>;

async function signIn({ mock, credentials }: World, userId: string): Promise<TokenGrant> {
  const state = newState();
  const url = authorizationCodeUrl({ clientId: 'app', redirectUri: BACK, scopes: ['chat:read'], state });
  const answer = readCode(mock.authorize(url, { userId }), state);
  return exchangeCode(answer?.code ?? '', { ...credentials, redirectUri: BACK });
}

describe('clientCredentials', () => {
  it('buys a token for the application', async () => {
    const { mock, credentials, clock } = setUp();
    const grant = await clientCredentials(credentials);
    assert.equal(mock.tokens.find(grant.value)?.userId, null);
    assert.equal(grant.expiresAtMs, clock.wallTime() + 5_000_000_000);
    assert.equal(grant.refreshToken, null);
  });

  it('says what is wrong with the secret', async () => {
    const { credentials } = setUp();
    assert.equal(await outcome(clientCredentials({ ...credentials, clientSecret: 'wrong' })), 'unauthorized');
    assert.equal(await outcome(clientCredentials({ ...credentials, clientId: 'wrong' })), 'unauthorized');
  });
});

describe('exchangeCode', () => {
  it('buys tokens for a code, once', async () => {
    const world = setUp();
    const { mock, credentials, posts } = world;
    const grant = await signIn(world, '1');
    assert.equal(mock.tokens.find(grant.value)?.userId, '1');
    assert.deepEqual(grant.scopes, ['chat:read']);
    assert.ok(grant.refreshToken);
    const { code = '' } = (mock.requests[0]?.body ?? {}) as { code?: string };
    assert.equal(await outcome(exchangeCode(code, { ...credentials, redirectUri: BACK })), 'invalid-grant');
    assert.equal(posts(), 2);
  });

  it('does not send a code twice', async () => {
    const { mock, credentials, posts } = setUp();
    mock.faults.add({ fault: { status: 503 } });
    assert.equal(await outcome(exchangeCode('code', { ...credentials, redirectUri: BACK })), 'http');
    assert.equal(posts(), 1);
  });
});

describe('appTokenSource', () => {
  it('buys one token for all who ask, and another when it is refused or over', async () => {
    const { clock, credentials, mock, posts } = setUp();
    const source = appTokenSource(credentials);
    assert.equal(posts(), 0);
    const tokens = await Promise.all(Array.from({ length: 20 }, () => source.getToken()));
    const [first] = tokens;
    assert.ok(first);
    assert.ok(tokens.every(({ value }) => value === first.value));
    assert.equal(first.subject, APP);
    assert.equal(posts(), 1);

    const renewed = await Promise.all(Array.from({ length: 20 }, () => source.renew(first)));
    assert.equal(new Set(renewed.map(({ value }) => value)).size, 1);
    assert.notEqual(renewed[0]?.value, first.value);
    assert.equal(posts(), 2);
    // A straggler.
    assert.equal((await source.renew(first)).value, renewed[0]?.value);
    assert.equal(posts(), 2);

    await clock.advance(5_000_000_000);
    const last = await source.getToken();
    assert.ok(mock.tokens.find(last.value));
    assert.equal(posts(), 3);
    assert.equal(clock.pending, 0);
  });

  it('goes past failures, and lets who waits leave', async () => {
    const { clock, credentials, mock, posts } = setUp();
    const source = appTokenSource(credentials);
    mock.faults.add({ fault: 'reset' });
    const controller = new AbortController();
    const left = outcome(source.getToken(APP, { signal: controller.signal }));
    const stayed = source.getToken();
    controller.abort();
    assert.equal(await left, 'aborted');
    await pass(clock, 1000);
    assert.ok(mock.tokens.find((await stayed).value));
    assert.equal(posts(), 2);

    const broken = appTokenSource({ ...credentials, clientSecret: 'wrong' });
    assert.equal(await outcome(broken.getToken()), 'unauthorized');
    assert.equal(await outcome(broken.getToken()), 'unauthorized');
    assert.equal(posts(), 4);
  });

  it('has no token of a user', async () => {
    assert.equal(await outcome(appTokenSource(setUp().credentials).getToken('1')), 'unauthorized');
  });
});

describe('TokenManager of a confidential client', () => {
  it('has the application’s token and users’', async () => {
    const world = setUp();
    const { mock, credentials, clock, posts } = world;
    const manager = new TokenManager({ client: confidentialClient(credentials), clock });
    const { userId } = await manager.addUser(await signIn(world, '1'));
    assert.equal(userId, '1');
    const [app, user] = await Promise.all([manager.getToken(), manager.getToken('1')]);
    assert.equal(mock.tokens.find(app.value)?.userId, null);
    assert.equal(mock.tokens.find(user.value)?.userId, '1');
    const before = posts();
    const storm = [app, user].flatMap((token) => Array.from({ length: 20 }, () => manager.renew(token)));
    assert.equal(new Set((await Promise.all(storm)).map(({ value }) => value)).size, 2);
    assert.equal(posts(), before + 2);
    // Confidential clients prove themselves, and keep their refresh tokens.
    assert.ok(mock.requests.some(({ body }) => (body as Record<string, string>)?.grant_type === 'refresh_token'));
    assert.ok(await manager.renew(await manager.getToken('1')));
    manager.destroy();
  });

  it('stops buying when it is destroyed, and lets go of the lock', async () => {
    const { mock, credentials, clock, posts } = setUp();
    const lock = new InProcessLock();
    for (const fault of ['hang', { status: 503 }] as const) {
      const manager = new TokenManager({ client: confidentialClient(credentials), clock, lock });
      mock.faults.add({ path: '/oauth2/token', fault, times: Infinity });
      const before = posts();
      const code = outcome(manager.getToken());
      await pass(clock, 1);
      assert.equal(posts(), before + 1);
      assert.equal(clock.pending, 1);
      manager.destroy();
      assert.equal(await code, 'destroyed');
      assert.equal(await lock.hold(APP, async () => 'free'), 'free');
      assert.equal(clock.pending, 0);
      mock.faults.clear();
    }
  });

  it('loses nobody over a wrong secret', async () => {
    const world = setUp();
    const { credentials, clock } = world;
    const client = confidentialClient({ ...credentials, clientSecret: 'wrong' });
    const manager = new TokenManager({ client, clock });
    await manager.addUser(await signIn(world, '1'));
    const token = await manager.getToken('1');
    assert.equal(await outcome(manager.renew(token)), 'unauthorized');
    assert.equal((await manager.getToken('1')).value, token.value);
  });
});

describe('secrets', () => {
  it('are in forms, and in no address, header, error, event or object', async () => {
    const world = setUp();
    const { mock, credentials, clock } = world;
    const client = confidentialClient(credentials);
    const source = appTokenSource(credentials);
    const manager = new TokenManager({ client, clock });
    const shown: unknown[] = [client, source, manager];
    for (const type of ['renewed', 'removed', 'tokenerror'])
      manager.addEventListener(type, (event) => shown.push(event));

    const grant = await signIn(world, '1');
    const secrets = [SECRET, grant.refreshToken ?? ''];
    shown.push(grant, await manager.addUser(grant), await manager.getToken('1'), await source.getToken());
    const token = await manager.getToken('1');
    for (const status of [400, 401, 403, 429, 500]) {
      mock.faults.add({ path: '/oauth2/token', fault: { status, body: { status, message: secrets.join(' ') } } });
      shown.push(await manager.renew(token).catch((error: unknown) => error));
    }
    for (const fault of ['reset', 'truncated', 'cut', 'html'] as const) {
      mock.faults.add({ path: '/oauth2/token', fault });
      shown.push(await manager.renew(token).catch((error: unknown) => error));
    }
    await manager.renew(token);
    mock.tokens.revokeUser('1');
    shown.push(await manager.renew(await manager.getToken('1')).catch((error: unknown) => error));
    shown.push(manager.state.getSnapshot());
    assert.ok(shown.filter((thing) => thing instanceof T333Error).length >= 10);
    assert.ok(shown.filter((thing) => thing instanceof Event).length >= 2);

    for (const request of mock.requests) {
      shown.push(request.url.href, Object.fromEntries(request.headers));
    }
    const text = shown
      .flatMap((thing) => [inspect(thing, { depth: 10, showHidden: true }), JSON.stringify(thing), String(thing)])
      .join('\n');
    for (const secret of secrets) assert.ok(!text.includes(secret), `${secret} is shown`);
    manager.destroy();
  });
});
