import { timingSafeEqual } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { hashSecret, newId, newSecret } from '../ids.ts';
import { queriesOf } from '../sql/queries.ts';
import type { Sql } from '../sql/sql.ts';
import type { Pipelines } from './ports.ts';

const queries = queriesOf(new URL('stream-keys.sql', import.meta.url), [
  'list',
  'lock_channel',
  'retire',
  'insert',
  'find',
  'delete_expired',
  'delete_all',
  'good',
]);

/** By it people, and scanners for secrets that were published, see what it is. */
const KEY_PREFIX = 't333_live_';

export const WHICH_KEY = ['primary', 'backup'] as const;
export type WhichKey = (typeof WHICH_KEY)[number];

export interface KeyState {
  which: WhichKey;
  createdAt: Date;
  /** Of one that was replaced. */
  oldGoodUntil: Date | null;
}

export interface KeyHolder {
  channelId: string;
  which: WhichKey;
  /** Of the key itself, which is no secret: an encoder is cut off by it. */
  keyId: string;
}

export interface StreamKeysOptions {
  sql: Sql;
  clock: Clock;
  pipelines: Pick<Pipelines, 'dropEncoder'>;
  /** How long a key that was replaced is still good, where nobody says otherwise. Default 0. */
  graceMs?: number;
}

/** What encoders come with, two for each channel. Only hashes are kept. */
export class StreamKeys {
  readonly #sql: Sql;
  readonly #clock: Clock;
  readonly #pipelines: Pick<Pipelines, 'dropEncoder'>;
  readonly #graceMs: number;

  constructor({ sql, clock, pipelines, graceMs = 0 }: StreamKeysOptions) {
    this.#sql = sql;
    this.#clock = clock;
    this.#pipelines = pipelines;
    this.#graceMs = graceMs;
  }

  /** Those that were made. Keys themselves are nowhere. */
  list(channelId: string): Promise<KeyState[]> {
    return this.#sql.query<KeyState>(queries.list, [channelId, new Date(this.#clock.now())]);
  }

  /**
   * Another key instead of the one there is, or the first.
   *
   * @param graceMs how long the old one is still good. With 0 its encoder is cut off at once, else once it is over. Default as configured
   * @returns with the key, which is not shown again
   */
  async rotate(channelId: string, which: WhichKey, graceMs = this.#graceMs): Promise<KeyState & { key: string }> {
    const nowMs = this.#clock.now();
    const key = `${KEY_PREFIX}${newSecret()}`;
    const retired = await this.#sql.transaction(async (sql) => {
      // Two that rotate at once do it one after the other: else both would be the one in use.
      await sql.query(queries.lock_channel, [channelId]);
      const old = await sql.query(queries.retire, [channelId, which, new Date(nowMs + graceMs)]);
      await sql.query(queries.insert, [newId(nowMs), channelId, which, hashSecret(key), new Date(nowMs)]);
      return old.length > 0;
    });
    await this.dropExpired();
    const oldGoodUntil = retired && graceMs > 0 ? new Date(nowMs + graceMs) : null;
    return { key, which, createdAt: new Date(nowMs), oldGoodUntil };
  }

  /** Neither is there one any more, nor an encoder that came with it. */
  async revoke(channelId: string, which: WhichKey): Promise<void> {
    const gone = await this.#sql.query<{ id: string }>(queries.delete_all, [channelId, which]);
    for (const { id } of gone) await this.#pipelines.dropEncoder(channelId, id);
  }

  /**
   * Whose key it is. How long it takes says nothing: what is looked up is a hash, of which nobody chooses how it begins, and the rest is
   * compared in constant time.
   *
   * @returns null for every other text
   */
  async check(key: string): Promise<KeyHolder | null> {
    const hash = hashSecret(key);
    const values = [hash, new Date(this.#clock.now())];
    const [found] = await this.#sql.query<{ id: string; channelId: string; which: WhichKey; keyHash: Uint8Array }>(
      queries.find,
      values,
    );
    if (!timingSafeEqual(hash, found?.keyHash ?? Buffer.alloc(hash.length)) || !found) return null;
    return { channelId: found.channelId, which: found.which, keyId: found.id };
  }

  /** Those of some keys, by their ids, that are still good. */
  async goodOf(keyIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.#sql.query<{ id: string }>(queries.good, [keyIds, new Date(this.#clock.now())]);
    return new Set(rows.map(({ id }) => id));
  }

  /** Takes away the keys whose grace is over, and cuts off who still sends with them. */
  async dropExpired(): Promise<void> {
    const gone = await this.#sql.query<{ id: string; channelId: string }>(queries.delete_expired, [
      new Date(this.#clock.now()),
    ]);
    for (const { id, channelId } of gone) await this.#pipelines.dropEncoder(channelId, id);
  }
}
