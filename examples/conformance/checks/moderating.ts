import assert from 'node:assert/strict';
import type { ModFrame, RtErrorCode, RtSettings } from '../../../packages/core/src/protocol/index.ts';
import type { Peer } from '../peer.ts';
import { say, sayAll } from '../saying.ts';
import type { Bench, Check } from '../suite.ts';

interface Both {
  moderator: Peer;
  viewer: Peer;
}

const joinBoth = async (bench: Bench): Promise<Both> => ({
  moderator: await bench.join(bench.server.moderator),
  viewer: await bench.join(bench.server.viewer),
});

/** Somebody is silenced, and refused with a code; when it is taken back, they speak again. */
async function silenced(
  bench: Bench,
  act: Pick<ModFrame, 'action' | 'durationMs'>,
  takenBack: ModFrame['action'],
  code: RtErrorCode,
): Promise<Both & { retryAfterMs: number }> {
  const { channelId, server } = bench;
  const { userId } = server.viewer;
  const both = await joinBoth(bench);
  let retryAfterMs = 0;
  try {
    await bench.moderate(both.moderator, { ...act, userId });
    const refusal = await say(both.viewer, channelId, 'let me');
    assert.ok(refusal.type === 'error' && refusal.code === code, JSON.stringify(refusal));
    ({ retryAfterMs = 0 } = refusal);
  } finally {
    await bench.moderate(both.moderator, { action: takenBack, userId });
  }
  assert.equal((await say(both.viewer, channelId, 'thank you')).type, 'ack');
  return { ...both, retryAfterMs };
}

/** The channel has other rules meanwhile. */
async function withRules(
  bench: Bench,
  rules: Partial<RtSettings>,
  check: (both: Both) => Promise<void>,
): Promise<void> {
  const both = await joinBoth(bench);
  const { moderator } = both;
  const { settings } = await moderator.get('joined', { type: 'join', channelId: bench.channelId, history: 0 });
  assert.ok(settings);
  try {
    await bench.moderate(moderator, { action: 'settings', settings: rules });
    await check(both);
  } finally {
    await bench.moderate(moderator, { action: 'settings', settings });
  }
}

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
      const act = { action: 'timeout', durationMs: 60_000 } as const;
      const { viewer, retryAfterMs } = await silenced(bench, act, 'untimeout', 'timed_out');
      const told = await viewer.event(bench.channelId, 'user_moderated', ({ action }) => action === 'timeout');
      assert.equal(told.userId, bench.server.viewer.userId);
      assert.ok(retryAfterMs > 50_000, `${retryAfterMs} ms`);
    },
  },
  {
    title: 'Who is banned does not speak until it is taken back',
    optional: true,
    async run(bench) {
      await silenced(bench, { action: 'ban' }, 'unban', 'banned');
    },
  },
  {
    title: 'Slow mode runs from the last message that was taken, and not for moderators',
    optional: true,
    run: (bench) =>
      withRules(bench, { slowModeMs: 60_000 }, async ({ moderator, viewer }) => {
        const { channelId } = bench;
        const told = await viewer.event(channelId, 'settings', ({ slowModeMs }) => slowModeMs === 60_000);
        assert.equal(told.blockedWords, undefined, 'blocked words are for moderators');
        await say(viewer, channelId, 'first');
        const refusal = await say(viewer, channelId, 'second');
        assert.ok(refusal.type === 'error' && refusal.code === 'slow_mode', JSON.stringify(refusal));
        assert.ok((refusal.retryAfterMs ?? 0) > 50_000, `${refusal.retryAfterMs} ms`);
        await sayAll(moderator, channelId, ['I may', 'as often as I like']);
      }),
  },
  {
    title: 'A message with a blocked word waits for a moderator: told to them and its sender alone',
    optional: true,
    run: (bench) =>
      withRules(bench, { blockedWords: ['turnip'] }, async ({ moderator, viewer }) => {
        const { channelId } = bench;
        const other = await bench.join(null);
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
      }),
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
