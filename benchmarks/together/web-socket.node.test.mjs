import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, describe, it } from 'node:test';
import { serveWebSockets } from './web-socket.mjs';

describe('serveWebSockets()', async () => {
  const paths = [];
  const server = await serveWebSockets((socket, path) => {
    paths.push(path);
    socket.onMessage = (text) => socket.send(text);
  });
  after(() => server.close());

  it('gives back messages of all lengths, whole and in order', async () => {
    const socket = new WebSocket(`${server.url}/a?b=c`);
    await once(socket, 'open');
    const sent = [0, 1, 125, 126, 127, 4_000, 60_000].map((length) => 'ä'.repeat(length / 2) + 'x'.repeat(length % 2));
    const received = [];
    const all = new Promise((resolve) => {
      socket.addEventListener('message', ({ data }) => received.push(data) === sent.length && resolve());
    });
    for (const text of sent) socket.send(text);
    await all;
    assert.deepEqual(received, sent);
    assert.deepEqual(paths, ['/a?b=c']);
    socket.close();
    await once(socket, 'close');
  });
});
