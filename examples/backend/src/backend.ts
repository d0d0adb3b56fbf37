import { Accounts } from './auth/accounts.ts';
import { authRoutes } from './auth/routes.ts';
import { Channels } from './channels/channels.ts';
import { channelRoutes } from './channels/routes.ts';
import { systemClock, type Clock } from './clock.ts';
import type { Config } from './config.ts';
import { Emotes } from './emotes/emotes.ts';
import { emoteRoutes } from './emotes/routes.ts';
import { createApp, type App } from './http/app.ts';
import { identify } from './http/identity.ts';
import { Notices } from './notices/notices.ts';
import { noticeRoutes } from './notices/routes.ts';
import { Payments } from './payments/payments.ts';
import { paymentRoutes } from './payments/routes.ts';
import { scheduleRoutes } from './schedule/routes.ts';
import { Schedule } from './schedule/schedule.ts';
import { migrate } from './sql/migrate.ts';
import { openPglite } from './sql/pglite.ts';
import { openPostgres } from './sql/postgres.ts';
import type { Database } from './sql/sql.ts';
import { subscriptionRoutes } from './subscriptions/routes.ts';
import { Subscriptions } from './subscriptions/subscriptions.ts';

export interface Backend {
  app: App;
  db: Database;
  /** Lets who is on the way finish, and closes all. */
  close: () => Promise<void>;
}

/** Puts the parts together that the configuration names. Nothing listens yet. */
export async function createBackend(config: Config, clock: Clock = systemClock): Promise<Backend> {
  const db = config.databaseUrl ? openPostgres(config.databaseUrl, config.pool) : await openPglite(config.dataDir);
  await migrate(db);
  const app = createApp(config);
  const accounts = new Accounts(db, clock);
  const subscriptions = new Subscriptions(db, clock);
  const emotes = new Emotes(db, clock);
  const notices = new Notices(db, clock);
  const payments = new Payments(db, clock, { subscriptions, tellTip: async () => {} });
  await app.after();
  identify(app, { accounts, ...config });
  authRoutes(app, { accounts, ...config });
  channelRoutes(app, new Channels(db, clock));
  subscriptionRoutes(app, subscriptions, config);
  emoteRoutes(app, { emotes, subscriptions, ...config });
  scheduleRoutes(app, new Schedule(db, clock, notices));
  noticeRoutes(app, notices);
  paymentRoutes(app, { payments, clock, ...config });
  app.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }));
  app.get('/readyz', { schema: { hide: true } }, async () => {
    await db.query('SELECT 1');
    return { status: 'ready' };
  });
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  await app.ready();
  return {
    app,
    db,
    async close() {
      await app.close();
      await db.close();
    },
  };
}
