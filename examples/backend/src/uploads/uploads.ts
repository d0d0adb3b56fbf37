import type { Account } from '../auth/accounts.ts';
import type { BlobStore } from '../blob/blob-store.ts';
import type { Clock } from '../clock.ts';
import { Problem } from '../http/problem.ts';
import { newId } from '../ids.ts';
import type { Sql } from '../sql/sql.ts';
import type { Visibility } from '../streams/state-machine.ts';
import { uploadName, vodPrefix, type Vods } from '../vods/vods.ts';
import { CONTAINER_BYTES, containerOf, type Container } from './container.ts';
import type { Jobs, JobState } from './jobs.ts';

const MAX_OPEN = 5;

export interface UploadsOptions {
  sql: Sql;
  clock: Clock;
  blobs: BlobStore;
  vods: Vods;
  jobs: Jobs;
  maxBytes: number;
}

/** What a video is called, and for whom it is. */
export interface AboutUpload {
  title?: string;
  categoryId?: string;
  visibility?: Visibility;
}

/** Files that people send, which become videos by and by. */
export class Uploads {
  readonly #options: UploadsOptions;
  /** Whose file is on the way: one at a time, so that nobody fills the disk at once. */
  readonly #receiving = new Set<string>();

  constructor(options: UploadsOptions) {
    this.#options = options;
  }

  get maxBytes(): number {
    return this.#options.maxBytes;
  }

  /**
   * Keeps a file, and the job to make a video of it.
   *
   * @throws Problem `bad_request`: it is no video; `too_long`; `rate_limited`: several of that channel wait; `not_found`: the category
   */
  async take(account: Account, file: AsyncIterable<Uint8Array>, about: AboutUpload): Promise<JobState> {
    const full = new Problem('rate_limited', 'Wait until those before are done.', { retryAfterMs: 60_000 });
    if (this.#receiving.has(account.id)) throw full;
    this.#receiving.add(account.id);
    try {
      if ((await this.#options.jobs.openOf(account.id)) >= MAX_OPEN) throw full;
      return await this.#receive(account, file, about);
    } finally {
      this.#receiving.delete(account.id);
    }
  }

  /** @throws Problem `not_found`, also for those of others */
  async get(id: string, account: Account): Promise<JobState> {
    const job = await this.#options.jobs.find(id);
    if (!job || job.channelId !== account.id) throw new Problem('not_found', 'No such upload.');
    return job;
  }

  async #receive(account: Account, file: AsyncIterable<Uint8Array>, about: AboutUpload): Promise<JobState> {
    const { clock, blobs, maxBytes } = this.#options;
    const vodId = newId(clock.now());
    const { head, rest } = await peek(file);
    const container = containerOf(head);
    if (!container) throw new Problem('bad_request', 'That is neither MP4, WebM, Matroska nor MPEG-TS.');
    await blobs.put(uploadName(vodId), limited(rest, maxBytes));
    try {
      return await this.#add(vodId, container, account, about);
    } catch (error) {
      await blobs.delete(uploadName(vodId));
      throw error;
    }
  }

  async #add(
    vodId: string,
    container: Container,
    account: Account,
    { title = '', ...about }: AboutUpload,
  ): Promise<JobState> {
    const { sql, vods, jobs } = this.#options;
    const id = await sql.transaction(async (transaction) => {
      const of = { channelId: account.id, createdBy: account.id, prefix: vodPrefix(vodId), title, ...about };
      await vods.insert({ ...of, kind: 'upload', status: 'processing' }, vodId, transaction);
      return jobs.add(transaction, vodId, container);
    });
    return (await jobs.find(id))!;
  }
}

/** The first bytes, and all of it, those included. */
async function peek(file: AsyncIterable<Uint8Array>): Promise<{ head: Buffer; rest: AsyncIterable<Uint8Array> }> {
  const iterator = file[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < CONTAINER_BYTES) {
    const { value, done } = await iterator.next();
    if (done) break;
    head = Buffer.concat([head, value as Uint8Array]);
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    yield head;
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  return { head, rest: all() };
}

async function* limited(file: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of file) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Problem('too_long', `A file has ${Math.floor(maxBytes / 1_000_000)} MB at most.`);
    yield chunk;
  }
}
