import type { Readable } from 'node:stream';
import type { BlobStore } from '../blob/blob-store.ts';
import type { Clock } from '../clock.ts';
import type { Recording } from '../vods/recording.ts';
import { decideReload, type Directives } from './blocking-reload.ts';
import { framesPerSecond, type Cut, type FrameRate, type Rendition } from './ladder.ts';
import { livePlaylist, masterPlaylist, variantOf, type Variant } from './live-playlist.ts';
import { LiveRendition, partTargetSeconds } from './live-rendition.ts';
import { lastPartOf, segmentName, type LiveView, type Segment } from './live-window.ts';
import type { Fragment, Init } from './mp4.ts';
import { Recorder } from './recorder.ts';
import { RenditionWindow } from './rendition-window.ts';
import { until } from './until.ts';
import { WallAnchor } from './wall-anchor.ts';

export interface LiveStreamOptions {
  renditions: readonly Rendition[];
  rate: FrameRate;
  cut: Cut;
  clock: Clock;
  /** Null: nothing is written, and the window is what memory holds. */
  storage: { blobs: Pick<BlobStore, 'put' | 'get' | 'delete'>; prefix: string } | null;
  /** In the names of all files, letters and digits: a stream that another instance goes on with has others. Default: none. */
  mark?: string;
  /** Whether players get parts. Default true. */
  isLowLatency?: boolean;
  /** How far back viewers may go, seconds. At least what a player needs to begin. */
  dvrSeconds: number;
  /** Of media that is held in memory, where the rest can be read from storage. */
  memorySeconds?: number;
  /** A full disk, or the like. The picture goes on. */
  onRecordingBroken?: (error: unknown) => void;
}

/** Players begin three target durations from the end. */
const LEAST_WINDOW_TARGETS = 6;

const GRACE_TARGETS = 5;
const MEMORY_SECONDS = 30;

interface Kept {
  live: LiveRendition;
  codecs: string | null;
  inits: Map<number, Buffer>;
  /** What is whole. */
  window: RenditionWindow;
  changed: PromiseWithResolvers<void>;
  /** Delta or not. */
  texts: Map<boolean, string>;
}

/** One live stream in memory: takes fragments of all renditions, answers for playlists and media. */
export class LiveStream {
  readonly #options: LiveStreamOptions;
  readonly #kept: ReadonlyMap<string, Kept>;
  readonly #recorder: Recorder | null;
  readonly #anchor = new WallAnchor();
  #run = 0;
  #hasEnded = false;
  /** Null: all of it is shown, to whoever may see a preview. */
  #shownFromMs: number | null = null;

  constructor(options: LiveStreamOptions) {
    this.#options = options;
    const { renditions, storage, mark, onRecordingBroken } = options;
    this.#kept = new Map(renditions.map(({ name }) => [name, this.#begin()]));
    this.#recorder =
      storage &&
      new Recorder({
        ...storage,
        ...(mark !== undefined && { mark }),
        ...(onRecordingBroken && { onBroken: onRecordingBroken }),
      });
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  get isRecordingBroken(): boolean {
    return this.#recorder?.isBroken ?? false;
  }

  /** Whether there is a master playlist, and something of each rendition. */
  get isPlayable(): boolean {
    return this.#variants() !== null && [...this.#kept.values()].every((one) => this.#isListable(one));
  }

  /** What was written so far; null where nothing is. */
  get recording(): Recording | null {
    const variants = this.#variants();
    return this.#recorder && variants && this.#recorder.recording(variants);
  }

  /** An encoder begins, the first or another: all renditions go on at the same number. */
  beginRun(): void {
    this.#closeAll();
    this.#run++;
    this.#anchor.reset();
    for (const one of this.#kept.values()) one.live.beginRun(this.#run);
  }

  takeInit(rendition: string, init: Init): void {
    const one = this.#keptOf(rendition);
    one.inits.set(this.#run, init.bytes);
    one.codecs ??= init.tracks.map(({ codec }) => codec).join();
    this.#recorder?.writeInit(rendition, this.#run, init.bytes);
  }

  /** @throws CutError for what the encoder was not told to do */
  takeFragment(rendition: string, fragment: Fragment): void {
    if (this.#hasEnded) return;
    const one = this.#keptOf(rendition);
    this.#add(rendition, one, one.live.push(fragment, this.#options.clock.now()));
    changed(one);
  }

  /**
   * It is shown to viewers from now on: what was before is given out no more, but for the segment in which that was. Until that one is whole
   * there is nothing to play, for a moment.
   *
   * @param startedMs Unix milliseconds
   */
  showFrom(startedMs: number): void {
    if (this.#shownFromMs !== null) return;
    this.#shownFromMs = startedMs;
    this.#recorder?.dropThumbnail();
    this.#kept.forEach(changed);
  }

  takeThumbnail(bytes: Buffer): void {
    this.#recorder?.writeThumbnail(bytes);
  }

  /** Nothing comes any more. Resolves when all is written. */
  async end(): Promise<void> {
    if (!this.#hasEnded) {
      this.#closeAll();
      this.#hasEnded = true;
      this.#kept.forEach(changed);
    }
    await this.#recorder?.settled();
  }

  /** The master playlist, as soon as there is something to play. @returns null: it was given up */
  async master(signal: AbortSignal): Promise<string | null> {
    while (!this.isPlayable && !this.#hasEnded) {
      const missing = [...this.#kept.values()].find((one) => !this.#isListable(one));
      if (!(await until(missing?.changed.promise ?? Promise.resolve(), signal))) return null;
    }
    const variants = this.#variants();
    return variants && masterPlaylist(variants);
  }

  /**
   * A media playlist, as soon as it has what is asked for.
   *
   * @param signal gives up
   * @returns `refused`: what is asked for lies too far ahead; `late`: it was given up; null: no such rendition
   */
  async playlist(
    rendition: string,
    directives: Directives,
    signal: AbortSignal,
  ): Promise<{ text: string } | 'refused' | 'late' | null> {
    const one = this.#kept.get(rendition);
    if (!one) return null;
    for (;;) {
      // Before the first part there is nothing that could be listed.
      const view = this.#isListable(one) ? this.#view(rendition, one) : null;
      const decision = view ? decideReload(view, directives) : this.#hasEnded ? 'refuse' : 'wait';
      if (decision === 'refuse') return 'refused';
      if (view && decision === 'send') return { text: this.#text(one, view, directives.isDelta) };
      if (!(await until(one.changed.promise, signal))) return 'late';
    }
  }

  /**
   * An initialization segment, a segment or a part. A part that is announced is waited for.
   *
   * @returns null: it is not there, and will not be
   */
  async media(rendition: string, file: string, signal: AbortSignal): Promise<Buffer | Readable | null> {
    const one = this.#kept.get(rendition);
    const { mark: own = '' } = this.#options;
    const [, run, initMark = ''] = /^init-(\d{1,9})(?:-(\w+))?\.mp4$/.exec(file) ?? [];
    if (one && run !== undefined) return (initMark === own && one.inits.get(Number(run))) || null;
    const [, msnText, mark = '', partText] = /^(\d{1,15})(?:-(\w+))?(?:\.(\d{1,4}))?\.m4s$/.exec(file) ?? [];
    if (!one || msnText === undefined || mark !== own) return null;
    const msn = Number(msnText);
    const find = (): Segment | null => {
      const found = one.window.find(msn);
      return found && this.#isShown(found) ? found : null;
    };
    if (partText === undefined) {
      const segment = find();
      return segment && (bytesOf(segment) ?? this.#stored(rendition, one, msn));
    }
    for (;;) {
      const part = Number(partText);
      const { open } = one.live;
      if (msn !== open.msn) return find()?.parts[part]?.bytes ?? null;
      if (part < open.parts.length) return open.parts[part]!.bytes;
      if (part > open.parts.length || this.#hasEnded || !(await until(one.changed.promise, signal))) return null;
    }
  }

  #isShown({ startMs, seconds }: Segment): boolean {
    return this.#shownFromMs === null || startMs + seconds * 1000 > this.#shownFromMs;
  }

  /** Whether a playlist of it would have something in it. Before anybody is shown it, a part is enough. */
  #isListable(one: Kept): boolean {
    return this.#shownFromMs === null ? hasParts(one) : one.window.last !== undefined && this.#isShown(one.window.last);
  }

  /** What has left the memory and is in the window still. */
  async #stored(rendition: string, one: Kept, msn: number): Promise<Readable | null> {
    const { storage } = this.#options;
    if (!storage || !one.window.isStored(msn)) return null;
    const found = await storage.blobs.get(`${storage.prefix}/${rendition}/${segmentName(msn, this.#options.mark)}`);
    return found?.body ?? null;
  }

  /** Ends the open segments, so that the next one has the same number in all renditions. */
  #closeAll(): void {
    for (const [name, one] of this.#kept) this.#add(name, one, one.live.close());
    const next = Math.max(...[...this.#kept.values()].map(({ live }) => live.open.msn));
    const like = (msn: number) =>
      [...this.#kept.values()].map(({ window }) => window.find(msn)).find((segment) => segment && !segment.isGap);
    for (const [name, one] of this.#kept) this.#add(name, one, one.live.skipTo(next, like));
  }

  #add(rendition: string, one: Kept, segments: readonly Segment[]): void {
    for (const segment of segments) {
      one.window.add(segment);
      void this.#store(rendition, one, segment);
    }
  }

  async #store(rendition: string, one: Kept, segment: Segment): Promise<void> {
    if (await this.#recorder?.write(rendition, segment)) one.window.markStored(segment.msn);
  }

  #begin(): Kept {
    const { dvrSeconds, cut, storage, memorySeconds = MEMORY_SECONDS } = this.#options;
    const most = storage ? dvrSeconds : Math.min(dvrSeconds, memorySeconds);
    return {
      live: new LiveRendition({ cut, anchor: this.#anchor }),
      codecs: null,
      inits: new Map(),
      window: new RenditionWindow({
        listedSeconds: Math.max(most, LEAST_WINDOW_TARGETS * cut.segmentSeconds),
        graceSeconds: GRACE_TARGETS * cut.segmentSeconds,
        memorySeconds,
      }),
      changed: Promise.withResolvers(),
      texts: new Map(),
    };
  }

  #view(name: string, one: Kept): LiveView {
    const { mark } = this.#options;
    return {
      name,
      ...(mark !== undefined && { mark }),
      ...one.window.listed((segment) => this.#isShown(segment)),
      open: one.live.open,
      hasEnded: this.#hasEnded,
      isLowLatency: this.#options.isLowLatency ?? true,
      segmentSeconds: this.#options.cut.segmentSeconds,
      partSeconds: partTargetSeconds(this.#options.cut),
      reports: [...this.#kept].flatMap(([other, { window, live }]) => {
        const last = other === name ? null : lastPartOf(window.last, live.open);
        return last ? [{ name: other, ...last }] : [];
      }),
    };
  }

  /** Many viewers ask for the same. */
  #text(one: Kept, view: LiveView, isDelta: boolean): string {
    const text = one.texts.get(isDelta) ?? livePlaylist(view, { isDelta });
    one.texts.set(isDelta, text);
    return text;
  }

  #variants(): Variant[] | null {
    const { renditions, rate } = this.#options;
    const frameRate = framesPerSecond(rate);
    const variants = renditions.flatMap((rendition): Variant[] => {
      const { codecs } = this.#keptOf(rendition.name);
      return codecs === null ? [] : [variantOf(rendition, { frameRate, codecs })];
    });
    return variants.length === renditions.length ? variants : null;
  }

  #keptOf(rendition: string): Kept {
    const one = this.#kept.get(rendition);
    if (!one) throw new RangeError(`No rendition ${rendition}`);
    return one;
  }
}

const hasParts = ({ window, live }: Kept): boolean => lastPartOf(window.last, live.open) !== null;

const bytesOf = (segment: Segment | undefined): Buffer | null =>
  segment && segment.parts.length > 0 ? Buffer.concat(segment.parts.map(({ bytes }) => bytes)) : null;

function changed(one: Kept): void {
  one.texts.clear();
  const { resolve } = one.changed;
  one.changed = Promise.withResolvers();
  resolve();
}
