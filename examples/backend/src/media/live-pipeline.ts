import { randomBytes } from 'node:crypto';
import type { BlobStore } from '../blob/blob-store.ts';
import type { Clock } from '../clock.ts';
import type { Recording } from '../vods/recording.ts';
import { encoderArguments, liveInput } from './encoder-arguments.ts';
import { Encoder, type EncoderSinks, type Spawn } from './encoder.ts';
import { FragmentSplitter } from './fragment-splitter.ts';
import { IngestMeter, type HealthSample } from './ingest-meter.ts';
import { cutFor, frameRateFor, renditionsFor, type Rung, type Source } from './ladder.ts';
import { LiveStream } from './live-stream.ts';
import type { LiveStreams } from './live-streams.ts';
import type { Schedule } from './schedule.ts';
import { JpegSplitter, type Thumbnails } from './thumbnails.ts';

/** What a pipeline tells. None of them may throw. */
export interface PipelineListener {
  /** The first part of each rendition is there. */
  onPlayable?: () => void;
  /** The first one at once, and then every five seconds. */
  onHealth?: (sample: HealthSample) => void;
  /** @param name under `thumbnails/` of the stream */
  onThumbnail?: (bytes: Buffer, name: string) => void;
  onRecordingBroken?: (error: unknown) => void;
  /** The encoder has died, and begins anew. */
  onRestart?: (why: { code: number | null; signal: string | null; delayMs: number }) => void;
  /** Nothing has come for a long time. It was ended. */
  onStarved?: () => void;
  onLog?: (line: string) => void;
}

export interface LivePipelineOptions {
  streamId: string;
  /** Of RTMP. */
  url: string;
  source: Source;
  dvrSeconds: number;
  isLowLatency?: boolean;
  /** Null: nothing is recorded. */
  storage: { blobs: Pick<BlobStore, 'put' | 'get' | 'delete'>; prefix: string } | null;
  streams: LiveStreams;
  thumbnails: Thumbnails;
  clock: Clock;
  schedule: Schedule;
  listener?: PipelineListener;
  rungs?: readonly Rung[];
  mostFramesPerSecond?: number;
  thumbnailSeconds?: number;
  /** How long a publisher may be gone. Default 0. */
  graceMs?: number;
  spawn?: Spawn;
  program?: string;
}

const MARK_BYTES = 4;

const TICK_MS = 1000;
/** Of ticks. */
const HEALTH_EVERY = 5;

/** A publisher whose encoder had nothing for so long is gone, whatever nginx thinks. */
const STARVED_MS = 30_000;

/** Viewers learn of the end by a last playlist. */
const LINGER_MS = 60_000;

/** From RTMP to a live stream that can be watched: one encoder, and what takes its outputs. */
export class LivePipeline {
  readonly stream: LiveStream;
  readonly #options: LivePipelineOptions;
  readonly #encoder: Encoder;
  readonly #meter: IngestMeter;
  #url: string;
  #lastFragmentMs: number;
  #ticks = 0;
  #isPlayable = false;
  #cancelTick: (() => void) | null = null;
  #ended: Promise<Recording | null> | null = null;

  constructor(options: LivePipelineOptions) {
    const { source, rungs, mostFramesPerSecond, clock, schedule, listener = {}, thumbnailSeconds = 10 } = options;
    this.#options = options;
    this.#url = options.url;
    const rate = frameRateFor(source, mostFramesPerSecond);
    const cut = cutFor(rate);
    const renditions = renditionsFor(source, rungs);
    this.stream = new LiveStream({
      renditions,
      rate,
      cut,
      clock,
      storage: options.storage,
      mark: randomBytes(MARK_BYTES).toString('hex'),
      dvrSeconds: options.dvrSeconds,
      ...(options.isLowLatency !== undefined && { isLowLatency: options.isLowLatency }),
      ...(listener.onRecordingBroken && { onRecordingBroken: listener.onRecordingBroken }),
    });
    this.#meter = new IngestMeter(source.frameRate, clock.now());
    this.#lastFragmentMs = clock.now();
    const outputs = { renditions, rate, cut, hasAudio: source.hasAudio, thumbnailSeconds, isTapped: true };
    this.#encoder = new Encoder({
      clock,
      schedule,
      args: () => encoderArguments(liveInput(this.#url, { isKnown: true }), outputs),
      begin: () => this.#beginRun(renditions.map(({ name }) => name)),
      ...(options.spawn && { spawn: options.spawn }),
      ...(options.program !== undefined && { program: options.program }),
      ...(listener.onLog && { onLog: listener.onLog }),
      ...(listener.onRestart && { onExit: listener.onRestart }),
    });
  }

  /** Of the encoder; null while there is none. */
  get encoderPid(): number | null {
    return this.#encoder.pid;
  }

  start(): void {
    const { streams, streamId } = this.#options;
    streams.set(streamId, this.stream);
    this.#encoder.start();
    this.#tickLater();
  }

  /** The publisher is back under another name: viewers go on after a discontinuity. */
  changeInput(url: string): void {
    this.#url = url;
    this.#lastFragmentMs = this.#options.clock.now();
    this.#encoder.restart();
  }

  /** Ends the encoder and the stream. @returns what was recorded; null where nothing was */
  end(): Promise<Recording | null> {
    this.#ended ??= this.#end();
    return this.#ended;
  }

  async #end(): Promise<Recording | null> {
    const { streams, thumbnails, streamId, schedule } = this.#options;
    this.#cancelTick?.();
    await this.#encoder.stop();
    await this.stream.end();
    schedule(LINGER_MS, () => {
      streams.delete(streamId, this.stream);
      thumbnails.delete(streamId);
    });
    return this.stream.recording;
  }

  #beginRun(renditions: readonly string[]): EncoderSinks {
    const { streamId, thumbnails, listener } = this.#options;
    this.stream.beginRun();
    this.#meter.beginRun();
    const jpegs = new JpegSplitter();
    return {
      pipes: [
        ...renditions.map((name) => this.#fragmentsOf(name)),
        (bytes) => {
          for (const picture of jpegs.push(bytes)) {
            this.stream.takeThumbnail(picture);
            listener?.onThumbnail?.(picture, thumbnails.add(streamId, picture));
          }
        },
        (bytes) => this.#meter.push(bytes),
      ],
    };
  }

  #fragmentsOf(rendition: string): (bytes: Buffer) => void {
    const { clock, listener } = this.#options;
    const splitter = new FragmentSplitter();
    return (bytes) => {
      for (const piece of splitter.push(bytes)) {
        if ('init' in piece) {
          this.stream.takeInit(rendition, piece.init);
          continue;
        }
        this.#lastFragmentMs = clock.now();
        this.stream.takeFragment(rendition, piece.fragment);
        if (this.#isPlayable || !this.stream.isPlayable) continue;
        this.#isPlayable = true;
        listener?.onPlayable?.();
      }
    };
  }

  #tickLater(): void {
    this.#cancelTick = this.#options.schedule(TICK_MS, () => this.#tick());
  }

  #tick(): void {
    const { clock, listener, graceMs = 0 } = this.#options;
    const health = this.#meter.sample(clock.now());
    if (this.#ticks++ % HEALTH_EVERY === 0) listener?.onHealth?.(health);
    if (clock.now() - this.#lastFragmentMs < STARVED_MS + graceMs) return this.#tickLater();
    void this.end().then(() => listener?.onStarved?.());
  }
}
