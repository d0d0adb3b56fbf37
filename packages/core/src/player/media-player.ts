import { abortError, T333Error } from '../errors.ts';
import { Store, type ReadableStore } from '../state/store.ts';
import { TypedEventTarget } from '../state/typed-event-target.ts';
import { readCaptions, showCaption } from './captions.ts';
import { CommandEcho } from './command-echo.ts';
import { diagnose, diagnoseMedia } from './diagnose.ts';
import { HAVE_CURRENT_DATA, HAVE_METADATA, type MediaLike } from './media-like.ts';
import {
  PlayerErrorEvent,
  PlayerEvent,
  type CommandOptions,
  type CommandOrigin,
  type Lifecycle,
  type PlayerCapabilities,
  type PlayerEvents,
  type PlayerState,
  type StreamPlayer,
  type StreamType,
} from './player.ts';
import { resolveRate, withRate, type RateRequests } from './rate-arbiter.ts';
import { SourceSession } from './source-session.ts';

export interface MediaPlayerOptions<Media extends MediaLike = MediaLike> {
  /** Where it plays. `destroy()` takes the source out of it and lets go. */
  media: Media;
}

/** The part of the state that belongs to a source, before anything is known of it. */
const UNKNOWN_SOURCE = {
  phase: 'idle',
  streamType: 'unknown',
  wallClock: null,
  duration: NaN,
  seeking: false,
  buffering: false,
  hasFrame: false,
  autoplayBlocked: false,
  renditions: Object.freeze([]),
  rendition: null,
  selectedRendition: 'auto',
  captions: Object.freeze([]),
  caption: null,
  videoWidth: 0,
  videoHeight: 0,
  recovery: null,
  error: null,
} satisfies Partial<PlayerState>;

/**
 * Plays on any object shaped like a media element: a `<video>`, or a custom element with that interface.
 * Subclasses say how a source gets into the element and out of it.
 */
export class MediaPlayer<Media extends MediaLike = MediaLike>
  extends TypedEventTarget<PlayerEvents>
  implements StreamPlayer
{
  protected readonly media: Media;
  protected readonly store: Store<PlayerState>;
  readonly #life = new AbortController();
  readonly #echo = new CommandEcho();
  #session: SourceSession | null = null;
  #rates: RateRequests = {};
  #startSeconds: number | null = null;
  #seeks: SourceSession[] = [];

  constructor({ media }: MediaPlayerOptions<Media>) {
    super();
    this.media = media;
    this.store = new Store<PlayerState>({
      ...UNKNOWN_SOURCE,
      source: media.src || null,
      lifecycle: 'active',
      capabilities: this.describe(),
      paused: media.paused,
      playRequested: !media.paused,
      rate: media.playbackRate,
      volume: media.volume,
      muted: media.muted,
    });
    this.#listen();
    if (media.src) {
      this.#session = new SourceSession();
      this.store.update({ phase: 'loading' });
    }
    if (media.readyState >= HAVE_METADATA) this.#onMetadata();
    if (media.readyState >= HAVE_CURRENT_DATA) this.#onFrame();
  }

  get state(): ReadableStore<PlayerState> {
    return this.store;
  }

  get currentTime(): number {
    return this.media.currentTime;
  }

  get buffered(): TimeRanges {
    return this.media.buffered;
  }

  get seekable(): TimeRanges {
    return this.media.seekable;
  }

  load(source: string, _options?: CommandOptions): Promise<void> {
    this.assertAlive();
    this.#startSeconds = null;
    return this.#open(source);
  }

  async play({ origin = 'user' }: CommandOptions = {}): Promise<void> {
    this.assertAlive();
    if (isIntent(origin)) this.store.update({ playRequested: true });
    if (this.store.getSnapshot().lifecycle !== 'active') this.setLifecycle('active', { origin });
    const { phase, source } = this.store.getSnapshot();
    if (phase !== 'loading') return source === null ? undefined : this.#start(origin);
    // At once, since some browsers unlock an element only within the gesture itself; and again when there is something to play.
    await Promise.all([this.#session?.ready, this.#start(origin).catch(ignoreAborted)]);
    if (this.media.paused) await this.#start(origin);
  }

  pause({ origin = 'user' }: CommandOptions = {}): void {
    this.assertAlive();
    if (isIntent(origin)) this.store.update({ playRequested: false });
    if (this.media.paused) return;
    this.#echo.expect('pause', origin);
    this.media.pause();
  }

  seek(seconds: number, { origin = 'user' }: CommandOptions = {}): Promise<void> {
    this.assertAlive();
    if (!Number.isFinite(seconds)) {
      return Promise.reject(new T333Error('invalid-argument', `A position is a finite number of seconds, not ${seconds}.`));
    }
    if (this.media.readyState < HAVE_METADATA) {
      this.#startSeconds = Math.max(0, seconds);
      return this.#session?.ready ?? Promise.resolve();
    }
    const target = clampToRanges(seconds, this.media.seekable);
    const seek = new SourceSession();
    this.#seeks.push(seek);
    this.#echo.expectSeek(target, origin);
    this.media.currentTime = target;
    return seek.ready;
  }

  setRate(rate: number | null, { origin = 'user' }: CommandOptions = {}): void {
    this.assertAlive();
    this.#rates = withRate(this.#rates, origin, rate);
    const resolved = resolveRate(this.#rates);
    if (this.media.playbackRate === resolved) return;
    this.#echo.expect('ratechange', origin);
    this.media.playbackRate = resolved;
  }

  setVolume(volume: number, { origin = 'user' }: CommandOptions = {}): void {
    this.assertAlive();
    if (!(volume >= 0 && volume <= 1)) throw new T333Error('invalid-argument', `A volume is 0 to 1, not ${volume}.`);
    if (this.media.volume === volume) return;
    this.#echo.expect('volumechange', origin);
    this.media.volume = volume;
  }

  setMuted(muted: boolean, { origin = 'user' }: CommandOptions = {}): void {
    this.assertAlive();
    if (this.media.muted === muted) return;
    this.#echo.expect('volumechange', origin);
    this.media.muted = muted;
  }

  setRendition(id: string, _options?: CommandOptions): void {
    this.assertAlive();
    if (id !== 'auto') throw new T333Error('unsupported', 'This source offers no choice of renditions.');
  }

  setCaption(id: string | null, _options?: CommandOptions): void {
    this.assertAlive();
    showCaption(this.media.textTracks, id);
    this.#onTextTracks();
  }

  setLifecycle(lifecycle: Lifecycle, { origin = 'visibility' }: CommandOptions = {}): void {
    this.assertAlive();
    const { lifecycle: before, source, streamType } = this.store.getSnapshot();
    if (lifecycle === before || (lifecycle === 'suspended' && before === 'unloaded')) return;
    if (lifecycle !== 'active') this.pause({ origin: isIntent(origin) ? 'visibility' : origin });
    if (lifecycle === 'suspended') {
      this.suspendLoading();
    } else if (lifecycle === 'unloaded') {
      if (streamType !== 'live') this.#startSeconds = this.media.currentTime;
      this.#close(abortError());
      this.store.update({ ...UNKNOWN_SOURCE, paused: true });
    } else if (before === 'suspended') {
      this.resumeLoading();
    } else if (source !== null) {
      void this.#open(source);
    }
    this.store.update({ lifecycle });
  }

  async retry({ origin = 'user' }: CommandOptions = {}): Promise<void> {
    this.assertAlive();
    const { source, streamType, playRequested } = this.store.getSnapshot();
    if (source === null) throw new T333Error('invalid-argument', 'There is no source to retry.');
    if (streamType !== 'live' && this.media.currentTime > 0) this.#startSeconds = this.media.currentTime;
    const ready = this.#open(source);
    if (playRequested) await this.play({ origin });
    else await ready;
  }

  destroy(): void {
    if (this.#life.signal.aborted) return;
    const error = destroyedError();
    this.#close(error);
    this.#life.abort(error);
  }

  /** What this player can do with its present source. */
  protected describe(): PlayerCapabilities {
    return Object.freeze({
      rate: 'continuous',
      seek: 'precise',
      renditions: 'none',
      frameTime: typeof this.media.requestVideoFrameCallback === 'function',
      latency: false,
      volume: true,
      suspend: false,
    });
  }

  /**
   * Brings a source into the media element. A failure is thrown, or reported to `fail()` when it comes later.
   *
   * @param startSeconds where to begin, or null for the natural start: the beginning, or the live edge
   * @param signal aborts when the source is replaced, unloaded or destroyed
   */
  protected attach(source: string, _startSeconds: number | null, _signal: AbortSignal): void | Promise<void> {
    this.media.src = source;
    this.media.load?.();
  }

  /** Takes the source out, so that the element gives back its buffer and its decoder. */
  protected detach(): void {
    if (this.media.removeAttribute) this.media.removeAttribute('src');
    else this.media.src = '';
    this.media.load?.();
  }

  /** Stops loading and keeps the picture, where `capabilities.suspend` says so. */
  protected suspendLoading(): void {}

  protected resumeLoading(): void {}

  /** The media element reports an error of its own. */
  protected onMediaError(signal: AbortSignal): void {
    const { source } = this.store.getSnapshot();
    const fault = diagnoseMedia(this.media.error ?? null);
    // "Not supported" is also what a browser says of a 404 or a web page.
    const error = fault.code === 'media-unsupported' && source ? diagnose(source, fault, signal) : Promise.resolve(fault);
    void error.then((final) => signal.aborted || this.fail(final));
  }

  protected streamTypeOf(duration: number): StreamType {
    return duration === Infinity ? 'live' : Number.isNaN(duration) ? 'unknown' : 'on-demand';
  }

  /** Ends the present load, or playback, with a final error. */
  protected fail(error: T333Error): void {
    this.store.update({ phase: 'error', error, recovery: null, buffering: false });
    this.#session?.fail(error);
    this.dispatchEvent(new PlayerErrorEvent(error));
  }

  protected assertAlive(): void {
    if (this.#life.signal.aborted) throw destroyedError();
  }

  #open(source: string): Promise<void> {
    this.#close(abortError());
    const session = new SourceSession();
    this.#session = session;
    this.store.update({ ...UNKNOWN_SOURCE, source, phase: 'loading', lifecycle: 'active', paused: this.media.paused });
    // Through a promise, so that an attach that throws at once fails like one that rejects.
    void (async () => this.attach(source, this.#startSeconds, session.signal))().catch((cause: unknown) => {
      if (session.signal.aborted) return;
      this.fail(cause instanceof T333Error ? cause : new T333Error('network', 'The player could not be loaded.', { cause, retryable: true }));
    });
    return session.ready;
  }

  #close(reason: T333Error): void {
    this.#echo.clear();
    for (const seek of this.#seeks.splice(0)) seek.end(reason);
    if (!this.#session) return;
    this.#session.end(reason);
    this.#session = null;
    this.detach();
  }

  async #start(origin: CommandOrigin): Promise<void> {
    if (this.media.paused) this.#echo.expect('play', origin);
    try {
      await this.media.play();
    } catch (cause) {
      const name = cause instanceof Error ? cause.name : '';
      if (name === 'NotAllowedError') {
        this.store.update({ autoplayBlocked: true });
        throw new T333Error('autoplay-blocked', 'The browser wants a user gesture before it plays with sound.', { cause });
      }
      if (name === 'AbortError') throw abortError(cause);
      throw this.store.getSnapshot().error ?? new T333Error('media-unsupported', 'The media cannot be played.', { cause });
    }
  }

  #listen(): void {
    const { media, store } = this;
    const on = (type: string, listener: () => void): void =>
      media.addEventListener(type, listener, { signal: this.#life.signal });
    const emit = (type: keyof PlayerEvents, origin: CommandOrigin | null = null): void =>
      void this.dispatchEvent(new PlayerEvent(type, origin));

    on('play', () => {
      const origin = this.#echo.take('play');
      const { phase } = store.getSnapshot();
      store.update({ paused: false, autoplayBlocked: false, phase: phase === 'ended' ? 'ready' : phase });
      if (origin === 'user') store.update({ playRequested: true });
      emit('play', origin);
    });
    on('pause', () => {
      // The end of the media, and leaving the document, pause without anybody asking.
      const byItself = media.ended || media.isConnected === false;
      const origin = byItself ? null : this.#echo.take('pause');
      store.update({ paused: true, buffering: false });
      if (origin === 'user') store.update({ playRequested: false });
      emit('pause', origin);
    });
    on('seeking', () => {
      const { phase } = store.getSnapshot();
      store.update({ seeking: true, phase: phase === 'ended' ? 'ready' : phase });
      emit('seeking', this.#echo.originOfSeek(media.currentTime));
    });
    on('seeked', () => {
      if (media.seeking) return;
      store.update({ seeking: false });
      for (const seek of this.#seeks.splice(0)) seek.succeed();
      emit('seeked', this.#echo.originOfSeek(media.currentTime));
    });
    on('ratechange', () => {
      if (media.readyState < HAVE_METADATA) return;
      const origin = this.#echo.take('ratechange');
      if (media.playbackRate !== resolveRate(this.#rates)) this.#rates = { user: media.playbackRate };
      store.update({ rate: media.playbackRate });
      emit('ratechange', origin);
    });
    on('volumechange', () => {
      store.update({ volume: media.volume, muted: media.muted });
      emit('volumechange', this.#echo.take('volumechange'));
    });
    on('timeupdate', () => {
      if (media.readyState > HAVE_CURRENT_DATA) store.update({ buffering: false });
      emit('timeupdate');
    });
    on('waiting', () => store.update({ buffering: !media.paused }));
    on('playing', () => store.update({ buffering: false }));
    on('ended', () => {
      store.update({ phase: 'ended' });
      emit('ended');
    });
    on('loadedmetadata', () => this.#onMetadata());
    on('loadeddata', () => this.#onFrame());
    on('durationchange', () => this.#onDimensions());
    on('resize', () => this.#onDimensions());
    on('error', () => {
      if (this.#session && media.error) this.onMediaError(this.#session.signal);
    });
    for (const type of ['addtrack', 'removetrack', 'change']) {
      media.textTracks?.addEventListener?.(type, () => this.#onTextTracks(), { signal: this.#life.signal });
    }
  }

  #onMetadata(): void {
    if (this.#startSeconds !== null && Math.abs(this.media.currentTime - this.#startSeconds) > SAME_POSITION_SECONDS) {
      void this.seek(this.#startSeconds, { origin: 'visibility' });
    }
    this.#startSeconds = null;
    const rate = resolveRate(this.#rates);
    if (this.media.playbackRate !== rate) this.media.playbackRate = rate;
    this.#onDimensions();
    this.store.update({ phase: 'ready', capabilities: this.describe(), error: null });
    this.#session?.succeed();
    // Nobody may be waiting for this one: a refusal stands in the state as `autoplayBlocked`.
    if (this.store.getSnapshot().playRequested && this.media.paused) this.#start('user').catch(() => {});
  }

  #onDimensions(): void {
    const { duration, videoWidth = 0, videoHeight = 0 } = this.media;
    this.store.update({ duration, videoWidth, videoHeight, streamType: this.streamTypeOf(duration) });
  }

  #onFrame(): void {
    if (this.store.getSnapshot().hasFrame) return;
    this.store.update({ hasFrame: true });
    this.dispatchEvent(new PlayerEvent('firstframe'));
  }

  #onTextTracks(): void {
    this.store.update(readCaptions(this.media.textTracks));
  }
}

/** A start this near to where the media already stands needs no seek; seconds, one frame at 30 fps. */
const SAME_POSITION_SECONDS = 1 / 30;

/** Whether a command of this origin says what the viewer wants, rather than what resources allow. */
const isIntent = (origin: CommandOrigin): boolean => origin === 'user' || origin === 'sync';

const destroyedError = (): T333Error<'destroyed'> => new T333Error('destroyed', 'The player was destroyed.');

function ignoreAborted(error: unknown): void {
  if (!(error instanceof T333Error) || error.code !== 'aborted') throw error;
}

/** The nearest position inside the ranges; the position itself where nothing is known. */
function clampToRanges(seconds: number, ranges: TimeRanges): number {
  if (ranges.length === 0) return Math.max(0, seconds);
  return Math.min(Math.max(seconds, ranges.start(0)), ranges.end(ranges.length - 1));
}
