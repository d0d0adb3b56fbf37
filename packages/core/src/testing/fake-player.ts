import { T333Error } from '../errors.ts';
import { checkAudioTrack } from '../player/audio-tracks.ts';
import type { LiveControl } from '../player/live-control.ts';
import { MediaPlayer } from '../player/media-player.ts';
import type {
  CommandOptions,
  PlayerCapabilities,
  PlayerState,
  RenditionOptions,
  StreamType,
} from '../player/player.ts';
import type { SegmentScheduler } from '../player/segment-scheduler.ts';
import { FakeMedia, type FakeMediaOptions } from './fake-media.ts';

export interface FakePlayerOptions extends FakeMediaOptions {
  /** What it can do, where that differs from a media element. */
  capabilities?: Partial<PlayerCapabilities>;
}

/** A whole player without a browser, for tests of what uses players. Its `fake` is the media to stall and to break. */
export class FakePlayer extends MediaPlayer<FakeMedia> {
  readonly fake: FakeMedia;
  /** How often its lifecycle let it load, and stopped it. */
  readonly loading = { suspended: 0, resumed: 0, attached: 0, detached: 0 };
  /** What it was asked to play, by whom and how soon. */
  readonly renditionRequests: ({ id: string } & RenditionOptions)[] = [];
  /** What keeps it live; a `LiveController` of it, say. */
  liveControl: LiveControl | null = null;
  scheduler: SegmentScheduler | null = null;
  bufferGoalSeconds: number | null = null;
  isLowLatencyAllowed = true;
  private readonly overrides?: Partial<PlayerCapabilities>;

  constructor({ capabilities, ...options }: FakePlayerOptions) {
    const media = new FakeMedia(options);
    super({ media, clock: options.clock });
    this.fake = media;
    this.overrides = { suspend: true, ...capabilities };
    this.set({ capabilities: this.describe('unknown') });
  }

  override get live(): LiveControl | null {
    return this.liveControl;
  }

  /** Puts anything into the state: renditions, a wall clock, a recovery. */
  set(patch: Partial<PlayerState>): void {
    this.store.update(patch);
  }

  /** Plays what it is asked for at once, where it has renditions. */
  override setRendition(id: string, options: RenditionOptions = {}): void {
    const { renditions } = this.store.getSnapshot();
    if (renditions.length === 0) return super.setRendition(id);
    this.assertAlive();
    if (id !== 'auto' && !renditions.some((one) => one.id === id)) {
      throw new T333Error('invalid-argument', `There is no rendition ${id}.`);
    }
    this.renditionRequests.push({ id, ...options });
    if ((options.origin ?? 'user') === 'user') this.set({ selectedRendition: id });
    if (id !== 'auto') this.set({ rendition: id });
  }

  /** Shows it, where it is one of the captions in the state. */
  override setCaption(id: string | null, { origin = 'user' }: CommandOptions = {}): void {
    this.assertAlive();
    const { captions, caption } = this.store.getSnapshot();
    const shown = captions.some((track) => track.id === id) ? id : null;
    if (shown === caption) return;
    this.set({ caption: shown });
    queueMicrotask(() => this.emit('captionchange', origin));
  }

  override setAudioTrack(id: string, { origin = 'user' }: CommandOptions = {}): void {
    this.assertAlive();
    const state = this.store.getSnapshot();
    checkAudioTrack(state, id);
    if (id === state.audioTrack) return;
    this.set({ audioTrack: id });
    queueMicrotask(() => this.emit('audiotrackchange', origin));
  }

  override setScheduler(scheduler: SegmentScheduler | null): void {
    super.setScheduler(scheduler);
    this.scheduler = scheduler;
  }

  override setBufferGoal(seconds: number | null): void {
    super.setBufferGoal(seconds);
    this.bufferGoalSeconds = seconds;
  }

  override setLowLatency(allowed: boolean): void {
    super.setLowLatency(allowed);
    this.isLowLatencyAllowed = allowed;
  }

  protected override describe(streamType: StreamType): PlayerCapabilities {
    return Object.freeze({ ...super.describe(streamType), ...this.overrides });
  }

  protected override attach(source: string, signal: AbortSignal): void | Promise<void> {
    this.loading.attached++;
    return super.attach(source, signal);
  }

  protected override detach(): void {
    this.loading.detached++;
    super.detach();
  }

  protected override suspendLoading(): void {
    this.loading.suspended++;
  }

  protected override resumeLoading(): void {
    this.loading.resumed++;
  }

  protected override onMediaError(): void {
    const { code, message } = this.media.error!;
    const errors = { 2: 'network', 3: 'media-decode', 4: 'not-found' } as const;
    this.fail(new T333Error(errors[code as 2 | 3 | 4] ?? 'media-unsupported', message, { retryable: true }));
  }
}
