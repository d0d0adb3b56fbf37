import type { PageAnswer, PageRequest } from '../channels/channels.ts';
import { pageOf, parseCursor } from '../http/cursor.ts';
import type { RtLoggedEvent } from '../protocol.ts';
import { queriesOf } from '../sql/queries.ts';
import type { Sql } from '../sql/sql.ts';
import { storable, storableJson } from '../sql/storable.ts';
import type { Room } from './room.ts';

const queries = queriesOf(new URL('archive.sql', import.meta.url), [
  'begin',
  'position',
  'move_on',
  'insert_messages',
  'mark_deleted',
  'list_messages',
  'partitions',
]);

/** Of one step. */
const MAX_EVENTS = 1000;
const DAY_MS = 86_400_000;
/** Any number, as long as nobody else takes it: whoever makes or drops partitions has this lock. */
const LOCK = 334;
const PARTITION = /^chat_messages_(\d{4})(\d\d)(\d\d)$/;

export interface ArchivedMessage {
  id: string;
  userId: string;
  handle: string;
  name: string;
  text: string;
  isDeleted: boolean;
  at: Date;
}

/**
 * What was said, in the database, for as many days as it is kept. It follows the logs of open rooms: whichever instance has a room open brings it on, from where
 * the last one has got to, so that nothing is missed when one of them dies.
 */
export class Archive {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** Takes what has happened in a room since. @returns where it has got to; null: another instance is at it */
  async follow(room: Room): Promise<number | null> {
    const { epoch } = room;
    return this.#sql.transaction(async (sql) => {
      await sql.query(queries.begin, [room.id]);
      const [position] = await sql.query<{ epoch: string; seq: number }>(queries.position, [room.id]);
      if (!position) return null;
      const from = position.epoch === epoch ? position.seq : 0;
      const events = room.past.eventsAfter(from, MAX_EVENTS);
      const last = events.at(-1);
      if (!last) return room.lastSeq;
      await this.#store(sql, room.id, events);
      await sql.query(queries.move_on, [room.id, epoch, last.seq]);
      return last.seq;
    });
  }

  /** The newest first. @param userId of all that somebody has said */
  async messages(
    channelId: string,
    { cursor, limit = 20, userId = null }: PageRequest & { userId?: string | null },
  ): Promise<PageAnswer<ArchivedMessage>> {
    const place = cursor === undefined ? null : parseCursor(cursor);
    const values = [channelId, userId, place?.at ?? null, place?.id ?? null, limit + 1];
    return pageOf(await this.#sql.query<ArchivedMessage>(queries.list_messages, values), limit, (row) => row);
  }

  /** Drops what is older than so many days. @returns how many days of it */
  async drop(nowMs: number, keptDays: number): Promise<number> {
    const firstKept = nameOf(nowMs - keptDays * DAY_MS);
    return this.#sql.transaction(async (sql) => {
      await sql.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
      const partitions = await sql.query<{ name: string }>(queries.partitions);
      const old = partitions.filter(({ name }) => PARTITION.test(name) && name < firstKept);
      for (const { name } of old) await sql.query(`DROP TABLE ${name}`);
      return old.length;
    });
  }

  async #store(sql: Sql, channelId: string, events: readonly RtLoggedEvent[]): Promise<void> {
    const said = events.filter((event) => event.type === 'chat');
    for (const day of new Set(said.map(({ at }) => nameOf(at)))) await makePartition(sql, day);
    const rows = said.map(({ id, user, text, at }) => ({ id, account_id: user.id, text, at: new Date(at) }));
    if (rows.length > 0) await sql.query(queries.insert_messages, [channelId, storableJson(rows)]);
    for (const event of events) {
      const gone = goneBy(event);
      if (gone) await sql.query(queries.mark_deleted, [channelId, new Date(event.at), gone.userId, gone.messageIds]);
    }
  }
}

/** The partition of a day, in UTC. */
const nameOf = (ms: number): string => `chat_messages_${new Date(ms).toISOString().slice(0, 10).replaceAll('-', '')}`;

function goneBy(event: RtLoggedEvent): { userId: string | null; messageIds: readonly string[] | null } | null {
  switch (event.type) {
    case 'chat_deleted':
      return { userId: null, messageIds: event.messageIds.map(storable) };
    case 'cleared':
      return { userId: null, messageIds: null };
    case 'user_moderated':
      return event.action === 'ban' || event.action === 'timeout' ? { userId: event.userId, messageIds: null } : null;
    default:
      return null;
  }
}

async function makePartition(sql: Sql, name: string): Promise<void> {
  const [there] = await sql.query('SELECT 1 WHERE to_regclass($1::text) IS NOT NULL', [name]);
  if (there) return;
  const [, year, month, day] = PARTITION.exec(name)!;
  const from = new Date(`${year}-${month}-${day}T00:00:00Z`);
  const to = new Date(from.getTime() + DAY_MS);
  await sql.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
  await sql.query(
    `CREATE TABLE IF NOT EXISTS ${name} PARTITION OF chat_messages FOR VALUES FROM ('${from.toISOString()}') TO ('${to.toISOString()}')`,
  );
}
