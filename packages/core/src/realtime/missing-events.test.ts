import { expect } from 'chai';
import { stage } from './fixtures/connection-stage.ts';
import { CHAT_SERVER, scriptSocket } from './fixtures/script-socket.ts';

const { READY, joined, chat } = CHAT_SERVER;

describe('RealtimeConnection, about what does not come', () => {
  it('asks again for what got lost on its way', async () => {
    const { connection, clock, hub, told, say, on, state } = stage();
    await on(connection.join('a'));
    say('1');
    hub.faults.losesEvent = () => true;
    say('2');
    hub.faults.losesEvent = () => false;
    say('3');
    await clock.advance(1900);
    expect(told).to.deep.equal(['1']);
    await clock.advance(200);
    expect(told).to.deep.equal(['1', '2', '3']);
    expect(state().carrier).to.equal('websocket');
    connection.destroy();
    expect(clock.pending).to.equal(0);
  });

  it('asks at once when too much waits, and never tells it twice', async () => {
    const { connection, clock, hub, told, say, on } = stage();
    await on(connection.join('a'));
    hub.faults.losesEvent = () => true;
    say('lost');
    hub.faults.losesEvent = () => false;
    const texts = Array.from({ length: 250 }, (_, index) => String(index));
    say(...texts);
    await clock.advance(0);
    expect(told).to.deep.equal(['lost', ...texts]);
    connection.destroy();
  });

  it('goes on without what the server does not have either', async () => {
    let joins = 0;
    const WebSocket = scriptSocket(({ type }, reply) => {
      if (type === 'auth') reply(READY);
      if (type === 'join')
        reply(joined(joins++ > 0 ? { recovered: true, lastSeq: 4 } : {}), ...(joins === 1 ? [chat(1), chat(4)] : []));
    });
    const { connection, clock, told, on } = stage({ WebSocket });
    await on(connection.join('a'));
    await clock.advance(10_000);
    expect(told).to.deep.equal(['1', 'gap 2-3', '4']);
    expect(joins).to.equal(3);
    connection.destroy();
  });

  it('says what a server has shed, and asks how the channel is now', async () => {
    const joins: unknown[] = [];
    const WebSocket = scriptSocket(({ type, since }, reply) => {
      if (type === 'auth') reply(READY);
      if (type !== 'join') return;
      joins.push(since);
      if (joins.length > 1) reply(joined({ recovered: true, lastSeq: 6 }));
      else reply(joined(), chat(1), { type: 'gap', channelId: 'a', rid: undefined, from: 2, to: 5 }, chat(6));
    });
    const { connection, told, on } = stage({ WebSocket });
    await on(connection.join('a'));
    expect(told).to.deep.equal(['1', 'gap 2-5', '6']);
    expect(joins).to.deep.equal([undefined, { epoch: 'e', seq: 5 }]);
    connection.destroy();
  });

  it('begins anew with a log that was lost', async () => {
    const { connection, clock, hub, told, say, on } = stage();
    await on(connection.join('a', { history: 50 }));
    say('1', '2');
    await clock.advance(0);
    hub.restart();
    say('new');
    await clock.advance(2000);
    say('newer');
    await clock.advance(0);
    expect(told).to.deep.equal(['1', '2', 'reset', 'new', 'newer']);
    connection.destroy();
  });

  it('takes frames that are none for errors, and goes on', async () => {
    const WebSocket = scriptSocket(({ type }, reply) => {
      if (type === 'auth') reply(READY);
      if (type === 'join')
        reply(
          joined(),
          '{"type":',
          '[]',
          'x'.repeat(70_000),
          { type: 'chat', channelId: 'a', rid: undefined, seq: 1, text: {} },
          { type: 'confetti', channelId: 'a', rid: undefined, seq: 2 },
          { type: 'error', rid: undefined, code: 'rate_limited', message: 'Slow down.' },
          { type: 'ack', rid: 'nobody’s' },
          chat(3),
        );
    });
    const { connection, told, errors, on } = stage({ WebSocket });
    await on(connection.join('a'));
    expect(errors.map(({ code }) => code)).to.deep.equal([
      'invalid-frame',
      'invalid-frame',
      'invalid-frame',
      'invalid-frame',
      'rate-limited',
    ]);
    expect(told).to.deep.equal(['3']);
    connection.destroy();
  });
});
