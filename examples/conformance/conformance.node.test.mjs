import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startRealtimeServer } from '../realtime/index.ts';
import { CHECKS, runChecks } from './index.ts';

describe('the realtime server conforms to t333-rt/1', () => {
  const viewer = { token: 'viewer-token', userId: 'viewer' };
  const moderator = { token: 'moderator-token', userId: 'moderator' };
  let server;
  before(async () => {
    server = await startRealtimeServer({ windowMs: 5, limits: { messagesPerSecond: 50 } });
    for (const { token, userId } of [viewer, moderator])
      server.hub.users.set(token, { id: userId, handle: userId, name: userId });
    server.hub.channel('stage').roles.set('moderator', 'moderator');
  });
  after(() => server.close());

  for (const check of CHECKS)
    it(check.title, async () => {
      const [{ error }] = await Array.fromAsync(
        runChecks({ url: server.url, channelId: 'stage', viewer, moderator }, [check]),
      );
      assert.ifError(error);
    });
});
