import type { Clock } from '../clock.ts';
import { networkOf } from '../http/ip.ts';
import { Problem } from '../http/problem.ts';
import type { Sql } from '../sql/sql.ts';
import { queries } from './queries.ts';

/** What counts is what has failed within it. */
const WINDOW_MS = 15 * 60_000;
const HOUR_MS = 3_600_000;
/**
 * How often it may fail. For one handle from one address few; for a handle from everywhere more, so that nobody can lock others out with
 * little; for an address, which many people may share, more still.
 */
const MOST = { 'handle and address': 5, handle: 50, address: 100 } as const;

type Kind = keyof typeof MOST;

/** Slows down who tries passwords, or makes accounts, on all instances together. */
export class LoginLimits {
  readonly #sql: Sql;
  readonly #clock: Clock;
  readonly #registrationsPerHour: number;

  constructor(sql: Sql, clock: Clock, registrationsPerHour: number) {
    this.#sql = sql;
    this.#clock = clock;
    this.#registrationsPerHour = registrationsPerHour;
  }

  /** A password is costly to hash: whoever makes accounts without end would keep everybody waiting. @throws Problem `rate_limited` */
  async registering(ip: string): Promise<void> {
    const key = `account ${networkOf(ip)}`;
    await this.#note(key);
    await this.#check(key, this.#registrationsPerHour, HOUR_MS, 'Too many accounts were made from there.');
  }

  /**
   * Counts an attempt before it is made, so that many at once are many.
   *
   * @throws Problem `rate_limited`, with when to come back
   */
  async begin(handle: string, ip: string): Promise<void> {
    const keys = keysOf(handle, ip);
    await this.#note(keys[0][1]);
    for (const [kind, key] of keys) await this.#check(key, MOST[kind], WINDOW_MS, 'Too many log-ins have failed.');
  }

  async failed(handle: string, ip: string): Promise<void> {
    const [, ...wide] = keysOf(handle, ip);
    for (const [, key] of wide) await this.#note(key);
  }

  /** Who gets in has just mistyped. What failed elsewhere still counts. */
  async succeeded(handle: string, ip: string): Promise<void> {
    const [[, key]] = keysOf(handle, ip);
    await this.#sql.query(queries.delete_failures, [key, new Date(this.#clock.now() - HOUR_MS)]);
  }

  async #note(key: string): Promise<void> {
    await this.#sql.query(queries.insert_failure, [key, new Date(this.#clock.now())]);
  }

  async #check(key: string, most: number, windowMs: number, sentence: string): Promise<void> {
    const nowMs = this.#clock.now();
    const values = [key, new Date(nowMs - windowMs)];
    const [found] = await this.#sql.query<{ count: number; first: Date | null }>(queries.count_failures, values);
    if (!found?.first || found.count <= most) return;
    throw new Problem('rate_limited', sentence, { retryAfterMs: found.first.getTime() + windowMs - nowMs });
  }
}

/** A handle may be anything here: it comes last, and no key can be taken for one of another kind. */
function keysOf(handle: string, ip: string): [[Kind, string], [Kind, string], [Kind, string]] {
  const network = networkOf(ip);
  return [
    ['handle and address', `both ${network} ${handle}`],
    ['handle', `handle ${handle}`],
    ['address', `address ${network}`],
  ];
}
