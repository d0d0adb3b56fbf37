import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createClient } from '@redis/client';
import * as fc from 'fast-check';
import { redisMissing, startRedis, type RedisServer } from '../auth/server/fixtures/redis-server.ts';
import {
  fullBucket,
  settlePoint,
  takePoints,
  type PointMark,
  type RateReport,
  type TokenBucket,
} from '../helix/token-bucket.ts';
import { RedisRateLimiter } from './redis-rate-limiter.ts';

fc.configureGlobal({ seed: 333 });

type Act =
  | { readonly take: number }
  /** An answer to the call that began so many acts ago. */
  | { readonly settle: RateReport; readonly ago: number }
  | { readonly passMs: number };

const orUnknown = (max: number): fc.Arbitrary<number | null> => fc.option(fc.integer({ min: 0, max }));

const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.oneof(
    fc.record({ take: fc.integer({ min: 1, max: 100 }) }),
    fc.record({
      settle: fc.record({
        limit: orUnknown(100),
        remaining: orUnknown(100),
        resetInMs: orUnknown(90_000),
        refused: fc.boolean(),
      }),
      ago: fc.nat(10),
    }),
    fc.record({ passMs: fc.integer({ min: 0, max: 70_000 }) }),
  ),
  { maxLength: 20 },
);

describe('RedisRateLimiter on a real Redis', { skip: redisMissing }, () => {
  let server: RedisServer;
  let client: ReturnType<typeof createClient>;
  const open = (prefix: string, pointsPerMinute = 800): RedisRateLimiter =>
    new RedisRateLimiter({
      send: (command) => client.sendCommand(command),
      prefix,
      pointsPerMinute,
      onError: (error) => {
        throw error.cause;
      },
    });

  before(async () => {
    server = await startRedis();
    client = createClient({ url: server.url });
    client.on('error', () => {});
    await client.connect();
  });

  after(async () => {
    client?.destroy();
    await server?.stop();
  });

  it('gives what all together may have, and no more', async () => {
    const [one, two] = [open('a:', 60), open('a:', 60)];
    const grants = await Promise.all(Array.from({ length: 100 }, (_, n) => (n % 2 ? one : two).take('app', 1)));
    const given = grants.reduce((sum, grant) => sum + grant.given, 0);
    // One point a second comes back.
    assert.ok(given >= 59 && given <= 61, String(given));
    assert.ok(grants.at(-1)!.waitMs > 0 && grants.at(-1)!.waitMs <= 1000);
    assert.equal((await one.take('7', 1)).given, 1);
  });

  it('does what the pure functions do, whatever is taken and answered', async () => {
    let run = 0;
    const smaller = { limit: 1, remaining: 7, resetInMs: null, refused: false };
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 10, max: 100 }), acts, async (pointsPerMinute, history) => {
        const key = `same-${run++}:app`;
        const limiter = open(`same-${run - 1}:`, pointsPerMinute);
        const marks: PointMark[] = [];
        let bucket: TokenBucket | null = null;
        for (const act of history) {
          let expected: TokenBucket;
          if ('passMs' in act) {
            if (!bucket) continue;
            // Time passes by all that was, being longer ago.
            expected = {
              ...bucket,
              atMs: bucket.atMs - act.passMs,
              blockedUntilMs: bucket.blockedUntilMs - act.passMs,
            };
            await client.hSet(key, {
              at: String(expected.atMs),
              blocked: String(Math.max(0, expected.blockedUntilMs)),
            });
          } else if ('take' in act) {
            const { given, waitMs, mark } = await limiter.take('app', act.take);
            const { bucket: left, ...grant } = takePoints(
              bucket ?? fullBucket(pointsPerMinute, mark.atMs),
              mark.atMs,
              act.take,
            );
            assert.deepEqual({ given, waitMs, settled: mark.settled }, { ...grant, settled: left.settled });
            marks.unshift(mark);
            expected = left;
          } else {
            const mark = marks[act.ago];
            if (!mark) continue;
            await limiter.settle('app', mark, act.settle);
            const nowMs = Number(await client.hGet(key, 'at'));
            expected = settlePoint(bucket as TokenBucket, nowMs, mark, act.settle);
          }
          const kept = await client.hGetAll(key);
          const number = (field: string): number => Number(kept[field]);
          const level = { limit: number('limit'), taken: number('taken'), settled: number('settled') };
          const { limit, taken, settled } = expected;
          assert.deepEqual(level, { limit, taken, settled });
          assert.equal(number('blocked'), Math.max(0, expected.blockedUntilMs));
          assert.ok(Math.abs(number('points') - expected.points) < 1e-6, `${kept['points']} ${expected.points}`);
          // As far as digits are kept.
          bucket = { ...expected, points: number('points') };
        }
        await client.del(key);
      }),
      { numRuns: 2000, examples: [[10, [{ take: 1 }, { take: 1 }, { settle: smaller, ago: 0 }]]] },
    );
  });

  it('forgets buckets that are full again', async () => {
    await open('ttl:').take('app', 1);
    const ttlMs = await client.pTTL('ttl:app');
    assert.ok(ttlMs > 60_000 && ttlMs <= 120_000, String(ttlMs));
  });
});
