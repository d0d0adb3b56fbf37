import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryBus } from '../bus/bus-memory.ts';
import { dropStale } from './drop-stale.ts';
import { endOrphans } from './end-orphans.ts';
import { pipelinesEverywhere } from './pipelines-everywhere.ts';

const instance = (senders = []) => {
  const done = [];
  return {
    done,
    pipelines: {
      end: async (streamId) => void done.push(`end ${streamId}`),
      begun: async (streamId, startedMs) => void done.push(`begun ${streamId} ${startedMs}`),
      dropEncoder: async (channelId, keyId) => void done.push(`drop ${channelId} ${keyId}`),
      recordingSoFar: async () => null,
      senders: () => senders,
    },
  };
};

describe('pipelinesEverywhere', () => {
  it('ends streams and encoders on all instances, once on each', async () => {
    const bus = memoryBus();
    const problems = [];
    const [one, other] = [instance(), instance()];
    const everywhere = await pipelinesEverywhere(one.pipelines, bus, (error) => problems.push(error));
    await pipelinesEverywhere(other.pipelines, bus, (error) => problems.push(error));
    await everywhere.end('a');
    await everywhere.dropEncoder('b', 'key');
    await everywhere.begun('c', 5);
    assert.deepEqual(one.done, ['end a', 'drop b key', 'begun c 5']);
    assert.deepEqual(other.done, one.done);
    assert.deepEqual(problems, []);
  });

  it('ends them here where the others cannot be told', async () => {
    const { done, pipelines } = instance();
    const problems = [];
    const bus = { publish: () => Promise.reject(new Error('Redis is away')), subscribe: async () => () => {} };
    await (await pipelinesEverywhere(pipelines, bus, (error) => problems.push(error.message))).end('a');
    assert.deepEqual([done, problems], [['end a'], ['Redis is away']]);
  });
});

describe('dropStale', () => {
  it('cuts off who has a key that is good no more, and ends what has ended, shows what has begun', async () => {
    const senders = [
      { channelId: 'a', streamId: 's1', keyId: 'good' },
      { channelId: 'b', streamId: 's2', keyId: 'stolen' },
      { channelId: 'c', streamId: 's3', keyId: 'good too' },
    ];
    const { done, pipelines } = instance(senders);
    const keys = { goodOf: async (ids) => new Set(ids.filter((id) => id !== 'stolen')) };
    const live = { startedAt: new Date(5) };
    const streams = { goingOnOf: async () => new Map(Object.entries({ s1: live, s2: { startedAt: null } })) };
    await dropStale({ pipelines, keys, streams });
    assert.deepEqual(done, ['begun s1 5', 'drop b stolen', 'end s3']);
  });

  it('asks for nothing where nobody sends', async () => {
    const { pipelines } = instance();
    await dropStale({ pipelines, keys: {}, streams: {} });
    await dropStale({ pipelines: { ...pipelines, senders: undefined }, keys: {}, streams: {} });
  });
});

describe('endOrphans', () => {
  it('says what is made each time, and takes others for gone only when all has gone well for a while', async () => {
    const told = [];
    const look = endOrphans({
      pipelines: { renew: async () => void told.push('renewed') },
      streams: { endOrphans: async (seconds) => void told.push(seconds) },
      encoderGraceSeconds: 60,
    });
    const away = async () => {
      throw new Error('away');
    };
    for (let count = 0; count < 7; count++) await look(async () => {});
    assert.deepEqual([told.length, told.at(-1)], [8, 90]);
    await assert.rejects(look(away));
    for (let count = 0; count < 6; count++) await look(async () => {});
    assert.equal(told.at(-1), 'renewed', 'after an outage the others are late, too');
    await look(async () => {});
    assert.equal(told.at(-1), 90);
  });
});
