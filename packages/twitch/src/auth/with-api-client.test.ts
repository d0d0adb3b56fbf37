import { expect } from 'chai';
import { TwitchClient } from '../helix/client.ts';
import { outcome, setUp } from './fixtures/signed-in.ts';
import { implicitUrl, readImplicit } from './redirect.ts';
import { newState } from './state.ts';
import { TokenGrant } from './token-grant.ts';

describe('TokenManager under a TwitchClient', () => {
  it('brings twenty calls through that were refused at once, with one request for a token', async () => {
    const { manager, mock, posts, clock, signedIn } = setUp({ subject: '1' });
    for (let id = 1; id <= 20; id++) mock.addUser({ id: String(id), login: `user${id}` });
    const grant = await signedIn('1');
    const client = new TwitchClient({ clientId: 'app', auth: manager, fetch: mock.fetch, clock });
    const calls = (): Promise<unknown>[] =>
      Array.from({ length: 20 }, (_, at) => client.get('/videos', { query: { user_id: String(at + 1) } }));
    await Promise.all(calls());
    mock.tokens.revoke(grant.value);
    const answers = await Promise.all(calls());
    expect(answers).to.have.length(20);
    expect(posts()).to.equal(1);
    expect(mock.requests.filter(({ status }) => status === 401)).to.have.length(20);
    client.destroy();
    manager.destroy();
    expect(clock.pending).to.equal(0);
  });

  it('speaks for who signed in where a call says so, and for nobody else in a page', async () => {
    const { manager, mock, clock } = setUp();
    mock.addUser({ id: '5', login: 'five' });
    const state = newState();
    const url = implicitUrl({ clientId: 'app', redirectUri: 'https://page.example/', scopes: [], state });
    const answer = readImplicit(mock.authorize(url, { userId: '5' }), state);
    const { userId } = await manager.addUser(new TokenGrant({ value: answer?.value ?? '', obtainedAtMs: 0 }));
    const client = new TwitchClient({ clientId: 'app', auth: manager, fetch: mock.fetch, clock });
    const call = { query: { id: userId } };
    expect((await client.get('/users', { ...call, as: userId })).data[0]?.login).to.equal('five');
    expect(await outcome(client.get('/users', call))).to.equal('unauthorized');
    client.destroy();
    manager.destroy();
  });
});
