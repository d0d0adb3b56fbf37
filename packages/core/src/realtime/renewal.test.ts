import { expect } from 'chai';
import { CLOSE } from '../protocol/index.ts';
import { ANN, stage } from './fixtures/connection-stage.ts';
import { CHAT_SERVER, scriptSocket } from './fixtures/script-socket.ts';

const { READY, joined } = CHAT_SERVER;

describe('RealtimeConnection, about whoever signs in or out', () => {
  it('does not give up where no ticket came at once', async () => {
    let fails = 0;
    let isSignedIn = true;
    const { connection, clock, hub, on, state, errors } = stage({
      getTicket: async () => {
        if (fails-- > 0) throw new TypeError('fetch failed');
        return isSignedIn ? hub.issueTicket(ANN) : null;
      },
    });
    await on(connection.join('a'));
    expect(state().user).to.deep.equal(ANN);
    isSignedIn = false;
    fails = 2;
    connection.signIn();
    await clock.advance(0);
    expect(errors.at(-1)).to.include({ code: 'network' });
    await clock.advance(10_000);
    expect(state()).to.include({ user: null, carrier: 'websocket' });
    expect(hub.sessions.size).to.equal(1);
    await clock.advance(60_000);
    expect([errors.length, hub.sessions.size]).to.deep.equal([2, 1]);
    connection.destroy();
    expect(clock.pending).to.equal(0);
  });

  for (const good of ['t3', 'none']) {
    it(`asks once more where the new ticket is refused, and ${good === 'none' ? 'reads on without' : 'goes on'}`, async () => {
      let tickets = 0;
      const WebSocket = scriptSocket(({ type, ticket }, reply, close) => {
        if (type === 'auth') {
          if (ticket === 't1' || ticket === good) reply({ ...READY, user: { ...ANN, name: ticket } });
          else if (ticket === undefined) reply(READY);
          else close(CLOSE.auth);
        }
        if (type === 'join') reply(joined());
      });
      const { connection, on, state, clock } = stage({ WebSocket, getTicket: async () => `t${++tickets}` });
      await on(connection.join('a'));
      connection.signIn();
      // A chain of promises longer than a clock waits for at once.
      for (let step = 0; step < 10; step++) await clock.advance(10);
      expect(tickets).to.equal(3);
      expect(state().user?.name).to.equal(good === 'none' ? undefined : good);
      expect(state().isSignedOut).to.equal(good === 'none');
      connection.destroy();
      expect(clock.pending).to.equal(0);
    });
  }

  it('leaves nothing behind with each socket', async () => {
    const { addEventListener } = AbortSignal.prototype;
    const listeners = new Map<AbortSignal, number>();
    AbortSignal.prototype.addEventListener = function (this: AbortSignal, ...parts: unknown[]) {
      listeners.set(this, (listeners.get(this) ?? 0) + 1);
      (addEventListener as (...parts: unknown[]) => void).apply(this, parts);
    };
    try {
      const { connection, clock, hub, on } = stage({ getTicket: async () => null });
      await on(connection.join('a'));
      for (let times = 0; times < 10; times++) {
        hub.cut();
        await clock.advance(60_000);
      }
      expect(hub.sessions.size).to.equal(1);
      expect(Math.max(...listeners.values())).to.be.below(5);
      connection.destroy();
    } finally {
      AbortSignal.prototype.addEventListener = addEventListener;
    }
  });
});
