import { abortError, T333Error } from '../errors.ts';
import { Store, type ReadableStore } from '../state/store.ts';
import { TypedEventTarget } from '../state/typed-event-target.ts';
import { systemClock, type Clock } from '../time/clock.ts';
import type { CaptionDetails } from './captions.ts';
import { CommandEcho } from './command-echo.ts';
import { attachError, diagnose, diagnoseMedia } from './diagnose.ts';
import type { LiveControl } from './live-control.ts';
import { observeMedia, type MediaReactions } from './media-events.ts';
import { clampToRanges, HAVE_METADATA, type MediaLike } from './media-like.ts';
import { MediaPlay } from './media-play.ts';
import { MediaSeeks } from './media-seeks.ts';
import { MediaSettings } from './media-settings.ts';
import { adoptedState, mediaCapabilities } from './media-state.ts';
import { MediaTracks } from './media-tracks.ts';
import {
  PlayerErrorEvent,
  PlayerEvent,
  type CommandOptions,
  type CommandOrigin,
  type FrameCounts,
  type Lifecycle,
  type PlayerCapabilities,
  type PlayerEvents,
  type PlayerState,
  type RateOptions,
  type RenditionOptions,
  type ShownFrame,
  type StreamPlayer,
  type StreamType,
} from './player.ts';
import type { SegmentScheduler } from './segment-scheduler.ts';
import { observeFrames } from './shown-frames.ts';
import { SourceSession, UNKNOWN_SOURCE } from './source-session.ts';

export interface MediaPlayerOptions<Media extends MediaLike = MediaLike> {
  /** Where it plays. `destroy()` takes the source out of it and lets go. */
  media: Media;
  clock?: Clock;
}

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
  readonly #clock: Clock;
  readonly #echo = new CommandEcho();
  #session: SourceSession | null = null;
  #askedAtMs: number | null = null;
  readonly #play: MediaPlay;
  readonly #seeks: MediaSeeks;
  readonly #settings: MediaSettings;
  readonly #tracks: MediaTracks;

  constructor({ media, clock = systemClock }: MediaPlayerOptions<Media>) {
    super();
    this.media = media;
    this.#clock = clock;
    this.store = new Store<PlayerState>(adoptedState(media, this.describe('unknown')));
    const target = {
      media,
      store: this.store,
      echo: this.#echo,
      emit: this.emit.bind(this),
      clamp: this.clampSeek.bind(this),
      describeCaption: (track: TextTrack) => this.describeCaption(track),
      hasOwnSound: this.hasOwnSound,
      clock,
    };
    this.#play = new MediaPlay(target);
    this.#seeks = new MediaSeeks(target);
    this.#settings = new MediaSettings(target);
    this.#tracks = new MediaTracks(target);
    if (media.src) this.#session = new SourceSession();
    const { signal } = this.#life;
    observeMedia({ ...target, settings: this.#settings, tracks: this.#tracks, signal }, this.#react());
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

  get frames(): FrameCounts | null {
    const counts = this.media.getVideoPlaybackQuality?.();
    return counts ? { total: counts.totalVideoFrames, dropped: counts.droppedVideoFrames } : null;
  }

  get live(): LiveControl | null {
    return null;
  }

  load(source: string, { origin = 'user' }: CommandOptions = {}): Promise<void> {
    if (this.#life.signal.aborted) return Promise.reject(destroyedError());
    this.#seeks.start = null;
    this.#play.origin = this.store.getSnapshot().playRequested ? origin : null;
    this.store.update({ selectedRendition: 'auto' });
    return this.#open(source);
  }

  async play({ origin = 'user' }: CommandOptions = {}): Promise<void> {
    this.assertAlive();
    if (isIntent(origin)) this.store.update({ playRequested: true });
    this.setLifecycle('active', { origin });
    await this.#play.play(origin, this.#session?.ready);
  }

  pause({ origin = 'user' }: CommandOptions = {}): void {
    this.assertAlive();
    if (isIntent(origin)) this.store.update({ playRequested: false });
    this.#play.pause(origin);
  }

  seek(seconds: number, { origin = 'user' }: CommandOptions = {}): Promise<void> {
    const { error } = this.store.getSnapshot();
    if (this.#life.signal.aborted) return Promise.reject(destroyedError());
    if (!Number.isFinite(seconds)) {
      return Promise.reject(invalid(`A position is a finite number of seconds, not ${seconds}.`));
    }
    if (error) return Promise.reject(error);
    if (this.media.readyState < HAVE_METADATA) {
      this.#seeks.start = { seconds: Math.max(0, seconds), origin };
      return this.#session?.ready ?? Promise.resolve();
    }
    return this.#seeks.to(seconds, origin);
  }

  setRate(rate: number | null, { origin = 'user', preservePitch = true }: RateOptions = {}): void {
    this.assertAlive();
    this.#settings.requestRate(rate, origin, preservePitch);
  }

  onFrame(listener: (frame: ShownFrame) => void): () => void {
    return observeFrames(this.media, listener);
  }

  setVolume(volume: number, { origin = 'user' }: CommandOptions = {}): void {
    this.assertAlive();
    this.#settings.setVolume(volume, origin);
  }

  setMuted(muted: boolean, { origin = 'user' }: CommandOptions = {}): void {
    this.assertAlive();
    if (!this.#settings.setMuted(muted, origin)) this.#play.goOnSilently(origin);
  }

  setRendition(id: string, _options?: RenditionOptions): void {
    this.assertAlive();
    if (id !== 'auto') throw new T333Error('unsupported', 'This source offers no choice of renditions.');
  }

  setScheduler(_scheduler: SegmentScheduler | null): void {
    this.assertAlive();
  }

  setBufferGoal(seconds: number | null): void {
    this.assertAlive();
    if (seconds !== null && !(seconds > 0)) {
      throw new T333Error('invalid-argument', `A buffer goal is above 0 seconds, not ${seconds}.`);
    }
  }

  setLowLatency(_allowed: boolean): void {
    this.assertAlive();
  }

  setCaption(id: string | null, { origin = 'user' }: CommandOptions = {}): void {
    this.assertAlive();
    this.#tracks.setCaption(id, origin);
  }

  setAudioTrack(id: string, { origin = 'user' }: CommandOptions = {}): void {
    this.assertAlive();
    this.#tracks.setAudio(id, origin);
  }

  setLifecycle(lifecycle: Lifecycle, { origin = 'visibility' }: CommandOptions = {}): void {
    this.assertAlive();
    const { lifecycle: before, source, streamType } = this.store.getSnapshot();
    if (lifecycle === before || (lifecycle === 'suspended' && before === 'unloaded')) return;
    this.store.update({ lifecycle });
    if (lifecycle === 'active') {
      if (before === 'suspended') this.resumeLoading();
      else if (source !== null) void this.#open(source);
      return;
    }
    const wasPlaying = !this.media.paused;
    this.#play.pause(origin);
    if (lifecycle === 'suspended') {
      this.suspendLoading();
    } else {
      if (streamType !== 'live') this.#seeks.keepPosition();
      this.#close(abortError());
      this.store.update({ ...UNKNOWN_SOURCE, paused: true });
      // Emptying the element drops the event that `pause()` had queued.
      if (wasPlaying) this.emit('pause', origin);
    }
  }

  async retry({ origin = 'user' }: CommandOptions = {}): Promise<void> {
    this.assertAlive();
    const { source, streamType, playRequested } = this.store.getSnapshot();
    if (source === null) throw invalid('There is no source to retry.');
    if (streamType !== 'live') this.#seeks.keepPosition();
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

  /** What this player can do with a source of this type. */
  protected describe(_streamType: StreamType): PlayerCapabilities {
    return mediaCapabilities(this.media);
  }

  /** What is known of a text track beyond what it says itself. */
  protected describeCaption(_track: TextTrack): ReturnType<CaptionDetails> {
    return {};
  }

  /** Whether the media element's own audio tracks are those of the source. */
  protected get hasOwnSound(): boolean {
    return true;
  }

  /**
   * Brings a source into the media element. A failure is thrown, or reported to `fail()` when it comes later.
   *
   * @param signal aborts when the source is replaced, unloaded or destroyed
   */
  protected attach(source: string, _signal: AbortSignal): void | Promise<void> {
    this.media.src = source;
  }

  /** Where the source is to begin; null for its natural start (the beginning, or the live edge), and once it has begun. */
  protected get startSeconds(): number | null {
    return this.#seeks.start?.seconds ?? null;
  }

  /** @returns whether the source was to begin later than this, the last position at which it can */
  protected limitStart(seconds: number): boolean {
    return this.#seeks.limitStart(seconds);
  }

  /** The nearest position to this one that can be sought. */
  protected clampSeek(seconds: number, _origin: CommandOrigin | null): number {
    return clampToRanges(seconds, this.seekable);
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
    const error = fault.code === 'media-unsupported' && source ? diagnose(source, fault, { signal }) : fault;
    void Promise.resolve(error).then((final) => signal.aborted || this.fail(final));
  }

  /** Ends the present load, or playback, with a final error. */
  protected fail(error: T333Error): void {
    this.store.update({ phase: 'error', error, recovery: null, buffering: false, paused: this.media.paused });
    this.#session?.fail(error);
    this.#seeks.settle(error);
    this.dispatchEvent(new PlayerErrorEvent(error));
  }

  /** Whether something below this player may have moved on to this position by itself. */
  protected skippedTo(_seconds: number): boolean {
    return false;
  }

  /** Names who moved the position to where it stands now, when something below this player did. */
  protected claimSeek(origin: CommandOrigin | null): void {
    this.#echo.expectSeek(this.media.currentTime, origin);
  }

  protected assertAlive(): void {
    if (this.#life.signal.aborted) throw destroyedError();
  }

  protected emit(type: keyof PlayerEvents, origin: CommandOrigin | null = null): void {
    if (!this.#life.signal.aborted) this.dispatchEvent(new PlayerEvent(type, origin));
  }

  #open(source: string): Promise<void> {
    this.#close(abortError());
    const session = new SourceSession();
    this.#session = session;
    this.#askedAtMs = this.#clock.now();
    this.store.update({ ...UNKNOWN_SOURCE, source, phase: 'loading', lifecycle: 'active', paused: this.media.paused });
    // Through a promise, so that an attach that throws at once fails like one that rejects.
    void (async () => this.attach(source, session.signal))().catch(
      (cause: unknown) => session.signal.aborted || this.fail(attachError(cause)),
    );
    return session.ready;
  }

  #close(reason: T333Error): void {
    this.#echo.clear();
    this.#seeks.settle(reason);
    if (!this.#session) return;
    this.#session.end(reason);
    this.#session = null;
    this.detach();
  }

  #react(): MediaReactions {
    return {
      describe: (streamType) => this.describe(streamType),
      userWants: (play) => {
        this.#play.origin = play ? 'user' : null;
        this.store.update({ playRequested: play });
      },
      willPlay: () => this.#play.origin !== null,
      skippedTo: (seconds) => this.skippedTo(seconds),
      sinceAsked: () => (this.#askedAtMs === null ? null : this.#clock.now() - this.#askedAtMs),
      metadataLoaded: () => this.#onMetadata(),
      seeked: () => this.#seeks.settle(),
      failed: () => {
        if (this.#session && this.media.error) this.onMediaError(this.#session.signal);
      },
    };
  }

  #onMetadata(): void {
    this.#seeks.begin();
    this.#settings.applyRate(null);
    this.store.update({ phase: 'ready', error: null, rate: this.media.playbackRate });
    this.#session?.succeed();
    this.#play.begin();
  }
}

/** Whether a command of this origin says what the viewer wants, rather than what resources allow. */
const isIntent = (origin: CommandOrigin): boolean => origin === 'user' || origin === 'sync';

const invalid = (message: string): T333Error => new T333Error('invalid-argument', message);

const destroyedError = (): T333Error<'destroyed'> => new T333Error('destroyed', 'The player was destroyed.');
