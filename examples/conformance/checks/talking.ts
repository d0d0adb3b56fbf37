import assert from 'node:assert/strict';
import type { RtChatEvent, ServerReply } from '../../../packages/core/src/protocol/index.ts';
import { say, sayAll } from '../saying.ts';
import { LeftOut, type Check } from '../suite.ts';

/** Who allows more has no limit that is worth the name. */
const MOST_AT_ONCE = 30;

export const talking: readonly Check[] = [
  {
    title: 'A message is acknowledged, and told to all with the same id and place',
    async run(bench) {
      const { channelId, server } = bench;
      const reader = await bench.join(null);
      const writer = await bench.join(server.viewer);
      const text = 'hello <b>\u202Eworld</b> 🦊 éé مرحبا';
      const ack = await writer.get('ack', { type: 'chat', channelId, nonce: crypto.randomUUID(), text });
      assert.ok(ack.id && ack.seq);
      for (const peer of [reader, writer]) {
        const told = await peer.event(channelId, 'chat', ({ id }) => id === ack.id);
        assert.deepEqual([told.seq, told.text, told.user.id], [ack.seq, text, server.viewer.userId]);
      }
      const { nonce } = await reader.event(channelId, 'chat', ({ id }) => id === ack.id);
      assert.equal(nonce, undefined, 'only the sender learns the nonce');
    },
  },
  {
    title: 'Who is anonymous only reads',
    async run(bench) {
      const peer = await bench.join(null);
      const { code } = await peer.refused({ type: 'chat', channelId: bench.channelId, nonce: 'n', text: 'hello' });
      assert.equal(code, 'unauthenticated');
    },
  },
  {
    title: 'The same nonce is the same message',
    async run(bench) {
      const { channelId, server } = bench;
      const peer = await bench.join(server.moderator);
      const nonce = crypto.randomUUID();
      const first = await say(peer, channelId, 'once', { nonce });
      const second = await say(peer, channelId, 'once', { nonce });
      assert.ok(first.type === 'ack' && second.type === 'ack');
      assert.deepEqual([second.id, second.seq], [first.id, first.seq]);
      const [after] = await sayAll(peer, channelId, ['after']);
      await peer.event(channelId, 'chat', ({ id }) => id === after!.id);
      const told = peer.events(channelId).filter((event) => event.type === 'chat' && event.id === first.id);
      assert.equal(told.length, 1);
    },
  },
  {
    title: '500 code points are a message, 501 are too long',
    async run(bench) {
      const { channelId, server } = bench;
      const peer = await bench.join(server.moderator);
      await sayAll(peer, channelId, ['🦊'.repeat(500)]);
      peer.sendText(
        JSON.stringify({ type: 'chat', rid: 'long', channelId, nonce: crypto.randomUUID(), text: '🦊'.repeat(501) }),
      );
      const error = await peer.find(
        (frame): frame is ServerReply => 'rid' in frame && frame.rid === 'long',
        'an answer',
      );
      assert.ok(error.type === 'error' && ['too_long', 'bad_request'].includes(error.code), JSON.stringify(error));
    },
  },
  {
    title: 'All hear one order, without holes',
    async run(bench) {
      const { channelId, server } = bench;
      const readers = [await bench.join(null), await bench.join(null)];
      const writers = [await bench.join(server.moderator), await bench.join(server.moderator)];
      const texts = Array.from({ length: 8 }, (_, index) => `line ${index}`);
      const acks = await Promise.all(writers.map((writer) => sayAll(writer, channelId, texts)));
      const lastSeq = Math.max(...acks.flat().map(({ seq }) => seq));
      const [first, second] = await Promise.all(
        readers.map(async (reader) => {
          await reader.event(channelId, 'chat', ({ seq }) => seq === lastSeq);
          return reader.events(channelId).filter((event): event is RtChatEvent => event.type === 'chat');
        }),
      );
      const ids = (events: RtChatEvent[] | undefined) => events?.map(({ id }) => id);
      assert.deepEqual(ids(first), ids(second));
      first?.forEach(({ seq }, index) => assert.equal(seq, (first[0]?.seq ?? 0) + index));
    },
  },
  {
    title: 'An answer names the message that it answers',
    async run(bench) {
      const { channelId, server } = bench;
      const peer = await bench.join(server.moderator);
      const [question] = await sayAll(peer, channelId, ['why?']);
      await say(peer, channelId, 'because', { replyTo: question!.id });
      const told = await peer.event(channelId, 'chat', ({ replyTo }) => replyTo?.id === question!.id);
      assert.equal(told.text, 'because');
    },
  },
  {
    title: 'Who talks too fast is told when to go on',
    optional: true,
    async run(bench) {
      const { channelId, server } = bench;
      const peer = await bench.socket();
      const ticket = await bench.ticket(server.viewer);
      const { limits } = await peer.get('ready', { type: 'auth', proto: 1, ticket });
      if (limits.messageBurst > MOST_AT_ONCE) throw new LeftOut(`${limits.messageBurst} messages may come at once`);
      await peer.get('joined', { type: 'join', channelId, history: 0 });
      for (let count = 0; count <= MOST_AT_ONCE; count++) {
        const reply = await peer.ask({ type: 'chat', channelId, nonce: crypto.randomUUID(), text: `fast ${count}` });
        if (reply.type !== 'error') continue;
        assert.equal(reply.code, 'rate_limited');
        assert.ok((reply.retryAfterMs ?? 0) > 0);
        return;
      }
      assert.fail(`${MOST_AT_ONCE} messages at once were taken, and ${limits.messageBurst} may come`);
    },
  },
  {
    title: 'Who has left hears nothing more',
    async run(bench) {
      const { channelId, server } = bench;
      const leaver = await bench.join(null);
      await leaver.get('ack', { type: 'leave', channelId });
      const writer = await bench.join(server.moderator);
      const [said] = await sayAll(writer, channelId, ['behind your back']);
      await writer.event(channelId, 'chat', ({ id }) => id === said!.id);
      await leaver.get('pong', { type: 'ping' });
      assert.deepEqual(leaver.events(channelId), []);
    },
  },
];
