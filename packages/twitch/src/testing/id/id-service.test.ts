import { expect } from 'chai';
import { FakeClock } from '@t333/core/testing';
import { TwitchMock, type TwitchMockOptions } from '../index.ts';

const ID = 'https://id.twitch.tv/oauth2';
const APP = { client_id: 'mock-client', client_secret: 'mock-secret' };
const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

function setUp(options: TwitchMockOptions = {}) {
  const clock = new FakeClock();
  const mock = new TwitchMock({ clock, ...options });
  const post = async (path: string, fields: Record<string, string>): Promise<[number, Record<string, unknown>]> => {
    const response = await mock.fetch(ID + path, { method: 'POST', body: new URLSearchParams(fields) });
    const text = await response.text();
    return [response.status, text === '' ? {} : JSON.parse(text)];
  };
  const validate = async (token: unknown): Promise<[number, Record<string, unknown>]> => {
    const response = await mock.fetch(`${ID}/validate`, { headers: { Authorization: `OAuth ${String(token)}` } });
    return [response.status, await response.json()];
  };
  return { clock, mock, post, validate };
}

function authorizeUrl(fields: Record<string, string>): string {
  const redirect = { client_id: 'mock-client', redirect_uri: 'https://app.example/back', state: 's 1', scope: 'a b' };
  return `${ID}/authorize?${String(new URLSearchParams({ ...redirect, ...fields }))}`;
}

describe('IdService', () => {
  it('gives the app a token without a refresh token', async () => {
    const { post, validate } = setUp();
    const [status, body] = await post('/token', { grant_type: 'client_credentials', ...APP });
    expect(status).to.equal(200);
    expect(body).to.have.all.keys('access_token', 'expires_in', 'token_type');
    expect(await validate(body['access_token'])).to.deep.equal([
      200,
      { client_id: 'mock-client', scopes: null, expires_in: 5_000_000 },
    ]);
  });

  const refusals: [string, Record<string, string>, number, string][] = [
    ['a wrong client', { grant_type: 'client_credentials', ...APP, client_id: 'x' }, 400, 'invalid client'],
    ['a wrong secret', { grant_type: 'client_credentials', ...APP, client_secret: 'x' }, 403, 'invalid client secret'],
    ['no secret', { grant_type: 'client_credentials', client_id: 'mock-client' }, 400, 'missing client secret'],
    ['no grant type', APP, 400, 'missing grant type'],
    ['an unknown grant', { grant_type: 'password', ...APP }, 400, 'invalid grant type'],
    [
      'a wrong code',
      { grant_type: 'authorization_code', code: 'x', redirect_uri: 'x', ...APP },
      400,
      'Invalid authorization code',
    ],
    [
      'a wrong refresh token',
      { grant_type: 'refresh_token', refresh_token: 'x', ...APP },
      400,
      'Invalid refresh token',
    ],
    ['a wrong device code', { grant_type: DEVICE_GRANT, device_code: 'x', ...APP }, 400, 'invalid device code'],
  ];
  for (const [name, fields, status, message] of refusals) {
    it(`refuses ${name}`, async () => {
      expect(await setUp().post('/token', fields)).to.deep.equal([status, { status, message }]);
    });
  }

  it('exchanges a code once, for the same address, within ten minutes', async () => {
    const { clock, mock, post, validate } = setUp();
    const newCode = (): string => {
      const back = mock.authorize(authorizeUrl({ response_type: 'code' }), { userId: '7' });
      expect(back.searchParams.get('state')).to.equal('s 1');
      return back.searchParams.get('code') ?? '';
    };
    const exchange = async (code: string, redirect_uri = 'https://app.example/back') =>
      post('/token', { grant_type: 'authorization_code', code, redirect_uri, ...APP });
    const code = newCode();
    const [, body] = await exchange(code);
    expect(body).to.include({ expires_in: 14_400, token_type: 'bearer' });
    expect(body['scope']).to.deep.equal(['a', 'b']);
    expect((await validate(body['access_token']))[1]).to.include({ user_id: '7', login: 'user7' });
    expect((await exchange(code))[0]).to.equal(400);
    expect((await exchange(newCode(), 'https://other.example'))[0]).to.equal(400);
    const late = newCode();
    await clock.advance(600_000);
    expect((await exchange(late))[0]).to.equal(400);
  });

  it('puts the implicit token into the fragment, and a refusal into the query', () => {
    const { mock } = setUp();
    const back = mock.authorize(authorizeUrl({ response_type: 'token' }), { userId: '7' });
    const fragment = new URLSearchParams(back.hash.slice(1));
    expect(back.search).to.equal('');
    expect(fragment.get('state')).to.equal('s 1');
    expect(mock.tokens.find(fragment.get('access_token') ?? '')).to.include({ userId: '7', refreshToken: null });
    const denied = mock.authorize(authorizeUrl({ response_type: 'code' }), 'deny');
    expect(denied.searchParams.get('error')).to.equal('access_denied');
  });

  it('sends a browser back from the page', async () => {
    const { mock } = setUp();
    expect((await mock.fetch(authorizeUrl({ response_type: 'code' }))).status).to.equal(403);
    mock.id.consent = { userId: '7' };
    const answer = await mock.fetch(authorizeUrl({ response_type: 'code' }));
    expect(answer.status).to.equal(302);
    expect(answer.headers.get('location')).to.match(/^https:\/\/app\.example\/back\?code=/);
  });

  it('lets a device wait, slows it down, and gives it its tokens once', async () => {
    const { clock, mock, post } = setUp({ clientType: 'public' });
    const [, device] = await post('/device', { client_id: 'mock-client', scopes: 'a b' });
    expect(device).to.include({ expires_in: 1800, interval: 5 });
    const poll = () =>
      post('/token', {
        grant_type: DEVICE_GRANT,
        device_code: String(device['device_code']),
        client_id: 'mock-client',
      });
    expect((await poll())[1]['message']).to.equal('authorization_pending');
    expect((await poll())[1]['message']).to.equal('slow_down');
    await clock.advance(5000);
    expect((await poll())[1]['message']).to.equal('slow_down');
    await clock.advance(15_000);
    expect((await poll())[1]['message']).to.equal('authorization_pending');
    mock.activate(String(device['user_code']), { userId: '7' });
    await clock.advance(15_000);
    const [status, tokens] = await poll();
    expect(status).to.equal(200);
    expect(tokens['scope']).to.deep.equal(['a', 'b']);
    expect((await poll())[1]['message']).to.equal('invalid device code');
  });

  it('forgets a device that nobody activates', async () => {
    const { clock, mock, post } = setUp();
    const [, device] = await post('/device', { client_id: 'mock-client' });
    await clock.advance(1_800_000);
    const [status] = await post('/token', {
      grant_type: DEVICE_GRANT,
      device_code: String(device['device_code']),
      ...APP,
    });
    expect(status).to.equal(400);
    expect(() => mock.activate('nonsense', 'deny')).to.throw('nonsense');
  });

  it('keeps, rotates or uses up refresh tokens', async () => {
    for (const refreshTokens of ['keep', 'rotate', 'one-use'] as const) {
      const { mock, post } = setUp({ refreshTokens });
      const { refreshToken } = mock.issueToken({ userId: '7', scopes: ['a'] });
      const refresh = () => post('/token', { grant_type: 'refresh_token', refresh_token: refreshToken ?? '', ...APP });
      const [, body] = await refresh();
      expect(body['scope'], refreshTokens).to.deep.equal(['a']);
      expect(body['refresh_token'] === refreshToken, refreshTokens).to.equal(refreshTokens === 'keep');
      expect((await refresh())[0], refreshTokens).to.equal(refreshTokens === 'one-use' ? 400 : 200);
    }
  });

  it('uses up a one-use token though its answer is lost', async () => {
    const { mock, post } = setUp({ clientType: 'public' });
    const { refreshToken } = mock.issueToken({ userId: '7' });
    mock.faults.add({ path: '/oauth2/token', fault: 'reset', afterwards: true });
    const fields = { grant_type: 'refresh_token', refresh_token: refreshToken ?? '', client_id: 'mock-client' };
    expect(await post('/token', fields).catch((error: Error) => error.name)).to.equal('TypeError');
    expect((await post('/token', fields))[0]).to.equal(400);
  });

  it('takes tokens back', async () => {
    const { mock, post, validate } = setUp();
    const { value, refreshToken } = mock.issueToken({ userId: '7' });
    const revoke = (token: string, client_id = 'mock-client') => post('/revoke', { client_id, token });
    expect((await revoke(value, 'x'))[0]).to.equal(404);
    expect((await revoke(value))[0]).to.equal(200);
    expect((await revoke(value))[1]['message']).to.equal('Invalid token');
    expect(await validate(value)).to.deep.equal([401, { status: 401, message: 'invalid access token' }]);
    mock.tokens.revokeUser('7');
    expect(() => mock.tokens.refresh(refreshToken ?? '')).to.throw('Invalid refresh token');
  });
});

describe('MockTokenSource', () => {
  it('replaces a refused token once', async () => {
    const { clock, mock } = setUp();
    const source = mock.tokenSource({ userId: '7', scopes: ['a'], expiresInSeconds: 60 });
    const token = await source.getToken();
    expect(token).to.include({ subject: '7', expiresAtMs: clock.wallTime() + 60_000 });
    const [first, second] = await Promise.all([source.renew(token), source.renew(token)]);
    expect(first).to.equal(second);
    expect(source.renewals).to.equal(1);
    expect((await source.getToken('app')).scopes).to.deep.equal([]);
  });
});
