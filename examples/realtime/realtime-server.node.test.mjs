import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { startRealtimeServer } from './index.ts';

const ANN = { id: 'ann', handle: 'ann', name: 'Ann' };

describe('the realtime server', () => {
  /** @type {Awaited<ReturnType<typeof startRealtimeServer>>} */
  let server;
  before(async () => {
    server = await startRealtimeServer({ windowMs: 5, origins: ['https://t333.example'] });
    server.hub.users.set('secret', ANN);
  });
  after(() => server.close());

  const open = async (ticket, headers = {}) => {
    const socket = new WebSocket(server.url.replace('http', 'ws') + '/rt', 't333.v1', { headers });
    const frames = [];
    socket.on('message', (data) => frames.push(JSON.parse(String(data))));
    await once(socket, 'open');
    const ask = async (frame) => {
      socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
      const had = frames.length;
      while (frames.length === had) await once(socket, 'message');
      return frames.at(-1);
    };
    const ready = await ask({ type: 'auth', rid: '0', proto: 1, ...(ticket && { ticket }) });
    return { socket, frames, ask, ready };
  };

  const ticket = async () => {
    const response = await fetch(`${server.url}/rt/ticket`, {
      method: 'POST',
      headers: { authorization: 'Bearer secret' },
    });
    return (await response.json()).ticket;
  };

  it('knows who has a ticket, once', async () => {
    const mine = await ticket();
    const { ready, socket } = await open(mine);
    assert.deepEqual(ready.user, ANN);
    assert.equal(socket.protocol, 't333.v1');
    const second = await open(mine);
    assert.equal(second.ready.code, 'unauthenticated');
    const [code] = await once(second.socket, 'close');
    assert.equal(code, 4001);
    assert.equal((await fetch(`${server.url}/rt/ticket`, { method: 'POST' })).status, 401);
    socket.close();
  });

  it('answers each frame once, whatever it is, and ends a socket that sends none', async () => {
    const { ask, socket } = await open();
    assert.equal((await ask({ type: 'dance', rid: '1' })).code, 'bad_request');
    assert.equal(
      (await ask({ type: 'chat', rid: '2', channelId: 'a', nonce: 'n', text: 'x' })).code,
      'unauthenticated',
    );
    assert.equal((await ask({ type: 'mod', rid: '3', channelId: 'a', action: 'clear' })).code, 'unauthenticated');
    const joined = await ask({ type: 'join', rid: '4', channelId: 'a' });
    assert.deepEqual([joined.rid, joined.type, joined.lastSeq], ['4', 'joined', 0]);
    assert.equal((await ask('{')).code, 'bad_request');
    assert.deepEqual(await once(socket, 'close').then(([code]) => code), 4000);
  });

  it('takes a message once, by socket or by HTTP, and refuses pages of strange origins', async () => {
    const { ask, socket } = await open(await ticket());
    const first = await ask({ type: 'chat', rid: '1', channelId: 'b', nonce: 'n-1', text: 'hello' });
    assert.equal(first.type, 'ack');
    const post = (headers) =>
      fetch(`${server.url}/channels/b/messages`, {
        method: 'POST',
        headers: { authorization: 'Bearer secret', ...headers },
        body: JSON.stringify({ text: 'hello' }),
      });
    const again = await post({ 'idempotency-key': 'n-1' });
    assert.equal((await again.json()).id, first.id);
    assert.equal((await post({})).status, 400);
    assert.equal((await post({ 'idempotency-key': 'n-2', origin: 'https://elsewhere.example' })).status, 403);
    assert.equal(server.hub.channel('b').lastSeq, 1);
    const refused = new WebSocket(server.url.replace('http', 'ws') + '/rt', 't333.v1', {
      origin: 'https://elsewhere.example',
    });
    const [error] = await once(refused, 'error');
    assert.match(error.message, /403/);
    socket.close();
  });

  it('sends no frame over 64 KiB, however much there is to tell', async () => {
    for (let index = 0; index < 150; index++) server.hub.say('c', ANN, '🦊'.repeat(500));
    const { ask, socket, frames } = await open();
    let longest = 0;
    socket.on('message', (data) => (longest = Math.max(longest, data.length)));
    await ask({ type: 'join', rid: '1', channelId: 'c', history: 150 });
    const count = () => frames.flatMap(({ events = [] }) => events).length;
    while (count() < 150) await once(socket, 'message');
    assert.ok(longest <= 65_536, String(longest));
    assert.equal(frames.find(({ type }) => type === 'joined').more, true);
    socket.close();
  });

  it('holds a poll until there is something', async () => {
    const poll = async (query) => (await fetch(`${server.url}/channels/d/events?${query}`)).json();
    const { epoch } = await poll('limit=5');
    const held = poll(`since=${epoch}:0&wait=20`);
    server.hub.say('d', ANN, 'hello');
    const { events, recovered, pollAfterMs } = await held;
    assert.deepEqual([events.length, recovered, pollAfterMs], [1, true, 4000]);
    assert.equal((await fetch(`${server.url}/channels/d/events?since=nonsense`)).status, 400);
  });

  it('outlives addresses that are none', async () => {
    const ask = (path, upgrade = false) => {
      const { port } = new URL(server.url);
      const headers = upgrade ? { connection: 'upgrade', upgrade: 'websocket' } : {};
      return new Promise((resolve) => {
        const asked = request({ host: '127.0.0.1', port, path, headers }, (answer) =>
          resolve(answer.resume().statusCode),
        );
        asked.on('error', ({ code }) => resolve(code)).end();
      });
    };
    for (const path of ['//', '/v1/channels/%zz/events', '//[', '*']) {
      assert.ok([400, 404].includes(await ask(path)), path);
      assert.equal(await ask(path, true), 'ECONNRESET', path);
    }
    assert.equal(await ask('/v1/channels/%zz/events'), 400);
    assert.equal((await fetch(`${server.url}/channels/e/events`)).status, 200);
  });

  it('gives each log an epoch that no other process has given one', async () => {
    const other = await startRealtimeServer();
    const epochs = await Promise.all(
      [server, other].map(async ({ url }) => (await (await fetch(`${url}/channels/epoch/events`)).json()).epoch),
    );
    await other.close();
    assert.notEqual(epochs[0], epochs[1]);
  });

  it('ends a socket that sends far too much', async () => {
    const { socket } = await open();
    for (let index = 0; index < 200; index++) socket.send(JSON.stringify({ type: 'ping', rid: String(index) }));
    assert.equal((await once(socket, 'close'))[0], 4029);
  });
});
