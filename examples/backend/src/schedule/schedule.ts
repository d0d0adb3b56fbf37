import type { PageAnswer, PageRequest } from '../channels/channels.ts';
import type { Clock } from '../clock.ts';
import { pageOf, parseCursor } from '../http/cursor.ts';
import { Problem } from '../http/problem.ts';
import { newId } from '../ids.ts';
import type { Notices } from '../notices/notices.ts';
import { queriesOf } from '../sql/queries.ts';
import type { Sql } from '../sql/sql.ts';
import { isTimeZone } from './time-zone.ts';

const queries = queriesOf(new URL('schedule.sql', import.meta.url), [
  'list',
  'find',
  'insert',
  'update',
  'delete',
  'delete_old',
]);

const DEFAULT_PAGE = 20;
const MAX_ITEMS = 200;
/** So long what is over is kept. */
const KEPT_MS = 30 * 86_400_000;

export const RECURRENCES = ['none', 'weekly'] as const;

/** What is to be streamed, and when: the `ScheduleDraft` of the client. */
export interface ScheduleDraft {
  title: string;
  description: string;
  /** Of several, the first. */
  startsAt: Date;
  /** Of the IANA: a weekly item goes by its clocks, also where they change. */
  timeZone: string;
  durationMinutes: number;
  recurrence: (typeof RECURRENCES)[number];
}

export interface ScheduleItem extends ScheduleDraft {
  id: string;
  channelId: string;
  /** How often it was changed. */
  sequence: number;
}

/** What channels are going to stream. Followers are told what is new, at another time, or not to be. */
export class Schedule {
  readonly #sql: Sql;
  readonly #clock: Clock;
  readonly #notices: Notices;

  constructor(sql: Sql, clock: Clock, notices: Notices) {
    this.#sql = sql;
    this.#clock = clock;
    this.#notices = notices;
  }

  /** What is not over yet, and what is weekly, by its first time. */
  async list(channelId: string, { cursor, limit = DEFAULT_PAGE }: PageRequest): Promise<PageAnswer<ScheduleItem>> {
    const place = cursor === undefined ? null : parseCursor(cursor);
    const now = new Date(this.#clock.now());
    const values = [channelId, now, place?.at ?? null, place?.id ?? null, limit + 1];
    const rows = await this.#sql.query<ScheduleItem>(queries.list, values);
    return pageOf(rows, limit, ({ startsAt, id }) => ({ at: startsAt, id }));
  }

  /** @throws Problem `bad_request`: no zone of the IANA; `rejected`: there are too many */
  async add(channelId: string, draft: ScheduleDraft): Promise<ScheduleItem> {
    checkZone(draft);
    const nowMs = this.#clock.now();
    const id = newId(nowMs);
    await this.#sql.query(queries.delete_old, [channelId, new Date(nowMs - KEPT_MS)]);
    const [added] = await this.#sql.query(queries.insert, [id, channelId, ...valuesOf(draft), MAX_ITEMS]);
    if (!added) throw new Problem('rejected', `${MAX_ITEMS} are scheduled already.`);
    await this.#notices.tell(channelId, { kind: 'scheduled', title: draft.title, startsAt: draft.startsAt });
    return { id, channelId, sequence: 0, ...draft };
  }

  /** What is left out stays. @throws Problem `not_found`; `bad_request`: no zone of the IANA */
  async change(channelId: string, id: string, changes: Partial<ScheduleDraft>): Promise<ScheduleItem> {
    checkZone(changes);
    const { before, item } = await this.#sql.transaction(async (sql) => {
      const [found] = await sql.query<ScheduleItem>(queries.find, [channelId, id]);
      if (!found) throw notFound();
      const changed = { ...found, ...changes };
      await sql.query(queries.update, [channelId, id, ...valuesOf(changed)]);
      return { before: found, item: { ...changed, sequence: found.sequence + 1 } };
    });
    if (isOtherTime(before, item))
      await this.#notices.tell(channelId, { kind: 'rescheduled', title: item.title, startsAt: item.startsAt });
    return item;
  }

  /** @throws Problem `not_found` */
  async remove(channelId: string, id: string): Promise<void> {
    const [gone] = await this.#sql.query<Pick<ScheduleDraft, 'title' | 'startsAt'>>(queries.delete, [channelId, id]);
    if (!gone) throw notFound();
    if (gone.startsAt.getTime() > this.#clock.now())
      await this.#notices.tell(channelId, { kind: 'cancelled', ...gone });
  }
}

const notFound = (): Problem => new Problem('not_found', 'Nothing like that is scheduled.');

const valuesOf = (draft: ScheduleDraft): unknown[] => {
  const { title, description, startsAt, timeZone, durationMinutes, recurrence } = draft;
  return [title, description, startsAt, timeZone, durationMinutes, recurrence];
};

const isOtherTime = (one: ScheduleDraft, other: ScheduleDraft): boolean =>
  one.startsAt.getTime() !== other.startsAt.getTime() ||
  one.timeZone !== other.timeZone ||
  one.recurrence !== other.recurrence;

function checkZone({ timeZone }: Partial<ScheduleDraft>): void {
  if (timeZone !== undefined && !isTimeZone(timeZone))
    throw new Problem('bad_request', 'The zone is none of the IANA, such as Europe/Berlin.');
}
