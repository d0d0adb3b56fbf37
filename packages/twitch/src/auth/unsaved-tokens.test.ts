import { T333Error } from '@t333/core/errors';
import { expect } from 'chai';
import { HOUR_MS, outcome, pass, setUp } from './fixtures/signed-in.ts';
import { TokenGrant } from './token-grant.ts';
import { MemoryTokenStore } from './token-store.ts';

class BrokenStore extends MemoryTokenStore {
  fails: 'no' | 'writes' | 'all' | 'hangs' = 'no';

  override async get(subject: string): Promise<TokenGrant | undefined> {
    if (this.fails === 'hangs') await new Promise(() => {});
    if (this.fails === 'all') throw new Error('disk full');
    return super.get(subject);
  }

  override async set(subject: string, grant: TokenGrant): Promise<void> {
    if (this.fails === 'hangs') await new Promise(() => {});
    if (this.fails !== 'no') throw new Error('disk full');
    return super.set(subject, grant);
  }
}

async function setUpBroken() {
  const broken = new BrokenStore();
  const all = setUp({ store: broken });
  await broken.set('1', await all.signedIn('1'));
  return { ...all, store: broken, unsaved: () => all.manager.state.getSnapshot().unsaved };
}

describe('TokenManager with a store that fails', () => {
  it('loses no token that the store did not take, and writes it when it can', async () => {
    const { manager, store, clock, mock, posts, errors, unsaved } = await setUpBroken();
    const refused = await manager.getToken('1');
    store.fails = 'writes';
    const renewed = await manager.renew(refused);
    expect(unsaved()).to.deep.equal(['1']);
    expect((await manager.getToken('1')).value).to.equal(renewed.value);
    expect((await store.get('1'))?.value).to.equal(refused.value);
    await pass(clock, 20_000, 500);
    expect(unsaved()).to.deep.equal(['1']);
    // At once, and after 1, 2, 4 and 8 s: the back-off doubles.
    expect(errors.map(({ task, error }) => `${task} ${error.code}`)).to.deep.equal(Array(5).fill('store store'));
    // Its next renewal starts from the token in memory, not from the older one in the store.
    const again = await manager.renew(renewed);
    expect(mock.tokens.find(again.value)?.userId).to.equal('1');
    store.fails = 'no';
    await pass(clock, 60_000, 500);
    expect(unsaved()).to.deep.equal([]);
    expect((await store.get('1'))?.value).to.equal(again.value);
    expect(posts()).to.equal(2);
    expect(clock.pending).to.equal(0);
  });

  it('says nothing of a write that goes well', async () => {
    const { manager, clock } = await setUpBroken();
    let changes = 0;
    manager.state.subscribe(() => changes++);
    await manager.renew(await manager.getToken('1'));
    await pass(clock, 1);
    expect(changes).to.equal(0);
  });

  it('forgets who was not asked for in a long time, but never what is unsaved', async () => {
    const { manager, store, mock, clock, unsaved } = await setUpBroken();
    const grant = new TokenGrant({ value: 'many', obtainedAtMs: 0 });
    store.fails = 'writes';
    const renewed = await manager.renew(await manager.getToken('1'));
    store.fails = 'no';
    for (let user = 2; user <= 10_002; user++) await store.set(String(user), grant);
    for (let user = 2; user <= 10_002; user++) await manager.getToken(String(user));
    const reads: string[] = [];
    const get = store.get.bind(store);
    store.get = (subject) => (reads.push(subject), get(subject));
    for (const user of ['1', '2', '10002']) await manager.getToken(user);
    expect(reads).to.deep.equal(['2']);
    expect((await manager.getToken('1')).value).to.equal(renewed.value);
    expect(unsaved()).to.deep.equal(['1']);
    expect(mock.requests).to.have.length(1);
    manager.destroy();
    expect(clock.pending).to.equal(0);
  });

  it('forgets nobody whose token is being validated', async () => {
    const { manager, store, mock, clock } = await setUpBroken();
    await manager.getToken('1');
    mock.faults.add({ path: '/oauth2/validate', fault: { delayMs: 1000 } });
    manager.startValidation();
    await pass(clock, 1);
    manager.stopValidation();
    for (let user = 2; user <= 10_001; user++)
      await store.set(String(user), new TokenGrant({ value: 'many', obtainedAtMs: 0 }));
    for (let user = 2; user <= 10_001; user++) await manager.getToken(String(user));
    const reads: string[] = [];
    const get = store.get.bind(store);
    store.get = (subject) => (reads.push(subject), get(subject));
    for (const user of ['1', '2']) await manager.getToken(user);
    expect(reads).to.deep.equal(['2']);
    manager.destroy();
    await pass(clock, 1);
    expect(clock.pending).to.equal(0);
  });

  it('writes at once when it is asked to', async () => {
    const { manager, store, clock, unsaved } = await setUpBroken();
    store.fails = 'writes';
    const renewed = await manager.renew(await manager.getToken('1'));
    expect(await outcome(manager.flush())).to.equal('store');
    store.fails = 'no';
    await manager.flush();
    expect(unsaved()).to.deep.equal([]);
    expect((await store.get('1'))?.value).to.equal(renewed.value);
    expect(clock.pending).to.equal(0);
  });

  it('tells nothing any more after destroy()', async () => {
    const { manager, store, clock, mock, errors } = await setUpBroken();
    const refused = await manager.getToken('1');
    mock.faults.add({ path: '/oauth2/token', fault: { delayMs: 1000 } });
    const waiting = outcome(manager.renew(refused));
    await pass(clock, 500);
    store.fails = 'writes';
    manager.destroy();
    await pass(clock, 500);
    expect(await waiting).to.equal('destroyed');
    expect(errors).to.have.length(0);
    expect(clock.pending).to.equal(0);
  });

  it('does not write over what a newer sign-in elsewhere has stored', async () => {
    const { manager, store, clock, unsaved } = await setUpBroken();
    store.fails = 'writes';
    await manager.renew(await manager.getToken('1'));
    store.fails = 'no';
    const newer = new TokenGrant({ value: 'newer', refreshToken: 'r', obtainedAtMs: clock.wallTime() + 1 });
    await store.set('1', newer);
    await manager.flush();
    expect(unsaved()).to.deep.equal([]);
    expect((await manager.getToken('1')).value).to.equal('newer');
    expect(await store.get('1')).to.equal(newer);
  });

  it('spends no refresh token while the store does not answer', async () => {
    const { manager, store, posts, clock } = await setUpBroken();
    const refused = await manager.getToken('1');
    store.fails = 'all';
    expect(await outcome(manager.renew(refused))).to.equal('store');
    store.fails = 'hangs';
    const hanging = outcome(manager.renew(refused));
    await pass(clock, 5000);
    expect(await hanging).to.equal('store');
    expect(posts()).to.equal(0);
    store.fails = 'no';
    expect((await manager.renew(refused)).value).not.to.equal(refused.value);
  });

  it('does not take an outage for a user without a token', async () => {
    const { manager, store } = await setUpBroken();
    store.fails = 'all';
    const error = await manager.getToken('1').catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(T333Error);
    expect(error).to.include({ code: 'store', retryable: true });
    store.fails = 'no';
    expect((await manager.getToken('1')).subject).to.equal('1');
  });

  it('still hands out the application’s token', async () => {
    const { store, clock, mock } = await setUpBroken();
    let count = 0;
    const client = {
      clientId: 'app',
      appToken: async () =>
        new TokenGrant({
          value: `app${++count}`,
          obtainedAtMs: clock.wallTime(),
          expiresAtMs: clock.wallTime() + HOUR_MS,
        }),
      refresh: () => Promise.reject(new Error('never')),
      validate: () => Promise.reject(new Error('never')),
      revoke: () => Promise.reject(new Error('never')),
    };
    store.fails = 'all';
    const { manager, errors } = setUp({ client, store, clock });
    const token = await manager.getToken();
    expect(token).to.include({ value: 'app1', subject: 'app' });
    expect((await manager.renew(token)).value).to.equal('app2');
    expect(errors.length).to.be.above(0);
    expect(mock.requests).to.have.length(0);
    manager.destroy();
    expect(clock.pending).to.equal(0);
  });
});
