import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { T333Chat } from '../../packages/core/src/chat/index.ts';
import { ticketFrom } from '../../packages/core/src/realtime/index.ts';
import { moderating } from '../conformance/checks/moderating.ts';
import { polling } from '../conformance/checks/polling.ts';
import { replay } from '../conformance/checks/replay.ts';
import { CHECKS, runChecks } from '../conformance/index.ts';
import { startServer } from './server.mjs';

async function close({ http, sockets }) {
  const closed = once(http, 'close');
  http.close();
  for (const socket of sockets.clients) socket.terminate();
  http.closeAllConnections();
  await closed;
}

describe('the minimal server', () => {
  const viewer = { token: 'viewer-token', userId: 'viewer' };
  const moderator = { token: 'moderator-token', userId: 'moderator' };
  const users = new Map([viewer, moderator].map(({ token, userId: id }) => [token, { id, handle: id, name: id }]));
  let server;
  before(async () => {
    server = await startServer({ users, channels: ['stage'], messagesPerSecond: 50 });
  });
  after(() => close(server));

  const leftOut = [];
  for (const check of CHECKS)
    it(check.title, async (test) => {
      const results = runChecks({ url: server.url, channelId: 'stage', viewer, moderator }, [check]);
      const [{ status, error }] = await Array.fromAsync(results);
      if (status !== 'left out') return assert.ifError(error);
      leftOut.push(check);
      test.diagnostic('left out');
    });

  it('leaves out moderation and polls, and nothing else', () => {
    const optional = [...moderating, ...polling, ...replay].filter((check) => check.optional);
    assert.deepEqual(new Set(leftOut), new Set(optional));
  });

  it('carries a chat of the library, also more of its past than fits into a frame', async () => {
    const quick = await startServer({ users, channels: ['stage'], messagesPerSecond: 1000, messageBurst: 100 });
    const { url } = quick;
    const headers = { authorization: `Bearer ${viewer.token}` };
    const writer = new T333Chat({ url, polling: false, getTicket: ticketFrom({ url: `${url}/rt/ticket`, headers }) });
    const reader = new T333Chat({ url, polling: false });
    const told = [];
    reader.addEventListener('chat', ({ events }) => told.push(...events.filter(({ type }) => type === 'message')));
    try {
      await writer.join('stage');
      const lines = Array.from({ length: 40 }, (_, index) => `${index} ${'🦊'.repeat(490)}`);
      for (const line of lines) await writer.send('stage', line);
      await reader.join('stage', { history: 40 });
      const last = await writer.send('stage', 'the last');
      while (told.at(-1)?.message.id !== last.id) await once(reader, 'chat');
      assert.deepEqual(
        told.map(({ message }) => message.text),
        [...lines, 'the last'],
      );
      const { messages } = await reader.history('stage', { limit: 2 });
      assert.deepEqual(
        messages.map(({ text }) => text),
        [lines.at(-1), 'the last'],
      );
    } finally {
      for (const chat of [reader, writer]) chat.destroy();
      await close(quick);
    }
  });
});
