import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { redisBus } from '../bus/bus-redis.ts';
import { openRedis, redisReady } from '../redis/open-redis.ts';
import { RedisServer, redisMissing } from '../testing/redis-server.ts';
import { memoryRoomLog } from './roomlog-memory.ts';
import { redisRoomLog } from './roomlog-redis.ts';
import { KEPT_EVENTS, KEPT_MS } from './roomlog.ts';

const START_MS = Date.UTC(2026, 0, 1);
const chat = (text) => ({ type: 'chat', id: text, text });

/** What every log is held to. @param kill loses all that it has; null: it cannot */
function conforms(open, kill) {
  let log;
  let channels = 0;
  const channel = () => `channel-${++channels}`;
  const add = (id, text, more = {}) => log.append(id, { event: chat(text), nowMs: START_MS, ...more });
  before(async () => (log = await open()));

  it('numbers events from 1, and reads them from anywhere', async () => {
    const id = channel();
    const placed = [];
    for (const text of ['one', 'two', 'three']) placed.push(await add(id, text));
    assert.deepEqual(
      placed.map(({ seq, outcome, atMs }) => [seq, outcome, atMs]),
      [1, 2, 3].map((seq) => [seq, 'appended', START_MS]),
    );
    const { epoch, lastSeq, entries } = await log.read(id, 1);
    assert.deepEqual([epoch, lastSeq], [placed[0].epoch, 3]);
    assert.deepEqual(entries, [
      { seq: 2, atMs: START_MS, event: chat('two') },
      { seq: 3, atMs: START_MS, event: chat('three') },
    ]);
    assert.deepEqual((await log.read(id, 3)).entries, []);
    const empty = channel();
    const { epoch: other } = await log.read(empty, 0);
    assert.notEqual(other, epoch);
    assert.equal((await add(empty, 'one')).epoch, other);
  });

  it('gives many at once one order, and tells it', async () => {
    const id = channel();
    const told = [];
    const end = await log.subscribe(
      id,
      (_epoch, entry) => told.push(entry),
      () => {},
    );
    await Promise.all(Array.from({ length: 50 }, (_, index) => add(id, `${index}`)));
    const { entries } = await log.read(id, 0);
    while (told.length < 50) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(told, entries);
    assert.deepEqual(
      told.map(({ seq }) => seq),
      told.map((_, index) => index + 1),
    );
    end();
  });

  it('answers the same nonce the same, for ten minutes, before it judges the pace', async () => {
    const id = channel();
    const pace = { userId: 'ann', slowModeMs: 60_000, perSecond: 1, burst: 1 };
    const first = await add(id, 'once', { nonce: 'n', answer: { id: 'm1' }, pace });
    const again = await add(id, 'once', { nonce: 'n', answer: { id: 'm2' }, pace });
    assert.deepEqual(again, { ...first, outcome: 'again' });
    assert.deepEqual(await log.answered(id, 'n'), again);
    assert.equal(await log.answered(id, 'other'), null);
    assert.equal((await add(id, 'twice', { nonce: 'n-2', pace })).outcome, 'slow_mode');
    assert.equal(await log.answered(id, 'n-2'), null, 'what was not taken is not remembered');
  });

  it('keeps a pace by user: slow mode from the last that was taken, and a bucket', async () => {
    const id = channel();
    const at = (ms, userId = 'ann', slowModeMs = 0) =>
      add(id, 'x', { nowMs: START_MS + ms, pace: { userId, slowModeMs, perSecond: 2, burst: 3 } });
    const outcomes = [];
    for (const ms of [0, 0, 0, 0, 499, 500, 501, 2000]) outcomes.push((await at(ms)).outcome.replace('appended', '+'));
    assert.deepEqual(outcomes, ['+', '+', '+', 'rate_limited', 'rate_limited', '+', 'rate_limited', '+']);
    assert.equal(await log.takenAt(id, 'bob'), null);
    assert.equal((await at(0, 'bob')).outcome, 'appended');
    assert.equal(await log.takenAt(id, 'bob'), START_MS);
    assert.deepEqual(await at(10_000, 'bob', 30_000), { outcome: 'slow_mode', retryAfterMs: 20_000 });
    assert.equal((await at(29_999, 'bob', 30_000)).retryAfterMs, 1);
    assert.equal((await at(30_000, 'bob', 30_000)).outcome, 'appended');
    // Clocks of instances differ: what was taken a little later is no slow mode.
    assert.equal((await at(1990)).outcome, 'appended');
    assert.equal((await at(2000)).outcome, 'appended');
    assert.deepEqual(await at(2100), { outcome: 'rate_limited', retryAfterMs: 400 });
  });

  it('begins a pace anew when the clock was set back: nobody waits until it is that late again', async () => {
    const id = channel();
    const at = (ms, slowModeMs = 30_000) =>
      add(id, 'x', { nowMs: START_MS + ms, pace: { userId: 'ann', slowModeMs, perSecond: 1, burst: 1 } });
    const hour = 3_600_000;
    assert.equal((await at(hour)).outcome, 'appended');
    assert.equal((await at(0)).outcome, 'appended');
    assert.deepEqual(await at(1000), { outcome: 'slow_mode', retryAfterMs: 29_000 });
    assert.deepEqual(await at(0, 0), { outcome: 'rate_limited', retryAfterMs: 1000 });
  });

  it('refuses a revision that is not the last', async () => {
    const id = channel();
    const move = (is) => add(id, 'x', { revision: { of: 'room', is } });
    assert.deepEqual(
      [(await move(1)).outcome, (await move(0)).outcome, (await move(0)).outcome, (await move(1)).outcome],
      ['stale', 'appended', 'stale', 'appended'],
    );
    assert.equal((await log.read(id, 0)).lastSeq, 2);
    const many = await Promise.all(Array.from({ length: 8 }, () => move(2)));
    assert.equal(many.filter(({ outcome }) => outcome === 'appended').length, 1);
  });

  it('keeps a thousand events, and ten minutes, and forgets what is neither', async () => {
    const id = channel();
    for (let part = 0; part < 7; part++)
      await Promise.all(Array.from({ length: 256 }, (_, index) => add(id, `${part} ${index}`)));
    const firstOf = async () => (await log.read(id, 0)).entries[0].seq;
    assert.equal(await firstOf(), 1, 'all are of the last ten minutes');
    for (let part = 0; part < 6; part++)
      await Promise.all(
        Array.from({ length: 256 }, (_, index) => add(id, `${part} ${index}`, { nowMs: START_MS + KEPT_MS + 1 })),
      );
    const first = await firstOf();
    const { lastSeq } = await log.read(id, 0);
    assert.ok(first > 1 && lastSeq - first + 1 >= KEPT_EVENTS, `${first} to ${lastSeq}`);
    assert.ok(lastSeq - first + 1 < 2200);
  });

  it('takes any text as it is', async () => {
    const id = channel();
    const text = ' \u0000"\\\u2028 🦊 \ud800 مرحبا';
    await add(id, text, { nonce: ' n {x} ', answer: { id: text } });
    assert.deepEqual((await log.read(id, 0)).entries[0].event, JSON.parse(JSON.stringify(chat(text))));
    assert.equal((await log.answered(id, ' n {x} ')).answer.id, JSON.parse(JSON.stringify(text)));
  });

  it('begins another log where it has lost what somebody knows', async () => {
    const id = channel();
    const { epoch } = await add(id, 'one', { nonce: 'n' });
    assert.equal((await add(id, 'two', { known: { epoch, seq: 1 } })).epoch, epoch);
    const next = await add(id, 'three', { known: { epoch, seq: 3 } });
    assert.notEqual(next.epoch, epoch);
    assert.equal(next.seq, 1);
    const page = await log.read(id, 0);
    assert.deepEqual([page.epoch, page.lastSeq, page.entries.length], [next.epoch, 1, 1]);
    const read = await log.read(id, 5, { epoch: next.epoch, seq: 5 });
    assert.notEqual(read.epoch, next.epoch);
    assert.equal(read.lastSeq, 0);
    if (!kill) return;
    await kill();
    const anew = await add(id, 'four');
    assert.notEqual(anew.epoch, read.epoch);
    assert.equal(anew.seq, 1);
  });
}

describe('the log in memory', () => conforms(async () => memoryRoomLog(), null));

describe('the log in Redis', { skip: redisMissing }, () => {
  let server;
  let redis;
  let bus;
  conforms(
    async () => {
      server = await RedisServer.start();
      redis = openRedis(server.url);
      await redisReady(redis);
      bus = redisBus(redis);
      return redisRoomLog(redis, bus);
    },
    async () => void (await redis.flushall()),
  );
  after(async () => {
    await bus.close();
    redis.disconnect();
    await server.stop();
  });
});
