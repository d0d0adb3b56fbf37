import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { HealthSample } from '../media/ingest-meter.ts';
import { liveInput } from '../media/encoder-arguments.ts';
import { LivePipeline, type LivePipelineOptions } from '../media/live-pipeline.ts';
import type { Source } from '../media/ladder.ts';
import type { Schedule } from '../media/schedule.ts';
import type { Recording } from '../vods/recording.ts';

/** What is to be made of what a publisher sends. */
export interface IngestStream {
  id: string;
  dvrWindowSec: number;
  latency: 'low' | 'normal';
}

/** What ingest needs of the rest. */
export interface IngestPorts {
  keys: { check: (key: string) => Promise<{ channelId: string; keyId: string } | null> };
  streams: {
    forEncoder: (channelId: string) => Promise<IngestStream>;
    encoderGone: (streamId: string) => Promise<void>;
  };
  /** nginx. */
  rtmp: { playUrl: (name: string) => string; drop: (name: string) => Promise<void> };
  probe: (input: readonly string[], options: { signal: AbortSignal }) => Promise<Source>;
  /** The first second of a stream that comes in, and then every five seconds. */
  tellHealth?: (channelId: string, sample: HealthSample) => Promise<void>;
  /** All that was recorded of a stream is written. Comes before it is told that its encoder is gone. */
  saveRecording?: (streamId: string, recording: Recording) => Promise<void>;
  /** A full disk: the stream goes on, and is not recorded as a whole. */
  onRecordingBroken?: (streamId: string, error: unknown) => void;
  onThumbnail?: (streamId: string, bytes: Buffer, name: string) => void;
  onProblem?: (error: unknown) => void;
  onLog?: (line: string) => void;
}

export interface IngestOptions extends IngestPorts {
  pipeline: Pick<LivePipelineOptions, 'streams' | 'thumbnails' | 'rungs' | 'mostFramesPerSecond' | 'spawn'> & {
    /** Null: nothing is recorded. */
    storageOf: (streamId: string) => LivePipelineOptions['storage'];
  };
  clock: Clock;
  schedule: Schedule;
  /** A publisher who is back within that goes on with the same stream. */
  graceMs: number;
}

/** A channel that somebody sends to. */
interface Session {
  channelId: string;
  keyId: string;
  /** Of nginx's connection; null: it is gone, and may come back. */
  client: string | null;
  /** What nginx calls the stream. Nobody else knows it. */
  name: string;
  stream: IngestStream;
  pipeline: LivePipeline | null;
  gone: AbortController;
  /** Since when viewers are shown it; null: it is a preview. */
  startedMs: number | null;
  cancelEnd: (() => void) | null;
  ended: Promise<void> | null;
}

const MOST_KEY_LENGTH = 200;

/** Who publishes, and what becomes of it. One publisher a channel: the last one counts. */
export class Ingest {
  readonly #options: IngestOptions;
  readonly #byChannel = new Map<string, Session>();
  #isClosed = false;

  constructor(options: IngestOptions) {
    this.#options = options;
  }

  /** Streams that come in. */
  get size(): number {
    return this.#byChannel.size;
  }

  /** Who sends now. */
  get senders(): { channelId: string; streamId: string; keyId: string }[] {
    return [...this.#byChannel.values()]
      .filter(({ client, ended }) => client !== null && !ended)
      .map(({ channelId, keyId, stream }) => ({ channelId, keyId, streamId: stream.id }));
  }

  /** Also those whose encoder is gone for a moment. */
  get streamIds(): string[] {
    return [...this.#byChannel.values()].map(({ stream }) => stream.id);
  }

  /** Of the encoders that run. */
  encoderPids(): number[] {
    return [...this.#byChannel.values()].flatMap(({ pipeline }) => pipeline?.encoderPid ?? []);
  }

  /**
   * Somebody wants to publish.
   *
   * @param client of nginx's connection
   * @returns what the stream is called from now on, a name that leads to nobody; null: they may not
   */
  async publish({ key, client }: { key: string; client: string }): Promise<string | null> {
    if (this.#isClosed || key === '' || key.length > MOST_KEY_LENGTH) return null;
    const holder = await this.#options.keys.check(key);
    if (!holder) return null;
    const { channelId, keyId } = holder;
    const name = randomBytes(16).toString('hex');
    let stream = await this.#options.streams.forEncoder(channelId);
    for (let before; (before = this.#byChannel.get(channelId));) {
      if (before.stream.id === stream.id && !before.ended) {
        this.#takeOver(before, { keyId, client, name });
        return this.#ifStillGood(key, before);
      }
      await this.#end(before);
      // With it the stream may have ended that was found before.
      stream = await this.#options.streams.forEncoder(channelId);
    }
    if (this.#isClosed) return null;
    const session: Session = {
      channelId,
      keyId,
      client,
      name,
      stream,
      pipeline: null,
      gone: new AbortController(),
      startedMs: null,
      cancelEnd: null,
      ended: null,
    };
    this.#byChannel.set(channelId, session);
    // nginx waits for the answer, and nothing can be played before.
    void this.#begin(session).catch((error: unknown) => {
      this.#problem(error);
      return this.#end(session);
    });
    return this.#ifStillGood(key, session);
  }

  /** A key that was replaced in the meantime found nobody to cut off. @returns the name; null: it is not good any more */
  async #ifStillGood(key: string, session: Session): Promise<string | null> {
    const { name } = session;
    if (await this.#options.keys.check(key)) return name;
    if (session.name === name) this.done(session.client ?? '');
    return null;
  }

  /** A publisher is gone, perhaps for a moment. */
  done(client: string): void {
    const session = [...this.#byChannel.values()].find((one) => one.client === client);
    if (!session) return;
    session.client = null;
    session.cancelEnd ??= this.#options.schedule(this.#options.graceMs, () => void this.#end(session));
  }

  /** Cuts off who came with that key. Whoever has it now is refused by then. */
  async dropEncoder(channelId: string, keyId: string): Promise<void> {
    const session = this.#byChannel.get(channelId);
    if (session?.keyId === keyId) await this.#drop(session.name);
  }

  /** A stream has ended: its publisher is cut off, and what was recorded is saved. */
  async end(streamId: string): Promise<void> {
    const session = this.#ofStream(streamId);
    if (session) await this.#end(session);
  }

  /** It is live: viewers are shown it from then on, and nothing of before. */
  begun(streamId: string, startedMs: number): void {
    const session = this.#ofStream(streamId);
    if (!session) return;
    if (session.startedMs !== null) return;
    session.startedMs = startedMs;
    session.pipeline?.stream.showFrom(startedMs);
    this.#options.pipeline.thumbnails.hide(streamId);
  }

  /** What was recorded so far of a stream that goes on. */
  async recordingSoFar(streamId: string): Promise<Recording | null> {
    return this.#ofStream(streamId)?.pipeline?.stream.recording ?? null;
  }

  /** Ends all that comes in. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#byChannel.values()].map((session) => this.#end(session)));
  }

  #ofStream(streamId: string): Session | undefined {
    return [...this.#byChannel.values()].find(({ stream }) => stream.id === streamId);
  }

  /** The same stream goes on, from another connection. */
  #takeOver(session: Session, { keyId, client, name }: Pick<Session, 'keyId' | 'client' | 'name'>): void {
    // Where nginx is gone again, nothing changes.
    const url = this.#options.rtmp.playUrl(name);
    const old = session.client === null ? null : session.name;
    session.cancelEnd?.();
    session.cancelEnd = null;
    Object.assign(session, { keyId, client, name });
    if (old !== null) void this.#drop(old);
    session.pipeline?.changeInput(url);
  }

  async #begin(session: Session): Promise<void> {
    const source = await this.#look(session);
    if (!source) return this.#end(session);
    const { pipeline, clock, schedule, graceMs, tellHealth, onThumbnail, onRecordingBroken, onLog } = this.#options;
    const { stream, channelId } = session;
    const { storageOf, ...how } = pipeline;
    session.pipeline = new LivePipeline({
      ...how,
      streamId: stream.id,
      url: this.#options.rtmp.playUrl(session.name),
      source,
      dvrSeconds: stream.dvrWindowSec,
      isLowLatency: stream.latency === 'low',
      storage: storageOf(stream.id),
      clock,
      schedule,
      graceMs,
      listener: {
        onHealth: (sample) => void tellHealth?.(channelId, sample).catch((error: unknown) => this.#problem(error)),
        onThumbnail: (bytes, name) => onThumbnail?.(stream.id, bytes, name),
        onRecordingBroken: (error) => onRecordingBroken?.(stream.id, error),
        onStarved: () => void this.#end(session),
        ...(onLog && { onLog }),
      },
    });
    if (session.startedMs !== null) session.pipeline.stream.showFrom(session.startedMs);
    session.pipeline.start();
  }

  /** @returns null: there is no picture in it, or nobody any more */
  async #look(session: Session): Promise<Source | null> {
    for (let name = ''; name !== session.name && !session.gone.signal.aborted;) {
      // Who has come back meanwhile has another name.
      ({ name } = session);
      try {
        return await this.#options.probe(liveInput(this.#options.rtmp.playUrl(name)), { signal: session.gone.signal });
      } catch (error) {
        if (!session.gone.signal.aborted) this.#problem(error);
      }
    }
    return null;
  }

  #end(session: Session): Promise<void> {
    session.ended ??= this.#finish(session);
    return session.ended;
  }

  async #finish(session: Session): Promise<void> {
    const { streams, saveRecording } = this.#options;
    session.gone.abort();
    session.cancelEnd?.();
    try {
      // An encoder that still has input ends at once.
      const recording = (await session.pipeline?.end()) ?? null;
      if (session.client !== null) await this.#drop(session.name);
      if (recording) await saveRecording?.(session.stream.id, recording);
      await streams.encoderGone(session.stream.id);
    } catch (error) {
      this.#problem(error);
    } finally {
      if (this.#byChannel.get(session.channelId) === session) this.#byChannel.delete(session.channelId);
    }
  }

  /** Never fails: nginx may be gone itself. */
  async #drop(name: string): Promise<void> {
    await this.#options.rtmp.drop(name).catch((error: unknown) => this.#problem(error));
  }

  #problem(error: unknown): void {
    this.#options.onProblem?.(error);
  }
}
