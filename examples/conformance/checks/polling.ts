import assert from 'node:assert/strict';
import { decodePollAnswer, type PollAnswer } from '../../../packages/core/src/protocol/index.ts';
import { places, sayAll } from '../saying.ts';
import { LeftOut, type Bench, type Check } from '../suite.ts';

async function poll(bench: Bench, query: Record<string, string>): Promise<PollAnswer> {
  const response = await bench.poll(`events?${new URLSearchParams(query)}`);
  assert.equal(response.status, 200);
  return decodePollAnswer(await response.text());
}

export const polling: readonly Check[] = [
  {
    title: 'A poll has the same events as a socket, with the same places',
    optional: true,
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
    optional: true,
    async run(bench) {
      const { channelId, server } = bench;
      const writer = await bench.join(server.moderator);
      const { epoch, lastSeq } = await poll(bench, { limit: '1' });
      const since = `${epoch}:${lastSeq}`;
      const waiting = poll(bench, { since, wait: '20' });
      const [said] = await sayAll(writer, channelId, ['now']);
      const { events } = await waiting;
      if (events.length > 0) return assert.deepEqual(places(events), [said!.seq]);
      assert.deepEqual(places((await poll(bench, { since })).events), [said!.seq]);
      throw new LeftOut('it was answered before there was anything to tell');
    },
  },
  {
    title: 'A message by POST and the same by a socket are one',
    optional: true,
    async run(bench) {
      const { channelId, server } = bench;
      const nonce = crypto.randomUUID();
      const init = { method: 'POST', headers: { 'idempotency-key': nonce }, body: JSON.stringify({ text: 'by post' }) };
      let response = await bench.poll('messages', init, server.moderator);
      while (response.status === 429) {
        const { retryAfterMs = 1000 } = (await response.json()) as { retryAfterMs?: number };
        await new Promise((resolve) => void setTimeout(resolve, retryAfterMs));
        response = await bench.poll('messages', init, server.moderator);
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
    optional: true,
    async run(bench) {
      const wrong = await bench.poll('events?since=nonsense');
      assert.deepEqual([wrong.status, ((await wrong.json()) as { code: string }).code], [400, 'bad_request']);
      const nobody = await bench.poll('messages', {
        method: 'POST',
        headers: { 'idempotency-key': crypto.randomUUID() },
        body: JSON.stringify({ text: 'hello' }),
      });
      assert.equal(nobody.status, 401);
    },
  },
];
