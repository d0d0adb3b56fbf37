import type { Account } from '../auth/accounts.ts';
import type { BlobStore } from '../blob/blob-store.ts';
import type { PageAnswer, PageRequest } from '../channels/channels.ts';
import type { Clock } from '../clock.ts';
import { pageOf, parseCursor } from '../http/cursor.ts';
import { Problem } from '../http/problem.ts';
import { newId } from '../ids.ts';
import { queriesOf } from '../sql/queries.ts';
import { isForeignKeyViolation, type Sql } from '../sql/sql.ts';
import type { Standing } from '../streams/ports.ts';
import { roleIn } from '../streams/roles.ts';
import { mayWatch } from '../streams/state-machine.ts';
import type { Stream } from '../streams/stream.ts';
import {
  dropUnrecorded,
  longestPart,
  putPart,
  putRecordingFiles,
  THUMBNAIL,
  type WritePlaylists,
} from './recording-files.ts';
import { durationOf, type Recording } from './recording.ts';
import type { NewVod, Vod, VodChanges } from './vod.ts';

const queries = queriesOf(new URL('vods.sql', import.meta.url), [
  'find',
  'search',
  'of_channel',
  'insert',
  'of_stream',
  'change',
  'finish',
  'fail',
  'delete',
  'count_clips',
  'find_abandoned',
]);

export const SEARCH_PAGE = 50;
const DEFAULT_PAGE = 20;
/** To copy a clip takes seconds. */
const ABANDONED_MS = 600_000;
const MAX_DURATION_MS = 2_147_483_647;

export interface VodFilter {
  /** As a search engine takes them: all of them are in title, handle or name. */
  words?: string | null;
  categoryId?: string | null;
  /** At least, ms. Default 0. */
  minMs?: number;
  /** At most, ms. Default: any. */
  maxMs?: number;
}

export interface VodsOptions {
  sql: Sql;
  clock: Clock;
  blobs: BlobStore;
  standing: Standing;
  writePlaylists: WritePlaylists;
}

/** Videos: what was recorded, cut and sent. */
export class Vods {
  readonly #sql: Sql;
  readonly #clock: Clock;
  readonly #blobs: BlobStore;
  readonly #standing: Standing;
  readonly #writePlaylists: WritePlaylists;

  constructor({ sql, clock, blobs, standing, writePlaylists }: VodsOptions) {
    this.#sql = sql;
    this.#clock = clock;
    this.#blobs = blobs;
    this.#standing = standing;
    this.#writePlaylists = writePlaylists;
  }

  /** Those that are not hidden, the newest first. */
  async search(
    { cursor, limit = SEARCH_PAGE }: PageRequest,
    { words = null, categoryId = null, minMs = 0, maxMs = MAX_DURATION_MS }: VodFilter = {},
  ): Promise<PageAnswer<Vod>> {
    const place = cursor === undefined ? null : parseCursor(cursor);
    const values = [words, categoryId, minMs, maxMs, place?.at ?? null, place?.id ?? null, limit + 1];
    return pageOf(await this.#sql.query<Vod>(queries.search, values), limit, placeOf);
  }

  /** Of one channel; its broadcaster is shown all of them. */
  async ofChannel(
    channelId: string,
    account: Account | null,
    { cursor, limit = DEFAULT_PAGE }: PageRequest,
  ): Promise<PageAnswer<Vod>> {
    const place = cursor === undefined ? null : parseCursor(cursor);
    const values = [channelId, account?.id === channelId, place?.at ?? null, place?.id ?? null, limit + 1];
    return pageOf(await this.#sql.query<Vod>(queries.of_channel, values), limit, placeOf);
  }

  /** Whoever asks. @throws Problem `not_found` */
  async get(id: string): Promise<Vod> {
    const [vod] = await this.#sql.query<Vod>(queries.find, [id]);
    if (!vod) throw new Problem('not_found', 'No such video.');
    return vod;
  }

  /** What somebody may see of it. @throws Problem `not_found`, also where it is for others */
  async seenBy(id: string, account: Account | null): Promise<Vod & { mayWatch: boolean }> {
    const vod = await this.get(id);
    const isAllowed = mayWatch(vod, await roleIn(vod.channelId, account, this.#standing));
    if (!isAllowed && (vod.visibility !== 'subscribers' || vod.status !== 'ready'))
      throw new Problem('not_found', 'No such video.');
    return { ...vod, mayWatch: isAllowed };
  }

  /** @throws Problem `not_found`; `subscribers_only` */
  async watchedBy(id: string, account: Account | null): Promise<Vod> {
    const { mayWatch: isAllowed, ...vod } = await this.seenBy(id, account);
    if (!isAllowed) throw new Problem('subscribers_only', 'This is for subscribers of the channel.');
    return vod;
  }

  async ofStream(streamId: string): Promise<Vod | null> {
    const [found] = await this.#sql.query<{ id: string }>(queries.of_stream, [streamId]);
    return found ? this.get(found.id) : null;
  }

  /** @param vod what is left out is empty. @param sql a transaction. @returns false: there is one of that stream already */
  async insert(vod: NewVod, id = newId(this.#clock.now()), sql = this.#sql): Promise<boolean> {
    const values = [
      id,
      vod.channelId,
      vod.kind,
      vod.streamId,
      vod.title,
      vod.categoryId,
      vod.visibility ?? 'public',
      vod.minAge ?? 0,
      vod.status,
      vod.prefix,
      vod.hasThumbnail ?? false,
      vod.mediaUrl,
      vod.poster,
      vod.isSimulated ?? false,
      vod.durationMs ?? 0,
      vod.startedAt,
      vod.createdBy,
      new Date(this.#clock.now()),
    ].map((value) => value ?? null);
    const [made] = await sql.query(queries.insert, values).catch((error: unknown) => {
      throw isForeignKeyViolation(error) ? new Problem('not_found', 'No such category.') : error;
    });
    return made !== undefined;
  }

  /**
   * Makes a video of a stream: of the very segments that were live, and where several instances have made it, of those of the longest part.
   * Where it has one, that one stays as it is.
   *
   * @returns null where nothing was recorded
   */
  async addRecording(stream: Stream, recording: Recording): Promise<Vod | null> {
    const before = await this.ofStream(stream.id);
    if (before) return before;
    const prefix = recordingPrefix(stream.id);
    const longest = await longestPart(this.#blobs, prefix, recording);
    const durationMs = durationOf(longest);
    if (durationMs === 0) return null;
    await dropUnrecorded(this.#blobs, prefix, recording);
    await putRecordingFiles(this.#blobs, prefix, longest, this.#writePlaylists);
    const { id: streamId, channelId, title, categoryId, visibility, minAge, poster, startedAt } = stream;
    const of = { streamId, channelId, title, categoryId, visibility, minAge, poster, startedAt };
    const hasThumbnail = await this.#hasThumbnail(prefix);
    await this.insert({ ...of, kind: 'recording', status: 'ready', prefix, durationMs, hasThumbnail });
    return this.ofStream(stream.id);
  }

  /** What this instance has recorded of a stream that another one goes on with. What is not in it is taken away, of its own alone. */
  async keepPart(streamId: string, part: Recording): Promise<void> {
    const prefix = recordingPrefix(streamId);
    if (durationOf(part) > 0) await putPart(this.#blobs, prefix, part);
    await dropUnrecorded(this.#blobs, prefix, part);
  }

  /**
   * The media of one in the making is there.
   *
   * @param also what happens in the same transaction, or neither does
   * @returns false: it is gone, or was there before
   */
  async finish(id: string, recording: Recording, also?: (sql: Sql) => Promise<void>): Promise<boolean> {
    const { prefix } = await this.get(id);
    await putRecordingFiles(this.#blobs, prefix, recording, this.#writePlaylists);
    const values = [id, durationOf(recording), await this.#hasThumbnail(prefix)];
    return this.#sql.transaction(async (sql) => {
      const finished = await sql.query(queries.finish, values);
      await also?.(sql);
      return finished.length > 0;
    });
  }

  /** @returns false: it is gone, or was none in the making */
  async fail(id: string): Promise<boolean> {
    return (await this.#sql.query(queries.fail, [id])).length > 0;
  }

  /** What is left out stays. @throws Problem `not_found`, for the video or the category; `forbidden` */
  async change(id: string, account: Account, changes: VodChanges): Promise<Vod> {
    const vod = await this.seenBy(id, account);
    if (vod.channelId !== account.id) throw new Problem('forbidden', 'It is the video of somebody else.');
    const { title, categoryId, visibility, minAge } = changes;
    const values = [id, title, categoryId !== undefined, categoryId, visibility, minAge].map((value) => value ?? null);
    await this.#sql.query(queries.change, values).catch((error: unknown) => {
      throw isForeignKeyViolation(error) ? new Problem('not_found', 'No such category.') : error;
    });
    return this.get(id);
  }

  /** The video and its media. For its channel, whoever cut the clip, and admins. @throws Problem `not_found`; `forbidden` */
  async delete(id: string, account: Account): Promise<Vod> {
    const vod = await this.seenBy(id, account);
    if (![vod.channelId, vod.createdBy].includes(account.id) && account.role !== 'admin')
      throw new Problem('forbidden', 'It is the video of somebody else.');
    await this.drop(vod);
    return vod;
  }

  /** Whoever asks. Media goes first: where that fails, there is still something to delete. */
  async drop({ id, prefix }: Pick<Vod, 'id' | 'prefix'>): Promise<void> {
    await this.#blobs.delete(prefix);
    await this.#blobs.delete(uploadName(id));
    await this.#sql.query(queries.delete, [id]);
  }

  /** Takes away clips that nobody finishes any more: whoever cut them died of something. */
  async dropAbandoned(): Promise<void> {
    const before = new Date(this.#clock.now() - ABANDONED_MS);
    for (const clip of await this.#sql.query<Pick<Vod, 'id' | 'prefix'>>(queries.find_abandoned, [before]))
      await this.drop(clip);
  }

  async clipsSince(accountId: string, since: Date): Promise<number> {
    const [{ count } = { count: 0 }] = await this.#sql.query<{ count: number }>(queries.count_clips, [
      accountId,
      since,
    ]);
    return count;
  }

  async #hasThumbnail(prefix: string): Promise<boolean> {
    return (await this.#blobs.size(`${prefix}/${THUMBNAIL}`)) !== null;
  }
}

/** Where the segments of a stream are, while it is live and ever after. */
export const recordingPrefix = (streamId: string): string => `streams/${streamId}`;
export const vodPrefix = (vodId: string): string => `vods/${vodId}`;
/** Where a file that was sent stays until it is a video. */
export const uploadName = (vodId: string): string => `uploads/${vodId}`;

const placeOf = ({ createdAt, id }: Vod) => ({ at: createdAt, id });
