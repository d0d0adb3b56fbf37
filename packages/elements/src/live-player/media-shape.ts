import type { T333Error } from '@t333/core';
import {
  MAX_RATE,
  MIN_RATE,
  type PlayerEvent,
  type PlayerState,
  type StreamPlayer,
  type StreamType,
} from '@t333/core/player/contract';
import { T333Element } from '../base/t333-element.ts';

/** Shaped like `MediaError`, whose codes are 2 network, 3 decode, 4 not supported; `cause` says more. */
export interface MediaErrorLike {
  readonly code: 2 | 3 | 4;
  readonly message: string;
  readonly cause: T333Error;
}

const NETWORK_CODES = new Set<string>(['network', 'timeout', 'offline', 'http']);

const clamp = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, Number(value) || 0));

/**
 * Gives an element the interface of an `HTMLVideoElement`, so that what is written for a video works with any player:
 * media-chrome's `<media-controller>`, for one. What is asked through it counts as the viewer's own act.
 */
export abstract class MediaShape extends T333Element {
  #volume = 1;
  #muted = false;
  #playbackRate = 1;

  /** What plays now; null without a source. */
  abstract readonly player: StreamPlayer | null;

  abstract play(): Promise<void>;

  /** The element's own video, once it was rendered, or the page's in its place. Another player than one on this video leaves it empty. */
  protected get video(): HTMLVideoElement | null {
    const root = this.renderRoot as ShadowRoot | undefined;
    return this.querySelector<HTMLVideoElement>(':scope>video[slot=video]') ?? root?.querySelector('video') ?? null;
  }

  /** The player's state; null without one. Subscribe to `player.state` for its changes. */
  get state(): Readonly<PlayerState> | null {
    return this.player?.state.getSnapshot() ?? null;
  }

  pause(): void {
    this.player?.pause();
  }

  get paused(): boolean {
    return this.state?.paused ?? true;
  }

  get ended(): boolean {
    return this.state?.phase === 'ended' || this.video?.ended === true;
  }

  get seeking(): boolean {
    return this.state?.seeking ?? false;
  }

  /** Seconds. Setting it seeks, within what is seekable. */
  get currentTime(): number {
    return this.player?.currentTime ?? 0;
  }

  set currentTime(seconds: number) {
    this.player?.seek(seconds).catch(() => {});
  }

  /** Seconds; NaN while unknown, Infinity for a live stream. */
  get duration(): number {
    return this.state?.duration ?? NaN;
  }

  /** 0 to 1. Kept when the source changes. */
  get volume(): number {
    return this.#volume;
  }

  set volume(volume: number) {
    this.#volume = clamp(volume, 0, 1);
    this.player?.setVolume(this.#volume);
  }

  /** Kept when the source changes. */
  get muted(): boolean {
    return this.#muted;
  }

  set muted(muted: boolean) {
    this.#muted = Boolean(muted);
    this.player?.setMuted(this.#muted);
  }

  /** What the viewer asked for, 0.25 to 4; corrections by a sync group come on top. Kept when the source changes. */
  get playbackRate(): number {
    return this.#playbackRate;
  }

  set playbackRate(rate: number) {
    this.#playbackRate = clamp(rate, MIN_RATE, MAX_RATE);
    this.player?.setRate(this.#playbackRate);
  }

  get buffered(): TimeRanges | undefined {
    return (this.player ?? this.video)?.buffered;
  }

  get seekable(): TimeRanges | undefined {
    return (this.player ?? this.video)?.seekable;
  }

  get played(): TimeRanges | undefined {
    return this.video?.played;
  }

  get readyState(): number {
    const { state } = this;
    return this.video?.readyState || (state?.hasFrame ? 4 : state?.phase === 'ready' ? 1 : 0);
  }

  get videoWidth(): number {
    return this.state?.videoWidth ?? 0;
  }

  get videoHeight(): number {
    return this.state?.videoHeight ?? 0;
  }

  get currentSrc(): string {
    return this.state?.source ?? '';
  }

  get streamType(): StreamType {
    return this.state?.streamType ?? 'unknown';
  }

  /** Seconds that a viewer can go back in a live stream; 0 for none, NaN where nothing is live. Named as in media-ui-extensions, like the next. */
  get targetLiveWindow(): number {
    return this.player?.live?.state.getSnapshot().window?.targetLiveWindow ?? NaN;
  }

  /** From this position on one is live, in seconds; NaN where nothing is. */
  get liveEdgeStart(): number {
    return this.player?.live?.state.getSnapshot().window?.liveEdgeStart ?? NaN;
  }

  get error(): MediaErrorLike | null {
    const cause = this.fault;
    if (!cause) return null;
    const code = NETWORK_CODES.has(cause.code) ? 2 : cause.code === 'media-decode' ? 3 : 4;
    return { code, message: cause.message, cause };
  }

  get textTracks(): TextTrackList | undefined {
    return this.video?.textTracks;
  }

  addTextTrack(kind: TextTrackKind, label?: string, language?: string): TextTrack | undefined {
    return this.video?.addTextTrack(kind, label, language);
  }

  getVideoPlaybackQuality(): VideoPlaybackQuality | undefined {
    return this.video?.getVideoPlaybackQuality();
  }

  requestVideoFrameCallback(callback: VideoFrameRequestCallback): number {
    return this.video?.requestVideoFrameCallback(callback) ?? 0;
  }

  cancelVideoFrameCallback(handle: number): void {
    this.video?.cancelVideoFrameCallback(handle);
  }

  async requestPictureInPicture(): Promise<PictureInPictureWindow | undefined> {
    return this.video?.requestPictureInPicture();
  }

  /** Why nothing plays, or null. */
  protected get fault(): T333Error | null {
    return this.state?.error ?? null;
  }

  /** The video as a new player shall find it. */
  protected prepareVideo(): HTMLVideoElement {
    const video = this.video!;
    video.volume = this.#volume;
    video.muted = this.#muted;
    return video;
  }

  /** Brings what was set before it was there into a new player. */
  protected applySettings(player: StreamPlayer): void {
    player.setVolume(this.#volume);
    player.setMuted(this.#muted);
    player.setRate(this.#playbackRate);
  }

  /** Takes over what was changed in the player itself. */
  protected readSettings({ type, origin }: PlayerEvent): void {
    const { state } = this;
    if (!state) return;
    if (type === 'volumechange') {
      this.#volume = state.volume;
      this.#muted = state.muted;
    } else if (type === 'ratechange' && origin === 'user') {
      this.#playbackRate = state.rate;
    }
  }
}
