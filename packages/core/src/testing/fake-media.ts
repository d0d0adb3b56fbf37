import type { MediaLike } from '../player/media-like.ts';
import { timeRanges } from '../player/time-ranges.ts';
import type { Clock } from '../time/clock.ts';

/** What a `FakeMedia` finds behind an address. */
export interface FakeSource {
  /** Seconds; Infinity for a live stream. */
  durationSeconds: number;
  /** How much of a live stream can be sought in. Default 12. */
  windowSeconds?: number;
  width?: number;
  height?: number;
}

export interface FakeMediaOptions {
  clock: Clock;
  /** What an address leads to, or undefined where there is nothing. By default every address is a minute long. */
  find?: (src: string) => FakeSource | undefined;
  /** From `load()` to its metadata, and from a seek to its frame. Default 5. */
  latencyMs?: number;
  habits?: Partial<FakeHabits>;
}

/** How a real element deviates from a perfect one; by default it does not. */
export interface FakeHabits {
  /** From `play()`, or the end of a seek, until the position moves. */
  startLagMs: number;
  /** From a seek out of what is buffered to its frame; default as within it. */
  fetchMs: number;
  /** Media time lost by each change of rate and back while the pitch is preserved. */
  rateStepMs: number;
  /** The speed of its own clock, 1 being that of the `Clock`. */
  speed: number;
  /** Added to each reading of the position, in milliseconds. */
  jitterMs: () => number;
  /** So often the position is news; between, it stays as it was. 0: always. */
  reportMs: number;
  /** Whether it tells what is buffered; embeds do not. */
  ranges: boolean;
}

const PERFECT: FakeHabits = {
  startLagMs: 0,
  fetchMs: 0,
  rateStepMs: 0,
  speed: 1,
  jitterMs: () => 0,
  reportMs: 0,
  ranges: true,
};

/** As of `HTMLMediaElement`. */
const HAVE_NOTHING = 0;
const HAVE_METADATA = 1;
const HAVE_CURRENT_DATA = 2;
const HAVE_ENOUGH_DATA = 4;
const MEDIA_ERR_SRC_NOT_SUPPORTED = 4;

/** Browsers send `timeupdate` about this often. */
const TIMEUPDATE_MS = 250;
/** Nearer than this to its end, media has ended; seconds. */
const END_SECONDS = 0.001;
/** What lies ready before the position; and how far behind the live edge a stream starts; seconds. */
const AHEAD_SECONDS = 10;
const HOLD_BACK_SECONDS = 3;

/** A media element without a browser: its time is that of a `Clock`, its faults are yours. */
export class FakeMedia extends EventTarget implements MediaLike {
  /** Which `play()` the "browser" refuses. */
  autoplay: 'allowed' | 'muted' | 'blocked' = 'allowed';
  latencyMs: number;
  readonly habits: FakeHabits;
  preservesPitch = true;
  error: { code: number; message: string } | null = null;
  isConnected = true;
  readyState: number = HAVE_NOTHING;
  seeking = false;
  ended = false;
  paused = true;
  readonly #clock: Clock;
  readonly #find: (src: string) => FakeSource | undefined;
  readonly #tasks = new Set<() => void>();
  #waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];
  #src = '';
  #source: FakeSource | null = null;
  #loadedAtMs = 0;
  #stalled = false;
  #frames = { totalVideoFrames: 0, droppedVideoFrames: 0 };
  #rate = 1;
  #volume = 1;
  #muted = false;
  /** The position, and when it was there; between such moments it follows the clock. */
  #anchor = { seconds: 0, atMs: 0 };
  #cancelTick: () => void = () => {};
  #cancelSeek: () => void = () => {};
  /** What the end of the seek under way will do. */
  #finishSeek: (() => void) | null = null;

  constructor({ clock, find = () => ({ durationSeconds: 60 }), latencyMs = 5, habits }: FakeMediaOptions) {
    super();
    this.#clock = clock;
    this.#find = find;
    this.latencyMs = latencyMs;
    this.habits = { ...PERFECT, ...habits };
  }

  /** Counts frames, of which some came too late to be seen. */
  countFrames(total: number, dropped: number): void {
    this.#frames = {
      totalVideoFrames: this.#frames.totalVideoFrames + total,
      droppedVideoFrames: this.#frames.droppedVideoFrames + dropped,
    };
  }

  getVideoPlaybackQuality(): { readonly totalVideoFrames: number; readonly droppedVideoFrames: number } {
    return this.#frames;
  }

  get src(): string {
    return this.#src;
  }

  set src(src: string) {
    this.#src = src;
    this.load();
  }

  get duration(): number {
    return this.#source && this.readyState > HAVE_NOTHING ? this.#source.durationSeconds : NaN;
  }

  get videoWidth(): number {
    return this.readyState > HAVE_NOTHING ? (this.#source?.width ?? 640) : 0;
  }

  get videoHeight(): number {
    return this.readyState > HAVE_NOTHING ? (this.#source?.height ?? 360) : 0;
  }

  get currentTime(): number {
    const { jitterMs, reportMs } = this.habits;
    const exact = this.#position;
    if (!this.#moves) return exact;
    const staleMs = reportMs > 0 ? (this.#clock.now() - this.#anchor.atMs) % reportMs : 0;
    return Math.max(this.#anchor.seconds, exact - (staleMs / 1000) * this.#rate + jitterMs() / 1000);
  }

  /** Where it truly is. */
  get #position(): number {
    const { seconds, atMs } = this.#anchor;
    const movedMs = this.#moves ? Math.max(0, this.#clock.now() - atMs) * this.#rate * this.habits.speed : 0;
    return Math.min(seconds + movedMs / 1000, this.#end);
  }

  set currentTime(seconds: number) {
    if (this.readyState === HAVE_NOTHING) return;
    const start = this.seekable.start(0);
    const isNear = seconds >= this.#position && seconds < this.#position + AHEAD_SECONDS;
    this.#moveTo(Math.min(Math.max(seconds, start), this.#end));
    this.seeking = true;
    this.ended = false;
    this.readyState = HAVE_METADATA;
    this.#queue('seeking');
    this.#cancelSeek();
    this.#finishSeek = (): void => {
      this.#finishSeek = null;
      this.#moveTo(this.#anchor.seconds);
      this.seeking = false;
      this.readyState = HAVE_ENOUGH_DATA;
      this.#queue('timeupdate');
      this.#queue('seeked');
      this.#go();
    };
    const latencyMs = isNear ? this.latencyMs : Math.max(this.latencyMs, this.habits.fetchMs);
    this.#cancelSeek = this.#after(latencyMs, () => this.#stalled || this.#finishSeek?.());
  }

  get playbackRate(): number {
    return this.#rate;
  }

  set playbackRate(rate: number) {
    if (rate === this.#rate) return;
    const lostMs = rate === 1 && this.#moves && this.preservesPitch ? this.habits.rateStepMs : 0;
    this.#moveTo(this.#position - lostMs / 1000);
    this.#rate = rate;
    this.#queue('ratechange');
  }

  get volume(): number {
    return this.#volume;
  }

  set volume(volume: number) {
    if (!(volume >= 0 && volume <= 1)) throw new DOMException('0 to 1', 'IndexSizeError');
    this.#volume = volume;
    this.#queue('volumechange');
  }

  get muted(): boolean {
    return this.#muted;
  }

  set muted(muted: boolean) {
    this.#muted = muted;
    this.#queue('volumechange');
    // As Chromium does with what played only because it was silent.
    if (!muted && this.autoplay === 'muted') this.pause();
  }

  get seekable(): TimeRanges {
    if (this.readyState === HAVE_NOTHING) return timeRanges();
    return timeRanges([Math.max(0, this.#end - this.#window), this.#end]);
  }

  get buffered(): TimeRanges {
    if (this.readyState < HAVE_CURRENT_DATA || !this.habits.ranges) return timeRanges();
    const start = this.#position;
    return timeRanges([start, this.#stalled ? start : Math.min(start + AHEAD_SECONDS, this.#end)]);
  }

  /** Loads `src` anew, or empties itself where there is none, as the element does. */
  load(): void {
    for (const cancel of this.#tasks) cancel();
    this.#finishSeek = null;
    for (const { reject } of this.#waiting.splice(0)) reject(new DOMException('A new load began', 'AbortError'));
    if (this.#source || this.error) this.#queue('emptied');
    if (this.#rate !== 1) this.#queue('ratechange');
    Object.assign(this, { error: null, readyState: HAVE_NOTHING, seeking: false, ended: false, paused: true });
    this.#source = null;
    this.#stalled = false;
    this.#rate = 1;
    this.#moveTo(0);
    if (this.#src === '') return;
    const source = this.#find(this.#src);
    this.#after(this.latencyMs, () => {
      if (!source) return this.break(MEDIA_ERR_SRC_NOT_SUPPORTED, 'Not found');
      this.#source = source;
      this.#loadedAtMs = this.#clock.now();
      this.readyState = HAVE_ENOUGH_DATA;
      this.#moveTo(source.durationSeconds === Infinity ? this.#end - HOLD_BACK_SECONDS : 0);
      for (const type of ['durationchange', 'loadedmetadata', 'loadeddata', 'canplay', 'canplaythrough']) {
        this.#queue(type);
      }
      this.#go();
    });
  }

  removeAttribute(name: string): void {
    if (name === 'src') this.#src = '';
  }

  async play(): Promise<void> {
    if (this.autoplay === 'blocked' || (this.autoplay === 'muted' && !this.#muted)) {
      throw new DOMException('A user gesture is needed', 'NotAllowedError');
    }
    if (this.error) throw new DOMException('There is nothing to play', 'NotSupportedError');
    if (this.ended) this.currentTime = 0;
    const wasPaused = this.paused;
    if (wasPaused) {
      this.paused = false;
      this.#queue('play');
      if (this.readyState <= HAVE_CURRENT_DATA) this.#queue('waiting');
    }
    if (this.#moves) return wasPaused ? this.#go() : undefined;
    await new Promise<void>((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  pause(): void {
    if (this.paused) return;
    this.#moveTo(this.#position);
    this.paused = true;
    this.#queue('timeupdate');
    this.#queue('pause');
    for (const { reject } of this.#waiting.splice(0)) reject(new DOMException('Paused', 'AbortError'));
  }

  /** The media stops coming; `resume()` ends it. */
  stall(): void {
    this.#moveTo(this.#position);
    this.#stalled = true;
    this.readyState = HAVE_CURRENT_DATA;
    this.#queue('waiting');
  }

  resume(): void {
    this.#moveTo(this.#position);
    this.#stalled = false;
    if (this.#finishSeek) return this.#finishSeek();
    this.readyState = HAVE_ENOUGH_DATA;
    this.#go();
  }

  /** Fails for good, as with `MediaError.code`: 2 network, 3 decoding, 4 not supported. */
  break(code: number, message = ''): void {
    this.#moveTo(this.#position);
    this.error = { code, message };
    this.#queue('error');
    for (const { reject } of this.#waiting.splice(0)) reject(new DOMException(message, 'NotSupportedError'));
  }

  get #moves(): boolean {
    return !this.paused && !this.seeking && !this.#stalled && !this.error && this.readyState > HAVE_CURRENT_DATA;
  }

  get #window(): number {
    return this.#source?.durationSeconds === Infinity ? (this.#source.windowSeconds ?? 12) : Infinity;
  }

  /** The last position there is: the live edge moves on with the clock. */
  get #end(): number {
    if (!this.#source) return 0;
    if (this.#source.durationSeconds < Infinity) return this.#source.durationSeconds;
    return this.#window + (this.#clock.now() - this.#loadedAtMs) / 1000;
  }

  #moveTo(seconds: number): void {
    this.#anchor = { seconds, atMs: this.#clock.now() };
  }

  #queue(type: string): void {
    this.#after(0, () => this.dispatchEvent(new Event(type)));
  }

  #after(delayMs: number, run: () => void): () => void {
    const cancelTimer = this.#clock.after(delayMs, () => {
      this.#tasks.delete(cancel);
      run();
    });
    const cancel = (): void => {
      this.#tasks.delete(cancel);
      cancelTimer();
    };
    this.#tasks.add(cancel);
    return cancel;
  }

  /** Begins to move, where nothing is in the way; the position has been settled before. */
  #go(): void {
    if (!this.#moves) return;
    this.#anchor = { seconds: this.#anchor.seconds, atMs: this.#clock.now() + this.habits.startLagMs };
    this.#queue('playing');
    for (const { resolve } of this.#waiting.splice(0)) resolve();
    this.#tickLater();
  }

  #tickLater(): void {
    const restMs = ((this.#end - this.#position) / this.#rate / this.habits.speed) * 1000;
    this.#cancelTick();
    this.#cancelTick = this.#after(Math.min(TIMEUPDATE_MS, Math.max(0, restMs)), () => this.#tick());
  }

  #tick(): void {
    if (!this.#moves) return;
    if (this.#end - this.#position > END_SECONDS) {
      this.#queue('timeupdate');
      return this.#tickLater();
    }
    this.#moveTo(this.#end);
    this.ended = this.paused = true;
    for (const type of ['timeupdate', 'pause', 'ended']) this.#queue(type);
  }
}
