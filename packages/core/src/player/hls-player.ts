import type Hls from 'hls.js';
import type { HlsConfig, LevelDetails } from 'hls.js';
import { T333Error } from '../errors.ts';
import { limitLiveSeek } from '../live/seek-limits.ts';
import { browserNetwork, type NetworkStatus } from '../resilience/network-status.ts';
import type { CmcdOptions } from '../telemetry/cmcd-options.ts';
import { systemClock } from '../time/clock.ts';
import type { CaptionDetails } from './captions.ts';
import { trimBackBuffer } from './back-buffer.ts';
import { attachError } from './diagnose.ts';
import { bufferConfig, hlsConfig } from './hls-config.ts';
import { HlsLive, LIVE_CONFIG, type LiveOptions } from './hls-live.ts';
import { liveEdgeOf, seekableOf } from './hls-live-edge.ts';
import { HlsRecovery } from './hls-recovery.ts';
import { readTimeline } from './hls-timeline.ts';
import { describeHlsText, HlsSounds } from './hls-tracks.ts';
import type { LiveControl, LiveWishes } from './live-control.ts';
import { createPlaylistLoader, type PlaylistAnswer } from './playlist-loader.ts';
import { loadHls, type HlsBuild } from './load-hls.ts';
import { placeBehind } from './lost-media.ts';
import { MediaPlayer, type MediaPlayerOptions } from './media-player.ts';
import type { CommandOptions, CommandOrigin, PlayerCapabilities, RenditionOptions, StreamType } from './player.ts';
import { playlistGate } from './playlist-gate.ts';
import { announceBooted, primedBuild, takeBooted } from './prime/primed.ts';
import { needsMedia } from './recovery.ts';
import { RenditionChoice } from './rendition-choice.ts';
import { createSegmentLoader } from './segment-loader.ts';
import type { SegmentScheduler } from './segment-scheduler.ts';
import { TimelineOrigin } from './timeline-origin.ts';

export interface HlsPlayerOptions extends MediaPlayerOptions<HTMLVideoElement> {
  /** 0 up to 1; scatters retries. */
  random?: () => number;
  network?: NetworkStatus;
  /**
   * Where `hls.js/dist/hls.worker.js` is served by the page's own origin. Without it media is repackaged on the main
   * thread; under Trusted Types a worker also needs a default policy.
   */
  workerUrl?: string;
  /** How a live stream is played. */
  live?: LiveOptions;
  /** Read when a live stream begins, in place of `live.targetLatencySeconds`: what the page of an element wants then. */
  wishes?: LiveWishes;
  /** Tells the servers of its media how playback goes, with each request (CMCD v2). Default: it does not. Its code is fetched then. */
  cmcd?: CmcdOptions;
  /** For hls.js itself, over our own settings: DRM systems, request headers. */
  hlsConfig?: Partial<HlsConfig>;
}

/** One source, from `attach()` to its end. */
interface HlsSource {
  readonly url: string;
  readonly signal: AbortSignal;
  /** Playlists that the next build of hls.js need not fetch again. */
  readonly answers: Map<string, PlaylistAnswer>;
}

/** hls.js lands 0.1 s behind a gap (`skipBufferHolePadding`); a browser may round that to a frame. */
const GAP_LANDING_SECONDS = 0.15;

/** There is a frame this long before the end, wherever rounding has put that. */
const END_SECONDS = 0.1;

const asItIs = <Value>(value: Value): Value => value;

/** Plays HLS by hls.js: its light build, or the full one when a playlist asks for more. */
export class HlsPlayer extends MediaPlayer<HTMLVideoElement> {
  readonly #options: Required<Pick<HlsPlayerOptions, 'clock' | 'random' | 'network'>> & HlsPlayerOptions;
  #hls: Hls | null = null;
  /** The light instance that is being replaced. */
  #outgrown: Hls | null = null;
  readonly #recovery: HlsRecovery;
  readonly #renditions: RenditionChoice;
  readonly #sounds: HlsSounds;
  readonly #live: HlsLive;
  #bufferGoalSeconds: number | null = null;
  /** For a managed media source hls.js keeps other devices away, and does not let them in again. */
  #hidRemote = false;
  readonly #origin = new TimelineOrigin();

  constructor(options: HlsPlayerOptions) {
    super(options);
    this.#options = { clock: systemClock, random: Math.random, network: browserNetwork, ...options };
    const { store, media } = this;
    this.#recovery = new HlsRecovery({
      ...this.#options,
      store,
      media,
      isCurrent: (hls) => hls === this.#hls,
      reload: (hls) => this.#reload(hls),
      loadOn: (hls, lost) => this.#loadOn(hls, lost),
      fail: (error) => this.fail(error),
    });
    this.#renditions = new RenditionChoice({ ...this.#options, store, media });
    this.#sounds = new HlsSounds(store, this.emit.bind(this));
    this.#live = new HlsLive(this.#options);
  }

  override get live(): LiveControl | null {
    return this.#live.control;
  }

  /** How far from the live edge its playlist wants to be played, in seconds, as in media-ui-extensions; NaN while nothing is live. */
  get liveEdgeOffset(): number {
    return liveEdgeOf(this.#hls).offset;
  }

  /** The same without Low-Latency HLS. */
  get holdBack(): number {
    return liveEdgeOf(this.#hls).holdBack;
  }

  override get seekable(): TimeRanges {
    return seekableOf(this.#hls, this.media.seekable);
  }

  /** How far its live edge moves at once, as the playlist says, in seconds; NaN while nothing is live. */
  get liveEdgeStep(): number {
    return liveEdgeOf(this.#hls).step;
  }

  override setRendition(id: string, options: RenditionOptions = {}): void {
    this.assertAlive();
    this.#renditions.choose(id, options);
  }

  override setAudioTrack(id: string, { origin = 'user' }: CommandOptions = {}): void {
    this.assertAlive();
    this.#sounds.choose(this.#hls, id, origin);
  }

  override setScheduler(scheduler: SegmentScheduler | null): void {
    this.assertAlive();
    this.#renditions.scheduler = scheduler;
  }

  override setBufferGoal(seconds: number | null): void {
    super.setBufferGoal(seconds);
    this.#bufferGoalSeconds = seconds;
    if (this.#hls) Object.assign(this.#hls.config, bufferConfig(seconds));
  }

  override setLowLatency(allowed: boolean): void {
    this.assertAlive();
    this.#live.partsAllowed = allowed;
  }

  protected override describe(streamType: StreamType): PlayerCapabilities {
    return Object.freeze({
      ...super.describe(streamType),
      renditions: 'levels',
      // A video that plays already is looked at before this is made.
      latency: streamType === 'live' && #live in this && this.live !== null,
      suspend: true,
      scheduling: true,
    });
  }

  protected override describeCaption(track: TextTrack): ReturnType<CaptionDetails> {
    // A video that has tracks already is looked at before this is made.
    return describeHlsText(#hls in this ? this.#hls : null, track);
  }

  /** Media Source has one sound at a time. */
  protected override get hasOwnSound(): boolean {
    return false;
  }

  protected override attach(url: string, signal: AbortSignal): Promise<void> {
    this.#recovery.forget();
    this.#renditions.forget();
    this.#live.forget();
    return this.#begin(primedBuild(url), { url, signal, answers: new Map() });
  }

  protected override detach(): void {
    this.#recovery.retry.cancel();
    this.#renditions.cancel();
    this.#hls?.destroy();
    this.#hls = this.#outgrown = null;
    if (this.#hidRemote) this.media.disableRemotePlayback = this.#hidRemote = false;
  }

  /** Nearer to a live edge than hls.js keeps its distance, playback would stop for want of media. */
  protected override clampSeek(seconds: number, origin: CommandOrigin | null): number {
    const nearest = super.clampSeek(seconds, origin);
    if (origin === 'live' || this.store.getSnapshot().streamType !== 'live') return nearest;
    return limitLiveSeek({
      seconds: nearest,
      position: this.media.currentTime,
      edge: this.#hls?.liveSyncPosition ?? null,
      window: this.live?.state.getSnapshot().window ?? null,
    });
  }

  protected override suspendLoading(): void {
    this.#recovery.retry.stopWaiting();
    this.#renditions.cancel();
    this.#hls?.stopLoad();
  }

  protected override resumeLoading(): void {
    const hls = this.#hls;
    if (!hls) return;
    const { retry } = this.#recovery;
    if (retry.isDue) return retry.now();
    if (hls.levels.length === 0) return hls.loadSource(this.store.getSnapshot().source!);
    hls.startLoad();
  }

  override destroy(): void {
    this.#live.end();
    super.destroy();
  }

  /** hls.js sees the media source close, and rebuilds it or reports. */
  protected override onMediaError(): void {}

  /** While it waits at a gap in the buffer, hls.js moves on to what lies behind it. */
  protected override skippedTo(seconds: number): boolean {
    if (!this.store.getSnapshot().buffering) return false;
    const { buffered } = this.media;
    return Array.from({ length: buffered.length }, (_, i) => seconds - buffered.start(i)).some(
      (into) => into >= 0 && into < GAP_LANDING_SECONDS,
    );
  }

  /** @param lost the number of a segment that is gone for good: it is passed over, as soon as something follows */
  #loadOn(hls: Hls, lost = NaN): void {
    const details = hls.latestLevelDetails;
    const place = details && placeBehind(details, lost);
    // What is buffered before it is played to its end.
    if (place !== null && place > this.media.currentTime && needsMedia(this.store.getSnapshot())) {
      this.seek(place, { origin: 'live' }).catch(() => {});
      return hls.startLoad(place);
    }
    const { streamType } = this.store.getSnapshot();
    hls.startLoad(this.startSeconds ?? (streamType === 'live' ? -1 : this.media.currentTime || -1));
  }

  async #begin(build: HlsBuild, source: HlsSource, position: number | null = null): Promise<void> {
    const { cmcd } = this.#options;
    const [HlsClass, booted, telemetry] = await Promise.all([
      loadHls(build),
      takeBooted(this.media, source.url),
      // It plays without, too.
      cmcd && import('../telemetry/cmcd-requests.ts').catch(() => null),
      this.#live.getReady(),
    ]);
    if (source.signal.aborted) return;
    if (!HlsClass.isSupported()) throw new T333Error('unsupported', 'This browser has no Media Source Extensions.');
    this.#hls?.destroy();
    const { workerUrl, random, network, clock, hlsConfig: wanted } = this.#options;
    const hlsNow = (): Hls | null => this.#hls;
    const throughputBps = (): number | null => this.#renditions.scheduler?.bandwidthBps ?? null;
    const tell = telemetry
      ? telemetry.cmcdLoaders({ options: cmcd!, player: this, hls: hlsNow, throughputBps, source, clock })
      : asItIs;
    const Loader = tell(wanted?.loader ?? HlsClass.DefaultConfig.loader);
    const levels = this.#renditions.makeLevels();
    const hls: Hls = new HlsClass({
      ...hlsConfig({ startSeconds: position ?? this.startSeconds, workerUrl, random, isOnline: network.isOnline }),
      ...bufferConfig(this.#bufferGoalSeconds),
      ...LIVE_CONFIG,
      // Many that share a network begin small.
      ...(levels.scheduler && { startLevel: 0 }),
      ...wanted,
      // Keys come by it too.
      loader: Loader,
      fLoader: createSegmentLoader(wanted?.fLoader ? tell(wanted.fLoader as typeof Loader) : Loader, levels),
      pLoader: createPlaylistLoader(
        Loader,
        playlistGate({
          build,
          hls: () => hls,
          live: this.#live,
          answers: source.answers,
          upgrade: () => this.#upgrade(hls, source),
        }),
      ),
    });
    this.#hls = hls;
    this.#listen(hls, HlsClass.Events, build, source);
    if (booted) hls.once(HlsClass.Events.MEDIA_ATTACHED, () => announceBooted(this.media));
    const { disableRemotePlayback } = this.media;
    hls.attachMedia(booted ?? this.media);
    this.#hidRemote ||= disableRemotePlayback !== this.media.disableRemotePlayback;
    if (this.store.getSnapshot().lifecycle === 'active') hls.loadSource(source.url);
  }

  /** Goes on with the full build, from where it is; until that is here, what is buffered plays on. */
  #upgrade(hls: Hls, source: HlsSource): void {
    if (this.#outgrown === hls) return;
    this.#outgrown = hls;
    const position =
      this.#recovery.started && this.store.getSnapshot().streamType !== 'live' ? this.media.currentTime : null;
    this.#begin('full', source, position).catch(
      (cause: unknown) => source.signal.aborted || this.fail(attachError(cause)),
    );
  }

  #listen(hls: Hls, Events: typeof Hls.Events, build: HlsBuild, source: HlsSource): void {
    const { media, store } = this;
    this.#renditions.listen(hls, Events);
    this.#sounds.listen(hls, Events);
    readTimeline(hls, Events, { store, media, origin: this.#origin, url: source.url });
    trimBackBuffer(hls, Events, media);
    hls.on(Events.FRAG_BUFFERED, () => this.#recovery.mediaArrived());
    hls.on(Events.LEVEL_UPDATED, (_event, { details, level }) => {
      if (details.live) this.#followLive(hls, details, level);
      // hls.js would wait for ever for media beyond the end.
      const last = details.live ? hls.liveSyncPosition! : details.edge - END_SECONDS;
      if (this.limitStart(last)) queueMicrotask(() => hls === this.#hls && hls.startLoad(last));
    });
    hls.on(Events.ERROR, (_event, data) => {
      // It pushes a playback that is stuck on a little.
      if (data.details === 'bufferNudgeOnStall') this.claimSeek(null);
      const isNetwork = data.type === 'networkError';
      const isOnline = this.#options.network.isOnline();
      if (isNetwork && !isOnline) this.#recovery.networkIsGone();
      if (build === 'light' && data.error.message.includes('Unsupported HEVC')) this.#upgrade(hls, source);
      else if (!data.fatal) return;
      else if (isNetwork && isOnline && this.#renditions.leaveFree(hls)) this.#loadOn(hls);
      else void this.#recovery.recover(hls, data, source.signal);
    });
  }

  #reload(hls: Hls): void {
    hls.config.startPosition = this.startSeconds ?? -1;
    this.#live.forget();
    hls.loadSource(this.store.getSnapshot().source!);
  }

  #followLive(hls: Hls, details: LevelDetails, level: number): void {
    void this.#live.begin(this, () =>
      this.store.update({ capabilities: this.describe(this.store.getSnapshot().streamType) }),
    );
    const { media } = this;
    const positionBefore = media.currentTime;
    const restarted = this.#live.hasRestarted(details, level);
    queueMicrotask(() => {
      if (restarted && hls === this.#hls) this.#reload(hls);
      // Or hls.js has moved on, because the window left the position behind.
      else if (media.currentTime > positionBefore + details.targetduration) this.claimSeek('live');
    });
  }
}
