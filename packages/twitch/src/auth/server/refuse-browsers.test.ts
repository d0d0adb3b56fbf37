import { T333Error } from '@t333/core/errors';
import { expect } from 'chai';
import { outcome } from '../fixtures/signed-in.ts';
import { appTokenSource } from './app-token-source.ts';
import { exchangeCode } from './authorization-code.ts';
import { clientCredentials } from './client-credentials.ts';
import { confidentialClient } from './client.ts';

const SECRET = { clientId: 'app', clientSecret: 'hush' };

describe('what needs the client secret', () => {
  it('refuses to work in a page', async () => {
    expect(() => confidentialClient(SECRET))
      .to.throw(T333Error)
      .with.property('code', 'unsupported');
    expect(() => appTokenSource(SECRET))
      .to.throw(T333Error)
      .with.property('code', 'unsupported');
    expect(await outcome(exchangeCode('code', { ...SECRET, redirectUri: 'x' }))).to.equal('unsupported');
    expect(await outcome(clientCredentials(SECRET))).to.equal('unsupported');
  });
});
