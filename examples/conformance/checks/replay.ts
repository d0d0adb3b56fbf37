import assert from 'node:assert/strict';
import { MAX_HISTORY } from '../../../packages/core/src/protocol/index.ts';
import { places, sayAll } from '../saying.ts';
import type { Check } from '../suite.ts';

const LINES = ['one', 'two', 'three', 'four'];

export const replay: readonly Check[] = [
  {
    title: 'A join brings the last events, as many as were asked for, and the rules',
    async run(bench) {
      const { channelId, server } = bench;
      const said = await sayAll(await bench.join(server.moderator), channelId, LINES);
      const peer = await bench.signIn(null);
      const joined = await peer.get('joined', { type: 'join', channelId, history: 2 });
      assert.equal(joined.lastSeq, said[3]!.seq);
      assert.deepEqual(places(joined.events), [said[2]!.seq, said[3]!.seq]);
      assert.ok(joined.settings && joined.epoch);
      assert.equal(joined.you, null);
      assert.equal(joined.settings.blockedWords, undefined, 'blocked words are for moderators');
    },
  },
  {
    title: 'Who comes back hears what was said meanwhile, and nothing twice',
    async run(bench) {
      const { channelId, server } = bench;
      const writer = await bench.join(server.moderator);
      const [first] = await sayAll(writer, channelId, ['before']);
      const { epoch } = await (await bench.signIn(null)).get('joined', { type: 'join', channelId, history: 0 });
      const missed = await sayAll(writer, channelId, LINES);
      const peer = await bench.signIn(null);
      const joined = await peer.get('joined', { type: 'join', channelId, since: { epoch, seq: first!.seq } });
      assert.equal(joined.recovered, true);
      assert.deepEqual(
        places(joined.events),
        missed.map(({ seq }) => seq),
      );
      const [next] = await sayAll(writer, channelId, ['after']);
      await peer.event(channelId, 'chat', ({ id }) => id === next!.id);
      assert.equal(peer.events(channelId).length, 1);
    },
  },
  {
    title: 'A log that is not known is not recovered: fresh history instead',
    async run(bench) {
      const { channelId, server } = bench;
      await sayAll(await bench.join(server.moderator), channelId, LINES);
      for (const since of [
        { epoch: 'no-such-epoch', seq: 1 },
        { epoch: 'no-such-epoch', seq: 2 ** 50 },
      ]) {
        const peer = await bench.signIn(null);
        const joined = await peer.get('joined', { type: 'join', channelId, since, history: 3 });
        assert.deepEqual([joined.recovered, joined.events.length], [false, 3]);
      }
    },
  },
  {
    title: 'History comes page by page, oldest first',
    async run(bench) {
      const { channelId, server } = bench;
      const peer = await bench.join(server.moderator);
      const said = await sayAll(peer, channelId, LINES);
      const page = await peer.get('history', { type: 'history', channelId, before: said[3]!.seq, limit: 2 });
      assert.deepEqual(places(page.events), [said[1]!.seq, said[2]!.seq]);
    },
  },
  {
    title: 'What was deleted is not told again: only its place',
    optional: true,
    async run(bench) {
      const { channelId, server } = bench;
      const peer = await bench.join(server.moderator);
      const { epoch, lastSeq } = await peer.get('joined', { type: 'join', channelId, history: 0 });
      const [said] = await sayAll(peer, channelId, ['a secret']);
      await bench.moderate(peer, { action: 'delete', messageId: said!.id });
      const { messageIds } = await peer.event(channelId, 'chat_deleted');
      assert.deepEqual(messageIds, [said!.id]);
      const late = await bench.signIn(null);
      const joined = await late.get('joined', { type: 'join', channelId, since: { epoch, seq: lastSeq } });
      assert.equal(JSON.stringify(joined).includes('a secret'), false);
      assert.deepEqual(places(joined.events), [said!.seq, said!.seq + 1]);
      const { events } = await late.get('history', { type: 'history', channelId, limit: MAX_HISTORY });
      assert.equal(JSON.stringify(events).includes('a secret'), false);
    },
  },
];
