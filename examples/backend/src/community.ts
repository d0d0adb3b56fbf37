import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { Emotes } from './emotes/emotes.ts';
import { emoteRoutes } from './emotes/routes.ts';
import type { App } from './http/app.ts';
import { Notices } from './notices/notices.ts';
import { noticeRoutes } from './notices/routes.ts';
import { Payments, type Tip } from './payments/payments.ts';
import { paymentRoutes } from './payments/routes.ts';
import { scheduleRoutes } from './schedule/routes.ts';
import { Schedule } from './schedule/schedule.ts';
import type { Sql } from './sql/sql.ts';
import { subscriptionRoutes } from './subscriptions/routes.ts';
import { Subscriptions } from './subscriptions/subscriptions.ts';

export interface CommunityOptions {
  sql: Sql;
  clock: Clock;
  config: Pick<Config, 'hasDemo' | 'publicUrl' | 'tipsSecret'>;
}

export interface Community {
  subscriptions: Subscriptions;
  emotes: Emotes;
  notices: Notices;
  /** Adds their routes, and those of schedules and payments. @param tellTip tells the chat of a channel */
  routes: (app: App, tellTip: (channelId: string, tip: Tip) => Promise<unknown>) => void;
}

/** What holds people together around channels, put together. */
export function createCommunity({ sql, clock, config }: CommunityOptions): Community {
  const subscriptions = new Subscriptions(sql, clock);
  const emotes = new Emotes(sql, clock);
  const notices = new Notices(sql, clock);
  return {
    subscriptions,
    emotes,
    notices,
    routes(app, tellTip) {
      subscriptionRoutes(app, subscriptions, config);
      emoteRoutes(app, { emotes, subscriptions, ...config });
      scheduleRoutes(app, new Schedule(sql, clock, notices));
      noticeRoutes(app, notices);
      paymentRoutes(app, { payments: new Payments(sql, clock, { subscriptions, tellTip }), clock, ...config });
    },
  };
}
