/** What one writes by hand: a room of everybody, and each message sent to each socket as it comes. */
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { WebSocketServer } from 'ws';

const message = (text, seq) => ({
  type: 'chat',
  seq,
  at: Date.now(),
  id: `m${seq}`,
  user: { id: 'ann', name: 'Ann' },
  text,
});

const listen = (server) =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', 16_384, () => resolve(`http://127.0.0.1:${server.address().port}`));
  });

export async function ws() {
  const server = createServer();
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  let seq = 0;
  sockets.on('connection', (socket) => {
    socket.on('message', (data) => {
      const frame = JSON.stringify(message(JSON.parse(data.toString()).text, ++seq));
      for (const client of sockets.clients) client.send(frame);
    });
  });
  return { url: await listen(server) };
}

/** @param {string} peers folder with its `node_modules` */
export async function socketIo(peers) {
  const { Server } = createRequire(join(peers, 'package.json'))('socket.io');
  const server = createServer();
  const io = new Server(server, { transports: ['websocket'], perMessageDeflate: false });
  let seq = 0;
  io.on('connection', (socket) => {
    socket.on('chat', ({ text }) => io.emit('chat', message(text, ++seq)));
  });
  return { url: await listen(server) };
}
