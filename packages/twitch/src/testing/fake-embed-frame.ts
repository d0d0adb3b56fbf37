import type { MediaLike } from '@t333/core/player';
import { FakeMedia } from '@t333/core/testing';
import type { Clock } from '@t333/core/time';
import type { EmbedEventType, EmbedOptions } from '../embed/embed-api.ts';
import { readTime } from '../embed/twitch-source.ts';
import type { FakeBroadcast, FakeTwitchKnobs, FakeTwitchTarget } from './fake-embed-knobs.ts';

/** What the iframe tells of itself now and then. */
export interface PushedState {
  channelName: string;
  currentTime: number;
  duration: number;
  muted: boolean;
  playback: 'Idle' | 'Ready' | 'Buffering' | 'Playing' | 'Ended';
  quality: string;
  qualitiesAvailable: FakeTwitchKnobs['qualities'];
  stats: { videoStats: FakeTwitchKnobs['stats'] };
  videoID: string;
  volume: number;
}

export interface FrameOptions {
  readonly knobs: FakeTwitchKnobs;
  readonly clock: Clock;
  readonly options: EmbedOptions;
  readonly iframe: HTMLIFrameElement;
  readonly onEvent: (type: EmbedEventType, detail?: unknown) => void;
  readonly onState: (state: PushedState) => void;
}

/** Twitch goes on to this one by itself. */
const OTHER_VIDEO = '999999999';
const LAST_SECONDS = 10;
const SPURIOUS_SECONDS = 0.01;
const GONE_CODE = 5000;

/** The other side: what runs in Twitch's iframe. */
export class FakeEmbedFrame {
  readonly #o: FrameOptions;
  readonly #life = new AbortController();
  #media: MediaLike;
  #target: FakeTwitchTarget;
  #found: FakeBroadcast | undefined;
  #ready = false;
  #hasPlayed = false;
  #adUntilMs: number | null = null;
  #adDone = false;
  #stale: number | null = null;
  #offline = false;
  #quiet = false;
  #quality = 'auto';
  /** What ends with the source. */
  #session = new AbortController();

  constructor(options: FrameOptions) {
    this.#o = options;
    const { channel, video, muted = false, time, autoplay = true, parent = [] } = options.options;
    this.#target = channel ? { channel } : { video: (video ?? '').replace(/^v/, '') };
    this.#media = this.#load(readTime(time));
    this.#media.muted = muted;
    const { domains, readyAfterMs } = options.knobs;
    if (!domains.every((domain) => parent.includes(domain))) return;
    this.#after(readyAfterMs, () => {
      this.#ready = true;
      if (options.knobs.seeksOnLoad) this.#tell('seek', { position: this.#media.currentTime });
      this.#push();
      this.#tell('ready');
      if (!this.#isThere()) return;
      if (autoplay) this.play();
    });
  }

  get media(): MediaLike {
    return this.#media;
  }

  get isReady(): boolean {
    return this.#ready;
  }

  /** A command, from the script or from the viewer. */
  play(byViewer = false): void {
    const { knobs, clock } = this.#o;
    const isRefused = knobs.autoplay === 'blocked' || (knobs.autoplay === 'muted' && !this.#media.muted);
    if (isRefused && !byViewer) return void (knobs.tellsBlocked && this.#tell('playbackBlocked'));
    if (this.#offline || this.#adUntilMs !== null) return;
    if (knobs.adSeconds > 0 && !this.#adDone) {
      this.#adDone = true;
      this.#adUntilMs = clock.now() + knobs.adSeconds * 1000;
      this.#tell('play');
      this.#tell('playing');
      return this.#after(knobs.adSeconds * 1000, () => {
        this.#adUntilMs = null;
        void this.#play();
      });
    }
    if (knobs.liveResumeJumps && this.#isLive && this.#hasPlayed && this.#media.paused) {
      const { seekable } = this.#media;
      if (seekable.length) this.#media.currentTime = seekable.end(0) - 1;
    }
    void this.#play();
  }

  pause(): void {
    this.#media.pause();
  }

  seek(seconds: number): void {
    const { knobs } = this.#o;
    if (this.#isLive || (seconds === 0 && knobs.ignoresSeekToZero)) return;
    if (knobs.staleAfterSeek) this.#stale = this.#media.currentTime;
    if (knobs.nextVideoNearEnd && seconds > this.#media.duration - LAST_SECONDS) {
      return this.open({ video: OTHER_VIDEO }, true);
    }
    this.#media.currentTime = seconds;
    this.#tell('seek', { position: seconds });
  }

  /** What a click on the embed's own timeline does. */
  click(seconds: number): void {
    const { knobs } = this.#o;
    const played = !this.#media.paused;
    if (played && knobs.timelineClickPauses) this.#media.pause();
    this.#after(60, () => this.seek(seconds));
    if (played && knobs.timelineClickPauses) this.#after(120, () => this.play(true));
  }

  open(target: FakeTwitchTarget, plays: boolean, startSeconds = 0): void {
    const { muted, volume } = this.#media;
    this.#dropMedia();
    this.#session = new AbortController();
    this.#target = target;
    this.#hasPlayed = false;
    this.#media = this.#load(startSeconds);
    this.#media.muted = muted;
    this.#media.volume = volume;
    if (this.#isThere() && plays) this.play();
  }

  setQuality(group: string): void {
    this.#quality = group;
  }

  setOffline(offline: boolean): void {
    this.#offline = offline;
    if (offline) this.#quietly(() => this.#media.pause());
    this.#tell(offline ? 'offline' : 'online');
  }

  fail(code: number): void {
    this.#quietly(() => this.#media.pause());
    this.#tell('error', { code });
  }

  destroy(): void {
    this.#life.abort();
    this.#dropMedia();
  }

  #dropMedia(): void {
    this.#session.abort();
    this.#media.pause();
    if (this.#media instanceof FakeMedia) this.#media.src = '';
  }

  get #isLive(): boolean {
    return this.#target.channel !== undefined;
  }

  #isThere(): boolean {
    if (this.#found) return true;
    if (this.#isLive) this.setOffline(true);
    else this.fail(GONE_CODE);
    return false;
  }

  #load(startSeconds: number): MediaLike {
    const { knobs, clock, iframe } = this.#o;
    const found = (this.#found = knobs.find(this.#target));
    const media = knobs.media?.(this.#target) ?? new FakeMedia({ clock, latencyMs: 20, find: () => found });
    if (media instanceof FakeMedia) media.src = this.#target.channel ?? `v${this.#target.video}`;
    else if (media instanceof Element) show(iframe, media);
    this.#observe(media, this.#session.signal, startSeconds);
    return media;
  }

  #observe(media: MediaLike, signal: AbortSignal, startSeconds: number): void {
    const { knobs } = this.#o;
    const on = (type: string, listener: () => void): void => media.addEventListener(type, listener, { signal });
    on('loadedmetadata', () => {
      if (startSeconds > 0) media.currentTime = startSeconds;
    });
    on('play', () => this.#tell('play'));
    on('playing', () => {
      const isFirst = !this.#hasPlayed;
      this.#hasPlayed = true;
      this.#tell('playing');
      if (isFirst && knobs.spuriousSeek) this.#after(40, () => this.#tell('seek', { position: SPURIOUS_SECONDS }));
    });
    on('pause', () => {
      if (this.#quiet) return;
      if (!media.ended || knobs.pauseForEnded) this.#tell('pause');
    });
    on('ended', () => knobs.pauseForEnded || this.#tell('ended'));
    // The first state comes at once, so that a slow rhythm is not taken for silence.
    this.#pushLater(signal);
  }

  #pushLater(signal: AbortSignal): void {
    this.#after(
      this.#o.knobs.pushEveryMs,
      () => {
        if (this.#ready) this.#push();
        this.#pushLater(signal);
      },
      signal,
    );
  }

  #push(): void {
    const { knobs } = this.#o;
    const { currentTime, duration, muted, volume, paused, ended, readyState } = this.#media;
    const isKnown = this.#hasPlayed || !knobs.durationAfterPlay;
    const state: PushedState = {
      channelName: this.#target.channel ?? '',
      videoID: this.#target.video ? `v${this.#target.video}` : '',
      currentTime: this.#stale ?? currentTime,
      duration: this.#isLive ? currentTime : isKnown && duration > 0 ? duration : 0,
      muted,
      volume,
      playback: this.#playback(paused, ended, readyState),
      quality: this.#quality,
      qualitiesAvailable: this.#hasPlayed || !paused ? knobs.qualities : [],
      stats: { videoStats: this.#hasPlayed ? knobs.stats : {} },
    };
    this.#stale = null;
    this.#o.onState(state);
  }

  #playback(paused: boolean, ended: boolean, readyState: number): PushedState['playback'] {
    if (this.#adUntilMs !== null) return 'Playing';
    if (ended) return 'Ended';
    if (paused) return this.#hasPlayed ? 'Idle' : 'Ready';
    return readyState > 2 ? 'Playing' : 'Buffering';
  }

  async #play(): Promise<void> {
    try {
      await this.#media.play();
    } catch {
      // Paused before it could, or refused by a real browser: the embed does not say.
    }
  }

  /** Without the event of the embed that would follow. */
  #quietly(act: () => void): void {
    this.#quiet = true;
    act();
    this.#after(1, () => (this.#quiet = false));
  }

  #tell(type: EmbedEventType, detail?: unknown): void {
    if (this.#ready || type === 'seek') this.#o.onEvent(type, detail);
  }

  #after(delayMs: number, run: () => void, signal: AbortSignal = this.#life.signal): void {
    if (delayMs === Infinity || signal.aborted) return;
    const cancel = this.#o.clock.after(delayMs, () => {
      signal.removeEventListener('abort', cancel);
      run();
    });
    signal.addEventListener('abort', cancel, { once: true });
  }
}

/** Puts what plays where it can be looked at. */
function show(iframe: HTMLIFrameElement, media: Element): void {
  const put = (): void => {
    const { body } = iframe.contentDocument ?? {};
    if (!body || media.ownerDocument === body.ownerDocument) return;
    body.style.margin = '0';
    Object.assign((media as HTMLElement).style, { inlineSize: '100%', blockSize: '100vh', background: '#000' });
    body.append(media);
  };
  // In some browsers the first document of an iframe gives way to another one.
  iframe.addEventListener('load', put);
  put();
}
