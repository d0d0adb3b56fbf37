import assert from 'node:assert/strict';
import { CLOSE, MAX_CLIENT_FRAME_BYTES } from '../../../packages/core/src/protocol/index.ts';
import type { Check } from '../suite.ts';

export const signingIn: readonly Check[] = [
  {
    title: 'No ticket without credentials: 401, as problem+json with the code',
    async run(bench) {
      const response = await bench.fetch('rt/ticket', { method: 'POST' });
      assert.equal(response.status, 401);
      assert.match(response.headers.get('content-type') ?? '', /application\/problem\+json/);
      assert.equal(((await response.json()) as { code?: string }).code, 'unauthenticated');
    },
  },
  {
    title: 'A ticket says who one is, and is good once',
    async run(bench) {
      const { viewer } = bench.server;
      const ticket = await bench.ticket(viewer);
      const first = await bench.socket();
      const { user } = await first.get('ready', { type: 'auth', proto: 1, ticket });
      assert.equal(user?.id, viewer.userId);
      const second = await bench.socket();
      await second
        .refused({ type: 'auth', proto: 1, ticket })
        .then(({ code }) => assert.equal(code, 'unauthenticated'));
      assert.equal(await second.closed(), CLOSE.auth);
    },
  },
  {
    title: 'Without a ticket one is anonymous, and is told the limits, the heartbeat and the time',
    async run(bench) {
      const peer = await bench.socket();
      const { user, serverAt, heartbeatMs, limits } = await peer.get('ready', { type: 'auth', proto: 1 });
      assert.equal(user, null);
      assert.ok(heartbeatMs > 0 && serverAt > 0);
      for (const name of ['messagesPerSecond', 'messageBurst', 'framesPerSecond', 'channels'] as const)
        assert.ok(limits[name] > 0, name);
    },
  },
  {
    title: 'Another version is refused with 4004',
    async run(bench) {
      const peer = await bench.socket();
      peer.sendText(JSON.stringify({ type: 'auth', rid: '1', proto: 999 }));
      assert.equal(await peer.closed(), CLOSE.version);
    },
  },
  {
    title: 'Who does not say first who they are is closed with 4001',
    async run(bench) {
      const peer = await bench.socket();
      peer.sendText(JSON.stringify({ type: 'ping', rid: '1' }));
      assert.equal(await peer.closed(), CLOSE.auth);
    },
  },
  {
    title: 'A ping has a pong with the time of the server',
    async run(bench) {
      const peer = await bench.signIn(null);
      const first = await peer.get('pong', { type: 'ping' });
      const second = await peer.get('pong', { type: 'ping' });
      assert.ok(second.serverAt >= first.serverAt);
    },
  },
  {
    title: 'A frame that lacks a field is an error with its rid, and the socket stays',
    async run(bench) {
      const peer = await bench.signIn(null);
      peer.sendText(JSON.stringify({ type: 'join', rid: 'x' }));
      const error = await peer.find((frame) => frame.type === 'error', 'an error');
      assert.deepEqual(
        [error.type === 'error' && error.rid, error.type === 'error' && error.code],
        ['x', 'bad_request'],
      );
      await peer.get('pong', { type: 'ping' });
    },
  },
  {
    title: 'Fields that are not known are ignored',
    async run(bench) {
      const peer = await bench.signIn(null);
      peer.sendText('{"type":"ping","rid":"x","colour":"blue","__proto__":{"type":"leave"},"constructor":1}');
      await peer.find((frame) => frame.type === 'pong', 'a pong');
    },
  },
  {
    title: 'What is no frame, or a longer one than 4 KiB, hurts nobody else',
    async run(bench) {
      const other = await bench.signIn(null);
      for (const text of ['{', '[]', '"ping"', '\u0000', 'x'.repeat(2 * MAX_CLIENT_FRAME_BYTES)]) {
        const peer = await bench.signIn(null);
        peer.sendText(text);
        await Promise.race([peer.closed(), peer.find((frame) => frame.type === 'error', 'an error')]);
      }
      await other.get('pong', { type: 'ping' });
    },
  },
];
