import assert from 'node:assert/strict';
import { decodePollAnswer, type PollAnswer } from '../../../packages/core/src/protocol/index.ts';
import { places, sayAll } from '../saying.ts';
import type { Bench, Check } from '../suite.ts';

async function poll(bench: Bench, query: Record<string, string>): Promise<PollAnswer> {
  const path = `channels/${encodeURIComponent(bench.channelId)}/events?${new URLSearchParams(query)}`;
  const response = await bench.fetch(path);
  assert.equal(response.status, 200);
  return decodePollAnswer(await response.text());
}

export const polling: readonly Check[] = [
  {
    title: 'A poll has the same events as a socket, with the same places',
    async run(bench) {
      const { channelId, server } = bench;
      const writer = await bench.join(server.moderator);
      const said = await sayAll(writer, channelId, ['one', 'two', 'three']);
      const { epoch, lastSeq, pollAfterMs } = await poll(bench, { limit: '1' });
      assert.equal(lastSeq, said[2]!.seq);
      assert.ok(pollAfterMs > 0);
      const { recovered, events } = await poll(bench, { since: `${epoch}:${said[0]!.seq}`, limit: '200' });
      assert.equal(recovered, true);
      assert.deepEqual(places(events), [said[1]!.seq, said[2]!.seq]);
    },
  },
  {
    title: 'A poll may wait for what happens next',
    async run(bench) {
      const { channelId, server } = bench;
      const writer = await bench.join(server.moderator);
      const { epoch, lastSeq } = await poll(bench, { limit: '1' });
      const waiting = poll(bench, { since: `${epoch}:${lastSeq}`, wait: '20' });
      const [said] = await sayAll(writer, channelId, ['now']);
      assert.deepEqual(places((await waiting).events), [said!.seq]);
    },
  },
  {
    title: 'A message by POST and the same by a socket are one',
    async run(bench) {
      const { channelId, server } = bench;
      const nonce = crypto.randomUUID();
      const init = { method: 'POST', headers: { 'idempotency-key': nonce }, body: JSON.stringify({ text: 'by post' }) };
      const path = `channels/${encodeURIComponent(channelId)}/messages`;
      let response = await bench.fetch(path, init, server.moderator);
      while (response.status === 429) {
        const { retryAfterMs = 1000 } = (await response.json()) as { retryAfterMs?: number };
        await new Promise((resolve) => void setTimeout(resolve, retryAfterMs));
        response = await bench.fetch(path, init, server.moderator);
      }
      assert.equal(response.status, 200);
      const first = (await response.json()) as { id: string; seq: number };
      const peer = await bench.join(server.moderator);
      const second = await peer.get('ack', { type: 'chat', channelId, nonce, text: 'by post' });
      assert.deepEqual([second.id, second.seq], [first.id, first.seq]);
    },
  },
  {
    title: 'What is asked wrongly has the code and status of the protocol',
    async run(bench) {
      const { channelId } = bench;
      const wrong = await bench.fetch(`channels/${encodeURIComponent(channelId)}/events?since=nonsense`);
      assert.deepEqual([wrong.status, ((await wrong.json()) as { code: string }).code], [400, 'bad_request']);
      const nobody = await bench.fetch(`channels/${encodeURIComponent(channelId)}/messages`, {
        method: 'POST',
        headers: { 'idempotency-key': crypto.randomUUID() },
        body: JSON.stringify({ text: 'hello' }),
      });
      assert.equal(nobody.status, 401);
    },
  },
];
