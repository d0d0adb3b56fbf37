import type { T333Error } from '@t333/core/errors';
import { expect } from 'chai';
import { EventSubCloseError } from './close-error.ts';
import { setUp } from './fixtures/event-sub-stage.ts';

const BOB = { broadcaster_user_id: '1' };
const ANN = { broadcaster_user_id: '2' };

const rejection = (promise: Promise<unknown>): Promise<T333Error> =>
  promise.then(
    () => expect.fail('expected a rejection'),
    (error: T333Error) => error,
  );

describe('EventSub', () => {
  it('connects with the first subscription, subscribes, and tells what happens', async () => {
    const { eventSub, mock, on, pass, state, seen, goLive, sent } = setUp();
    expect(state().status).to.equal('idle');
    await pass();
    expect(mock.eventSub.sessions).to.have.length(0);
    const logins: string[] = [];
    eventSub.addEventListener('stream.online', ({ notification }) =>
      logins.push(notification.event.broadcaster_user_id),
    );
    await on(Promise.all([eventSub.subscribe('stream.online', BOB), eventSub.subscribe('stream.online', ANN)]));
    expect(state().status).to.equal('open');
    expect(state().subscriptions.map(({ status, version }) => `${status} ${version}`)).to.deep.equal([
      'enabled 1',
      'enabled 1',
    ]);
    expect(goLive('1')).to.equal(1);
    goLive('2');
    await pass();
    expect(logins).to.deep.equal(['1', '2']);
    expect(seen.map(({ type }) => type)).to.deep.equal(['stream.online', 'stream.online']);
    expect(seen[0]!.atMs).to.be.greaterThan(0);
    expect(Object.isFrozen(seen[0])).to.equal(true);
    await pass(60_000);
    expect(sent).to.deep.equal([]);
    eventSub.destroy();
  });

  it('passes types that it does not know', async () => {
    const { eventSub, mock, on, pass, seen } = setUp();
    await on(eventSub.subscribe('channel.dance', { broadcaster_user_id: '1' }, { version: 'beta' }));
    mock.eventSub.emit('channel.dance', { broadcaster_user_id: '1' }, { steps: 2 });
    await pass();
    expect(seen[0]).to.include({ type: 'channel.dance', version: 'beta' });
    expect(seen[0]!.event).to.include({ broadcaster_user_id: '1', steps: 2 });
    eventSub.destroy();
  });

  it('shares a subscription between those who want the same, and ends it with the last', async () => {
    const { eventSub, mock, on, pass, state, posts } = setUp();
    const [first, second] = await on(
      Promise.all([eventSub.subscribe('stream.online', BOB), eventSub.subscribe('stream.online', { ...BOB })]),
    );
    expect(posts()).to.equal(1);
    first();
    first();
    await pass();
    expect(state().subscriptions).to.have.length(1);
    second();
    expect(state()).to.deep.include({ status: 'idle', sessionId: null });
    await pass();
    // Twitch ends what belongs to a session with the session.
    expect(mock.requests.filter(({ method }) => method === 'DELETE')).to.have.length(0);
    expect(mock.eventSub.sessions).to.have.length(0);
    eventSub.destroy();
  });

  it('tells a notification once that comes several times', async () => {
    const { eventSub, mock, on, pass, seen, goLive } = setUp();
    await on(eventSub.subscribe('stream.online', BOB));
    mock.eventSub.duplicates = 2;
    goLive();
    await pass();
    expect(seen).to.have.length(1);
    eventSub.destroy();
  });

  it('goes over to a new connection without losing anything, or subscribing anew', async () => {
    const { eventSub, mock, on, pass, seen, goLive, posts, log, state } = setUp();
    await on(eventSub.subscribe('stream.online', BOB));
    const { sessionId } = state();
    mock.eventSub.demandReconnect();
    goLive();
    for (let turn = 0; turn < 5; turn++) {
      await pass(1);
      goLive();
    }
    await pass(60_000);
    goLive();
    await pass();
    expect(seen).to.have.length(7);
    expect(mock.eventSub.sessions).to.deep.equal([sessionId]);
    expect([posts(), log, state().status]).to.deep.equal([1, [], 'open']);
    eventSub.destroy();
  });

  it('keeps the old connection while the new one does not come, and begins anew when it ends', async () => {
    const { eventSub, mock, on, pass, seen, goLive, log, errors, statuses } = setUp();
    await on(eventSub.subscribe('stream.online', BOB));
    mock.faults.add({ path: '/ws', fault: 'hang', times: 1 });
    mock.eventSub.demandReconnect();
    await pass(11_000);
    goLive();
    await pass(1);
    expect(seen).to.have.length(1);
    await pass(25_000);
    expect(statuses()).to.equal('stream.online enabled');
    expect(log).to.deep.equal(['gap']);
    expect(errors.at(-1)).to.include({ code: 'timeout', closeCode: 4004 });
    goLive();
    await pass();
    expect(seen).to.have.length(2);
    eventSub.destroy();
  });

  for (const code of [4000, 4002, 4005, 4006, 1006]) {
    it(`subscribes again after a loss with ${code}, and says that there was a gap`, async () => {
      const { eventSub, mock, on, pass, state, statuses, log, errors, seen, goLive } = setUp();
      await on(eventSub.subscribe('stream.online', BOB));
      mock.eventSub.disconnect(code);
      await pass(100);
      expect(state()).to.deep.include({ status: 'waiting', sessionId: null });
      expect(state().error).to.be.instanceOf(EventSubCloseError);
      expect(errors[0]).to.deep.include({ closeCode: code, retryable: true });
      expect(statuses()).to.equal('stream.online pending');
      await pass(5000);
      expect(statuses()).to.equal('stream.online enabled');
      expect(log).to.deep.equal(['gap']);
      goLive();
      await pass();
      expect(seen).to.have.length(1);
      eventSub.destroy();
    });
  }

  it('notices silence', async () => {
    const { eventSub, mock, on, pass, errors, statuses } = setUp({ keepaliveSeconds: 10 });
    await on(eventSub.subscribe('stream.online', BOB));
    await pass(120_000);
    expect(errors).to.deep.equal([]);
    mock.eventSub.keepsAlive = false;
    await pass(14_000 + 10_000);
    expect(errors[0]).to.include({ code: 'timeout', message: 'EventSub went silent.' });
    await pass(5000);
    expect(statuses()).to.equal('stream.online enabled');
    eventSub.destroy();
  });

  it('tries again when no welcome comes', async () => {
    const { eventSub, mock, on, pass, state } = setUp();
    mock.faults.add({ path: '/ws', fault: 'hang', times: 1 });
    const subscribing = eventSub.subscribe('stream.online', BOB);
    await pass(9000);
    expect(state().status).to.equal('connecting');
    await on(subscribing, 3000);
    expect(state().status).to.equal('open');
    eventSub.destroy();
  });

  it('waits for the network without asking', async () => {
    const { eventSub, mock, on, pass, state, network, online } = setUp();
    await on(eventSub.subscribe('stream.online', BOB));
    network.up = false;
    mock.eventSub.disconnect(1006);
    await pass(600_000);
    expect(state()).to.deep.include({ status: 'waiting', retryAtMs: null });
    network.up = true;
    for (const listener of online) listener();
    await pass();
    expect(state().status).to.equal('open');
    eventSub.destroy();
  });

  it('tells of a revocation, and does not ask again by itself', async () => {
    const { eventSub, mock, on, pass, statuses, log, state } = setUp();
    await on(eventSub.subscribe('stream.online', BOB));
    mock.eventSub.revoke('user_removed');
    await pass();
    expect(log).to.deep.equal(['revoked stream.online']);
    expect(state().subscriptions[0]).to.include({ status: 'revoked', reason: 'user_removed' });
    mock.eventSub.disconnect(4000);
    await pass(60_000);
    expect(statuses()).to.equal('stream.online revoked');
    expect(state().status).to.equal('idle');
    await on(eventSub.subscribe('stream.online', BOB));
    expect(statuses()).to.equal('stream.online enabled');
    eventSub.destroy();
  });

  it('rejects what Twitch refuses, and forgets it', async () => {
    const { eventSub, on, state } = setUp();
    const error = await rejection(
      on(eventSub.subscribe('channel.moderate', { broadcaster_user_id: '1', moderator_user_id: '9' })),
    );
    expect(error.code).to.equal('forbidden');
    expect(state().subscriptions).to.deep.equal([]);
    expect(state().status).to.equal('idle');
    eventSub.destroy();
  });

  it('asks again where the answer was lost, and takes "duplicate" for yes', async () => {
    const { eventSub, mock, on, statuses, goLive, seen, pass, state } = setUp();
    mock.faults.add({ method: 'POST', path: '/eventsub/subscriptions', times: 1, fault: 'reset', afterwards: true });
    await on(eventSub.subscribe('stream.online', BOB), 3000);
    expect(statuses()).to.equal('stream.online enabled');
    goLive();
    await pass();
    expect(seen).to.have.length(1);
    expect(state().subscriptions[0]?.id).to.equal(seen[0]!.subscriptionId);
    eventSub.destroy();
  });

  it('gives up for who aborts', async () => {
    const { eventSub, on, state } = setUp();
    const controller = new AbortController();
    const subscribing = eventSub.subscribe('stream.online', BOB, { signal: controller.signal });
    controller.abort();
    expect((await rejection(on(subscribing))).code).to.equal('aborted');
    expect(state().status).to.equal('idle');
    eventSub.destroy();
  });

  it('says what it could not read, and goes on', async () => {
    const { eventSub, mock, on, pass, errors, seen, goLive } = setUp();
    await on(eventSub.subscribe('stream.online', BOB));
    for (const raw of ['', '{', 'null', '{"metadata":{"message_id":"x","message_type":"dance"}}'])
      mock.eventSub.sendRaw(raw);
    goLive();
    await pass();
    expect(errors.map(({ code }) => code)).to.deep.equal(Array(4).fill('invalid-frame'));
    expect(seen).to.have.length(1);
    eventSub.destroy();
  });

  it('leaves nothing behind', async () => {
    const { eventSub, clock, mock, on, state } = setUp();
    await on(eventSub.subscribe('stream.online', BOB));
    const pending = eventSub.subscribe('stream.online', ANN);
    eventSub.destroy();
    eventSub.destroy();
    expect((await rejection(on(pending))).code).to.equal('destroyed');
    expect((await rejection(eventSub.subscribe('stream.online', BOB))).code).to.equal('destroyed');
    expect(state().status).to.equal('closed');
    expect(mock.eventSub.sessions).to.have.length(0);
    expect(clock.pending).to.equal(0);
  });
});
