import type Hls from 'hls.js';
import type { ErrorData, HlsConfig, LevelDetails, MediaFragment } from 'hls.js';
import { T333Error } from '../errors.ts';
import { browserNetwork, type NetworkStatus } from '../resilience/network-status.ts';
import { systemClock, type Clock } from '../time/clock.ts';
import { attachError, diagnose, offlineError } from './diagnose.ts';
import { diagnoseHls } from './diagnose-hls.ts';
import { bufferConfig, hlsConfig, LEVEL_PENALTY_MS } from './hls-config.ts';
import { HlsLevels } from './hls-levels.ts';
import { readRenditions } from './hls-renditions.ts';
import { createPlaylistLoader, type PlaylistAnswer } from './playlist-loader.ts';
import { loadHls, type HlsBuild } from './load-hls.ts';
import { MediaPlayer, type MediaPlayerOptions } from './media-player.ts';
import { needsFullBuild } from './needs-full-build.ts';
import type { PlayerCapabilities, RenditionOptions, StreamType } from './player.ts';
import { decideRecovery, needsMedia } from './recovery.ts';
import { createSegmentLoader } from './segment-loader.ts';
import type { SegmentScheduler } from './segment-scheduler.ts';
import { TimelineOrigin } from './timeline-origin.ts';

export interface HlsPlayerOptions extends MediaPlayerOptions<HTMLVideoElement> {
  clock?: Clock;
  /** 0 up to 1; scatters retries. */
  random?: () => number;
  network?: NetworkStatus;
  /**
   * Where `hls.js/dist/hls.worker.js` is served by the page's own origin. Without it media is repackaged on the main
   * thread; under Trusted Types a worker also needs a default policy.
   */
  workerUrl?: string;
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

/** A viewer no more than this behind the usual distance watches "live", in target durations of the playlist. */
const EDGE_TARGET_DURATIONS = 3;

/** Plays HLS by hls.js: its light build, or the full one when a playlist asks for more. */
export class HlsPlayer extends MediaPlayer<HTMLVideoElement> {
  readonly #options: Required<Pick<HlsPlayerOptions, 'clock' | 'random' | 'network'>> & HlsPlayerOptions;
  #hls: Hls | null = null;
  /** The light instance that is being replaced. */
  #outgrown: Hls | null = null;
  #retries = 0;
  #mediaRecoveries = 0;
  #mediaRecoveredAtMs = -Infinity;
  /** What is to be tried again, and the wait before it. */
  #retry: (() => void) | null = null;
  #wait = new AbortController();
  /** A request of this source has failed for want of a network; hls.js may wait for that by itself. */
  #wentOffline = false;
  /** Whether media of this source has arrived. */
  #started = false;
  #pausedAtEdge = true;
  /** Set by a return to a live stream: at its next playlist the position is checked. */
  #returning = false;
  /** What a quality manager asks for, below what the viewer does. */
  #steered = 'auto';
  /** Until then hls.js chooses, which knows how to get around a level that cannot be loaded. */
  #freeUntilMs = -Infinity;
  #levels: HlsLevels | null = null;
  #scheduler: SegmentScheduler | null = null;
  #bufferGoalSeconds: number | null = null;
  readonly #origin = new TimelineOrigin();
  #segments: { level: number; first: number } | null = null;

  constructor(options: HlsPlayerOptions) {
    super(options);
    this.#options = { clock: systemClock, random: Math.random, network: browserNetwork, ...options };
    this.addEventListener('pause', () => (this.#pausedAtEdge = this.#isAtEdge()));
    this.store.subscribe(() => this.#tellOffline());
  }

  override setRendition(id: string, { origin = 'user', when }: RenditionOptions = {}): void {
    this.assertAlive();
    if (id !== 'auto' && this.#levelOf(id) < 0) {
      throw new T333Error('invalid-argument', `There is no rendition ${id}.`);
    }
    if (origin === 'quality') this.#steered = id;
    else this.store.update({ selectedRendition: id });
    // What the viewer has chosen stands above it; a request that hangs is made again all the same.
    if (origin === 'quality' && when !== 'at-once' && this.store.getSnapshot().selectedRendition !== 'auto') return;
    // What is buffered is good enough to hand over to the automatic choice; a viewer's wish should be seen soon.
    this.#levels?.select(this.#wantedLevel, when ?? (origin === 'user' && id !== 'auto' ? 'soon' : 'next-segment'));
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

  protected override describe(streamType: StreamType): PlayerCapabilities {
    return Object.freeze({
      ...super.describe(streamType),
      renditions: 'levels',
      latency: streamType === 'live',
      suspend: true,
      scheduling: true,
    });
  }

  protected override attach(url: string, signal: AbortSignal): Promise<void> {
    this.#retries = this.#mediaRecoveries = 0;
    this.#started = this.#returning = this.#wentOffline = false;
    this.#pausedAtEdge = true;
    this.#steered = 'auto';
    this.#freeUntilMs = -Infinity;
    return this.#begin('light', { url, signal, answers: new Map() });
  }

  protected override detach(): void {
    this.#cancelRetry();
    this.#levels?.cancel();
    this.#hls?.destroy();
    this.#hls = this.#outgrown = this.#levels = null;
  }

  /** Nearer to a live edge than hls.js keeps its distance, playback would stop for want of media. */
  protected override clampSeek(seconds: number): number {
    const nearest = super.clampSeek(seconds);
    const edge = this.store.getSnapshot().streamType === 'live' ? this.#hls?.liveSyncPosition : null;
    // Who is nearer already is not sent back by a step forward.
    return Math.min(nearest, Math.max(edge ?? Infinity, this.media.currentTime));
  }

  protected override suspendLoading(): void {
    this.#wait.abort();
    this.#levels?.cancel();
    this.#hls?.stopLoad();
  }

  protected override resumeLoading(): void {
    const hls = this.#hls;
    if (!hls) return;
    if (this.#retry) return this.#retry();
    if (hls.levels.length === 0) return hls.loadSource(this.store.getSnapshot().source!);
    this.#returning = true;
    hls.startLoad();
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

  get #wantedLevel(): number {
    const { selectedRendition } = this.store.getSnapshot();
    const steered = this.#options.clock.now() < this.#freeUntilMs ? 'auto' : this.#steered;
    return this.#levelOf(selectedRendition === 'auto' ? steered : selectedRendition);
  }

  /** @returns whether the level was nobody's wish but a quality manager's, so that another may do */
  #chooseFreely(hls: Hls): boolean {
    const isViewersWish = this.store.getSnapshot().selectedRendition !== 'auto';
    if (isViewersWish || hls.manualLevel < 0 || hls.levels.length < 2 || !this.#options.network.isOnline())
      return false;
    this.#freeUntilMs = this.#options.clock.now() + LEVEL_PENALTY_MS;
    this.#levels?.select(-1, 'next-segment');
    this.#loadOn(hls);
    return true;
  }

  #loadOn(hls: Hls): void {
    const { streamType } = this.store.getSnapshot();
    hls.startLoad(this.startSeconds ?? (streamType === 'live' ? -1 : this.media.currentTime || -1));
  }

  #steerAgain(): void {
    if (this.#options.clock.now() < this.#freeUntilMs) return;
    this.#freeUntilMs = -Infinity;
    this.#levels?.select(this.#wantedLevel, 'next-segment');
  }

  #levelOf(rendition: string): number {
    return this.store.getSnapshot().renditions.findIndex(({ id }) => id === rendition);
  }

  async #begin(build: HlsBuild, source: HlsSource, position: number | null = null): Promise<void> {
    const HlsClass = await loadHls(build);
    if (source.signal.aborted) return;
    if (!HlsClass.isSupported()) throw new T333Error('unsupported', 'This browser has no Media Source Extensions.');
    this.#levels?.cancel();
    this.#hls?.destroy();
    const { workerUrl, random, network } = this.#options;
    const Loader = this.#options.hlsConfig?.loader ?? HlsClass.DefaultConfig.loader;
    const levels = (this.#levels = new HlsLevels({
      media: this.media,
      clock: this.#options.clock,
      scheduler: () => this.#scheduler,
      renditionOf: (level) => this.store.getSnapshot().renditions[level]?.id ?? null,
    }));
    const hls = new HlsClass({
      ...hlsConfig({ startSeconds: position ?? this.startSeconds, workerUrl, random, isOnline: network.isOnline }),
      ...bufferConfig(this.#bufferGoalSeconds),
      // Many that share a network begin small.
      ...(this.#scheduler && { startLevel: 0 }),
      ...this.#options.hlsConfig,
      fLoader: createSegmentLoader((this.#options.hlsConfig?.fLoader as typeof Loader) ?? Loader, levels),
      pLoader: createPlaylistLoader(Loader, {
        take: (url) => {
          const answer = build === 'full' ? source.answers.get(url) : undefined;
          source.answers.delete(url);
          return answer;
        },
        admit: (context, answer) => {
          if (build === 'full') return true;
          const full = needsFullBuild(String(answer.response.data), context.levelOrTrack?.attrs.CODECS);
          if (full || context.levelOrTrack === null) source.answers.set(context.url, answer);
          if (full) this.#upgrade(hls, source);
          return !full;
        },
      }),
    });
    this.#hls = hls;
    levels.drive(hls, HlsClass.Events);
    this.#listen(hls, HlsClass.Events, build, source);
    hls.attachMedia(this.media);
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
      const wanted = this.#wantedLevel;
      if (wanted >= 0 && hls.manualLevel !== wanted) hls.loadLevel = wanted;
    };
    hls.on(Events.MANIFEST_PARSED, readLevels);
    hls.on(Events.LEVELS_UPDATED, readLevels);
    hls.on(Events.LEVEL_SWITCHED, (_event, { level }) =>
      this.store.update({ rendition: this.store.getSnapshot().renditions[level]?.id ?? null }),
    );
    hls.on(Events.LEVEL_UPDATED, (_event, { details, level }) => {
      this.#readWallClock(details.fragments[0]);
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
    hls.on(Events.FRAG_BUFFERED, () => {
      if (this.#freeUntilMs > -Infinity) this.#steerAgain();
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
    const again = (): void =>
      hls.levels.length === 0 || data.details === 'levelParsingError' ? this.#reload(hls, source) : this.#loadOn(hls);
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
    this.#cancelRetry();
    const wait = (this.#wait = new AbortController());
    this.#retry = () => {
      // A suspended player tries when it is resumed.
      if (this.store.getSnapshot().lifecycle !== 'active') return;
      this.#cancelRetry();
      task();
    };
    if (delayMs < Infinity) {
      wait.signal.addEventListener('abort', this.#options.clock.after(delayMs, this.#retry));
    }
    this.#options.network.onOnline(this.#retry, wait.signal);
    this.store.update({ recovery: Object.freeze({ error, attempt: Math.max(1, this.#retries), delayMs }) });
  }

  /** What is buffered plays on without a word; `offline` stands in the state while playback waits. */
  #tellOffline(): void {
    const state = this.store.getSnapshot();
    const { recovery } = state;
    if (!needsMedia(state)) {
      // A retry of ours that is still to come keeps its own.
      if (recovery?.delayMs === Infinity && !this.#retry) this.store.update({ recovery: null });
    } else if (!recovery && this.#wentOffline && !this.#options.network.isOnline()) {
      this.store.update({ recovery: Object.freeze({ error: offlineError(), attempt: 1, delayMs: Infinity }) });
    }
  }

  #cancelRetry(): void {
    this.#retry = null;
    this.#wait.abort();
  }

  #reload(hls: Hls, source: HlsSource): void {
    hls.config.startPosition = this.startSeconds ?? -1;
    this.#segments = null;
    hls.loadSource(source.url);
  }

  #followLive(hls: Hls, details: LevelDetails, level: number, source: HlsSource): void {
    const { media } = this;
    const positionBefore = media.currentTime;
    // Segment numbers that end before the last list began: the encoder started anew.
    const restarted = this.#segments?.level === level && details.endSN < this.#segments.first;
    this.#segments = { level, first: details.startSN };
    const edge = hls.liveSyncPosition;
    if (this.#returning && edge !== null) {
      const expired = positionBefore < details.fragmentStart;
      const late = this.#pausedAtEdge && this.store.getSnapshot().playRequested && !this.#isAtEdge();
      if (expired || late) media.currentTime = edge;
      // The browser knows the new window a little later, and until then holds the position in the old one.
      this.#returning = media.currentTime < details.fragmentStart;
    }
    queueMicrotask(() => {
      if (restarted && hls === this.#hls) this.#reload(hls, source);
      // Or hls.js has moved on, because the window left the position behind.
      else if (media.currentTime > positionBefore + details.targetduration) this.claimSeek('live');
    });
  }

  #isAtEdge(): boolean {
    const hls = this.#hls;
    const details = hls?.latestLevelDetails;
    if (!hls || !details) return true;
    return hls.latency <= (hls.targetLatency ?? 0) + EDGE_TARGET_DURATIONS * details.targetduration;
  }

  #readWallClock(fragment: MediaFragment | undefined): void {
    const epochMs = fragment?.programDateTime;
    if (!fragment || typeof epochMs !== 'number') return;
    const { wallClock } = this.store.getSnapshot();
    const shiftMs = wallClock ? epochMs - wallClock.epochMs - (fragment.start - wallClock.mediaTime) * 1000 : Infinity;
    // The same line through another point is no news.
    if (Math.abs(shiftMs) < 1) return;
    this.store.update({ wallClock: Object.freeze({ mediaTime: fragment.start, epochMs }) });
  }
}
