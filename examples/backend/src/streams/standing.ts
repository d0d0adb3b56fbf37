import { queriesOf } from '../sql/queries.ts';
import type { Sql } from '../sql/sql.ts';
import type { Subscriptions } from '../subscriptions/subscriptions.ts';
import type { Standing } from './ports.ts';

const queries = queriesOf(new URL('standing.sql', import.meta.url), ['is_moderator']);

/** What somebody is in a channel, as the database has it. */
export const standingIn = (sql: Sql, subscriptions: Pick<Subscriptions, 'tierOf'>): Standing => ({
  isModerator: async (accountId, channelId) =>
    (await sql.query(queries.is_moderator, [channelId, accountId])).length > 0,
  isSubscriber: async (accountId, channelId) => (await subscriptions.tierOf(channelId, accountId)) !== null,
});
