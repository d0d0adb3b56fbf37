import { T333Error } from '@t333/core/errors';
import { FakeClock } from '@t333/core/testing';
import { expect } from 'chai';
import { HOUR_MS, outcome, pass, setUp } from './fixtures/signed-in.ts';
import { TokenGrant } from './token-grant.ts';
import { InProcessLock } from './token-lock.ts';

describe('TokenManager with refreshEarlyMs', () => {
  it('renews that long before the end, while the old token is still handed out', async () => {
    const { manager, mock, clock, posts, signedIn } = setUp({ refreshEarlyMs: 300_000 });
    const grant = await signedIn('1');
    await manager.getToken('1');
    await pass(clock, 4 * HOUR_MS - 300_001, HOUR_MS);
    expect(posts()).to.equal(0);
    mock.faults.add({ path: '/oauth2/token', fault: { delayMs: 2000 } });
    await pass(clock, 1);
    expect(posts()).to.equal(1);
    expect((await manager.getToken('1')).value).to.equal(grant.value);
    await pass(clock, 2000);
    expect((await manager.getToken('1')).value).not.to.equal(grant.value);
    manager.destroy();
    expect(clock.pending).to.equal(0);
  });

  it('tries again, and tells, where that fails', async () => {
    const { manager, mock, clock, posts, errors, signedIn } = setUp({ refreshEarlyMs: 300_000 });
    await signedIn('1');
    const before = await manager.getToken('1');
    mock.faults.add({ path: '/oauth2/token', fault: { status: 503 }, times: 3 });
    await pass(clock, 4 * HOUR_MS - 300_000, HOUR_MS);
    await pass(clock, 50_000, 500);
    expect(posts()).to.equal(4);
    expect(errors.map(({ task, error }) => `${task} ${error.code}`)).to.deep.equal(Array(3).fill('renew http'));
    expect((await manager.getToken('1')).value).not.to.equal(before.value);
    manager.destroy();
  });

  it('stops at an invalid grant', async () => {
    const { manager, mock, clock, posts, events, signedIn } = setUp({ refreshEarlyMs: 300_000 });
    await signedIn('1');
    await manager.getToken('1');
    mock.tokens.revokeUser('1');
    await pass(clock, 4 * HOUR_MS, 300_000);
    expect(posts()).to.equal(1);
    expect(events).to.deep.equal(['removed 1']);
    expect(clock.pending).to.equal(0);
  });

  it('does not renew without end what lives shorter than that', async () => {
    const { manager, mock, clock, posts, signedIn } = setUp({ refreshEarlyMs: 300_000 });
    mock.on('POST', '/oauth2/token', () => ({ access_token: `t${posts()}`, expires_in: 100, refresh_token: 'r' }));
    await signedIn('1', 100);
    await manager.getToken('1');
    await pass(clock, 500_000, 50_000);
    expect(posts()).to.equal(10);
    manager.destroy();
  });

  it('sets no timer so long that it would run at once', async () => {
    const clock = new FakeClock();
    const delaysMs: number[] = [];
    const after = clock.after.bind(clock);
    clock.after = (delayMs, task) => {
      delaysMs.push(delayMs);
      return after(delayMs, task);
    };
    const { manager, mock, posts, signedIn } = setUp({ refreshEarlyMs: 300_000, clock });
    mock.on('POST', '/oauth2/token', () => ({ access_token: 'next', expires_in: 100, refresh_token: 'r' }));
    await signedIn('1', 60 * 86_400);
    await manager.getToken('1');
    await pass(clock, 5 * HOUR_MS, HOUR_MS);
    expect(Math.max(...delaysMs)).to.equal(HOUR_MS);
    expect(posts()).to.equal(0);
    manager.destroy();
    expect(clock.pending).to.equal(0);
  });
});

describe('TokenManager.destroy', () => {
  it('leaves no timer, and turns away who waits and who comes', async () => {
    const { manager, mock, clock, signedIn } = setUp({ refreshEarlyMs: 300_000 });
    await signedIn('1');
    const token = await manager.getToken('1');
    manager.startValidation();
    mock.faults.add({ path: '/oauth2/validate', fault: 'hang', times: Infinity });
    mock.faults.add({ path: '/oauth2/revoke', fault: 'hang' });
    const waiting = [
      outcome(manager.signOut('1')),
      outcome(manager.addUser(new TokenGrant({ ...token, obtainedAtMs: 0 }))),
    ];
    await pass(clock, 1);
    expect(clock.pending).not.to.equal(0);
    manager.destroy();
    await pass(clock, 1);
    expect(await Promise.all(waiting)).to.deep.equal(['destroyed', 'destroyed']);
    expect(clock.pending).to.equal(0);
    mock.faults.clear();
    expect(await outcome(manager.getToken('1'))).to.equal('destroyed');
    expect(await outcome(manager.renew(token))).to.equal('destroyed');
    expect(await outcome(manager.flush())).to.equal('destroyed');
    expect(() => manager.startValidation()).to.throw(T333Error);
    manager.destroy();
  });

  it('still writes what a refresh on its way brings, and tells nobody', async () => {
    const { manager, mock, clock, store, events, signedIn } = setUp();
    await signedIn('1');
    const token = await manager.getToken('1');
    mock.faults.add({ path: '/oauth2/token', fault: { delayMs: 1000 } });
    const waiting = outcome(manager.renew(token));
    await pass(clock, 500);
    manager.destroy();
    expect(await waiting).to.equal('destroyed');
    await pass(clock, 500);
    expect(mock.tokens.find((await store.get('1'))?.value ?? '')?.userId).to.equal('1');
    expect(events).to.deep.equal([]);
    expect(clock.pending).to.equal(0);
  });
});

describe('TokenManager.destroy during a refresh', () => {
  it('leaves nothing of one that never ends: its time limit holds', async () => {
    const lock = new InProcessLock();
    const { manager, mock, clock, store, signedIn } = setUp({ lock });
    await signedIn('1');
    const token = await manager.getToken('1');
    mock.faults.add({ path: '/oauth2/token', fault: 'hang' });
    const waiting = outcome(manager.renew(token));
    await pass(clock, 1000);
    manager.destroy();
    expect(await waiting).to.equal('destroyed');
    const next = setUp({ lock, store, clock });
    const later = outcome(next.manager.signOut('1'));
    await pass(clock, 8999);
    expect(clock.pending).to.equal(1);
    await pass(clock, 1);
    expect(await later).to.equal('fulfilled');
    expect(clock.pending).to.equal(0);
  });
});

describe('TokenManager.destroy before a refresh', () => {
  it('begins none, and does not wait for the store', async () => {
    const lock = new InProcessLock();
    const { manager, clock, store, posts, signedIn } = setUp({ lock });
    await signedIn('1');
    const token = await manager.getToken('1');
    store.get = () => new Promise(() => {});
    const waiting = outcome(manager.renew(token));
    await pass(clock, 1);
    manager.destroy();
    expect(await waiting).to.equal('destroyed');
    expect(await lock.hold('1', async () => 'free')).to.equal('free');
    expect(posts()).to.equal(0);
    expect(clock.pending).to.equal(0);
  });
});

describe('TokenManager.startValidation', () => {
  const validations = (mock: ReturnType<typeof setUp>['mock']): number =>
    mock.requests.filter(({ path }) => path === '/oauth2/validate').length;

  it('validates now and every hour, until it is stopped', async () => {
    const { manager, mock, clock, signedIn } = setUp();
    await signedIn('1', 100_000);
    await signedIn('2', 100_000);
    await manager.getToken('1');
    manager.startValidation({ subjects: ['2'] });
    expect(manager.state.getSnapshot().isValidating).to.equal(true);
    await pass(clock, 1);
    expect(validations(mock)).to.equal(2);
    await pass(clock, HOUR_MS - 2);
    expect(validations(mock)).to.equal(2);
    await pass(clock, 1);
    expect(validations(mock)).to.equal(4);
    manager.stopValidation();
    expect(manager.state.getSnapshot().isValidating).to.equal(false);
    await pass(clock, 5 * HOUR_MS, HOUR_MS);
    expect(validations(mock)).to.equal(4);
    expect(clock.pending).to.equal(0);
  });

  it('renews what Twitch took back, and tells what it could not', async () => {
    const { manager, mock, clock, posts, errors, events, signedIn } = setUp();
    const grant = await signedIn('1');
    await signedIn('2');
    await signedIn('3');
    mock.tokens.revoke(grant.value);
    mock.tokens.revokeUser('2');
    manager.startValidation({ subjects: ['1', '2', '3', '4'] });
    await pass(clock, 1);
    expect(posts()).to.equal(2);
    expect(events).to.deep.equal(['renewed 1', 'removed 2']);
    expect(errors.map(({ subject, task, error }) => [subject, task, error.code])).to.deep.equal([
      ['2', 'validate', 'invalid-grant'],
      ['4', 'validate', 'unauthorized'],
    ]);
    expect((await manager.getToken('1')).value).not.to.equal(grant.value);
    manager.destroy();
  });

  it('validates who is read from the store later, and nobody who is unknown', async () => {
    const { manager, mock, clock, errors, signedIn } = setUp();
    await signedIn('1', 100_000);
    manager.startValidation();
    await pass(clock, 1);
    expect(validations(mock)).to.equal(0);
    await manager.getToken('1');
    await manager.getToken('1');
    expect(await outcome(manager.getToken('2'))).to.equal('unauthorized');
    await pass(clock, 1);
    expect(validations(mock)).to.equal(1);
    await pass(clock, HOUR_MS);
    expect(validations(mock)).to.equal(2);
    expect(errors).to.have.length(0);
    manager.destroy();
  });

  it('leaves no timer where it is stopped in the middle', async () => {
    const { manager, mock, clock, signedIn } = setUp();
    await signedIn('1');
    await manager.getToken('1');
    mock.faults.add({ path: '/oauth2/validate', fault: { delayMs: 1000 } });
    manager.startValidation();
    await pass(clock, 500);
    manager.stopValidation();
    await pass(clock, 500);
    expect(clock.pending).to.equal(0);
  });

  it('takes nothing from anybody while Twitch is away', async () => {
    const { manager, mock, clock, store, errors, signedIn } = setUp();
    await signedIn('1');
    mock.faults.add({ fault: { status: 503 }, times: Infinity });
    manager.startValidation({ subjects: ['1'] });
    await pass(clock, 10_000, 500);
    expect(errors.map(({ error }) => error.code)).to.deep.equal(['http']);
    expect(await store.get('1')).not.to.equal(undefined);
    manager.destroy();
    expect(clock.pending).to.equal(0);
  });
});
