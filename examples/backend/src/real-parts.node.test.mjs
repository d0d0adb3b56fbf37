import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Redis } from 'ioredis';
import postgres from 'postgres';
import { findProgram } from '../../../scripts/real-parts/installed.mjs';
import { startPostgres } from '../../../scripts/real-parts/postgres.mjs';
import { Program } from '../../../scripts/real-parts/program.mjs';
import { startRedis } from '../../../scripts/real-parts/redis.mjs';
import { migrate } from './sql/migrate.ts';
import { openPostgres } from './sql/postgres.ts';
import { isOutage } from './sql/sql.ts';

const missing = (name) => (findProgram(name) ? false : `no ${name} on this machine`);

describe('real parts', () => {
  it('have what Redis has acknowledged, also after it was killed', { skip: missing('redis-server') }, async () => {
    const server = await startRedis();
    const set = new Redis(server.url);
    set.on('error', () => {});
    await set.set('kept', 'yes');
    await server.kill();
    set.disconnect();
    await server.restart();
    const get = new Redis(server.url);
    assert.equal(await get.get('kept'), 'yes');
    get.disconnect();
    await server.stop();
  });

  it(
    'have what PostgreSQL has committed, and let nobody in without its password',
    {
      skip: missing('postgres'),
    },
    async () => {
      const server = await startPostgres();
      const stranger = new URL(server.url);
      stranger.password = 'wrong';
      const refused = postgres(stranger.href, { max: 1 });
      await assert.rejects(refused`SELECT 1`, { code: '28P01' });
      await refused.end();
      const before = postgres(server.url, { max: 1 });
      await before`CREATE TABLE kept AS SELECT 1 AS one`;
      await server.kill();
      await before.end({ timeout: 0 });
      await server.restart();
      const after = postgres(server.url, { max: 1 });
      assert.deepEqual([...(await after`SELECT one FROM kept`)], [{ one: 1 }]);
      await after.end();
      await server.stop();
    },
  );

  it(
    'let nobody wait for PostgreSQL without end: neither for one statement nor in a line',
    { skip: missing('postgres') },
    async () => {
      const server = await startPostgres();
      const db = openPostgres(server.url, { max: 1, idleSeconds: 5, connectSeconds: 5 });
      const outages = async (asked) =>
        (await Promise.allSettled(asked)).filter(({ reason }) => reason && isOutage(reason)).length;
      let seen;
      const slow = db.transaction(async (sql) => {
        [seen] = await sql.query(
          "SELECT current_setting('statement_timeout') AS one, current_setting('idle_in_transaction_session_timeout') AS between",
        );
        await sql.query("SET LOCAL statement_timeout = '10ms'");
        await sql.query('SELECT pg_sleep(10)');
      });
      assert.equal(await outages([slow]), 1);
      assert.deepEqual({ ...seen }, { one: '10s', between: '15s' });
      const line = Array.from({ length: 60 }, () => db.query('SELECT 1'));
      assert.equal(await outages(line), 10);
      assert.equal(await outages([db.query('SELECT 1')]), 0);
      assert.equal((await migrate(db)).length > 0, true);
      await db.close();
      await server.stop();
    },
  );

  const program = (code, how = {}) =>
    new Program({ name: 'It', url: '', command: process.execPath, args: ['-e', code], ready: /ready/, ...how });
  const READY = "console.log('ready'); setInterval(() => {}, 1000);";

  it('say why they did not start', async () => {
    await assert.rejects(program("console.error('no room'); process.exit(3)").start(), /It ended with 3.*no room/s);
  });

  it('say that they have died, and not that they were stopped', async () => {
    const died = Promise.withResolvers();
    const one = await program(READY, { onDeath: died.resolve }).start();
    process.kill(one.pid, 'SIGKILL');
    assert.equal(await died.promise, 'It ended with SIGKILL');
    const deaths = [];
    const other = await program(READY, { onDeath: (how) => deaths.push(how) }).start();
    await other.restart();
    await other.stop();
    assert.deepEqual(deaths, []);
  });

  it('take their children with them when they are killed', { skip: process.platform !== 'linux' }, async () => {
    const lines = [];
    const one = await program(
      `const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
       console.log(child.pid); ${READY}`,
      { onLine: (line) => lines.push(line) },
    ).start();
    assert.ok(isAlive(lines[0]));
    await one.kill();
    // What was killed may be on its way out for a moment.
    while (isAlive(lines[0])) await new Promise((resolve) => setImmediate(resolve));
  });
});

/** Also what is dead may have a number, until somebody takes note of it. */
function isAlive(pid) {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
