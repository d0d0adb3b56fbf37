import { Accounts } from './auth/accounts.ts';
import { authRoutes } from './auth/routes.ts';
import { Channels } from './channels/channels.ts';
import { channelRoutes } from './channels/routes.ts';
import { systemClock, type Clock } from './clock.ts';
import type { Config } from './config.ts';
import { createApp, type App } from './http/app.ts';
import { identify } from './http/identity.ts';
import { migrate } from './sql/migrate.ts';
import { openPglite } from './sql/pglite.ts';
import { openPostgres } from './sql/postgres.ts';

export interface Backend {
  app: App;
  /** Lets who is on the way finish, and closes all. */
  close: () => Promise<void>;
}

/** Puts the parts together that the configuration names. Nothing listens yet. */
export async function createBackend(config: Config, clock: Clock = systemClock): Promise<Backend> {
  const db = config.databaseUrl ? openPostgres(config.databaseUrl, config.pool) : await openPglite(config.dataDir);
  await migrate(db);
  const app = createApp(config);
  const accounts = new Accounts(db, clock);
  await app.after();
  identify(app, { accounts, ...config });
  authRoutes(app, { accounts, ...config });
  channelRoutes(app, new Channels(db, clock));
  app.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }));
  app.get('/readyz', { schema: { hide: true } }, async () => {
    await db.query('SELECT 1');
    return { status: 'ready' };
  });
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  await app.ready();
  return {
    app,
    async close() {
      await app.close();
      await db.close();
    },
  };
}
