import type { AddressInfo } from 'node:net';
import { createBackend, type Backend } from '../backend.ts';
import { readConfig } from '../config.ts';
import { migrate } from '../sql/migrate.ts';
import { openPglite } from '../sql/pglite.ts';
import { openPostgres } from '../sql/postgres.ts';
import type { Database } from '../sql/sql.ts';

/** Somebody who has registered, and a token of theirs for all that chats have. */
export interface Account {
  id: string;
  token: string;
  handle: string;
}

export interface Instance {
  backend: Backend;
  /** Of its API: `http://127.0.0.1:1234/v1`. */
  url: string;
}

/** Instances of the back end that listen, with one database, and one Redis where there is one. The time is the real one. */
export class Instances {
  readonly all: Instance[] = [];
  readonly #env: Record<string, string>;
  /** The database is away, as far as the instances can tell. */
  isDatabaseAway = false;
  #db: Database | null = null;
  #accounts = 0;

  constructor(env: Record<string, string> = {}) {
    this.#env = env;
  }

  get db(): Database {
    return this.#db!;
  }

  async open(count = 1): Promise<this> {
    const { TEST_DATABASE_URL: url } = process.env;
    const { pool } = readConfig({});
    this.#db ??= url ? openPostgres(url, pool) : await openPglite(null);
    await migrate(this.#db);
    for (let index = 0; index < count; index++) await this.start();
    return this;
  }

  /** @param env for this one alone */
  async start(env: Record<string, string> = {}): Promise<Instance> {
    const config = readConfig({
      LOG_LEVEL: 'silent',
      PORT: '0',
      DEMO: 'false',
      LIMIT_SOCKETS_PER_IP: '5000',
      ...this.#env,
      ...env,
    });
    const backend = await createBackend(config, { db: this.#reachable() });
    await backend.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = backend.app.server.address() as AddressInfo;
    let closing: Promise<void> | null = null;
    const { close } = backend;
    backend.close = () => (closing ??= close());
    const instance = { backend, url: `http://127.0.0.1:${port}/v1` };
    this.all.push(instance);
    return instance;
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map(({ backend }) => backend.close()));
    await this.db.close();
  }

  async account(): Promise<Account> {
    const { backend } = this.all[0]!;
    const handle = `talker_${++this.#accounts}_${process.pid}`;
    const registered = await backend.app.inject({
      method: 'POST',
      url: '/v1/auth/register',
      payload: { handle, password: 'correct horse battery' },
    });
    const { id } = registered.json<{ id: string }>();
    const { token } = (
      await backend.app.inject({
        method: 'POST',
        url: '/v1/auth/tokens',
        payload: { name: 'test', scopes: ['chat:read', 'chat:write', 'chat:moderate', 'channel:write'] },
        cookies: { t333_session: registered.cookies[0]!.value },
      })
    ).json<{ token: string }>();
    return { id, token, handle };
  }

  #reachable(): Database {
    const reach = async (): Promise<void> => {
      if (this.isDatabaseAway) throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
    };
    const { db } = this;
    return {
      query: async (text, values) => (await reach(), db.query(text, values)),
      transaction: async (work) => (await reach(), db.transaction(work)),
      run: async (script) => (await reach(), db.run(script)),
      close: () => db.close(),
    };
  }
}
