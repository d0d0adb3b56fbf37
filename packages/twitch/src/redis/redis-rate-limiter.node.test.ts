import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createClient } from '@redis/client';
import { fullBucket, settlePoint, takePoints, type TokenBucket } from '../helix/token-bucket.ts';
import { RedisRateLimiter } from './redis-rate-limiter.ts';

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

describe('RedisRateLimiter on a real Redis', { skip: hasRedis ? false : 'redis-server is not installed' }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'redis-'));
  let server: ChildProcess;
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
    const port = await freePort();
    server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder]);
    client = createClient({ socket: { host: '127.0.0.1', port, reconnectStrategy: 50 } });
    client.on('error', () => {});
    await client.connect();
  });

  after(async () => {
    client?.destroy();
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
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

  it('does with every report what the pure functions do', async () => {
    const reports = [
      { limit: null, remaining: null, resetInMs: null, refused: false },
      { limit: 800, remaining: 790, resetInMs: 1000, refused: false },
      { limit: 800, remaining: 300, resetInMs: 40_000, refused: false },
      { limit: 800, remaining: 60, resetInMs: 55_000, refused: false },
      { limit: 800, remaining: 3, resetInMs: 20_000, refused: false },
      { limit: 1200, remaining: 1190, resetInMs: 1000, refused: false },
      { limit: 800, remaining: 0, resetInMs: 30_000, refused: true },
      { limit: null, remaining: null, resetInMs: null, refused: true },
    ];
    for (const [index, report] of reports.entries()) {
      const limiter = open(`same-${index}:`);
      await limiter.take('app', 10);
      const { mark } = await limiter.take('app', 20);
      await limiter.settle('app', mark, report);
      const kept = await client.hGetAll(`same-${index}:app`);

      const nowMs = Number(kept.at);
      const first: TokenBucket = takePoints(fullBucket(800, mark.atMs), mark.atMs, 10).bucket;
      const second = takePoints(first, mark.atMs, 20).bucket;
      const expected = settlePoint(second, nowMs, mark, report);
      for (const field of ['limit', 'taken', 'settled'] as const) assert.equal(Number(kept[field]), expected[field]);
      // A point and a half: what comes back in the milliseconds between the two.
      assert.ok(Math.abs(Number(kept.points) - expected.points) < 1.5, `${index}: ${kept.points} ${expected.points}`);
      assert.equal(Math.max(0, Number(kept.blocked)), Math.max(0, expected.blockedUntilMs));
    }
  });

  it('forgets buckets that are full again', async () => {
    await open('ttl:').take('app', 1);
    const ttlMs = await client.pTTL('ttl:app');
    assert.ok(ttlMs > 60_000 && ttlMs <= 120_000, String(ttlMs));
  });
});
