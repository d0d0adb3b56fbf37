import type { Clock } from '../clock.ts';
import { queriesOf } from '../sql/queries.ts';
import type { Sql } from '../sql/sql.ts';

const queries = queriesOf(new URL('makers.sql', import.meta.url), ['claim', 'renew', 'release', 'find']);

/** What was found is asked for again after this: players ask for each part. */
const KNOWN_MS = 2000;
const MOST_KNOWN = 10_000;

/** On which instance each stream is made. */
export class Makers {
  readonly #sql: Sql;
  readonly #clock: Clock;
  readonly #known = new Map<string, { url: Promise<string | null>; atMs: number }>();

  constructor({ sql, clock }: { sql: Sql; clock: Clock }) {
    this.#sql = sql;
    this.#clock = clock;
  }

  /** It is made at that instance from now on, wherever it was before. */
  async claim(streamId: string, url: string): Promise<void> {
    await this.#sql.query(queries.claim, [streamId, url]);
    this.#known.delete(streamId);
  }

  /** They are still made at that instance, those that no other one has. */
  async renew(streamIds: readonly string[], url: string): Promise<void> {
    await this.#sql.query(queries.renew, [url, streamIds]);
  }

  /** It is made no more. @returns false: another instance has it */
  async release(streamId: string, url: string): Promise<boolean> {
    const released = await this.#sql.query(queries.release, [streamId, url]);
    this.#known.delete(streamId);
    return released.length > 0;
  }

  /** Whether no other instance makes it, as it is now. */
  async isFree(streamId: string, url: string): Promise<boolean> {
    const [found] = await this.#sql.query<{ url: string }>(queries.find, [streamId]);
    return !found || found.url === url;
  }

  /** Null: on none. */
  async find(streamId: string): Promise<string | null> {
    const now = this.#clock.now();
    const known = this.#known.get(streamId);
    if (known && Math.abs(now - known.atMs) < KNOWN_MS) return known.url;
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    const url = this.#sql.query<{ url: string }>(queries.find, [streamId]).then(([found]) => found?.url ?? null);
    this.#known.set(streamId, { url, atMs: now });
    url.catch(() => this.#known.delete(streamId));
    return url;
  }
}
