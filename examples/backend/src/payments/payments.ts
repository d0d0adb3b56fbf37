import type { Clock } from '../clock.ts';
import { Problem } from '../http/problem.ts';
import { MAX_TIP_TEXT_LENGTH, type RtTipEvent } from '../protocol.ts';
import { queriesOf } from '../sql/queries.ts';
import type { Sql } from '../sql/sql.ts';
import type { Subscriptions } from '../subscriptions/subscriptions.ts';
import { isCurrency, type PaymentEvent, type TipPaid } from './payment-event.ts';

const queries = queriesOf(new URL('payments.sql', import.meta.url), ['begin', 'insert_tip', 'done', 'find_account']);

/** What a channel is told of a tip. */
export type Tip = Pick<RtTipEvent, 'id' | 'user' | 'amountMinor' | 'currency' | 'text'>;

interface Ports {
  subscriptions: Subscriptions;
  tellTip: (channelId: string, tip: Tip) => Promise<unknown>;
}

/**
 * What a payment provider says has been paid. What it says twice counts once; what we could not finish, it says again. Between the telling and the
 * note of it we may end, and then a tip is told twice, with the same id: pages show it once.
 */
export class Payments {
  readonly #sql: Sql;
  readonly #clock: Clock;
  readonly #ports: Ports;

  constructor(sql: Sql, clock: Clock, ports: Ports) {
    this.#sql = sql;
    this.#clock = clock;
    this.#ports = ports;
  }

  /** @throws Problem `rejected`: there is no such channel, account or currency */
  async take(id: string, event: PaymentEvent): Promise<void> {
    const begun = [id, event.type, new Date(this.#clock.now())];
    const [known] = await this.#sql.query<{ doneAt: Date | null }>(queries.begin, begun);
    if (known?.doneAt) return;
    if (event.type === 'tip.paid') await this.#tip(id, event.data);
    else await this.#ports.subscriptions.grant(event.data.channelId, event.data.accountId, event.data);
    await this.#sql.query(queries.done, [id, new Date(this.#clock.now())]);
  }

  async #tip(
    id: string,
    { channelId, accountId = null, amountMinor, currency, text = '' }: TipPaid['data'],
  ): Promise<void> {
    if (!isCurrency(currency)) throw new Problem('rejected', 'That currency is none of ISO 4217.');
    if (!(await this.#account(channelId))) throw new Problem('rejected', 'There is no such channel.');
    // Whoever has left meanwhile is not named.
    const user = accountId === null ? null : await this.#account(accountId);
    const cut = [...text.trim()].slice(0, MAX_TIP_TEXT_LENGTH).join('');
    const values = [id, channelId, user?.id ?? null, amountMinor, currency, cut, new Date(this.#clock.now())];
    await this.#sql.query(queries.insert_tip, values);
    await this.#ports.tellTip(channelId, { id, user, amountMinor, currency, text: cut });
  }

  async #account(id: string): Promise<Tip['user']> {
    const [account] = await this.#sql.query<NonNullable<Tip['user']>>(queries.find_account, [id]);
    return account ?? null;
  }
}
