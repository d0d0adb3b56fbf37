import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CHECKS, runChecks } from '../../../conformance/index.ts';
import { RealtimeConnection } from '../../../../packages/core/src/realtime/index.ts';
import { Balancer } from '../testing/balancer.ts';
import { Instances } from '../testing/instances.ts';
import { RedisServer, redisMissing } from '../testing/redis-server.ts';
import { Talker, ticketOf } from '../testing/talker.ts';

describe('instances of the back end', { skip: redisMissing }, () => {
  let redis;
  let instances;
  let urls;
  let owner;
  let viewer;
  const closing = [];
  const open = async (url, account = null) => {
    const talker = await Talker.open(url, account);
    closing.push(() => talker.close());
    return talker;
  };

  /** People who talk fast, some on each instance. */
  const moderators = async (channelId, count) =>
    Promise.all(
      Array.from({ length: count }, async (_, index) => {
        const account = await instances.account();
        await instances.db.query('INSERT INTO channel_moderators (channel_id, account_id) VALUES ($1, $2)', [
          channelId,
          account.id,
        ]);
        return open(urls[index % 2], account);
      }),
    );

  before(async () => {
    redis = await RedisServer.start();
    instances = new Instances({
      REDIS_URL: redis.url,
      LIMIT_MESSAGES_PER_SECOND: '2',
      LIMIT_FRAMES_PER_SECOND: '1000',
    });
    await instances.open(2);
    urls = instances.all.map(({ url }) => url);
    [owner, viewer] = [await instances.account(), await instances.account()];
  });
  after(async () => {
    for (const close of closing) await close();
    await instances.close();
    await redis.stop();
  });

  describe('conform to t333-rt/1, whichever of them one reaches', () => {
    let next = 0;
    const server = {
      // Each socket and each request goes to the next one.
      get url() {
        return urls[next++ % urls.length];
      },
      get channelId() {
        return owner.id;
      },
      get viewer() {
        return { token: viewer.token, userId: viewer.id };
      },
      get moderator() {
        return { token: owner.token, userId: owner.id };
      },
    };
    for (const check of CHECKS)
      it(check.title, async () => {
        const [{ status, error }] = await Array.fromAsync(runChecks(server, [check]));
        assert.ifError(error);
        assert.equal(status, 'holds');
      });
  });

  it('let in whoever has a ticket once, also where it is used on both at the same time', async () => {
    const ticket = await ticketOf(urls[0], viewer);
    const both = await Promise.all(urls.map((url) => Talker.connect(url)));
    closing.push(...both.map((talker) => () => talker.close()));
    const answers = await Promise.all(both.map((talker) => talker.ask({ type: 'auth', proto: 1, ticket })));
    assert.deepEqual(answers.map(({ type }) => type).toSorted(), ['error', 'ready']);
    assert.equal(answers.find(({ type }) => type === 'ready').user.id, viewer.id);
  });

  it('give a message that is sent again to another one the same answer, also at the same time', async () => {
    const channelId = (await instances.account()).id;
    const [first, second] = await Promise.all(urls.map((url) => open(url, viewer)));
    const reader = await open(urls[1]);
    await reader.ask({ type: 'join', channelId });
    const answers = await Promise.all([first, second].map((talker) => talker.say(channelId, 'once', 'n-1')));
    const again = await second.say(channelId, 'once', 'n-1');
    for (const { id, seq } of answers) assert.deepEqual({ id, seq }, { id: again.id, seq: 1 });
    await second.say(channelId, 'after');
    await reader.event(channelId, ({ text }) => text === 'after');
    assert.deepEqual(
      reader.events(channelId).flatMap(({ type, text }) => (type === 'chat' ? [text] : [])),
      ['once', 'after'],
    );
  });

  it('count together how fast somebody talks', async () => {
    const channelId = (await instances.account()).id;
    const fast = await instances.account();
    const both = await Promise.all(urls.map((url) => open(url, fast)));
    const startedMs = performance.now();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => both[index % 2].say(channelId, `${index}`)),
    );
    const seconds = (performance.now() - startedMs) / 1000;
    // Six at once, and what became free meanwhile.
    const taken = answers.filter(({ type }) => type === 'ack').length;
    assert.ok(taken >= 6 && taken <= 7 + 2 * seconds, `${taken} in ${seconds} s`);
    assert.ok(answers.every(({ type, code }) => type === 'ack' || code === 'rate_limited'));
  });

  it('tell all in one order, without loss, while connections are cut', async () => {
    const channelId = (await instances.account()).id;
    const writers = await moderators(channelId, 6);
    const balancer = await Balancer.before(urls);
    const connection = new RealtimeConnection({ url: balancer.url });
    const told = [];
    const resets = [];
    connection.addEventListener('items', ({ items }) => {
      for (const { kind, event } of items)
        if (kind === 'event' && event.type === 'chat') told.push(event);
        else if (kind === 'reset' || kind === 'gap') resets.push(kind);
    });
    closing.push(
      () => connection.destroy(),
      () => balancer.close(),
    );
    await connection.join(channelId);
    resets.length = 0;
    const acked = [];
    for (let round = 0; round < 20; round++) {
      const answers = await Promise.all(writers.map((writer, index) => writer.say(channelId, `${round}-${index}`)));
      acked.push(...answers.filter(({ type }) => type === 'ack').map(({ id }) => id));
      if (round % 4 === 2) balancer.cut();
    }
    const last = acked.at(-1);
    while (!told.some(({ id }) => id === last))
      await new Promise((resolve) => connection.addEventListener('items', resolve, { once: true }));
    assert.deepEqual(told.map(({ id }) => id).toSorted(), acked.toSorted());
    assert.deepEqual(
      told.map(({ seq }) => seq),
      told.map((_, index) => index + 1),
    );
    assert.deepEqual(resets, []);
  });

  it('lose nothing that was acknowledged when Redis is killed, keep their sockets, and go on by themselves', async () => {
    const channelId = (await instances.account()).id;
    const writers = await moderators(channelId, 4);
    const readers = await Promise.all(urls.map((url) => open(url)));
    for (const reader of readers) await reader.ask({ type: 'join', channelId });
    const acked = new Set();
    const state = { isEnding: false, refused: 0 };
    // Each goes on with a message until it is taken, as a client does.
    const talking = writers.map(async (writer, index) => {
      for (let count = 0; !state.isEnding; count++) {
        const nonce = crypto.randomUUID();
        for (;;) {
          const answer = await writer.say(channelId, `${index}-${count}`, nonce);
          if (answer.type === 'ack') {
            acked.add(answer.id);
            break;
          }
          assert.ok(['unavailable', 'rate_limited'].includes(answer.code), JSON.stringify(answer));
          assert.ok(answer.retryAfterMs > 0);
          if (answer.code === 'unavailable') state.refused++;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      }
    });
    const isTaken = async (count) => {
      const wanted = acked.size + count;
      while (acked.size < wanted) await new Promise((resolve) => setTimeout(resolve, 10));
    };
    await isTaken(20);
    await redis.kill();
    while (state.refused < 8) await new Promise((resolve) => setTimeout(resolve, 10));
    await redis.comeBack();
    await isTaken(20);
    state.isEnding = true;
    await Promise.all(talking);
    const lastSeq = Math.max(
      ...(await Promise.all(writers.map((writer) => writer.say(channelId, 'end')))).map(({ seq = 0 }) => seq),
    );
    for (const reader of readers) {
      await reader.event(channelId, ({ seq }) => seq === lastSeq);
      const told = reader.events(channelId).filter(({ type }) => type === 'chat');
      const ids = told.map(({ id }) => id);
      assert.deepEqual(
        [...acked].filter((id) => !ids.includes(id)),
        [],
      );
      assert.equal(new Set(ids).size, ids.length, 'something came twice');
      assert.deepEqual(
        told.map(({ seq }) => seq),
        told.map((_, index) => index + 1),
      );
      assert.equal(reader.closeCode, null);
    }
    for (const writer of writers) assert.equal(writer.closeCode, null);
  });

  it('tell what one of them has acknowledged and told nobody before it was gone', async () => {
    const channelId = (await instances.account()).id;
    const doomed = await instances.start();
    const writer = await open(doomed.url, viewer);
    await writer.ask({ type: 'join', channelId });
    const acks = await Promise.all(['one', 'two', 'three'].map((text) => writer.say(channelId, text)));
    doomed.backend.app.server.close();
    doomed.backend.app.server.closeAllConnections();
    writer.close();
    const late = await open(urls[0]);
    const { events } = await late.ask({ type: 'join', channelId });
    assert.deepEqual(
      events.map(({ id }) => id),
      acks.map(({ id }) => id),
    );
  });

  it('say goodbye when they stop, and answer what was asked before', async () => {
    const channelId = (await instances.account()).id;
    const { backend, url } = await instances.start();
    const writer = await open(url, viewer);
    await writer.ask({ type: 'join', channelId });
    const asked = ['one', 'two'].map((text) => writer.say(channelId, text));
    // The frames are there.
    await writer.ask({ type: 'ping' });
    const closed = backend.close();
    const acks = await Promise.all(asked);
    assert.deepEqual(
      acks.map(({ type }) => type),
      ['ack', 'ack'],
    );
    assert.equal(await writer.closed(), 1012);
    assert.ok(writer.frames.some(({ type, reconnectAfterMs }) => type === 'goodbye' && reconnectAfterMs >= 0));
    await closed;
    const late = await open(urls[1]);
    assert.deepEqual(
      (await late.ask({ type: 'join', channelId })).events.map(({ id }) => id),
      acks.map(({ id }) => id),
    );
  });
});
