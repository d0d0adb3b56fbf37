import { expect } from 'chai';
import { CLOSE } from '../protocol/index.ts';
import { rejection, stage } from './fixtures/connection-stage.ts';
import { CHAT_SERVER, scriptSocket } from './fixtures/script-socket.ts';

const { READY, joined } = CHAT_SERVER;

describe('RealtimeConnection', () => {
  it('tells what it is: idle, connecting, open, and since when', async () => {
    const { connection, state, on, clock, hub } = stage();
    expect(state()).to.include({ status: 'idle', carrier: null });
    await clock.advance(500);
    const joining = connection.join('a');
    expect(state()).to.include({ status: 'connecting', carrier: null, sinceMs: 500 });
    await on(joining);
    expect(state()).to.include({ status: 'open', carrier: 'websocket', user: null, error: null, attempt: 0 });
    expect(state().limits).to.deep.equal(hub.limits);
    connection.destroy();
    expect(state()).to.include({ status: 'closed', carrier: null });
    expect([clock.pending, hub.sessions.size]).to.deep.equal([0, 0]);
    expect((await rejection(connection.join('a'))).code).to.equal('destroyed');
  });

  it('polls where no socket gets through, and goes back to one without loss or doubles', async () => {
    const { connection, state, on, clock, hub, told, say } = stage();
    hub.faults.refuseSockets = true;
    await on(connection.join('a'));
    expect(state()).to.include({ status: 'open', carrier: 'polling' });
    say('1', '2');
    await clock.advance(5000);
    expect(told).to.deep.equal(['1', '2']);
    hub.faults.refuseSockets = false;
    await clock.advance(20_000);
    expect(state().carrier).to.equal('polling');
    say('3');
    await clock.advance(6000);
    say('4');
    expect(state().carrier).to.equal('websocket');
    expect(hub.sessions.size).to.equal(1);
    const { polls } = hub;
    await clock.advance(60_000);
    expect(hub.polls).to.equal(polls);
    say('5');
    await clock.advance(0);
    expect(told).to.deep.equal(['1', '2', '3', '4', '5']);
    connection.destroy();
    expect(clock.pending).to.equal(0);
  });

  it('polls while a socket hangs, and keeps it when it comes', async () => {
    const { connection, state, clock, hub, told, say } = stage();
    hub.faults.delayMs = (way) => (way === 'down' ? 6000 : 0);
    say('1');
    const joining = connection.join('a', { history: 10 });
    joining.catch(() => {});
    await clock.advance(3900);
    expect(hub.polls).to.equal(0);
    await clock.advance(10_000);
    expect(hub.polls).to.be.greaterThan(0);
    hub.faults.delayMs = () => 0;
    await clock.advance(30_000);
    expect(state().carrier).to.equal('websocket');
    expect(told).to.deep.equal(['1']);
    connection.destroy();
  });

  it('lets the server say how often it is asked, asks less often from a hidden page, and at once when it is seen', async () => {
    const { connection, clock, hub, page, on } = stage({ hub: { pollAfterMs: 10_000 } });
    hub.faults.refuseSockets = true;
    await on(Promise.all(['a', 'b', 'c'].map((id) => connection.join(id))));
    const count = async (ms: number): Promise<number> => {
      const before = hub.polls;
      await clock.advance(ms);
      return hub.polls - before;
    };
    expect(await count(20_000)).to.equal(6);
    page.set(true);
    await clock.advance(10_000);
    expect(await count(40_000)).to.equal(3);
    const before = hub.polls;
    page.set(false);
    await clock.advance(100);
    expect(hub.polls - before).to.equal(3);
    connection.destroy();
  });

  it('lets the server hold a poll until there is something', async () => {
    const { connection, clock, hub, told, say, on } = stage();
    hub.faults.refuseSockets = true;
    await on(connection.join('a'));
    await clock.advance(4000);
    say('1');
    await clock.advance(0);
    expect(told).to.deep.equal(['1']);
    connection.destroy();
    expect(clock.pending).to.be.at.most(1);
  });

  it('comes back when the server has said so, and goes over while the old socket still speaks', async () => {
    const { connection, clock, hub, told, say, on, state } = stage();
    await on(connection.join('a'));
    for (const session of hub.sessions) session.goodbye(5000);
    await clock.advance(5400);
    expect(hub.sessions.size).to.equal(1);
    say('1');
    await clock.advance(200);
    say('2');
    await clock.advance(0);
    expect(hub.sessions.size).to.equal(1);
    expect(state().carrier).to.equal('websocket');
    hub.restart({ losesLogs: false, reconnectAfterMs: 3000 });
    say('3');
    await clock.advance(2900);
    expect(hub.sessions.size).to.equal(0);
    await clock.advance(3000);
    expect(told).to.deep.equal(['1', '2', '3']);
    expect(hub.sessions.size).to.equal(1);
    connection.destroy();
  });

  it('gives up where the same would only happen again, until it is asked to', async () => {
    const { connection, state, on, hub, clock } = stage();
    const joining = connection.join('a');
    await clock.advance(0);
    for (const session of hub.sessions) session.end(CLOSE.banned);
    await on(joining).catch(() => {});
    await clock.advance(60_000);
    expect(state()).to.include({ status: 'failed', carrier: null, retryAtMs: null });
    expect(state().error!.code).to.equal('forbidden');
    expect(state().channels.get('a')).to.include({ status: 'failed' });
    expect([hub.sessions.size, clock.pending]).to.deep.equal([0, 0]);
    await on(connection.join('b'));
    expect([...state().channels.values()].map(({ status }) => status)).to.deep.equal(['joined', 'joined']);
    connection.destroy();
  });

  it('asks for one more ticket when one is refused', async () => {
    const tickets: string[] = [];
    let good = 'x';
    const WebSocket = scriptSocket(({ type, ticket }, reply, close) => {
      if (type === 'auth') {
        if (ticket !== good) close(CLOSE.auth);
        else reply(READY);
      }
      if (type === 'join') reply(joined());
    });
    const { connection, on, state } = stage({
      WebSocket,
      getTicket: async () => {
        tickets.push(`t${tickets.length + 1}`);
        return tickets.at(-1)!;
      },
    });
    good = 't2';
    await on(connection.join('a'));
    expect(tickets).to.deep.equal(['t1', 't2']);
    connection.destroy();
    good = 'none';
    const other = stage({ WebSocket, getTicket: async () => 'worn-out' });
    expect((await rejection(other.on(other.connection.join('a')))).code).to.equal('unauthorized');
    expect(other.state().status).to.equal('failed');
    other.connection.destroy();
    expect(state().status).to.equal('closed');
  });

  it('does not wait for a ticket for ever, nor fall over one that fails', async () => {
    let calls = 0;
    const { connection, clock, errors, hub, on, state } = stage({
      getTicket: () => {
        calls++;
        if (calls === 1) return new Promise(() => {});
        if (calls === 2) throw new TypeError('Oops');
        return Promise.resolve(null);
      },
    });
    await on(connection.join('a'), 5000);
    expect(state().carrier).to.equal('polling');
    await clock.advance(100_000);
    expect(errors.map(({ code }) => code)).to.deep.equal(['timeout', 'network']);
    expect([calls, hub.sessions.size]).to.deep.equal([3, 1]);
    connection.destroy();
    expect(clock.pending).to.equal(0);
  });

  it('waits for the network, and comes back with it at once', async () => {
    const { connection, clock, hub, network, on, say, told, state } = stage();
    await on(connection.join('a'));
    network.online = false;
    hub.cut();
    say('1');
    await clock.advance(60_000);
    expect(state()).to.include({ status: 'waiting', retryAtMs: null });
    expect(hub.polls).to.equal(0);
    network.comeBack();
    await clock.advance(0);
    expect(state().status).to.equal('open');
    expect(told).to.deep.equal(['1']);
    connection.destroy();
  });

  it('notices a server that went silent', async () => {
    let sockets = 0;
    let isMute = false;
    const WebSocket = scriptSocket(({ type }, reply) => {
      if (type === 'auth') sockets++;
      if (isMute && sockets < 2) return;
      if (type === 'auth') reply(READY);
      if (type === 'join') reply(joined());
      if (type === 'ping') reply({ type: 'pong', serverAt: 5 });
    });
    const { connection, clock, on } = stage({ WebSocket });
    await on(connection.join('a'));
    await clock.advance(90_000);
    expect(sockets).to.equal(1);
    isMute = true;
    await clock.advance(41_000);
    expect(sockets).to.equal(2);
    connection.destroy();
  });

  it('knows what time it is at the server', async () => {
    const { connection, clock, hub, on, state } = stage();
    hub.faults.delayMs = () => 100;
    await on(connection.join('a'), 1000);
    expect(state().roundTripMs).to.equal(200);
    expect(connection.serverTime()).to.equal(clock.wallTime());
    connection.destroy();
  });

  it('joins fifty channels on one socket no faster than the server takes them, and no more than it allows', async () => {
    const { connection, clock, hub, on, state } = stage();
    const ids = Array.from({ length: 50 }, (_, index) => `c${index}`);
    const joining = Promise.all(ids.map((id) => connection.join(id)));
    await on(joining, 3000);
    expect([...state().channels.values()].filter(({ status }) => status === 'joined').length).to.equal(50);
    expect(hub.sessions.size).to.equal(1);
    expect((await rejection(connection.join('one more'))).code).to.equal('overloaded');
    hub.cut();
    await clock.advance(5000);
    expect([...state().channels.values()].filter(({ status }) => status === 'joined').length).to.equal(50);
    connection.destroy();
    expect(clock.pending).to.equal(0);
  });

  it('asks again for a channel when the server has no time, and not where it says no', async () => {
    const { connection, clock, hub, on, state } = stage();
    hub.channel('a').refusal = 'unavailable';
    hub.channel('b').refusal = 'banned';
    const joining = connection.join('a');
    expect(await rejection(on(connection.join('b')))).to.include({ code: 'forbidden', wireCode: 'banned' });
    expect(state().channels.get('a')).to.include({ status: 'joining' });
    hub.channel('a').refusal = null;
    await on(joining, 2000);
    hub.cut();
    await clock.advance(5000);
    expect(state().channels.get('b')).to.include({ status: 'failed' });
    connection.destroy();
  });

  it('answers the last request of each kind by its name, and rejects what nobody answers', async () => {
    const WebSocket = scriptSocket(({ type }, reply) => {
      if (type === 'auth') reply(READY);
      if (type === 'join') reply(joined());
      if (type === 'mod') reply({ type: 'ack', seq: 7 });
    });
    const { connection, on } = stage({ WebSocket });
    await on(connection.join('a'));
    expect(await on(connection.request({ type: 'mod', channelId: 'a', action: 'clear' }))).to.include({ seq: 7 });
    const error = await rejection(on(connection.history('a'), 11_000));
    expect(error).to.include({ code: 'timeout', retryable: true });
    const controller = new AbortController();
    const given = connection.history('a', { signal: controller.signal });
    controller.abort();
    expect((await rejection(given)).code).to.equal('aborted');
    connection.destroy();
  });

  it('refuses an address that is none', () => {
    expect(() => stage({ url: 'http://' }))
      .to.throw()
      .with.property('code', 'invalid-argument');
  });
});
