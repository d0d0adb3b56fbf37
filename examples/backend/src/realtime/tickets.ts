import type { Account } from '../auth/accounts.ts';
import type { Scope } from '../auth/scopes.ts';
import type { Clock } from '../clock.ts';
import { hashSecret, newSecret } from '../ids.ts';
import { TICKET_LIFE_MS } from '../protocol.ts';
import type { Sql } from '../sql/sql.ts';
import { personOf, type Person } from './person.ts';
import { queries } from './queries.ts';

/** Says to any instance who opens a socket: once, within a minute. Of tickets only hashes are kept. */
export class Tickets {
  readonly #sql: Sql;
  readonly #clock: Clock;

  constructor(sql: Sql, clock: Clock) {
    this.#sql = sql;
    this.#clock = clock;
  }

  /** @param secret of the session or the token by which it is asked for */
  async issue(accountId: string, scopes: readonly Scope[], secret: string | null): Promise<string> {
    const ticket = newSecret();
    const nowMs = this.#clock.now();
    await this.#sql.query(queries.delete_old_tickets, [new Date(nowMs)]);
    await this.#sql.query(queries.insert_ticket, [
      hashSecret(ticket),
      accountId,
      scopes,
      new Date(nowMs + TICKET_LIFE_MS),
      secret && hashSecret(secret).toString('hex'),
    ]);
    return ticket;
  }

  /** Null: it is none, it is too old, or somebody has used it. Of several who use one at once, one gets in. */
  async redeem(ticket: string): Promise<Person | null> {
    const values = [hashSecret(ticket), new Date(this.#clock.now())];
    const [account] = await this.#sql.query<Account & { scopes: Scope[]; secretHash: string | null }>(
      queries.redeem_ticket,
      values,
    );
    return account ? { ...personOf(account), secretHash: account.secretHash } : null;
  }

  /** Of sessions and tokens those that have not ended, by their hashes, and the role of whom each is now. */
  async good(secretHashes: ReadonlySet<string>): Promise<ReadonlyMap<string, Account['role']>> {
    const rows = await this.#sql.query<{ hash: string; role: Account['role'] }>(queries.list_good, [
      [...secretHashes],
      new Date(this.#clock.now()),
    ]);
    return new Map(rows.map(({ hash, role }) => [hash, role]));
  }
}
