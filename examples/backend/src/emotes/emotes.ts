import { findEmotes } from '../../../realtime/emotes.ts';
import type { Clock } from '../clock.ts';
import { Problem } from '../http/problem.ts';
import { newId } from '../ids.ts';
import { queriesOf } from '../sql/queries.ts';
import type { RtEmote } from '../protocol.ts';
import type { Sql } from '../sql/sql.ts';

const queries = queriesOf(new URL('emotes.sql', import.meta.url), ['list', 'put', 'delete']);

/** Of one channel, or of all. */
const MAX_EMOTES = 500;
/** For so long a chat goes by what it has read: each message would ask the database otherwise. */
const FRESH_MS = 5000;
/** Channels whose emotes are remembered. */
const MAX_REMEMBERED = 1000;

export interface Emote {
  id: string;
  /** Null: of all channels. */
  channelId: string | null;
  /** What is written. */
  code: string;
  /** Under which head it is picked. */
  pack: string;
  /** Absolute, or of this server. */
  imageUrl: string;
  isAnimated: boolean;
  isForSubscribers: boolean;
}

export type EmoteDraft = Pick<Emote, 'pack' | 'imageUrl'> & Partial<Pick<Emote, 'isAnimated' | 'isForSubscribers'>>;

/** Emotes of all channels and of each. */
export class Emotes {
  readonly #sql: Sql;
  readonly #clock: Clock;
  readonly #remembered = new Map<string, { atMs: number; emotes: Promise<Emote[]> }>();

  constructor(sql: Sql, clock: Clock) {
    this.#sql = sql;
    this.#clock = clock;
  }

  /** Those of the channel first, pack by pack. @param channelId null: those of all channels alone */
  async list(channelId: string | null): Promise<Emote[]> {
    return this.#sql.query<Emote>(queries.list, [channelId]);
  }

  /** The emotes of a message, as it is sent. A code of the channel goes before the same of all. */
  async find(channelId: string, text: string, { isSubscriber }: { isSubscriber: boolean }): Promise<RtEmote[]> {
    const ids = new Map<string, string>();
    for (const { id, code, isForSubscribers } of await this.#recent(channelId))
      if (!ids.has(code) && (isSubscriber || !isForSubscribers)) ids.set(code, id);
    return findEmotes(text, ids);
  }

  /** @throws Problem `rejected`: there are too many */
  async put(channelId: string | null, code: string, draft: EmoteDraft): Promise<Emote> {
    const nowMs = this.#clock.now();
    const { pack, imageUrl, isAnimated = false, isForSubscribers = false } = draft;
    const values = [newId(nowMs), channelId, code, pack, imageUrl, isAnimated, isForSubscribers, new Date(nowMs)];
    const [put] = await this.#sql.query<Emote>(queries.put, [...values, MAX_EMOTES]);
    if (!put) throw new Problem('rejected', `There are ${MAX_EMOTES} emotes already.`);
    this.#remembered.clear();
    return put;
  }

  /** @throws Problem `not_found` */
  async delete(channelId: string | null, code: string): Promise<void> {
    const [gone] = await this.#sql.query(queries.delete, [channelId, code]);
    if (!gone) throw new Problem('not_found', 'No such emote.');
    this.#remembered.clear();
  }

  #recent(channelId: string): Promise<Emote[]> {
    const nowMs = this.#clock.now();
    const known = this.#remembered.get(channelId);
    if (known && Math.abs(nowMs - known.atMs) < FRESH_MS) return known.emotes;
    if (this.#remembered.size >= MAX_REMEMBERED) this.#remembered.clear();
    const emotes = this.list(channelId);
    this.#remembered.set(channelId, { atMs: nowMs, emotes });
    // What failed is asked for again.
    emotes.catch(() => this.#remembered.delete(channelId));
    return emotes;
  }
}
