import type { Account } from '../auth/accounts.ts';
import type { PageAnswer, PageRequest } from '../channels/channels.ts';
import { pageOf, parseCursor } from '../http/cursor.ts';
import { Problem } from '../http/problem.ts';
import type { RtMessage, RtSettings } from '../protocol.ts';
import type { Sql } from '../sql/sql.ts';
import { storable, storableJson } from '../sql/storable.ts';
import { queries } from './queries.ts';
import { DEFAULT_SETTINGS, FOREVER, type RoomSnapshot } from './room-state.ts';

const DEFAULT_PAGE = 20;

export interface Moderator {
  id: string;
  handle: string;
  name: string;
  at: Date;
}

export interface HeldMessage {
  id: string;
  message: RtMessage;
  reason: string;
  score: number;
  at: Date;
}

/** What was done, by whom, to whom. */
export interface Moderation {
  id: string;
  action: string;
  moderatorId: string | null;
  moderatorHandle: string | null;
  userId: string | null;
  userHandle: string | null;
  messageId: string | null;
  reason: string | null;
  until: Date | null;
  at: Date;
}

/** Somebody who may not write. */
export interface Silenced {
  userId: string;
  userHandle: string;
  /** Null: banned. */
  until: Date | null;
  /** Of the act that did it, where it is on record. */
  reason: string | null;
  moderatorId: string | null;
  moderatorHandle: string | null;
  at: Date | null;
}

/** What is kept of chats beside their logs: rules, who moderates, who is silenced, what waits, and what was done. */
export class ChatStore {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** All of it happens or none. */
  transaction<T>(work: (store: ChatStore) => Promise<T>): Promise<T> {
    return this.#sql.transaction((sql) => work(new ChatStore(sql)));
  }

  async hasChannel(channelId: string): Promise<boolean> {
    return (await this.#sql.query(queries.has_channel, [channelId])).length > 0;
  }

  /** @throws Problem `not_found` */
  async snapshot(channelId: string, nowMs: number): Promise<RoomSnapshot> {
    const [row] = await this.#sql.query<{ settings: Partial<RtSettings> | null; pinned: RtMessage | null }>(
      queries.find_room,
      [channelId],
    );
    if (!row) throw new Problem('not_found', 'No such channel.');
    const silenced = await this.#sql.query<{ accountId: string; until: Date | null }>(queries.list_silenced, [
      channelId,
      new Date(nowMs),
    ]);
    return {
      settings: { ...DEFAULT_SETTINGS, ...row.settings },
      pinned: row.pinned,
      silenced: new Map(silenced.map(({ accountId, until }) => [accountId, until?.getTime() ?? FOREVER])),
      moderators: new Set((await this.moderators(channelId)).map(({ id }) => id)),
    };
  }

  async moderators(channelId: string): Promise<Moderator[]> {
    return this.#sql.query<Moderator>(queries.list_moderators, [channelId]);
  }

  /** @throws Problem `not_found` */
  async addModerator(channelId: string, accountId: string, nowMs: number): Promise<void> {
    const [added] = await this.#sql.query(queries.insert_moderator, [channelId, accountId, new Date(nowMs)]);
    if (!added) throw new Problem('not_found', 'No such account.');
  }

  async removeModerator(channelId: string, accountId: string): Promise<void> {
    await this.#sql.query(queries.delete_moderator, [channelId, accountId]);
  }

  /** @returns all of them, as they are now */
  async changeSettings(channelId: string, changes: Partial<RtSettings>): Promise<RtSettings> {
    const values = [channelId, storableJson(changes)];
    const [row] = await this.#sql.query<{ settings: Partial<RtSettings> }>(queries.update_settings, values);
    return { ...DEFAULT_SETTINGS, ...row!.settings };
  }

  async pin(channelId: string, message: RtMessage | null): Promise<void> {
    await this.#sql.query(queries.update_pinned, [channelId, message && storableJson(message)]);
  }

  /** @returns whether what was pinned is not any more: that message, what that account has said, or whatever it is */
  async unpin(
    channelId: string,
    { messageId = null, userId = null }: { messageId?: string | null; userId?: string | null } = {},
  ): Promise<boolean> {
    return (await this.#sql.query(queries.unpin, [channelId, messageId && storable(messageId), userId])).length > 0;
  }

  /** @param until null for good. @throws Problem `not_found` */
  async silence(channelId: string, accountId: string, until: Date | null): Promise<void> {
    const [row] = await this.#sql.query(queries.silence, [channelId, accountId, until]);
    if (!row) throw new Problem('not_found', 'No such account.');
  }

  async unsilence(channelId: string, accountId: string): Promise<void> {
    await this.#sql.query(queries.unsilence, [channelId, accountId]);
  }

  /** Those who may not write at that time, in the order of their accounts. */
  async silenced(
    channelId: string,
    nowMs: number,
    { cursor, limit = DEFAULT_PAGE }: PageRequest,
  ): Promise<PageAnswer<Silenced>> {
    const place = cursor === undefined ? null : parseCursor(cursor);
    const values = [channelId, new Date(nowMs), place?.id ?? null, limit + 1];
    const rows = await this.#sql.query<Silenced>(queries.page_silenced, values);
    return pageOf(rows, limit, ({ userId }) => ({ at: new Date(0), id: userId }));
  }

  async account(id: string): Promise<Pick<Account, 'id' | 'role'> | null> {
    const [row] = await this.#sql.query<Pick<Account, 'id' | 'role'>>(queries.find_account, [id]);
    return row ?? null;
  }

  /** A message waits for a moderator. Once is as good as twice. */
  async hold(channelId: string, { id, message, reason, score, at }: HeldMessage): Promise<void> {
    const values = [id, channelId, message.user.id, storableJson(message), reason, score, at];
    await this.#sql.query(queries.insert_held, values);
  }

  /** Of two who decide differently, the first counts. @returns `seq`: what came of it, if that is told; null: not yet. @throws Problem `not_found` */
  async decide(
    channelId: string,
    id: string,
    state: 'approved' | 'denied',
  ): Promise<{ message: RtMessage; seq: number | null }> {
    const values = [channelId, id, state];
    const [row] = await this.#sql.query<{ message: RtMessage; seq: number | null }>(queries.decide_held, values);
    if (!row) throw new Problem('not_found', 'No such message waits.');
    return row;
  }

  /** What was decided is told. */
  async noteDecided(channelId: string, id: string, seq: number): Promise<void> {
    await this.#sql.query(queries.note_held, [channelId, id, seq]);
  }

  /** The newest first. */
  async held(channelId: string, { cursor, limit = DEFAULT_PAGE }: PageRequest): Promise<PageAnswer<HeldMessage>> {
    const place = cursor === undefined ? null : parseCursor(cursor);
    const values = [channelId, place?.at ?? null, place?.id ?? null, limit + 1];
    return pageOf(await this.#sql.query<HeldMessage>(queries.list_held, values), limit, (row) => row);
  }

  async record(
    channelId: string,
    {
      id,
      action,
      moderatorId,
      userId,
      messageId,
      reason,
      until,
      at,
    }: Omit<Moderation, 'moderatorHandle' | 'userHandle'>,
  ): Promise<void> {
    const texts = [messageId && storable(messageId), reason && storable(reason)];
    const values = [id, channelId, moderatorId, action, userId, ...texts, until, at];
    await this.#sql.query(queries.insert_moderation, values);
  }

  /** The newest first. */
  async moderations(channelId: string, { cursor, limit = DEFAULT_PAGE }: PageRequest): Promise<PageAnswer<Moderation>> {
    const place = cursor === undefined ? null : parseCursor(cursor);
    const values = [channelId, place?.at ?? null, place?.id ?? null, limit + 1];
    return pageOf(await this.#sql.query<Moderation>(queries.list_moderation, values), limit, (row) => row);
  }

  /** Since when somebody follows a channel; null: they do not. */
  async followedSince(accountId: string, channelId: string): Promise<Date | null> {
    const [row] = await this.#sql.query<{ at: Date }>(queries.followed_since, [accountId, channelId]);
    return row?.at ?? null;
  }
}
