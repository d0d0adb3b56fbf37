import type { Account } from '../auth/accounts.ts';
import type { PageAnswer, PageRequest } from '../channels/channels.ts';
import type { Clock } from '../clock.ts';
import { pageOf, parseCursor } from '../http/cursor.ts';
import { Problem } from '../http/problem.ts';
import { newId } from '../ids.ts';
import type { Review } from '../review/review.ts';
import { queriesOf } from '../sql/queries.ts';
import type { Sql } from '../sql/sql.ts';
import type { Standing } from '../streams/ports.ts';
import { roleIn } from '../streams/roles.ts';
import type { Vods } from '../vods/vods.ts';

const queries = queriesOf(new URL('reactions.sql', import.meta.url), [
  'like',
  'unlike',
  'insert_comment',
  'find_by_key',
  'find_comment',
  'list_comments',
  'delete_comment',
  'count_comments',
]);

const DEFAULT_PAGE = 20;
const MINUTE_MS = 60_000;
const COMMENTS_PER_MINUTE = 10;

export interface Comment {
  id: string;
  vodId: string;
  accountId: string;
  /** Of who wrote it. */
  handle: string;
  name: string;
  text: string;
  createdAt: Date;
}

export interface ReactionsOptions {
  sql: Sql;
  clock: Clock;
  vods: Pick<Vods, 'watchedBy'>;
  standing: Standing;
  /** Comments are not held: what is not approved is refused. */
  review: Review;
}

/** What people say of videos: likes and comments. */
export class Reactions {
  readonly #sql: Sql;
  readonly #clock: Clock;
  readonly #vods: Pick<Vods, 'watchedBy'>;
  readonly #standing: Standing;
  readonly #review: Review;

  constructor({ sql, clock, vods, standing, review }: ReactionsOptions) {
    this.#sql = sql;
    this.#clock = clock;
    this.#vods = vods;
    this.#standing = standing;
    this.#review = review;
  }

  /** Once is as good as twice. @throws Problem `not_found`; `subscribers_only` */
  async like(vodId: string, account: Account): Promise<void> {
    await this.#vods.watchedBy(vodId, account);
    await this.#sql.query(queries.like, [vodId, account.id, new Date(this.#clock.now())]);
  }

  async unlike(vodId: string, account: Account): Promise<void> {
    await this.#sql.query(queries.unlike, [vodId, account.id]);
  }

  /** The newest first. @throws Problem `not_found`; `subscribers_only` */
  async comments(
    vodId: string,
    account: Account | null,
    { cursor, limit = DEFAULT_PAGE }: PageRequest,
  ): Promise<PageAnswer<Comment>> {
    await this.#vods.watchedBy(vodId, account);
    const place = cursor === undefined ? null : parseCursor(cursor);
    const values = [vodId, place?.at ?? null, place?.id ?? null, limit + 1];
    const rows = await this.#sql.query<Comment>(queries.list_comments, values);
    return pageOf(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }));
  }

  /**
   * Sent again under the same key, it is the one that is there.
   *
   * @param key what whoever sends it has made up for it
   * @throws Problem `not_found`; `subscribers_only`; `duplicate`: the key was for other words; `rate_limited`; `rejected`
   */
  async comment(vodId: string, account: Account, { text, key }: { text: string; key: string }): Promise<Comment> {
    await this.#vods.watchedBy(vodId, account);
    const before = await this.#byKey(account.id, key);
    if (before) return same(before, vodId, text);
    const nowMs = this.#clock.now();
    const since = new Date(nowMs - MINUTE_MS);
    const [{ count } = { count: 0 }] = await this.#sql.query<{ count: number }>(queries.count_comments, [
      account.id,
      since,
    ]);
    if (count >= COMMENTS_PER_MINUTE)
      throw new Problem('rate_limited', 'That was a lot at once.', { retryAfterMs: MINUTE_MS });
    if ((await this.#review.judge(text)).verdict !== 'approve')
      throw new Problem('rejected', 'That is not taken here.');
    const values = [newId(nowMs), vodId, account.id, text, key, new Date(nowMs)];
    await this.#sql.query(queries.insert_comment, values);
    // Of two at once, the other one's may be there.
    const comment = await this.#byKey(account.id, key);
    if (!comment) throw new Problem('not_found', 'No such video.');
    return same(comment, vodId, text);
  }

  /** For who wrote it, and who keeps order in the channel. @throws Problem `not_found`; `forbidden` */
  async deleteComment(vodId: string, id: string, account: Account): Promise<void> {
    const { channelId } = await this.#vods.watchedBy(vodId, account);
    const [comment] = await this.#sql.query<Comment>(queries.find_comment, [vodId, id]);
    if (!comment) throw new Problem('not_found', 'No such comment.');
    const role = await roleIn(channelId, account, this.#standing);
    if (comment.accountId !== account.id && !['broadcaster', 'admin', 'moderator'].includes(role))
      throw new Problem('forbidden', 'It is the comment of somebody else.');
    await this.#sql.query(queries.delete_comment, [vodId, id]);
  }

  async #byKey(accountId: string, key: string): Promise<Comment | undefined> {
    const [comment] = await this.#sql.query<Comment>(queries.find_by_key, [accountId, key]);
    return comment;
  }
}

function same(comment: Comment, vodId: string, text: string): Comment {
  if (comment.vodId === vodId && comment.text === text) return comment;
  throw new Problem('duplicate', 'That key was for another comment.');
}
