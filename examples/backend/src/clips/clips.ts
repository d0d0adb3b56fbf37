import type { Account } from '../auth/accounts.ts';
import type { BlobStore } from '../blob/blob-store.ts';
import type { Clock } from '../clock.ts';
import { Problem } from '../http/problem.ts';
import { newId } from '../ids.ts';
import { sinceStart } from '../ingest/since-start.ts';
import type { Pipelines } from '../streams/ports.ts';
import type { Streams } from '../streams/streams.ts';
import { readRecording, THUMBNAIL } from '../vods/recording-files.ts';
import { filesOf, type Recording } from '../vods/recording.ts';
import type { NewVod, Vod } from '../vods/vod.ts';
import { recordingPrefix, vodPrefix, type Vods } from '../vods/vods.ts';
import { cutRecording, type ClipSpan } from './cut-recording.ts';

export const MAX_CLIP_SECONDS = 180;
/** Players are this far behind what is made; and a clip is of what was just seen. */
const LEAST_WINDOW_SECONDS = 90;
const HOUR_MS = 3_600_000;
const CLIPS_PER_HOUR = 30;

export interface ClipsOptions {
  clock: Clock;
  blobs: BlobStore;
  streams: Pick<Streams, 'seenBy'>;
  vods: Vods;
  pipelines: Pick<Pipelines, 'recordingSoFar'>;
}

/** Short videos, cut out of longer ones and of what is live. They have segments of their own: what they were cut from may go. */
export class Clips {
  readonly #clock: Clock;
  readonly #blobs: BlobStore;
  readonly #streams: Pick<Streams, 'seenBy'>;
  readonly #vods: Vods;
  readonly #pipelines: Pick<Pipelines, 'recordingSoFar'>;

  constructor({ clock, blobs, streams, vods, pipelines }: ClipsOptions) {
    this.#clock = clock;
    this.#blobs = blobs;
    this.#streams = streams;
    this.#vods = vods;
    this.#pipelines = pipelines;
  }

  /** @param span seconds of the video. @throws Problem `not_found`; `subscribers_only`; `bad_request`; `rate_limited`; `rejected` */
  async ofVod(vodId: string, account: Account, span: { start: number; end: number; title?: string }): Promise<Vod> {
    const vod = await this.#vods.watchedBy(vodId, account);
    const { channelId, streamId, categoryId, visibility, minAge } = vod;
    const recording = vod.status === 'ready' ? await readRecording(this.#blobs, vod.prefix) : null;
    const of = { channelId, streamId, categoryId, visibility, minAge, title: span.title ?? vod.title };
    return this.#cut(recording, { by: 'position', ...span }, { account, from: vod.prefix, of });
  }

  /**
   * @param span Unix milliseconds, within the DVR window
   * @throws Problem `not_found`; `subscribers_only`; `bad_request`; `rate_limited`; `rejected`
   */
  async ofStream(id: string, account: Account, span: { start: number; end: number; title?: string }): Promise<Vod> {
    const stream = await this.#streams.seenBy(id, account);
    if (!stream.mayWatch) throw new Problem('subscribers_only', 'This is for subscribers of the channel.');
    // A preview that somebody may watch is no thing to keep.
    if (!stream.startedAt) throw new Problem('not_found', 'No such stream.');
    if (stream.status !== 'live') throw new Problem('rejected', 'The stream is not live.');
    const windowSeconds = Math.max(stream.dvrWindowSec, LEAST_WINDOW_SECONDS) + MAX_CLIP_SECONDS;
    if (span.start < this.#clock.now() - windowSeconds * 1000)
      throw new Problem('bad_request', 'That lies too far back.');
    const { channelId, categoryId, visibility, minAge } = stream;
    const whole = await this.#pipelines.recordingSoFar(id);
    const recording = whole && sinceStart(whole, stream.startedAt.getTime());
    const of = { channelId, streamId: id, categoryId, visibility, minAge, title: span.title ?? stream.title };
    return this.#cut(recording, { by: 'date', ...span }, { account, from: recordingPrefix(id), of });
  }

  async #cut(
    recording: Recording | null,
    span: ClipSpan,
    {
      account,
      from,
      of,
    }: { account: Account; from: string; of: Pick<NewVod, 'channelId' | 'title'> & Partial<NewVod> },
  ): Promise<Vod> {
    const seconds = (span.end - span.start) / (span.by === 'date' ? 1000 : 1);
    if (!(seconds > 0 && seconds <= MAX_CLIP_SECONDS))
      throw new Problem('bad_request', `A clip ends after it begins, and has ${MAX_CLIP_SECONDS} seconds at most.`);
    const nowMs = this.#clock.now();
    if ((await this.#vods.clipsSince(account.id, new Date(nowMs - HOUR_MS))) >= CLIPS_PER_HOUR)
      throw new Problem('rate_limited', 'That were many clips within an hour.', { retryAfterMs: HOUR_MS });
    const clip = recording && cutRecording(recording, span);
    if (!clip) throw new Problem('rejected', 'Nothing was recorded there.');

    const id = newId(nowMs);
    const prefix = vodPrefix(id);
    const startedAt = clip.isDated === false ? null : new Date(clip.renditions[0]!.segments[0]!.startMs);
    await this.#vods.insert(
      { ...of, kind: 'clip', status: 'processing', prefix, startedAt, createdBy: account.id },
      id,
    );
    try {
      for (const file of filesOf(clip)) await this.#copy(`${from}/${file}`, `${prefix}/${file}`);
      if ((await this.#blobs.size(`${from}/${THUMBNAIL}`)) !== null)
        await this.#copy(`${from}/${THUMBNAIL}`, `${prefix}/${THUMBNAIL}`);
      await this.#vods.finish(id, clip);
    } catch (error) {
      await this.#vods.drop({ id, prefix });
      throw error;
    }
    return this.#vods.get(id);
  }

  async #copy(from: string, to: string): Promise<void> {
    const found = await this.#blobs.get(from);
    if (!found) throw new Problem('rejected', 'Nothing of it is there any more.');
    await this.#blobs.put(to, found.body);
  }
}
