import { expect } from 'chai';
import * as fc from 'fast-check';
import { T333Error } from '@t333/core/errors';
import { TwitchMock } from '../testing/twitch-mock.ts';
import { authorizationCodeUrl, implicitUrl, readCode, readImplicit } from './redirect.ts';
import { isSameText, newState } from './state.ts';

fc.configureGlobal({ seed: 333 });

const BACK = 'https://page.example/signed-in?page=2';
const state = newState();
const options = { clientId: 'app', redirectUri: BACK, scopes: ['chat:read', 'bits:read'], state };

const codeOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error instanceof T333Error ? error.code : error;
  }
};

describe('authorizationCodeUrl', () => {
  it('asks for a code', () => {
    const url = new URL(authorizationCodeUrl(options));
    expect(url.origin + url.pathname).to.equal('https://id.twitch.tv/oauth2/authorize');
    expect(Object.fromEntries(url.searchParams)).to.deep.equal({
      response_type: 'code',
      client_id: 'app',
      redirect_uri: BACK,
      scope: 'chat:read bits:read',
      state,
    });
  });

  it('can make Twitch ask again', () => {
    expect(authorizationCodeUrl({ ...options, forceVerify: true })).to.contain('force_verify=true');
  });

  it('goes nowhere without a state', () => {
    expect(codeOf(() => authorizationCodeUrl({ ...options, state: '' }))).to.equal('invalid-argument');
  });
});

describe('readCode', () => {
  const mock = new TwitchMock({ clientId: 'app' });

  it('reads the code that Twitch sends back', () => {
    const back = mock.authorize(authorizationCodeUrl(options), { userId: '1' });
    const answer = readCode(back, state);
    expect(answer?.code).to.equal(back.searchParams.get('code'));
    expect(answer?.scopes).to.deep.equal(['chat:read', 'bits:read']);
  });

  it('tells a refusal', () => {
    const back = mock.authorize(authorizationCodeUrl(options), 'deny');
    expect(codeOf(() => readCode(back, state))).to.equal('unauthorized');
  });

  it('takes no answer to somebody else’s sign-in', () => {
    const back = mock.authorize(authorizationCodeUrl({ ...options, state: newState() }), { userId: '1' });
    expect(codeOf(() => readCode(back, state))).to.equal('unauthorized');
    expect(codeOf(() => readCode(`${BACK}&code=x`, state))).to.equal('unauthorized');
    expect(codeOf(() => readCode(`${BACK}&code=x&state=`, ''))).to.equal('unauthorized');
  });

  it('sees no answer in any other address', () => {
    expect(readCode(BACK, state)).to.equal(null);
    expect(codeOf(() => readCode('/relative', state))).to.equal('invalid-argument');
  });
});

describe('readImplicit', () => {
  const mock = new TwitchMock({ clientId: 'app' });

  it('reads the token out of the fragment', () => {
    const back = mock.authorize(implicitUrl(options), { userId: '1' });
    const answer = readImplicit(back.href, state);
    expect(mock.tokens.find(answer?.value ?? '')?.userId).to.equal('1');
    expect(answer?.scopes).to.deep.equal(['chat:read', 'bits:read']);
  });

  it('reads a refusal out of the query, beside a fragment of the page', () => {
    const back = mock.authorize(implicitUrl(options), 'deny');
    back.hash = '#/settings';
    expect(codeOf(() => readImplicit(back, state))).to.equal('unauthorized');
  });

  it('takes no answer to somebody else’s sign-in', () => {
    const back = mock.authorize(implicitUrl({ ...options, state: newState() }), { userId: '1' });
    expect(codeOf(() => readImplicit(back, state))).to.equal('unauthorized');
    expect(codeOf(() => readImplicit(`${BACK}#access_token=x`, state))).to.equal('unauthorized');
  });

  it('takes no token out of the query', () => {
    expect(readImplicit(`${BACK}&access_token=x&state=${state}`, state)).to.equal(null);
  });

  it('sees no answer in any other address', () => {
    expect(readImplicit(BACK, state)).to.equal(null);
    expect(readImplicit(`${BACK}#/settings`, state)).to.equal(null);
  });

  it('never puts the token into an error', () => {
    try {
      readImplicit(`${BACK}#access_token=tell-nobody&state=wrong&error=odd`, state);
      expect.fail();
    } catch (error) {
      expect(String((error as Error).stack)).not.to.contain('tell-nobody');
    }
  });

  it('survives any address', () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (url) => {
        expect(readImplicit(url, state)).to.equal(null);
      }),
    );
  });
});

describe('isSameText', () => {
  it('is equality', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (a, b) => isSameText(a, b) === (a === b) && isSameText(a, a)));
    expect(isSameText('', 'a')).to.equal(false);
    expect(isSameText('a', '')).to.equal(false);
    expect(isSameText('aa', 'a')).to.equal(false);
    expect(isSameText('a', 'aa')).to.equal(false);
  });
});

describe('newState', () => {
  it('is 128 bits that nobody guesses', () => {
    expect(newState()).to.match(/^[0-9a-f]{32}$/);
    expect(newState()).not.to.equal(newState());
  });
});
