import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { FakeClock } from '../../packages/core/src/testing/fake-clock.ts';
import { RealtimeHub } from '../realtime/index.ts';
import { CHANNEL, createRooms, Crowd } from './index.ts';

const MIDDLE = () => 0.5;

describe('a crowd', () => {
  it('talks as fast as it is told, and tips now and then', async () => {
    const clock = new FakeClock();
    const hub = new RealtimeHub({ clock });
    const crowd = new Crowd(hub, CHANNEL, { clock, random: MIDDLE });
    /** Viewers and health are not logged. */
    const logged = async (seconds) => {
      const had = hub.channel(CHANNEL).lastSeq;
      await clock.advance(seconds * 1000);
      return hub.channel(CHANNEL).lastSeq - had;
    };
    crowd.perSecond = 50;
    assert.equal(await logged(10), 500);
    assert.equal(await logged(10), 501);
    crowd.perSecond = Number.NaN;
    assert.equal(crowd.perSecond, 0);
    crowd.perSecond = 1e9;
    assert.equal(crowd.perSecond, 2000);
  });

  it('leaves nothing behind', async () => {
    const clock = new FakeClock();
    const hub = new RealtimeHub({ clock });
    const crowd = new Crowd(hub, CHANNEL, { clock, random: MIDDLE });
    await clock.advance(1000);
    crowd.stop();
    assert.equal(clock.pending, 0);
  });
});

describe('rooms', () => {
  const clock = new FakeClock();
  const rooms = createRooms({ prefix: '/rooms', clock, random: MIDDLE });
  const server = createServer((request, response) => {
    if (!rooms.handle(request, response)) response.writeHead(404).end('elsewhere');
  });
  let base;
  before(async () => {
    server.on('upgrade', (request, socket, head) => rooms.upgrade(request, socket, head) || socket.destroy());
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${server.address().port}`;
  });
  after(() => {
    rooms.close();
    server.close();
    server.closeAllConnections();
  });

  const post = (path, body) => fetch(`${base}/rooms/${path}`, { method: 'POST', body: JSON.stringify(body) });
  const events = async (room) =>
    (await (await fetch(`${base}/rooms/${room}/v1/channels/${CHANNEL}/events`)).json()).events;

  it('are apart: what one is told, the other does not hear', async () => {
    const had = (await events('b')).length;
    const { status } = await post('a/v1/knobs', { say: { channelId: CHANNEL, count: 3 } });
    assert.equal(status, 204);
    assert.equal((await events('a')).length, had + 3);
    assert.equal((await events('b')).length, had);
  });

  it('sign in whoever says a name, and let who asks for it moderate', async () => {
    const sign = async (body) => {
      const response = await post('a/guests', body);
      return response.ok ? (await response.json()).token : response.status;
    };
    assert.equal(await sign({ name: '  ' }), 400);
    const roleOf = async (token) => {
      const answer = await post('a/v1/rt/ticket', {});
      assert.equal(answer.status, 401);
      const response = await fetch(`${base}/rooms/a/v1/channels/${CHANNEL}/events`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return (await response.json()).you.role;
    };
    assert.equal(await roleOf(await sign({ name: 'Otter' })), 'viewer');
    assert.equal(await roleOf(await sign({ name: 'Heron', role: 'moderator' })), 'moderator');
  });

  it('take sockets, and refuse what makes no sense', async () => {
    const socket = new WebSocket(`${base.replace('http', 'ws')}/rooms/a/v1/rt`, 't333.v1');
    await once(socket, 'open');
    socket.close();
    for (const body of ['{', '[', 'null', '"x"'])
      assert.equal((await fetch(`${base}/rooms/a/crowd`, { method: 'POST', body })).status, 400);
    assert.equal((await fetch(`${base}/rooms/../x`)).status, 404);
    assert.equal((await fetch(`${base}/rooms/a b/v1/x`)).status, 404);
  });

  it('outlive who leaves in the middle of a wish', async () => {
    const asked = once(server, 'request');
    const socket = connect(server.address().port, '127.0.0.1');
    socket.write('POST /rooms/a/crowd HTTP/1.1\r\nhost: rooms\r\ncontent-length: 100\r\n\r\n{');
    const [request] = await asked;
    const gone = new Promise((resolve) => void request.once('close', resolve));
    socket.destroy();
    await gone;
    assert.equal((await post('a/crowd', {})).status, 204);
  });

  it('go when nobody has asked for them for a minute', async () => {
    await post('c/v1/knobs', { say: { channelId: CHANNEL, count: 3 } });
    const had = (await events('c')).length;
    await clock.advance(180_000);
    assert.ok((await events('c')).length < had);
  });
});
