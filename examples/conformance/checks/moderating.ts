import assert from 'node:assert/strict';
import { say, sayAll } from '../saying.ts';
import type { Check } from '../suite.ts';

const RULES = {
  slowModeMs: 0,
  followersOnlyMs: null,
  subscribersOnly: false,
  emoteOnly: false,
  maxLength: 500,
  blockedWords: [],
};

export const moderating: readonly Check[] = [
  {
    title: 'Viewers do not moderate',
    async run(bench) {
      const { channelId, server } = bench;
      const peer = await bench.join(server.viewer);
      await peer.refused({ type: 'mod', channelId, action: 'clear' });
    },
  },
  {
    title: 'Who is timed out is told for how long, and speaks again when it is taken back',
    optional: true,
    async run(bench) {
      const { channelId, server } = bench;
      const { userId } = server.viewer;
      const moderator = await bench.join(server.moderator);
      const viewer = await bench.join(server.viewer);
      try {
        await bench.moderate(moderator, { action: 'timeout', userId, durationMs: 60_000 });
        const told = await viewer.event(channelId, 'user_moderated', ({ action }) => action === 'timeout');
        assert.equal(told.userId, userId);
        const refusal = await say(viewer, channelId, 'let me');
        assert.ok(refusal.type === 'error' && refusal.code === 'timed_out' && (refusal.retryAfterMs ?? 0) > 50_000);
      } finally {
        await bench.moderate(moderator, { action: 'untimeout', userId });
      }
      assert.equal((await say(viewer, channelId, 'thank you')).type, 'ack');
    },
  },
  {
    title: 'Who is banned does not speak until it is taken back',
    optional: true,
    async run(bench) {
      const { channelId, server } = bench;
      const { userId } = server.viewer;
      const moderator = await bench.join(server.moderator);
      const viewer = await bench.join(server.viewer);
      try {
        await bench.moderate(moderator, { action: 'ban', userId });
        const refusal = await say(viewer, channelId, 'let me');
        assert.ok(refusal.type === 'error' && refusal.code === 'banned', JSON.stringify(refusal));
      } finally {
        await bench.moderate(moderator, { action: 'unban', userId });
      }
      assert.equal((await say(viewer, channelId, 'thank you')).type, 'ack');
    },
  },
  {
    title: 'Slow mode runs from the last message that was taken, and not for moderators',
    optional: true,
    async run(bench) {
      const { channelId, server } = bench;
      const moderator = await bench.join(server.moderator);
      const viewer = await bench.join(server.viewer);
      try {
        await bench.moderate(moderator, { action: 'settings', settings: { slowModeMs: 60_000 } });
        const told = await viewer.event(channelId, 'settings', ({ slowModeMs }) => slowModeMs === 60_000);
        assert.equal(told.blockedWords, undefined, 'blocked words are for moderators');
        await say(viewer, channelId, 'first');
        const refusal = await say(viewer, channelId, 'second');
        assert.ok(refusal.type === 'error' && refusal.code === 'slow_mode' && (refusal.retryAfterMs ?? 0) > 50_000);
        await sayAll(moderator, channelId, ['I may', 'as often as I like']);
      } finally {
        await bench.moderate(moderator, { action: 'settings', settings: RULES });
      }
    },
  },
  {
    title: 'A message with a blocked word waits for a moderator: told to them and its sender alone',
    optional: true,
    async run(bench) {
      const { channelId, server } = bench;
      const moderator = await bench.join(server.moderator);
      const viewer = await bench.join(server.viewer);
      const other = await bench.join(null);
      try {
        await bench.moderate(moderator, { action: 'settings', settings: { blockedWords: ['turnip'] } });
        const refusal = await say(viewer, channelId, 'you turnip');
        assert.ok(refusal.type === 'error' && refusal.code === 'rejected', JSON.stringify(refusal));
        const { message } = await moderator.event(channelId, 'held');
        await viewer.event(channelId, 'held');
        await bench.moderate(moderator, { action: 'approve', messageId: message.id });
        await other.event(channelId, 'chat', ({ text }) => text === 'you turnip');
        assert.equal(
          other.events(channelId).some(({ type }) => type === 'held'),
          false,
        );
      } finally {
        await bench.moderate(moderator, { action: 'settings', settings: RULES });
      }
    },
  },
  {
    title: 'A pinned message is told, also to who joins later, until it is unpinned',
    optional: true,
    async run(bench) {
      const { channelId, server } = bench;
      const moderator = await bench.join(server.moderator);
      const [said] = await sayAll(moderator, channelId, ['read me']);
      await bench.moderate(moderator, { action: 'pin', messageId: said!.id });
      const { message } = await moderator.event(channelId, 'pin');
      assert.equal(message?.id, said!.id);
      const late = await bench.signIn(null);
      const { pinned } = await late.get('joined', { type: 'join', channelId, history: 0 });
      assert.equal(pinned?.text, 'read me');
      await bench.moderate(moderator, { action: 'unpin', messageId: said!.id });
      await late.event(channelId, 'pin', (event) => event.message === null);
    },
  },
  {
    title: 'A pinned message that is deleted is told to nobody any more, nor where it was answered',
    optional: true,
    async run(bench) {
      const { channelId, server } = bench;
      const moderator = await bench.join(server.moderator);
      const { epoch, lastSeq } = await moderator.get('joined', { type: 'join', channelId, history: 0 });
      const [said] = await sayAll(moderator, channelId, ['pinned and gone']);
      await bench.moderate(moderator, { action: 'pin', messageId: said!.id });
      await say(moderator, channelId, 'an answer', { replyTo: said!.id });
      await bench.moderate(moderator, { action: 'delete', messageId: said!.id });
      const late = await bench.signIn(null);
      const joined = await late.get('joined', { type: 'join', channelId, since: { epoch, seq: lastSeq } });
      assert.equal(JSON.stringify(joined).includes('pinned and gone'), false);
    },
  },
  {
    title: 'A chat that was cleared has no history',
    optional: true,
    async run(bench) {
      const { channelId, server } = bench;
      const moderator = await bench.join(server.moderator);
      await sayAll(moderator, channelId, ['gone soon']);
      await bench.moderate(moderator, { action: 'clear' });
      await moderator.event(channelId, 'cleared');
      const late = await bench.signIn(null);
      const joined = await late.get('joined', { type: 'join', channelId, history: 200 });
      assert.equal(JSON.stringify(joined).includes('gone soon'), false);
    },
  },
];
