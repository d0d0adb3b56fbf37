import { expect } from 'chai';
import { TwitchMock } from '../testing/twitch-mock.ts';
import { outcome } from './fixtures/signed-in.ts';
import { revokeToken } from './revoke.ts';
import { validateToken } from './validate.ts';

function setUp() {
  const mock = new TwitchMock({ clientId: 'app' });
  mock.addUser({ id: '1', login: 'ann' });
  return {
    mock,
    options: { clientId: 'app', fetch: mock.fetch },
    token: mock.issueToken({ userId: '1', scopes: ['a:b'] }),
  };
}

describe('revokeToken', () => {
  it('ends a token, which is no failure where it had ended', async () => {
    const { mock, options, token } = setUp();
    await revokeToken(token.value, options);
    expect(mock.tokens.find(token.value)).to.equal(undefined);
    await revokeToken(token.value, options);
    expect(mock.requests.map(({ status }) => status)).to.deep.equal([200, 400]);
    expect(mock.requests.map(({ url }) => url.search)).to.deep.equal(['', '']);
  });

  it('says where the client is none', async () => {
    const { options, token } = setUp();
    expect(await outcome(revokeToken(token.value, { ...options, clientId: 'other' }))).to.equal('http');
  });
});

describe('validateToken', () => {
  it('tells whose token it is', async () => {
    const { mock, options, token } = setUp();
    const info = await validateToken(token.value, options);
    expect(info).to.include({ clientId: 'app', userId: '1', login: 'ann' });
    expect(info.scopes).to.deep.equal(['a:b']);
    expect((info.expiresAtMs ?? 0) - Date.now()).to.be.within(14_000_000, 14_400_000);
    expect(mock.requests[0]?.headers.get('authorization')).to.equal(`OAuth ${token.value}`);
  });

  it('knows the application’s own', async () => {
    const { mock, options } = setUp();
    const info = await validateToken(mock.issueToken().value, options);
    expect(info).to.include({ clientId: 'app', userId: null, login: null });
    expect(info.scopes).to.deep.equal([]);
  });

  it('rejects a token that is none, and an answer that is none', async () => {
    const { mock, options } = setUp();
    expect(await outcome(validateToken('nonsense', options))).to.equal('unauthorized');
    mock.on('GET', '/oauth2/validate', () => ({ expires_in: 5 }));
    expect(await outcome(validateToken('nonsense', options))).to.equal('invalid-response');
  });
});
