import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'node:test';
import KeyvRedis from '@keyv/redis';
import { Keyv } from 'keyv';
import { FakeClock } from '@t333/core/testing';
import { startTwitchServer } from '../../testing/server/index.ts';
import { TwitchMock } from '../../testing/twitch-mock.ts';
import { outcome, pass } from '../fixtures/signed-in.ts';
import { KeyvTokenStore } from '../keyv-token-store.ts';
import { TokenGrant } from '../token-grant.ts';
import { redisMissing, startRedis, type RedisServer } from './fixtures/redis-server.ts';
import { RedisLock, type RedisLockOptions } from './redis-lock.ts';

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

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

  it('lets one at a time in, for each name', async () => {
    const locks = [new RedisLock({ send }), new RedisLock({ send })];
    let inside = 0;
    let worst = 0;
    const visit = (name: string) => async (): Promise<void> => {
      worst = Math.max(worst, ++inside);
      await turn();
      inside--;
      assert.notEqual(await send(['GET', `twitch-lock:${name}`]), null);
    };
    await Promise.all(Array.from({ length: 10 }, (_, at) => locks[at % 2]?.hold('a', visit('a'))));
    assert.equal(worst, 1);
    assert.equal(await send(['GET', 'twitch-lock:a']), null);
  });

  it('does not open what another has taken after its lease ran out', async () => {
    const slow = new RedisLock({ send, leaseMs: 20, random: () => 0 });
    const next = new RedisLock({ send, random: () => 0 });
    let finish = (): void => {};
    const first = slow.hold('b', () => new Promise<void>((resolve) => (finish = resolve)));
    await next.hold('b', async () => {
      finish();
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

  it('waits no longer than it was told to, nor than its signal', async () => {
    const clock = new FakeClock();
    const lock = new RedisLock({ send, clock, waitMs: 200, random: () => 0.5 });
    await send(['SET', 'twitch-lock:d', 'somebody']);
    const late = outcome(lock.hold('d', async () => {}));
    const controller = new AbortController();
    const left = outcome(lock.hold('d', async () => {}, { signal: controller.signal }));
    // Redis answers in real time.
    while (clock.pending < 2) await turn();
    controller.abort();
    assert.equal(await left, 'aborted');
    while ((await Promise.race([late, turn()])) === undefined) await pass(clock, 10);
    assert.equal(await late, 'timeout');
    assert.equal(await send(['GET', 'twitch-lock:d']), 'somebody');
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
