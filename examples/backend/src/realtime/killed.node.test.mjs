import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { RealtimeConnection } from '../../../../packages/core/src/realtime/index.ts';
import { Balancer } from '../testing/balancer.ts';
import { InstanceProcess } from '../testing/instance-process.ts';
import { Instances } from '../testing/instances.ts';
import { RedisServer, redisMissing } from '../testing/redis-server.ts';
import { Talker } from '../testing/talker.ts';

const { TEST_DATABASE_URL } = process.env;
const skip = redisMissing || (!TEST_DATABASE_URL && 'TEST_DATABASE_URL: processes share no embedded database');

describe('processes of the back end', { skip }, () => {
  let redis;
  let instances;
  const processes = [];
  const closing = [];
  before(async () => {
    redis = await RedisServer.start();
    instances = await new Instances({ REDIS_URL: redis.url }).open();
    const env = {
      DATABASE_URL: TEST_DATABASE_URL,
      REDIS_URL: redis.url,
      LIMIT_SOCKETS_PER_IP: '100',
      LIMIT_MESSAGES_PER_SECOND: '100',
    };
    processes.push(...(await Promise.all([InstanceProcess.start(env), InstanceProcess.start(env)])));
  });
  after(async () => {
    for (const close of closing) await close();
    for (const one of processes) await one.kill();
    await instances.close();
    await redis.stop();
  });

  it('lose nothing that was acknowledged when one of them is killed', async () => {
    const channelId = (await instances.account()).id;
    const accounts = await Promise.all(Array.from({ length: 4 }, () => instances.account()));
    const balancer = await Balancer.before(processes.map(({ url }) => url));
    const connection = new RealtimeConnection({ url: balancer.url });
    closing.push(
      () => connection.destroy(),
      () => balancer.close(),
    );
    const told = [];
    connection.addEventListener('items', ({ items }) => {
      for (const { kind, event } of items) if (kind === 'event' && event.type === 'chat') told.push(event);
    });
    await connection.join(channelId);

    const state = { acked: new Set(), again: 0, isEnding: false };
    const talking = accounts.map(async (account, index) => {
      let talker = await Talker.open(balancer.url, account);
      closing.push(() => talker.close());
      for (let count = 0; !state.isEnding; count++) {
        const nonce = crypto.randomUUID();
        // Whether it was taken before the socket broke, nobody knows: it is sent again until somebody says so.
        for (;;) {
          const answer = await talker.say(channelId, `${index}-${count}`, nonce);
          if (answer.type === 'ack') {
            state.acked.add(answer.id);
            break;
          }
          state.again++;
          if (answer.type === 'closed') talker = await openAgain(balancer.url, account);
        }
      }
    });
    const isAcked = async (count) => {
      const wanted = state.acked.size + count;
      while (state.acked.size < wanted) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    await isAcked(100);
    const [doomed, other] = processes;
    balancer.lead([other.url]);
    await doomed.kill();
    await isAcked(100);
    state.isEnding = true;
    await Promise.all(talking);

    while (told.length < state.acked.size) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual(told.map(({ id }) => id).toSorted(), [...state.acked].toSorted());
    assert.deepEqual(
      told.map(({ seq }) => seq),
      told.map((_, index) => index + 1),
    );
    assert.equal(new Set(told.map(({ text }) => text)).size, told.length, 'something was said twice');
    assert.ok(state.again > 0);
  });
});

async function openAgain(url, account) {
  for (;;) {
    try {
      return await Talker.open(url, account);
    } catch {
      // The balancer has not noticed yet.
    }
  }
}
