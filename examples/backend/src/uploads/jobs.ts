import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { newId } from '../ids.ts';
import { queriesOf } from '../sql/queries.ts';
import type { Sql } from '../sql/sql.ts';
import type { Container } from './container.ts';

const queries = queriesOf(new URL('jobs.sql', import.meta.url), [
  'insert',
  'take',
  'renew',
  'complete',
  'postpone',
  'fail',
  'count_open',
  'depth',
  'find',
]);

export const MAX_ATTEMPTS = 3;
/** Who works on a job says so more often; after this, somebody else takes it. */
export const LEASE_MS = 60_000;
const FIRST_DELAY_MS = 15_000;
const MAX_DELAY_MS = 600_000;

/** How long it waits after it has failed. @param attempts so far, from 1 on */
export const retryDelayMs = (attempts: number): number => Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 4 ** (attempts - 1));

/** A job in the hands of whoever took it. */
export interface TakenJob {
  id: string;
  vodId: string;
  container: Container;
  /** This one included. */
  attempts: number;
  /** By it they show that it is still theirs. */
  lease: string;
}

export interface JobState {
  id: string;
  vodId: string;
  channelId: string;
  status: 'pending' | 'processing' | 'completed' | 'failed';
  attempts: number;
  problem: string | null;
  createdAt: Date;
}

/** What is to be made of files that were sent: a queue in the database, for all instances together. */
export class Jobs {
  readonly #sql: Sql;
  readonly #clock: Clock;

  constructor(sql: Sql, clock: Clock) {
    this.#sql = sql;
    this.#clock = clock;
  }

  /** @param sql a transaction. @returns its id */
  async add(sql: Sql, vodId: string, container: Container): Promise<string> {
    const nowMs = this.#clock.now();
    const id = newId(nowMs);
    await sql.query(queries.insert, [id, vodId, container, new Date(nowMs)]);
    return id;
  }

  /** The one that waits longest, also one that was left behind. Of several who ask at once, each gets another one. */
  async take(): Promise<TakenJob | null> {
    const nowMs = this.#clock.now();
    const [job] = await this.#sql.query<TakenJob>(queries.take, [
      randomUUID(),
      new Date(nowMs),
      new Date(nowMs + LEASE_MS),
    ]);
    return job ?? null;
  }

  /** It is still worked on. @returns false: it is somebody else's by now, or gone */
  renew({ id, lease }: TakenJob): Promise<boolean> {
    return this.#does(queries.renew, [id, lease, new Date(this.#clock.now() + LEASE_MS)]);
  }

  /** @param sql a transaction */
  complete({ id, lease }: TakenJob, sql = this.#sql): Promise<boolean> {
    return this.#does(queries.complete, [id, lease], sql);
  }

  /** It did not work, and is tried again later. @param problem for who sent it */
  retry({ id, lease, attempts }: TakenJob, problem: string): Promise<boolean> {
    return this.#does(queries.postpone, [id, lease, problem, new Date(this.#clock.now() + retryDelayMs(attempts)), 0]);
  }

  /** It was put down, and that does not count. */
  release({ id, lease }: TakenJob): Promise<boolean> {
    return this.#does(queries.postpone, [id, lease, null, new Date(this.#clock.now()), 1]);
  }

  fail({ id, lease }: TakenJob, problem: string): Promise<boolean> {
    return this.#does(queries.fail, [id, lease, problem]);
  }

  async find(id: string): Promise<JobState | null> {
    const [job] = await this.#sql.query<JobState>(queries.find, [id]);
    return job ?? null;
  }

  /** How many of a channel are not done. */
  async openOf(channelId: string): Promise<number> {
    const [{ count } = { count: 0 }] = await this.#sql.query<{ count: number }>(queries.count_open, [channelId]);
    return count;
  }

  /** How many wait, and how many are worked on, on all instances. */
  async depth(): Promise<{ pending: number; processing: number }> {
    const rows = await this.#sql.query<{ status: 'pending' | 'processing'; count: number }>(queries.depth);
    const depth = { pending: 0, processing: 0 };
    for (const { status, count } of rows) depth[status] = count;
    return depth;
  }

  async #does(query: string, values: readonly unknown[], sql = this.#sql): Promise<boolean> {
    return (await sql.query(query, values)).length > 0;
  }
}
