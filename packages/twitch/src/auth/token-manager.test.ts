import { expect } from 'chai';
import { HOUR_MS, outcome, pass, setUp } from './fixtures/signed-in.ts';
import { TokenGrant } from './token-grant.ts';
import type { AccessToken } from './token-source.ts';

describe('TokenManager', () => {
  it('reads a user’s token once, however many ask', async () => {
    const { manager, store, signedIn } = setUp();
    const grant = await signedIn('1');
    let reads = 0;
    const get = store.get.bind(store);
    store.get = (subject) => (reads++, get(subject));
    const tokens = await Promise.all(Array.from({ length: 20 }, () => manager.getToken('1')));
    expect(new Set(tokens.map(({ value }) => value))).to.deep.equal(new Set([grant.value]));
    expect(tokens[0]).to.deep.include({ subject: '1', scopes: ['chat:read'], expiresAtMs: grant.expiresAtMs });
    expect(reads).to.equal(1);
  });

  it('knows nobody whom the store does not know', async () => {
    expect(await outcome(setUp().manager.getToken('1'))).to.equal('unauthorized');
  });

  it('answers a storm of refusals with one request, though a refresh token works once', async () => {
    const { manager, store, posts, events, signedIn, mock } = setUp();
    await signedIn('1');
    const refused = await manager.getToken('1');
    const answers = await Promise.all(Array.from({ length: 20 }, () => manager.renew(refused)));
    expect(new Set(answers.map(({ value }) => value)).size).to.equal(1);
    expect(posts()).to.equal(1);
    const [renewed] = answers as [AccessToken];
    expect(mock.tokens.find(renewed.value)?.userId).to.equal('1');
    expect((await store.get('1'))?.value).to.equal(renewed.value);
    expect(events).to.deep.equal(['renewed 1']);
    // A straggler, whose refusal comes late.
    expect((await manager.renew(refused)).value).to.equal(renewed.value);
    expect(posts()).to.equal(1);
  });

  it('renews for each user on their own', async () => {
    const { manager, posts, signedIn } = setUp();
    const users = ['1', '2', '3'];
    await Promise.all(users.map((user) => signedIn(user)));
    const refused = await Promise.all(users.map((user) => manager.getToken(user)));
    const answers = await Promise.all([...refused, ...refused].map((token) => manager.renew(token)));
    expect(new Set(answers.map(({ value }) => value)).size).to.equal(3);
    expect(posts()).to.equal(3);
  });

  it('does not hand out again what was refused while it was being read', async () => {
    const { manager, posts, signedIn } = setUp();
    const grant = await signedIn('1');
    const reading = manager.getToken('1');
    const renewed = await manager.renew({ value: grant.value, subject: '1', scopes: [], expiresAtMs: null });
    expect((await reading).value).to.equal(grant.value);
    expect(renewed.value).not.to.equal(grant.value);
    expect(posts()).to.equal(1);
  });

  it('renews what is over before it is used', async () => {
    const { manager, clock, posts, signedIn } = setUp();
    const grant = await signedIn('1', 100);
    await manager.getToken('1');
    await pass(clock, 100_000);
    expect((await manager.getToken('1')).value).not.to.equal(grant.value);
    expect(posts()).to.equal(1);
  });

  it('takes what another process has renewed meanwhile', async () => {
    const { manager, store, posts, signedIn } = setUp();
    await signedIn('1');
    const refused = await manager.getToken('1');
    const theirs = new TokenGrant({ value: 'theirs', refreshToken: 'next', obtainedAtMs: 1 });
    await store.set('1', theirs);
    expect((await manager.renew(refused)).value).to.equal('theirs');
    expect(posts()).to.equal(0);
  });

  it('forgets who signed out in another process', async () => {
    const { manager, store, posts, signedIn } = setUp();
    await signedIn('1');
    const refused = await manager.getToken('1');
    await store.delete('1');
    expect(await outcome(manager.renew(refused))).to.equal('unauthorized');
    expect(await outcome(manager.getToken('1'))).to.equal('unauthorized');
    expect(posts()).to.equal(0);
  });

  it('keeps a refresh token in place of which it got no other', async () => {
    const { manager, mock, store, signedIn } = setUp();
    const grant = await signedIn('1');
    mock.on('POST', '/oauth2/token', () => ({ access_token: 'next', expires_in: 100 }));
    await manager.renew(await manager.getToken('1'));
    const stored = await store.get('1');
    expect(stored?.value).to.equal('next');
    expect(stored?.refreshToken).to.equal(grant.refreshToken);
  });

  it('removes a user whose grant Twitch will never take again', async () => {
    const { manager, mock, store, events, signedIn } = setUp();
    await signedIn('1');
    const refused = await manager.getToken('1');
    mock.tokens.revokeUser('1');
    expect(await outcome(manager.renew(refused))).to.equal('invalid-grant');
    expect(await store.get('1')).to.equal(undefined);
    expect(events).to.deep.equal(['removed 1']);
    expect(await outcome(manager.getToken('1'))).to.equal('unauthorized');
  });

  it('keeps a user whose refresh token was spent by a process without this lock', async () => {
    const { manager, mock, store, events, signedIn } = setUp();
    await signedIn('1');
    const refused = await manager.getToken('1');
    const theirs = new TokenGrant({ value: 'theirs', refreshToken: 'next', obtainedAtMs: 1 });
    mock.tokens.revokeUser('1');
    mock.on('POST', '/oauth2/token', async () => {
      await store.set('1', theirs);
      return new Response('{"status":400,"message":"Invalid refresh token"}', { status: 400 });
    });
    expect((await manager.renew(refused)).value).to.equal('theirs');
    expect(events).to.deep.equal([]);
  });

  const HARMLESS = [
    ['a 503', { status: 503 }, 'http'],
    ['a 429', { status: 429 }, 'rate-limited'],
    ['a reset', 'reset', 'network'],
    ['an error page', 'html', 'http'],
    ['half an answer', 'truncated', 'invalid-response'],
    ['a wrong secret', { status: 403, body: { status: 403, message: 'invalid client secret' } }, 'unauthorized'],
    ['another 400', { status: 400, body: { status: 400, message: 'missing client id' } }, 'http'],
    ['a 401 that names no grant', { status: 401, body: { status: 401, message: 'no' } }, 'unauthorized'],
  ] as const;

  for (const [name, fault, code] of HARMLESS) {
    it(`keeps the tokens after ${name}, and asks no second time by itself`, async () => {
      const { manager, mock, store, events, posts, signedIn } = setUp();
      const grant = await signedIn('1');
      const refused = await manager.getToken('1');
      mock.faults.add({ path: '/oauth2/token', fault });
      expect(await outcome(manager.renew(refused))).to.equal(code);
      expect(await store.get('1')).to.equal(grant);
      expect(posts()).to.equal(1);
      expect(events).to.deep.equal([]);
      if (fault === 'truncated') return;
      expect((await manager.renew(refused)).value).not.to.equal(grant.value);
    });
  }

  it('keeps the tokens after a time-out', async () => {
    const { manager, mock, clock, store, signedIn } = setUp();
    const grant = await signedIn('1');
    const refused = await manager.getToken('1');
    mock.faults.add({ path: '/oauth2/token', fault: 'hang' });
    const code = outcome(manager.renew(refused));
    await pass(clock, 10_000);
    expect(await code).to.equal('timeout');
    expect(await store.get('1')).to.equal(grant);
    expect(clock.pending).to.equal(0);
  });

  it('lets one caller leave without a loss for the others', async () => {
    const { manager, posts, signedIn } = setUp();
    await signedIn('1');
    const refused = await manager.getToken('1');
    const controller = new AbortController();
    const left = outcome(manager.renew(refused, { signal: controller.signal }));
    const stayed = manager.renew(refused);
    controller.abort();
    expect(await left).to.equal('aborted');
    expect((await stayed).value).not.to.equal(refused.value);
    expect(posts()).to.equal(1);
  });

  it('has no token of the application without a secret', async () => {
    expect(await outcome(setUp().manager.getToken())).to.equal('unauthorized');
  });

  it('speaks for the subject that it was told', async () => {
    const { manager, signedIn } = setUp({ subject: '7' });
    await signedIn('7');
    expect((await manager.getToken()).subject).to.equal('7');
  });
});

describe('TokenManager.addUser', () => {
  it('asks whose token it is, and keeps it', async () => {
    const { manager, mock, store, clock } = setUp();
    mock.addUser({ id: '5', login: 'five' });
    const { value, refreshToken } = mock.issueToken({ userId: '5', scopes: ['bits:read'] });
    const info = await manager.addUser(new TokenGrant({ value, refreshToken, obtainedAtMs: clock.wallTime() }));
    expect(info).to.deep.include({ userId: '5', login: 'five', clientId: 'app', scopes: ['bits:read'] });
    const stored = await store.get('5');
    expect(stored).to.deep.include({ value, scopes: ['bits:read'], expiresAtMs: clock.wallTime() + 4 * HOUR_MS });
    expect(stored?.refreshToken).to.equal(refreshToken);
    expect((await manager.getToken('5')).value).to.equal(value);
  });

  it('takes no token of another application, or of none', async () => {
    const { manager, mock } = setUp();
    const { value } = mock.issueToken();
    expect(await outcome(manager.addUser(new TokenGrant({ value, obtainedAtMs: 0 })))).to.equal('invalid-argument');
    mock.on('GET', '/oauth2/validate', () => ({ client_id: 'other', user_id: '5', expires_in: 9 }));
    expect(await outcome(manager.addUser(new TokenGrant({ value, obtainedAtMs: 0 })))).to.equal('invalid-argument');
  });
});

describe('TokenManager.signOut', () => {
  it('revokes the token, and forgets the user', async () => {
    const { manager, mock, store, events, signedIn } = setUp();
    const grant = await signedIn('1');
    await manager.signOut('1');
    expect(mock.tokens.find(grant.value)).to.equal(undefined);
    expect(await store.get('1')).to.equal(undefined);
    expect(events).to.deep.equal(['removed 1']);
    expect(await outcome(manager.getToken('1'))).to.equal('unauthorized');
  });

  it('forgets nobody whose token could not be revoked', async () => {
    const { manager, mock, store, clock, signedIn } = setUp();
    await signedIn('1');
    mock.faults.add({ path: '/oauth2/revoke', fault: { status: 503 }, times: 3 });
    const code = outcome(manager.signOut('1'));
    await pass(clock, 10_000, 500);
    expect(await code).to.equal('http');
    expect(await store.get('1')).not.to.equal(undefined);
    await manager.signOut('1');
  });
});
