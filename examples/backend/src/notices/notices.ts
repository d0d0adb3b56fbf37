import type { Clock } from '../clock.ts';
import { pageOf, parseCursor } from '../http/cursor.ts';
import type { PageAnswer, PageRequest } from '../channels/channels.ts';
import { Problem } from '../http/problem.ts';
import { newId } from '../ids.ts';
import { queriesOf } from '../sql/queries.ts';
import type { Sql } from '../sql/sql.ts';

const queries = queriesOf(new URL('notices.sql', import.meta.url), [
  'tell',
  'tell_live',
  'forget',
  'list',
  'unread',
  'read_one',
  'read_all',
  'clear_reads',
]);

const DAY_MS = 86_400_000;
const DEFAULT_PAGE = 20;
/** Of one channel in a day: nobody wants more, whoever sends them. */
const MAX_PER_DAY = 20;
const KEPT_MS = 90 * DAY_MS;

export const NOTICE_KINDS = ['live', 'scheduled', 'rescheduled', 'cancelled'] as const;

/** What a channel tells those who follow it of its plans. */
export interface NewNotice {
  kind: Exclude<(typeof NOTICE_KINDS)[number], 'live'>;
  title: string;
  startsAt?: Date | null;
}

export interface Notice {
  id: string;
  kind: (typeof NOTICE_KINDS)[number];
  title: string;
  /** Of what is scheduled, or when a broadcast has begun. */
  startsAt: Date | null;
  channelId: string;
  /** Of the channel. */
  handle: string;
  name: string;
  at: Date;
  isRead: boolean;
}

/**
 * Notices to followers. A notice is written once, not once for each of them: who follows is found when somebody reads. So a channel with a million
 * followers goes live as quickly as one with none. Who follows sees what was told since.
 */
export class Notices {
  readonly #sql: Sql;
  readonly #clock: Clock;

  constructor(sql: Sql, clock: Clock) {
    this.#sql = sql;
    this.#clock = clock;
  }

  /** Beyond 20 in a day nobody is told. */
  async tell(channelId: string, { kind, title, startsAt = null }: NewNotice): Promise<void> {
    const nowMs = this.#clock.now();
    const values = [newId(nowMs), channelId, kind, title, startsAt, new Date(nowMs), new Date(nowMs - DAY_MS)];
    await this.#sql.query(queries.tell, [...values, MAX_PER_DAY]);
    await this.#sql.query(queries.forget, [new Date(nowMs - KEPT_MS)]);
  }

  /** It is on the air: told once for each broadcast. @param startedAt which one it is */
  async tellLive(channelId: string, startedAt: Date): Promise<void> {
    const nowMs = this.#clock.now();
    const values = [newId(nowMs), channelId, startedAt, new Date(nowMs), new Date(nowMs - DAY_MS)];
    await this.#sql.query(queries.tell_live, [...values, MAX_PER_DAY]);
  }

  /** Of the channels that somebody follows, the newest first. */
  async list(accountId: string, { cursor, limit = DEFAULT_PAGE }: PageRequest): Promise<PageAnswer<Notice>> {
    const place = cursor === undefined ? null : parseCursor(cursor);
    const values = [accountId, place?.at ?? null, place?.id ?? null, limit + 1];
    return pageOf(await this.#sql.query<Notice>(queries.list, values), limit, ({ at, id }) => ({ at, id }));
  }

  /** Up to 100: "99+" is all that anybody shows. */
  async unread(accountId: string): Promise<number> {
    const [found] = await this.#sql.query<{ count: number }>(queries.unread, [accountId]);
    return found?.count ?? 0;
  }

  /** Once is as good as twice. @throws Problem `not_found`: also where it is none of theirs */
  async markRead(accountId: string, id: string): Promise<void> {
    const [read] = await this.#sql.query(queries.read_one, [accountId, id]);
    if (!read) throw new Problem('not_found', 'No such notice.');
  }

  async markAllRead(accountId: string): Promise<void> {
    const now = new Date(this.#clock.now());
    await this.#sql.query(queries.read_all, [accountId, now]);
    await this.#sql.query(queries.clear_reads, [accountId, now]);
  }
}
