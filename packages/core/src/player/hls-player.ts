import type Hls from 'hls.js';
import type { ErrorData, HlsConfig, LevelDetails, MediaFragment } from 'hls.js';
import { T333Error } from '../errors.ts';
import { limitLiveSeek } from '../live/seek-limits.ts';
import { browserNetwork, type NetworkStatus } from '../resilience/network-status.ts';
import type { CmcdOptions } from '../telemetry/cmcd-options.ts';
import { systemClock } from '../time/clock.ts';
import { checkAudioTrack } from './audio-tracks.ts';
import type { CaptionDetails } from './captions.ts';
import { trimBackBuffer } from './back-buffer.ts';
import { attachError, diagnose, offlineError } from './diagnose.ts';
import { diagnoseHls } from './diagnose-hls.ts';
import { bufferConfig, hlsConfig, LEVEL_PENALTY_MS } from './hls-config.ts';
import { HlsLevels } from './hls-levels.ts';
import { HlsLive, LIVE_CONFIG, liveEdgeOf, type LiveOptions } from './hls-live.ts';
import { readRenditions } from './hls-renditions.ts';
import { describeHlsText, readHlsSounds } from './hls-tracks.ts';
import type { LiveControl } from './live-control.ts';
import { createPlaylistLoader, type PlaylistAnswer } from './playlist-loader.ts';
import { loadHls, type HlsBuild } from './load-hls.ts';
import { placeBehind } from './lost-media.ts';
import { MediaPlayer, type MediaPlayerOptions } from './media-player.ts';
import { needsFullBuild } from './needs-full-build.ts';
import type { CommandOptions, CommandOrigin, PlayerCapabilities, RenditionOptions, StreamType } from './player.ts';
import { announceBooted, primedBuild, takeBooted } from './prime/primed.ts';
import { decideRecovery, needsMedia } from './recovery.ts';
import { RenditionWish } from './rendition-wish.ts';
import { Retry } from './retry.ts';
import { createSegmentLoader } from './segment-loader.ts';
import type { SegmentScheduler } from './segment-scheduler.ts';
import { timeRanges } from './time-ranges.ts';
import { TimelineOrigin } from './timeline-origin.ts';
import { wallClockAt } from './wall-clock.ts';

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

/** A rebuilt buffer that has held this long was repaired, in milliseconds. */
const MEDIA_REPAIRED_MS = 30_000;

/** hls.js lands 0.1 s behind a gap (`skipBufferHolePadding`); a browser may round that to a frame. */
const GAP_LANDING_SECONDS = 0.15;

/** There is a frame this long before the end, wherever rounding has put that. */
const END_SECONDS = 0.1;

const asItIs = <Value>(value: Value): Value => value;

/** Of sound or of subtitles, which says nothing of where to play. */
const isTrack = (type: string): boolean => type === 'audioTrack' || type === 'subtitleTrack';

/** Plays HLS by hls.js: its light build, or the full one when a playlist asks for more. */
export class HlsPlayer extends MediaPlayer<HTMLVideoElement> {
  readonly #options: Required<Pick<HlsPlayerOptions, 'clock' | 'random' | 'network'>> & HlsPlayerOptions;
  #hls: Hls | null = null;
  /** The light instance that is being replaced. */
  #outgrown: Hls | null = null;
  #retries = 0;
  #mediaRecoveries = 0;
  #mediaRecoveredAtMs = -Infinity;
  readonly #retry: Retry;
  /** A request of this source has failed for want of a network; hls.js may wait for that by itself. */
  #wentOffline = false;
  /** Whether media of this source has arrived. */
  #started = false;
  readonly #wish: RenditionWish;
  readonly #live: HlsLive;
  #levels: HlsLevels | null = null;
  #scheduler: SegmentScheduler | null = null;
  #bufferGoalSeconds: number | null = null;
  readonly #origin = new TimelineOrigin();

  constructor(options: HlsPlayerOptions) {
    super(options);
    this.#options = { clock: systemClock, random: Math.random, network: browserNetwork, ...options };
    const { clock, network, live, hlsConfig: wanted } = this.#options;
    this.#retry = new Retry(clock, network);
    this.#wish = new RenditionWish(this.store, clock);
    this.#live = new HlsLive(clock, live, wanted);
    this.store.subscribe(() => this.#tellOffline());
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

  /** Of a live stream what its playlist has: browsers add what is still buffered of what was there before. */
  override get seekable(): TimeRanges {
    const { seekable } = this.media;
    const details = this.#hls?.latestLevelDetails;
    if (!details?.live || seekable.length === 0) return seekable;
    const end = seekable.end(seekable.length - 1);
    return timeRanges([Math.min(Math.max(seekable.start(0), details.fragmentStart), end), end]);
  }

  /** How far its live edge moves at once, as the playlist says, in seconds; NaN while nothing is live. */
  get liveEdgeStep(): number {
    return liveEdgeOf(this.#hls).step;
  }

  override setRendition(id: string, { origin = 'user', when }: RenditionOptions = {}): void {
    this.assertAlive();
    if (id !== 'auto' && this.#wish.levelOf(id) < 0) {
      throw new T333Error('invalid-argument', `There is no rendition ${id}.`);
    }
    if (origin === 'quality') this.#wish.steer(id);
    else this.store.update({ selectedRendition: id });
    // What the viewer has chosen stands above it; a request that hangs is made again all the same.
    if (origin === 'quality' && when !== 'at-once' && this.#wish.isViewers) return;
    // What is buffered is good enough to hand over to the automatic choice; a viewer's wish should be seen soon.
    this.#levels?.select(this.#wish.level, when ?? (origin === 'user' && id !== 'auto' ? 'soon' : 'next-segment'));
  }

  override setAudioTrack(id: string, { origin = 'user' }: CommandOptions = {}): void {
    this.assertAlive();
    checkAudioTrack(this.store.getSnapshot(), id);
    this.#hear(id, origin);
    // Which says so at once, and not by whom.
    const hls = this.#hls;
    if (!hls) return;
    hls.audioTrack = Number(id);
    // Also when it reads the same source anew, as after a restart of the encoder.
    const track = hls.audioTracks[Number(id)];
    if (track) hls.config.audioPreference = track;
  }

  override setScheduler(scheduler: SegmentScheduler | null): void {
    this.assertAlive();
    this.#scheduler = scheduler;
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
    this.#retries = this.#mediaRecoveries = 0;
    this.#started = this.#wentOffline = false;
    this.#wish.reset();
    this.#live.forget();
    return this.#begin(primedBuild(url), { url, signal, answers: new Map() });
  }

  protected override detach(): void {
    this.#retry.cancel();
    this.#levels?.cancel();
    this.#hls?.destroy();
    this.#hls = this.#outgrown = this.#levels = null;
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
    this.#retry.stopWaiting();
    this.#levels?.cancel();
    this.#hls?.stopLoad();
  }

  protected override resumeLoading(): void {
    const hls = this.#hls;
    if (!hls) return;
    if (this.#retry.isDue) return this.#retry.now();
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

  /** @returns whether the level was nobody's wish but a quality manager's, so that another may do */
  #chooseFreely(hls: Hls): boolean {
    if (this.#wish.isViewers || hls.manualLevel < 0 || hls.levels.length < 2) return false;
    if (!this.#options.network.isOnline()) return false;
    this.#wish.setAside(LEVEL_PENALTY_MS);
    this.#levels?.select(-1, 'next-segment');
    this.#loadOn(hls);
    return true;
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
    ]);
    if (source.signal.aborted) return;
    if (!HlsClass.isSupported()) throw new T333Error('unsupported', 'This browser has no Media Source Extensions.');
    this.#levels?.cancel();
    this.#hls?.destroy();
    const { workerUrl, random, network, clock, hlsConfig: wanted } = this.#options;
    const hlsNow = (): Hls | null => this.#hls;
    const throughputBps = (): number | null => this.#scheduler?.bandwidthBps ?? null;
    const tell = telemetry
      ? telemetry.cmcdLoaders({ options: cmcd!, player: this, hls: hlsNow, throughputBps, source, clock })
      : asItIs;
    const Loader = tell(wanted?.loader ?? HlsClass.DefaultConfig.loader);
    const levels = (this.#levels = new HlsLevels({
      media: this.media,
      clock,
      scheduler: () => this.#scheduler,
      renditionOf: (level) => this.store.getSnapshot().renditions[level]?.id ?? null,
    }));
    const hls = new HlsClass({
      ...hlsConfig({ startSeconds: position ?? this.startSeconds, workerUrl, random, isOnline: network.isOnline }),
      ...bufferConfig(this.#bufferGoalSeconds),
      ...LIVE_CONFIG,
      // Many that share a network begin small.
      ...(this.#scheduler && { startLevel: 0 }),
      ...wanted,
      // Keys come by it too.
      loader: Loader,
      fLoader: createSegmentLoader(wanted?.fLoader ? tell(wanted.fLoader as typeof Loader) : Loader, levels),
      pLoader: createPlaylistLoader(Loader, {
        take: (url) => {
          const answer = build === 'full' ? source.answers.get(url) : undefined;
          source.answers.delete(url);
          if (answer) this.#live.prepare(hls, answer.response);
          return answer;
        },
        admit: (context, answer, details) => {
          const playlist = String(answer.response.data);
          this.#live.hear(answer.response.url, details, answer.stats);
          if (!isTrack(context.type)) this.#live.prepare(hls, answer.response);
          if (build === 'full') return true;
          const full = needsFullBuild(playlist, context.levelOrTrack?.attrs.CODECS);
          if (full || context.levelOrTrack === null) source.answers.set(context.url, answer);
          if (full) this.#upgrade(hls, source);
          return !full;
        },
      }),
    });
    this.#hls = hls;
    levels.drive(hls, HlsClass.Events);
    this.#listen(hls, HlsClass.Events, build, source);
    if (booted) hls.once(HlsClass.Events.MEDIA_ATTACHED, () => announceBooted(this.media));
    hls.attachMedia(booted ?? this.media);
    if (this.store.getSnapshot().lifecycle === 'active') hls.loadSource(source.url);
  }

  /** Goes on with the full build, from where it is; until that is here, what is buffered plays on. */
  #upgrade(hls: Hls, source: HlsSource): void {
    if (this.#outgrown === hls) return;
    this.#outgrown = hls;
    const position = this.#started && this.store.getSnapshot().streamType !== 'live' ? this.media.currentTime : null;
    this.#begin('full', source, position).catch(
      (cause: unknown) => source.signal.aborted || this.fail(attachError(cause)),
    );
  }

  #listen(hls: Hls, Events: typeof Hls.Events, build: HlsBuild, source: HlsSource): void {
    const readLevels = (): void => {
      this.store.update({ renditions: readRenditions(hls.levels) });
      const wanted = this.#wish.level;
      if (wanted >= 0 && hls.manualLevel !== wanted) hls.loadLevel = wanted;
    };
    hls.on(Events.MANIFEST_PARSED, readLevels);
    hls.on(Events.LEVELS_UPDATED, readLevels);
    hls.on(Events.AUDIO_TRACKS_UPDATED, () =>
      this.store.update({ audioTracks: readHlsSounds(hls, this.store.getSnapshot().audioTracks) }),
    );
    hls.on(Events.AUDIO_TRACK_SWITCHING, (_event, { id }) =>
      this.#hear(this.store.getSnapshot().audioTracks[id]?.id ?? null, null),
    );
    hls.on(Events.LEVEL_SWITCHED, (_event, { level }) =>
      this.store.update({ rendition: this.store.getSnapshot().renditions[level]?.id ?? null }),
    );
    hls.on(Events.LEVEL_UPDATED, (_event, { details, level }) => {
      const { currentTime } = this.media;
      this.#readWallClock(details.fragments.findLast(({ start }) => start <= currentTime) ?? details.fragments[0]);
      if (details.live) this.#followLive(hls, details, level, source);
      // hls.js would wait for ever for media beyond the end.
      const last = details.live ? hls.liveSyncPosition! : details.edge - END_SECONDS;
      if (this.limitStart(last)) queueMicrotask(() => hls === this.#hls && hls.startLoad(last));
    });
    hls.on(Events.FRAG_CHANGED, (_event, { frag }) => this.#readWallClock(frag));
    hls.on(Events.INIT_PTS_FOUND, (_event, { id, frag, initPTS, timescale }) => {
      if (id !== 'main') return;
      this.store.update({ originShift: this.#origin.shiftOf(source.url, frag.cc, initPTS / timescale) });
    });
    trimBackBuffer(hls, Events, this.media);
    hls.on(Events.FRAG_BUFFERED, () => {
      if (this.#wish.takeUp()) this.#levels?.select(this.#wish.level, 'next-segment');
      this.#started = true;
      this.#retries = 0;
      this.store.update({ recovery: null });
    });
    hls.on(Events.ERROR, (_event, data) => {
      // It pushes a playback that is stuck on a little.
      if (data.details === 'bufferNudgeOnStall') this.claimSeek(null);
      if (data.type === 'networkError' && !this.#options.network.isOnline()) {
        this.#wentOffline = true;
        this.#tellOffline();
      }
      if (build === 'light' && data.error.message.includes('Unsupported HEVC')) this.#upgrade(hls, source);
      else if (data.fatal && !(data.type === 'networkError' && this.#chooseFreely(hls))) {
        void this.#recover(hls, data, source);
      }
    });
  }

  #hear(audioTrack: string | null, origin: CommandOrigin | null): void {
    if (audioTrack === this.store.getSnapshot().audioTrack) return;
    this.store.update({ audioTrack });
    queueMicrotask(() => this.emit('audiotrackchange', origin));
  }

  async #recover(hls: Hls, data: ErrorData, source: HlsSource): Promise<void> {
    const { clock, random, network } = this.#options;
    const isNetwork = data.type === 'networkError';
    const url = data.url ?? data.frag?.url;
    let error: T333Error = isNetwork && !network.isOnline() ? offlineError() : diagnoseHls(data);
    if (error.code === 'network' && !this.#started && url) {
      error = await diagnose(url, error, { signal: source.signal, network });
    }
    if (hls !== this.#hls) return;
    if (clock.now() - this.#mediaRecoveredAtMs > MEDIA_REPAIRED_MS) this.#mediaRecoveries = 0;
    const live = this.store.getSnapshot().streamType === 'live';
    const attempt = isNetwork ? this.#retries : this.#mediaRecoveries;
    const { type, fatal } = data;
    const decision = decideRecovery({ type, fatal, error, started: this.#started, live, attempt }, random);
    // A playlist that contradicts the one before comes from a restarted encoder: its times begin anew.
    const again = (): void => {
      if (hls.levels.length === 0 || data.details === 'levelParsingError') return this.#reload(hls, source);
      // What a live stream has lost does not come back.
      this.#loadOn(hls, live && error.code === 'not-found' && data.frag?.type === 'main' ? Number(data.frag.sn) : NaN);
    };
    switch (decision.kind) {
      case 'wait-online':
        return this.#retryAfter(Infinity, error, again);
      case 'retry':
        this.#retries++;
        return this.#retryAfter(decision.delayMs, error, again);
      case 'recover-media': {
        this.#mediaRecoveries++;
        this.#mediaRecoveredAtMs = clock.now();
        const { currentTime } = this.media;
        hls.recoverMediaError();
        return hls.startLoad(currentTime);
      }
      case 'fail':
        return this.fail(error);
    }
  }

  #retryAfter(delayMs: number, error: T333Error, task: () => void): void {
    this.#retry.after(delayMs, () => {
      // A suspended player tries when it is resumed.
      if (this.store.getSnapshot().lifecycle !== 'active') return false;
      task();
      return true;
    });
    this.store.update({ recovery: Object.freeze({ error, attempt: Math.max(1, this.#retries), delayMs }) });
  }

  /** What is buffered plays on without a word; `offline` stands in the state while playback waits. */
  #tellOffline(): void {
    const state = this.store.getSnapshot();
    const { recovery } = state;
    if (!needsMedia(state)) {
      // A retry of ours that is still to come keeps its own.
      if (recovery?.delayMs === Infinity && !this.#retry.isDue) this.store.update({ recovery: null });
    } else if (!recovery && this.#wentOffline && !this.#options.network.isOnline()) {
      this.store.update({ recovery: Object.freeze({ error: offlineError(), attempt: 1, delayMs: Infinity }) });
    }
  }

  #reload(hls: Hls, source: HlsSource): void {
    hls.config.startPosition = this.startSeconds ?? -1;
    this.#live.forget();
    hls.loadSource(source.url);
  }

  #followLive(hls: Hls, details: LevelDetails, level: number, source: HlsSource): void {
    void this.#live.begin(this, () =>
      this.store.update({ capabilities: this.describe(this.store.getSnapshot().streamType) }),
    );
    const { media } = this;
    const positionBefore = media.currentTime;
    const restarted = this.#live.hasRestarted(details, level);
    queueMicrotask(() => {
      if (restarted && hls === this.#hls) this.#reload(hls, source);
      // Or hls.js has moved on, because the window left the position behind.
      else if (media.currentTime > positionBefore + details.targetduration) this.claimSeek('live');
    });
  }

  #readWallClock(fragment: MediaFragment | undefined): void {
    const before = this.store.getSnapshot().wallClock;
    const wallClock = fragment ? wallClockAt(fragment.start, fragment.programDateTime, before) : before;
    if (wallClock !== before) this.store.update({ wallClock });
  }
}
