import type { Clock } from '../clock.ts';
import { pageOf, parseCursor } from '../http/cursor.ts';
import { Problem } from '../http/problem.ts';
import { queriesOf } from '../sql/queries.ts';
import type { Sql } from '../sql/sql.ts';

const queries = queriesOf(new URL('channels.sql', import.meta.url), [
  'list',
  'find',
  'update',
  'follow',
  'unfollow',
  'followed',
  'categories',
]);

const DEFAULT_PAGE = 20;

export interface Channel {
  id: string;
  handle: string;
  name: string;
  title: string;
  description: string;
  categoryId: string | null;
  tags: string[];
  followerCount: number;
  createdAt: Date;
}

export interface Category {
  id: string;
  name: string;
  channelCount: number;
}

export interface PageRequest {
  cursor?: string;
  /** 1 to 100. Default 20. */
  limit?: number;
}

export interface PageAnswer<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** Channels, what they are about, and who follows them. */
export class Channels {
  readonly #sql: Sql;
  readonly #clock: Clock;

  constructor(sql: Sql, clock: Clock) {
    this.#sql = sql;
    this.#clock = clock;
  }

  /** The newest first. @param filter words that are all in it, as a search engine takes them; a category */
  async list(
    { cursor, limit = DEFAULT_PAGE }: PageRequest,
    { words = null, categoryId = null }: { words?: string | null; categoryId?: string | null } = {},
  ): Promise<PageAnswer<Channel>> {
    const place = cursor === undefined ? null : parseCursor(cursor);
    const values = [words, categoryId, place?.at ?? null, place?.id ?? null, limit + 1];
    const rows = await this.#sql.query<Channel>(queries.list, values);
    return pageOf(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }));
  }

  /** @throws Problem `not_found` */
  async get(id: string): Promise<Channel> {
    const [channel] = await this.#sql.query<Channel>(queries.find, [id]);
    if (!channel) throw new Problem('not_found', 'No such channel.');
    return channel;
  }

  /** What is left out stays. @throws Problem `not_found`, for the channel or the category */
  async update(
    id: string,
    changes: { title?: string; description?: string; categoryId?: string; tags?: string[] },
  ): Promise<Channel> {
    const { title = null, description = null, categoryId = null, tags = null } = changes;
    if (categoryId !== null && !(await this.categories()).some((category) => category.id === categoryId))
      throw new Problem('not_found', 'No such category.');
    await this.#sql.query(queries.update, [id, title, description, categoryId, tags]);
    return this.get(id);
  }

  /** Once is as good as twice. @throws Problem `not_found`; `bad_request`: one does not follow oneself */
  async follow(accountId: string, channelId: string): Promise<void> {
    if (accountId === channelId) throw new Problem('bad_request', 'That is your own channel.');
    await this.get(channelId);
    await this.#sql.query(queries.follow, [accountId, channelId, new Date(this.#clock.now())]);
  }

  async unfollow(accountId: string, channelId: string): Promise<void> {
    await this.#sql.query(queries.unfollow, [accountId, channelId]);
  }

  /** The last that was followed first. */
  async followed(accountId: string, { cursor, limit = DEFAULT_PAGE }: PageRequest): Promise<PageAnswer<Channel>> {
    const place = cursor === undefined ? null : parseCursor(cursor);
    const values = [accountId, place?.at ?? null, place?.id ?? null, limit + 1];
    const rows = await this.#sql.query<Channel & { followedAt: Date }>(queries.followed, values);
    return pageOf(rows, limit, ({ followedAt, id }) => ({ at: followedAt, id }));
  }

  async categories(): Promise<Category[]> {
    return this.#sql.query<Category>(queries.categories);
  }
}
