import type { Clock } from '../clock.ts';
import { Problem } from '../http/problem.ts';
import type { Sql } from '../sql/sql.ts';
import { queries } from './queries.ts';

/** What counts is what has failed within it. */
const WINDOW_MS = 15 * 60_000;
/**
 * How often it may fail. For one handle from one address few; for a handle from everywhere more, so that nobody can lock others out with
 * little; for an address, which many people may share, more still.
 */
const MOST = { 'handle and address': 5, handle: 50, address: 100 } as const;

type Kind = keyof typeof MOST;

/** Slows down who tries passwords, on all instances together. */
export class LoginLimits {
  readonly #sql: Sql;
  readonly #clock: Clock;

  constructor(sql: Sql, clock: Clock) {
    this.#sql = sql;
    this.#clock = clock;
  }

  /**
   * Counts an attempt before it is made, so that many at once are many.
   *
   * @throws Problem `rate_limited`, with when to come back
   */
  async begin(handle: string, ip: string): Promise<void> {
    const nowMs = this.#clock.now();
    const since = new Date(nowMs - WINDOW_MS);
    const keys = keysOf(handle, ip);
    await this.#sql.query(queries.insert_failure, [keys[0][1], new Date(nowMs)]);
    for (const [kind, key] of keys) {
      const [found] = await this.#sql.query<{ count: number; first: Date | null }>(queries.count_failures, [
        key,
        since,
      ]);
      if (!found?.first || found.count <= MOST[kind]) continue;
      throw new Problem('rate_limited', 'Too many log-ins have failed.', {
        retryAfterMs: found.first.getTime() + WINDOW_MS - nowMs,
      });
    }
  }

  async failed(handle: string, ip: string): Promise<void> {
    const at = new Date(this.#clock.now());
    const [, ...wide] = keysOf(handle, ip);
    for (const [, key] of wide) await this.#sql.query(queries.insert_failure, [key, at]);
  }

  /** Who gets in has just mistyped. What failed elsewhere still counts. */
  async succeeded(handle: string, ip: string): Promise<void> {
    const [[, key]] = keysOf(handle, ip);
    await this.#sql.query(queries.delete_failures, [key, new Date(this.#clock.now() - WINDOW_MS)]);
  }
}

const keysOf = (handle: string, ip: string): [[Kind, string], [Kind, string], [Kind, string]] => [
  ['handle and address', `${handle} ${ip}`],
  ['handle', handle],
  ['address', ip],
];
