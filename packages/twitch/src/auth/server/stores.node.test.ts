import assert from 'node:assert/strict';
import { once } from 'node:events';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { KeyvPostgres } from '@keyv/postgres';
import KeyvRedis from '@keyv/redis';
import { Keyv } from 'keyv';
import { Keyv as Keyv6 } from 'keyv-6';
import { FakeClock } from '@t333/core/testing';
import { TwitchMock } from '../../testing/twitch-mock.ts';
import { publicClient } from '../client.ts';
import { EncryptedTokenStore } from '../encrypted-token-store.ts';
import { outcome } from '../fixtures/signed-in.ts';
import type { KeyvShaped } from '../keyv-records.ts';
import { KeyvTokenStore } from '../keyv-token-store.ts';
import type { KeyRing } from '../token-cipher.ts';
import { TokenGrant, toRecord } from '../token-grant.ts';
import { TokenManager } from '../token-manager.ts';
import { redisMissing, startRedis } from './fixtures/redis-server.ts';
import { SqliteStore } from './fixtures/sqlite-store.ts';

interface Backend {
  adapter: object;
  /** Every read and write fails from here … */
  breakDown(): Promise<unknown>;
  /** … to here. */
  repair(): Promise<unknown>;
  stop(): Promise<unknown>;
}

async function redis(): Promise<Backend> {
  const server = await startRedis();
  const adapter = new KeyvRedis(server.url);
  const allow = (sign: '+' | '-') => async (): Promise<unknown> => {
    const client = await adapter.getClient();
    return (client as { sendCommand(args: string[]): Promise<unknown> }).sendCommand([
      'ACL',
      'SETUSER',
      'default',
      ...['get', 'set', 'del', 'unlink'].map((command) => sign + command),
    ]);
  };
  return {
    adapter,
    breakDown: allow('-'),
    repair: allow('+'),
    async stop() {
      await adapter.disconnect(true);
      await server.stop();
    },
  };
}

const BACK = 'ALTER TABLE away RENAME TO keyv';

async function postgres(): Promise<Backend> {
  const db = await PGlite.create();
  const server = new PGLiteSocketServer({ db, port: 0 });
  const listening = once(server, 'listening') as Promise<[CustomEvent<{ port: number }>]>;
  await server.start();
  const [{ detail }] = await listening;
  const adapter = new KeyvPostgres({ uri: `postgresql://postgres@127.0.0.1:${detail.port}/postgres`, max: 1 });
  return {
    adapter,
    breakDown: () => adapter.query('ALTER TABLE keyv RENAME TO away'),
    // PGlite's socket ends the connection after a statement that failed: the first may meet that.
    repair: () => adapter.query(BACK).catch(() => adapter.query(BACK)),
    async stop() {
      await adapter.disconnect();
      await server.stop();
      await db.close();
    },
  };
}

async function sqlite(): Promise<Backend> {
  const database = new DatabaseSync(':memory:');
  return {
    adapter: new SqliteStore(database),
    breakDown: async () => database.exec('ALTER TABLE keyv RENAME TO away'),
    repair: async () => database.exec(BACK),
    stop: async () => database.close(),
  };
}

const KEYVS = {
  'Keyv 5': (adapter: object): KeyvShaped => new Keyv({ store: adapter, namespace: 'tokens' }),
  'Keyv 6': (adapter: object): KeyvShaped => new Keyv6({ store: adapter, namespace: 'tokens' }),
};
const BACKENDS = { Redis: redis, PostgreSQL: postgres, SQLite: sqlite };

const key = crypto.getRandomValues(new Uint8Array(32));
const OLD: KeyRing = { current: 'a', keys: { a: key } };
const NEW: KeyRing = { current: 'b', keys: { a: key, b: crypto.getRandomValues(new Uint8Array(32)) } };

const grant = new TokenGrant({
  value: 'access',
  refreshToken: 'refresh “ü”',
  scopes: ['a:b', 'c'],
  expiresAtMs: 2,
  obtainedAtMs: 1,
});

for (const [backendName, start] of Object.entries(BACKENDS)) {
  for (const [keyvName, open] of Object.entries(KEYVS)) {
    describe(`${keyvName} on ${backendName}`, { skip: backendName === 'Redis' && redisMissing }, () => {
      let backend: Backend;
      let keyv: KeyvShaped;

      before(async () => {
        backend = await start();
        keyv = open(backend.adapter);
      });

      after(() => backend.stop());

      it('keeps tokens, plain and sealed', async () => {
        for (const store of [
          new KeyvTokenStore(keyv, { prefix: 'plain:' }),
          new EncryptedTokenStore(keyv, NEW, { prefix: 'sealed:' }),
        ]) {
          assert.equal(await store.get('1'), undefined);
          await store.set('1', grant);
          const back = await store.get('1');
          assert.deepEqual(back && toRecord(back), toRecord(grant));
          await store.delete('1');
          await store.delete('1');
          assert.equal(await store.get('1'), undefined);
        }
      });

      it('rejects while it is out of order, and never says that there is no token', async () => {
        for (const store of [new KeyvTokenStore(keyv), new EncryptedTokenStore(keyv, NEW, { prefix: 'sealed:' })]) {
          await store.set('2', grant);
          await backend.breakDown();
          assert.equal(await outcome(store.get('2')), 'store');
          assert.equal(await outcome(store.get('nobody')), 'store');
          assert.equal(await outcome(store.set('2', grant)), 'store');
          assert.equal(await outcome(store.delete('2')), 'store');
          await backend.repair();
          assert.equal((await store.get('2'))?.value, 'access');
          await store.delete('2');
        }
      });

      it('changes the key of all records', async () => {
        const options = { prefix: 'turn:' };
        const users = Array.from({ length: 25 }, (_, number) => String(number));
        const past = new EncryptedTokenStore(keyv, OLD, options);
        for (const user of users) await past.set(user, grant);
        const store = new EncryptedTokenStore(keyv, NEW, options);
        assert.deepEqual(await store.rotate(), { written: 25, undecipherable: [] });
        assert.deepEqual(await store.rotate(), { written: 0, undecipherable: [] });
        const { b = '' } = NEW.keys;
        const future = new EncryptedTokenStore(keyv, { current: 'b', keys: { b } }, options);
        for (const user of users) assert.equal((await future.get(user))?.refreshToken, grant.refreshToken);
      });

      it('serves a token manager, through an outage, into its next life', async () => {
        const clock = new FakeClock();
        const mock = new TwitchMock({ clock, clientId: 'app', clientType: 'public' });
        const client = publicClient({ clientId: 'app', fetch: mock.fetch });
        const store = new EncryptedTokenStore(keyv, NEW, { prefix: 'live:' });
        const manager = new TokenManager({ client, store, clock });
        const { value, refreshToken } = mock.issueToken({ userId: '1', scopes: ['chat:read'] });
        await manager.addUser(new TokenGrant({ value, refreshToken, obtainedAtMs: clock.wallTime() }));

        const writes = store.set.bind(store);
        store.set = async (...record) => {
          await backend.breakDown();
          return writes(...record).finally(() => backend.repair());
        };
        const renewed = await manager.renew(await manager.getToken('1'));
        assert.deepEqual(manager.state.getSnapshot().unsaved, ['1']);
        assert.equal((await store.get('1'))?.value, value);
        store.set = writes;
        await manager.flush();
        assert.deepEqual(manager.state.getSnapshot().unsaved, []);
        manager.destroy();

        const next = new TokenManager({ client, store, clock });
        assert.equal((await next.getToken('1')).value, renewed.value);
        assert.equal(mock.tokens.find((await next.renew(renewed)).value)?.userId, '1');
        next.destroy();
        assert.equal(clock.pending, 0);
      });
    });
  }
}
