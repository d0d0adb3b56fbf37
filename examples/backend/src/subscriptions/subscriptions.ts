import type { Clock } from '../clock.ts';
import { Problem } from '../http/problem.ts';
import { queriesOf } from '../sql/queries.ts';
import type { Sql } from '../sql/sql.ts';

const queries = queriesOf(new URL('subscriptions.sql', import.meta.url), ['find', 'grant', 'end', 'list']);

const DAY_MS = 86_400_000;

export type Tier = 1 | 2 | 3;

export interface Subscription {
  channelId: string;
  accountId: string;
  tier: Tier;
  /** Since when without a break. */
  since: Date;
  expiresAt: Date;
}

/** Who has paid to be in a channel. */
export class Subscriptions {
  readonly #sql: Sql;
  readonly #clock: Clock;

  constructor(sql: Sql, clock: Clock) {
    this.#sql = sql;
    this.#clock = clock;
  }

  /** Null: no subscriber, or none any more. */
  async tierOf(channelId: string, accountId: string): Promise<Tier | null> {
    const values = [channelId, accountId, new Date(this.#clock.now())];
    const [found] = await this.#sql.query<{ tier: Tier }>(queries.find, values);
    return found?.tier ?? null;
  }

  /** From now on for so many days, and never shorter than it was before. @throws Problem `not_found`, for the channel or who is to be in it */
  async grant(
    channelId: string,
    accountId: string,
    { tier, days }: { tier: Tier; days: number },
  ): Promise<Subscription> {
    const nowMs = this.#clock.now();
    const values = [accountId, channelId, tier, new Date(nowMs), new Date(nowMs + days * DAY_MS)];
    const [granted] = await this.#sql.query<Subscription>(queries.grant, values);
    if (!granted) throw new Problem('not_found', 'No such channel, or no such account.');
    return granted;
  }

  /** Once is as good as twice. */
  async end(channelId: string, accountId: string): Promise<void> {
    await this.#sql.query(queries.end, [channelId, accountId]);
  }

  /** Those that end first come first. */
  async of(accountId: string): Promise<Subscription[]> {
    return this.#sql.query<Subscription>(queries.list, [accountId, new Date(this.#clock.now())]);
  }
}
