import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'node:test';
import KeyvRedis from '@keyv/redis';
import { Keyv } from 'keyv';
import { delay } from '@t333/core/resilience';
import { FakeClock } from '@t333/core/testing';
import { startTwitchServer } from '../../testing/server/index.ts';
import { TwitchMock } from '../../testing/twitch-mock.ts';
import { outcome, pass } from '../fixtures/signed-in.ts';
import { visit } from '../fixtures/visit.ts';
import { KeyvTokenStore } from '../keyv-token-store.ts';
import { TokenGrant } from '../token-grant.ts';
import { TokenManager } from '../token-manager.ts';
import { APP } from '../token-source.ts';
import { MemoryTokenStore, type TokenStore } from '../token-store.ts';
import { confidentialClient } from './client.ts';
import { redisMissing, startRedis, type RedisServer } from './fixtures/redis-server.ts';
import { RedisLock, type RedisLockOptions } from './redis-lock.ts';

describe('RedisLock', { skip: redisMissing }, () => {
  let server: RedisServer;
  let adapter: KeyvRedis<string>;
  let send: RedisLockOptions['send'];

  before(async () => {
    server = await startRedis();
    adapter = new KeyvRedis(server.url);
    const client = (await adapter.getClient()) as { sendCommand(command: string[]): Promise<unknown> };
    send = (command) => client.sendCommand(command);
  });

  after(async () => {
    await adapter.disconnect(true);
    await server.stop();
  });

  it('lets one at a time in for a name', async () => {
    const locks = [new RedisLock({ send }), new RedisLock({ send })];
    let inside = 0;
    let worst = 0;
    const task = async (): Promise<void> => {
      worst = Math.max(worst, ++inside);
      assert.notEqual(await send(['GET', 'twitch-lock:a']), null);
      inside--;
    };
    await Promise.all(Array.from({ length: 10 }, (_, at) => locks[at % 2]?.hold('a', task)));
    assert.equal(worst, 1);
    assert.equal(await send(['GET', 'twitch-lock:a']), null);
  });

  it('lets in for one name while another is held', async () => {
    const lock = new RedisLock({ send });
    const [a, b] = [visit(), visit()];
    const held = [lock.hold('a', a.task), lock.hold('b', b.task)];
    await Promise.all([a.entered, b.entered]);
    assert.equal(await send(['EXISTS', 'twitch-lock:a', 'twitch-lock:b']), 2);
    a.leave();
    b.leave();
    await Promise.all(held);
    assert.equal(await send(['EXISTS', 'twitch-lock:a', 'twitch-lock:b']), 0);
  });

  it('does not open what another has taken after its lease ran out', async () => {
    const slow = new RedisLock({ send, leaseMs: 20, random: () => 0 });
    const next = new RedisLock({ send, random: () => 0 });
    const { task, entered, leave } = visit();
    const first = slow.hold('b', task);
    await entered;
    await next.hold('b', async () => {
      leave();
      await first;
      assert.notEqual(await send(['GET', 'twitch-lock:b']), null, 'the second is still in');
    });
    assert.equal(await send(['GET', 'twitch-lock:b']), null);
  });

  it('leaves nothing behind after a failure', async () => {
    const lock = new RedisLock({ send, prefix: 'mine:' });
    assert.equal(await outcome(lock.hold('c', () => Promise.reject(new Error('oops')))), 'Error: oops');
    assert.equal(await send(['EXISTS', 'mine:c']), 0);
  });

  it('leaves alone what it did not get', async () => {
    await send(['SET', 'twitch-lock:d', 'somebody']);
    assert.equal(await outcome(new RedisLock({ send, waitMs: 0 }).hold('d', async () => {})), 'timeout');
    assert.equal(await send(['GET', 'twitch-lock:d']), 'somebody');
  });
});

/** What Redis does with the two commands of a lock, on a fake clock. */
function fakeRedis(clock: FakeClock) {
  const held = new Map<string, { token: string; untilMs: number }>();
  const send: RedisLockOptions['send'] = async ([name, ...args]) => {
    const key = args[name === 'SET' ? 0 : 2] ?? '';
    const holder = held.get(key);
    if (holder && holder.untilMs <= clock.now()) held.delete(key);
    if (name === 'SET' && !held.has(key)) {
      held.set(key, { token: args[1] ?? '', untilMs: clock.now() + Number(args[4]) });
      return 'OK';
    }
    if (name === 'EVAL' && held.get(key)?.token === args[3]) held.delete(key);
    return null;
  };
  return { held, send };
}

describe('RedisLock and time', () => {
  it('waits no longer than it was told to, nor than its signal', async () => {
    const clock = new FakeClock();
    const { send, held } = fakeRedis(clock);
    held.set('twitch-lock:a', { token: 'somebody', untilMs: Infinity });
    const lock = new RedisLock({ send, clock, waitMs: 200, random: () => 0.5 });
    let isOver = false;
    const late = outcome(lock.hold('a', async () => {})).finally(() => (isOver = true));
    const controller = new AbortController();
    const left = outcome(lock.hold('a', async () => {}, { signal: controller.signal }));
    await clock.advance(100);
    controller.abort();
    assert.equal(await left, 'aborted');
    await clock.advance(99);
    assert.equal(isOver, false);
    await clock.advance(1);
    assert.equal(await late, 'timeout');
    assert.equal(held.size, 1);
    assert.equal(clock.pending, 0);
  });

  it('does nothing for who left while Redis gave it the lock', async () => {
    const clock = new FakeClock();
    const { send, held } = fakeRedis(clock);
    const controller = new AbortController();
    let isIn = false;
    const left = outcome(
      new RedisLock({ send, clock }).hold('a', async () => (isIn = true), { signal: controller.signal }),
    );
    controller.abort();
    assert.equal(await left, 'aborted');
    assert.equal(isIn, false);
    assert.equal(held.size, 0);
  });

  it('gets what somebody held who is gone', async () => {
    const clock = new FakeClock();
    const { send } = fakeRedis(clock);
    void new RedisLock({ send, clock }).hold('a', () => new Promise(() => {}));
    await clock.advance(0);
    const next = new RedisLock({ send, clock, random: () => 0.5 }).hold('a', async () => 'mine');
    await pass(clock, 60_000, 10_000);
    assert.equal(await next, 'mine');
    assert.equal(clock.pending, 0);
  });

  it('has a lease that no task of a token manager outlives, whatever is slow', async () => {
    const clock = new FakeClock();
    const store = new MemoryTokenStore();
    /** As slow as it can be without a time-out. */
    const slowly = async <T>(answer: T | Promise<T>, delayMs = 4999): Promise<T> => {
      await delay(clock, delayMs);
      return answer;
    };
    const slowStore: TokenStore = {
      get: (subject) => slowly(store.get(subject)),
      set: (subject, grant) => slowly(store.set(subject, grant)),
      delete: (subject) => slowly(store.delete(subject)),
    };
    const mock = new TwitchMock({ clock, clientId: 'app', clientSecret: 'hush' });
    const client = confidentialClient({
      clientId: 'app',
      clientSecret: 'hush',
      fetch: mock.fetch,
      clock,
      random: () => 1,
    });
    let tookMs = 0;
    const leasesMs: number[] = [];
    const redis = fakeRedis(clock);
    let sentMs = 0;
    const lock = new RedisLock({
      clock,
      send: async (command) => {
        if (command[0] === 'EVAL') {
          tookMs = clock.now() - sentMs;
          return redis.send(command);
        }
        sentMs = clock.now();
        leasesMs.push(Number(command[5]));
        return slowly(redis.send(command));
      },
    });
    const manager = new TokenManager({ client, store: slowStore, lock, clock, random: () => 1 });

    for (const [path, task, atLeastMs] of [
      ['/oauth2/token', () => manager.getToken(), 46_000],
      ['/oauth2/revoke', () => manager.signOut(APP), 46_000],
    ] as const) {
      mock.faults.add({ path, fault: 'hang', times: 2 });
      mock.faults.add({ path, fault: { delayMs: 9999 } });
      const done = task();
      await pass(clock, 60_000, 500);
      await done;
      assert.ok(tookMs > atLeastMs, `${path} took ${tookMs} ms`);
      assert.ok(leasesMs.every((leaseMs) => leaseMs > tookMs));
    }
    assert.equal(clock.pending, 0);
  });
});

describe('RedisLock without an answer', () => {
  it('opens again what it may have taken', async () => {
    const sent: string[][] = [];
    const send = async (command: string[]): Promise<unknown> => {
      sent.push(command);
      if (command[0] === 'SET') throw new Error('connection lost');
      return 1;
    };
    assert.equal(await outcome(new RedisLock({ send }).hold('a', async () => {})), 'store');
    const [set, release] = sent;
    assert.deepEqual([set?.[0], release?.[0]], ['SET', 'EVAL']);
    assert.equal(release?.at(-1), set?.[2]);
  });

  it('gives up after 5 s', async () => {
    const clock = new FakeClock();
    const send = (): Promise<unknown> => new Promise(() => {});
    const result = outcome(new RedisLock({ send, clock }).hold('a', async () => {}));
    await pass(clock, 10_000, 5000);
    assert.equal(await result, 'store');
    assert.equal(clock.pending, 0);
  });
});

describe('two processes that share a Redis', { skip: redisMissing }, () => {
  it('spend a one-use refresh token once, however many ask in each', async () => {
    const redis = await startRedis();
    const mock = new TwitchMock({ clientId: 'app', clientType: 'public', latencyMs: 30 });
    const twitch = await startTwitchServer(mock);
    const adapter = new KeyvRedis<string>(redis.url);
    const { value, refreshToken } = mock.issueToken({ userId: '1' });
    const store = new KeyvTokenStore(new Keyv({ store: adapter }));
    await store.set('1', new TokenGrant({ value, refreshToken, obtainedAtMs: Date.now() }));

    const script = fileURLToPath(new URL('fixtures/renewing-process.ts', import.meta.url));
    const children: ChildProcess[] = [];
    try {
      for (let count = 0; count < 2; count++) {
        const child = fork(script, [redis.url, twitch.idUrl], { execArgv: ['--conditions=@t333/source'] });
        children.push(child);
        await once(child, 'message');
      }
      for (let round = 1; round <= 5; round++) {
        const answers = children.map((child) => once(child, 'message'));
        for (const child of children) child.send('go');
        const told = (await Promise.all(answers)).map(([answer]) => answer as { error?: string; renewed: string[] });
        assert.deepEqual(
          told.map(({ error }) => error),
          [undefined, undefined],
        );
        const values = new Set(told.flatMap(({ renewed }) => renewed));
        assert.equal(values.size, 1, 'all 20 have the same token');
        assert.equal(mock.tokens.find([...values][0] ?? '')?.userId, '1');
        const posts = mock.requests.filter(({ path }) => path === '/oauth2/token');
        assert.equal(posts.length, round, 'one request a round');
      }
    } finally {
      for (const child of children) child.disconnect();
      await Promise.all(children.map((child) => once(child, 'exit')));
      await adapter.disconnect(true);
      await twitch.close();
      await redis.stop();
    }
  });
});
