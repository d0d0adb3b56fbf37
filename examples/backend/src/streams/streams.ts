import type { Account } from '../auth/accounts.ts';
import type { Clock } from '../clock.ts';
import type { PageAnswer, PageRequest } from '../channels/channels.ts';
import { pageOf, parseCursor } from '../http/cursor.ts';
import { Problem } from '../http/problem.ts';
import { newId } from '../ids.ts';
import { queriesOf } from '../sql/queries.ts';
import { isForeignKeyViolation, isUniqueViolation, type Sql } from '../sql/sql.ts';
import type { Pipelines, Rooms, Standing } from './ports.ts';
import { roleIn } from './roles.ts';
import { isOpen, mayAct, mayWatch, nextStatus, type StreamAct } from './state-machine.ts';
import type { Stream, StreamChanges } from './stream.ts';

const queries = queriesOf(new URL('streams.sql', import.meta.url), [
  'insert',
  'find',
  'on_air',
  'list_live',
  'change',
  'start',
  'stop',
  'put_simulated',
  'stand_in',
  'going_on',
  'end_orphans',
]);

const DEFAULT_PAGE = 20;

/** What plays in place of an encoder. */
export type StandIn = (channelId: string) => { mediaUrl: string; poster: string; dvrWindowSec: number };

export interface StreamsOptions {
  sql: Sql;
  clock: Clock;
  rooms: Rooms;
  pipelines: Pipelines;
  standing: Standing;
  /** Where no encoder can come. Default: one can. */
  standIn?: StandIn | null;
  /** What went wrong after all was done: the rooms were not told. Default: nothing. */
  onProblem?: (error: unknown) => void;
}

/** Streams: who may see them, and what becomes of them. */
export class Streams {
  readonly #sql: Sql;
  readonly #clock: Clock;
  readonly #rooms: Rooms;
  readonly #pipelines: Pipelines;
  readonly #standing: Standing;
  readonly #standIn: StandIn | null;
  readonly #onProblem: (error: unknown) => void;

  constructor({ sql, clock, rooms, pipelines, standing, standIn = null, onProblem = () => {} }: StreamsOptions) {
    this.#sql = sql;
    this.#clock = clock;
    this.#rooms = rooms;
    this.#pipelines = pipelines;
    this.#standing = standing;
    this.#standIn = standIn;
    this.#onProblem = onProblem;
  }

  /** Those that are live, and not hidden, the last that began first. @param filter words that are all in it; a category */
  async live(
    { cursor, limit = DEFAULT_PAGE }: PageRequest,
    { words = null, categoryId = null }: { words?: string | null; categoryId?: string | null } = {},
  ): Promise<PageAnswer<Stream>> {
    const place = cursor === undefined ? null : parseCursor(cursor);
    const values = [words, categoryId, place?.at ?? null, place?.id ?? null, limit + 1];
    const rows = await this.#sql.query<Stream>(queries.list_live, values);
    return pageOf(rows, limit, ({ startedAt, id }) => ({ at: startedAt!, id }));
  }

  /** Whoever asks. @throws Problem `not_found` */
  async get(id: string): Promise<Stream> {
    const [stream] = await this.#sql.query<Stream>(queries.find, [id]);
    if (!stream) throw new Problem('not_found', 'No such stream.');
    return stream;
  }

  /**
   * What somebody may see of a stream. Those who may not, learn that it is there only where it is for subscribers.
   *
   * @throws Problem `not_found`
   */
  async seenBy(id: string, account: Account | null): Promise<Stream & { mayWatch: boolean }> {
    const stream = await this.get(id);
    const isAllowed = mayWatch(stream, await roleIn(stream.channelId, account, this.#standing));
    if (!isAllowed && (stream.visibility !== 'subscribers' || stream.status === 'preview'))
      throw new Problem('not_found', 'No such stream.');
    return { ...stream, mayWatch: isAllowed };
  }

  /** The one of a channel that is in preview or live. */
  async onAir(channelId: string): Promise<Stream | null> {
    const [found] = await this.#sql.query<{ id: string }>(queries.on_air, [channelId]);
    return found ? this.get(found.id) : null;
  }

  /** The one that an encoder sends to: the one on air, or a new preview. */
  async forEncoder(channelId: string): Promise<Stream> {
    const onAir = await this.onAir(channelId);
    if (onAir) return onAir;
    try {
      return await this.begin(channelId, {});
    } catch (error) {
      // Both encoders of a channel may come at once.
      const begun = error instanceof Problem && error.code === 'duplicate' ? await this.onAir(channelId) : null;
      if (!begun) throw error;
      return begun;
    }
  }

  /** A new one, in preview. What is left out is as the channel has it, settings as its last stream had them. @throws Problem `duplicate`: there is one; `not_found`: the category */
  async begin(channelId: string, changes: StreamChanges): Promise<Stream> {
    const nowMs = this.#clock.now();
    const id = newId(nowMs);
    const values = [
      id,
      channelId,
      changes.title,
      changes.categoryId,
      changes.poster,
      changes.visibility,
      changes.latency,
      changes.dvrWindowSec,
      changes.minAge,
      changes.hasWatermark,
      changes.ingest,
      changes.startAt,
      new Date(nowMs),
    ].map((value) => value ?? null);
    try {
      await this.#sql.query(queries.insert, values);
      if (this.#standIn) {
        const { mediaUrl, poster, dvrWindowSec } = this.#standIn(channelId);
        await this.#sql.query(queries.stand_in, [id, mediaUrl, poster, dvrWindowSec]);
      }
    } catch (error) {
      if (isUniqueViolation(error)) throw new Problem('duplicate', 'The channel has a stream already.');
      throw orNoCategory(error);
    }
    const stream = await this.get(id);
    await this.#tell(stream);
    return stream;
  }

  /** What is left out stays. @throws Problem `not_found`, for the stream or the category; `forbidden`; `rejected`: it has ended */
  async change(id: string, account: Account, changes: StreamChanges): Promise<Stream> {
    await this.#allowed(id, account, 'change');
    const { title, categoryId, poster, visibility, startAt } = changes;
    const values = [
      id,
      title,
      categoryId !== undefined,
      categoryId,
      poster !== undefined,
      poster,
      visibility,
      changes.latency,
      changes.dvrWindowSec,
      changes.minAge,
      changes.hasWatermark,
      changes.ingest,
      startAt !== undefined,
      startAt,
    ].map((value) => value ?? null);
    const [changed] = await this.#sql.query(queries.change, values).catch((error: unknown) => {
      throw orNoCategory(error);
    });
    if (!changed) throw new Problem('rejected', 'The stream has ended.');
    const stream = await this.get(id);
    if (visibility !== undefined) await this.#tell(stream);
    return stream;
  }

  /** @throws Problem `not_found`; `forbidden`; `rejected`: it is live, or has ended */
  start(id: string, account: Account): Promise<Stream> {
    return this.#move(id, account, 'start');
  }

  /** @throws Problem `not_found`; `forbidden`; `rejected`: it has ended */
  stop(id: string, account: Account): Promise<Stream> {
    return this.#move(id, account, 'stop');
  }

  /** Those of some streams that have not ended, by their ids. */
  async goingOnOf(ids: readonly string[]): Promise<ReadonlyMap<string, Pick<Stream, 'startedAt'>>> {
    const rows = await this.#sql.query<Pick<Stream, 'id' | 'startedAt'>>(queries.going_on, [ids]);
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Where its encoder is gone for good. Once is as good as twice. */
  async encoderGone(id: string): Promise<void> {
    const [stopped] = await this.#sql.query(queries.stop, [id, new Date(this.#clock.now())]);
    if (stopped) await this.#tell(await this.get(id));
  }

  /** Those that nobody makes any more: the instance that did has been silent for so long. Of several that ask, one ends each. */
  async endOrphans(silentSeconds: number): Promise<void> {
    const ended = await this.#sql.query<{ id: string }>(queries.end_orphans, [
      silentSeconds,
      new Date(this.#clock.now()),
    ]);
    for (const { id } of ended) await this.#tell(await this.get(id));
  }

  /** One that goes on for ever, of media that is there. Does nothing where the channel has a stream. */
  async putSimulated(
    channelId: string,
    { poster, mediaUrl, dvrWindowSec }: { poster: string; mediaUrl: string; dvrWindowSec: number },
  ): Promise<void> {
    const nowMs = this.#clock.now();
    const values = [newId(nowMs), channelId, poster, mediaUrl, new Date(nowMs), dvrWindowSec];
    await this.#sql.query(queries.put_simulated, values);
  }

  async #move(id: string, account: Account, act: StreamAct): Promise<Stream> {
    const { status } = await this.#allowed(id, account, act);
    // Of two that start it at once, one does.
    const [moved] = nextStatus(status, act)
      ? await this.#sql.query(queries[act], [id, new Date(this.#clock.now())])
      : [];
    if (!moved) throw new Problem('rejected', act === 'start' ? 'It is no preview any more.' : 'It has ended already.');
    const stream = await this.get(id);
    if (act === 'stop') await this.#pipelines.end(id).catch(this.#onProblem);
    else await this.#pipelines.begun(id, this.#clock.now()).catch(this.#onProblem);
    await this.#tell(stream);
    return stream;
  }

  async #allowed(id: string, account: Account, act: StreamAct | 'change'): Promise<Stream> {
    const stream = await this.seenBy(id, account);
    if (!mayAct(await roleIn(stream.channelId, account, this.#standing), act))
      throw new Problem('forbidden', 'It is the stream of somebody else.');
    return stream;
  }

  /** A room has all kinds of people in it: it hears of what everybody may see, and of the end. */
  async #tell(stream: Stream): Promise<void> {
    const { channelId, status, startedAt } = stream;
    if (status === 'live' && !isOpen(stream)) return;
    const told = {
      status,
      ...(startedAt && { startedAt: startedAt.getTime() }),
      ...(status === 'live' && { hlsUrl: liveUrl(stream) }),
    };
    await this.#rooms.tellStream(channelId, told).catch(this.#onProblem);
  }
}

/** Where its media is, on this server. */
export const liveUrl = ({ id, mediaUrl }: Pick<Stream, 'id' | 'mediaUrl'>): string =>
  mediaUrl ?? `/media/live/${id}/master.m3u8`;

const orNoCategory = (error: unknown): unknown =>
  isForeignKeyViolation(error) ? new Problem('not_found', 'No such category.') : error;
