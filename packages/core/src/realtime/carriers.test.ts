import { expect } from 'chai';
import { T333Error } from '../errors.ts';
import { ANN, rejection, stage } from './fixtures/connection-stage.ts';
import { CHAT_SERVER, scriptSocket } from './fixtures/script-socket.ts';
import { ticketFrom } from './ticket.ts';

const { READY, joined } = CHAT_SERVER;

describe('RealtimeConnection, about what carries it', () => {
  it('goes to polls whenever the socket stays away, not only at first', async () => {
    const { connection, state, clock, hub, told, say, on } = stage();
    await on(connection.join('a'));
    await clock.advance(60_000);
    // Another socket opens, and nothing comes on it.
    hub.faults.delayMs = (way) => (way === 'down' ? 1e6 : 0);
    hub.cut();
    await clock.advance(3900);
    expect(state()).to.include({ carrier: null });
    hub.faults.delayMs = () => 0;
    say('1');
    await clock.advance(200);
    expect(state()).to.include({ status: 'open', carrier: 'polling' });
    expect(told).to.deep.equal(['1']);
    connection.destroy();
    expect(clock.pending).to.be.at.most(1);
  });

  it('is as patient after it was offline', async () => {
    const { connection, state, clock, hub, network, on } = stage();
    await on(connection.join('a'));
    network.online = false;
    hub.cut();
    await clock.advance(60_000);
    hub.faults.delayMs = (way) => (way === 'down' ? 1e6 : 0);
    network.comeBack();
    await clock.advance(3900);
    expect(state()).to.include({ carrier: null });
    hub.faults.delayMs = () => 0;
    await clock.advance(100);
    await clock.advance(100);
    expect(state()).to.include({ carrier: 'polling' });
    connection.destroy();
  });

  it('takes its time with a server that says goodbye to each socket', async () => {
    let sockets = 0;
    const WebSocket = scriptSocket(({ type }, reply) => {
      if (type === 'auth') {
        sockets++;
        reply(READY, { type: 'goodbye', rid: undefined, reconnectAfterMs: 0 });
      }
      if (type === 'join') reply(joined());
    });
    const { connection, clock } = stage({ WebSocket });
    void connection.join('a');
    await clock.advance(60_000);
    expect(sockets).to.be.within(3, 10);
    connection.destroy();
    expect(clock.pending).to.equal(0);
  });

  it('takes its time where the next socket fails while the old one still speaks', async () => {
    const { connection, clock, hub, on, told, say } = stage();
    await on(connection.join('a'));
    for (const session of hub.sessions) session.goodbye(0);
    hub.faults.refuseSockets = true;
    let dials = 0;
    connection.addEventListener('error', () => dials++);
    await clock.advance(60_000);
    expect(dials).to.be.within(3, 10);
    say('1');
    await clock.advance(0);
    expect(told).to.deep.equal(['1']);
    connection.destroy();
  });

  describe('with a session that is over', () => {
    const signedIn = () => {
      const session = { status: 200 };
      const stages = stage({
        getTicket: ticketFrom({
          url: 'https://t333.example/v1/rt/ticket',
          // The body of a real one takes turns of the event loop, which a fake clock does not wait for.
          fetch: async () => {
            const body = { ticket: stages.hub.issueTicket(ANN) };
            const { status } = session;
            return { status, ok: status === 200, json: async () => body } as unknown as Response;
          },
        }),
      });
      return { ...stages, session };
    };

    it('reads on, says so, and signs in again when it is asked to', async () => {
      const { connection, clock, hub, session, state, told, on, say, errors } = signedIn();
      await on(connection.join('a'));
      expect(state()).to.deep.include({ user: ANN, isSignedOut: false });
      session.status = 401;
      hub.cut();
      await clock.advance(1100);
      expect(state()).to.include({ status: 'open', carrier: 'websocket', user: null, isSignedOut: true });
      expect(errors.at(-1)).to.include({ code: 'unauthorized' });
      say('1');
      await clock.advance(0);
      const refusal = await rejection(connection.send('a', { nonce: 'n', text: 'x' }));
      expect(refusal).to.include({ code: 'unauthorized', retryable: false });
      session.status = 200;
      connection.signIn();
      say('2');
      await clock.advance(100);
      expect(state()).to.deep.include({ user: ANN, isSignedOut: false, carrier: 'websocket' });
      say('3');
      await clock.advance(0);
      expect(told).to.deep.equal(['1', '2', '3']);
      expect(hub.sessions.size).to.equal(1);
      connection.destroy();
      expect(clock.pending).to.equal(0);
    });

    it('says why no ticket is to be had, while a socket without one, or an older one, carries on', async () => {
      const { connection, clock, on, hub, session, state } = signedIn();
      await on(connection.join('a'));
      session.status = 503;
      connection.signIn();
      await clock.advance(0);
      expect(state()).to.deep.include({ status: 'open', carrier: 'websocket', user: ANN, error: null });
      expect(state().ticketError).to.include({ code: 'network' });
      session.status = 401;
      hub.cut();
      await clock.advance(2000);
      expect(state()).to.include({ status: 'open', isSignedOut: true });
      expect(state().ticketError).to.include({ code: 'unauthorized' });
      session.status = 200;
      connection.signIn();
      await clock.advance(100);
      expect(state()).to.deep.include({ user: ANN, ticketError: null });
      connection.destroy();
    });

    it('reads on where the server takes no ticket of it, and fails where it lets nobody read', async () => {
      let letsRead = true;
      const WebSocket = scriptSocket(({ type, ticket }, reply, close) => {
        if (type === 'auth') {
          if (ticket !== undefined || !letsRead) close(4001);
          else reply(READY);
        }
        if (type === 'join') reply(joined());
      });
      const worn = stage({ WebSocket, getTicket: async () => 'worn-out' });
      await worn.on(worn.connection.join('a'));
      expect(worn.state()).to.include({ status: 'open', isSignedOut: true });
      expect(worn.state().ticketError).to.include({ code: 'unauthorized' });
      worn.connection.destroy();
      letsRead = false;
      const shut = stage({ WebSocket, getTicket: () => Promise.reject(new T333Error('unauthorized', 'Sign in.')) });
      expect(await rejection(shut.on(shut.connection.join('a')))).to.include({ code: 'unauthorized' });
      expect(shut.state().status).to.equal('failed');
      shut.connection.destroy();
    });
  });

  it('refuses the channels that are too many, also where they were asked for before it knew', async () => {
    const { connection, clock, hub, state } = stage({ hub: { limits: { channels: 3 } } });
    const joins = ['a', 'b', 'c', 'd'].map((id) =>
      connection.join(id).then(
        () => 'joined',
        ({ code }: T333Error) => code,
      ),
    );
    await clock.advance(1000);
    expect(await Promise.all(joins)).to.deep.equal(['joined', 'joined', 'joined', 'overloaded']);
    expect(state().channels.get('d')).to.deep.include({ status: 'failed' });
    connection.leave('a');
    const joining = connection.join('d');
    await clock.advance(100);
    await joining;
    expect((await rejection(connection.join('e'))).code).to.equal('overloaded');
    expect(hub.sessions.size).to.equal(1);
    connection.destroy();
  });

  it('stays open where one polled channel fails, and says which', async () => {
    const { connection, clock, hub, on, state, told, say } = stage();
    hub.faults.refuseSockets = true;
    await on(Promise.all(['a', 'b', 'c'].map((id) => connection.join(id))));
    hub.channel('b').refusal = 'unavailable';
    await clock.advance(6000);
    expect(state()).to.include({ status: 'open', carrier: 'polling' });
    expect(state().channels.get('b')).to.include({ status: 'joining' });
    expect(state().channels.get('b')!.error).to.include({ code: 'network' });
    expect(state().channels.get('a')).to.include({ status: 'joined' });
    say('1');
    hub.channel('b').refusal = null;
    await clock.advance(20_000);
    expect(told).to.deep.equal(['1']);
    expect(state().channels.get('b')).to.deep.include({ status: 'joined', error: null });
    connection.destroy();
  });
});
