import { T333Error } from '@t333/core/errors';
import {
  MediaPlayer,
  type CommandOptions,
  type FrameCounts,
  type Lifecycle,
  type PlayerCapabilities,
  type RenditionOptions,
  type StreamType,
} from '@t333/core/player';
import { systemClock, type Clock } from '@t333/core/time';
import type { EmbedPlayer, EmbedScript } from './embed-api.ts';
import { embedError } from './embed-errors.ts';
import { EmbedMedia } from './embed-media.ts';
import { playing, readQualities, readResolution } from './embed-qualities.ts';
import { FrameEstimate } from './frame-estimate.ts';
import { loadTwitch } from './load-twitch.ts';
import { hasRoom, MIN_SIZE, watchRoom } from './room.ts';
import { readTwitchSource, writeTime, type TwitchSource } from './twitch-source.ts';

export interface TwitchPlayerOptions {
  /** Where it plays; it fills it. Without room for the smallest player that Twitch allows, 400 × 300, nothing is loaded. */
  container: HTMLElement;
  /** The domains of the pages around this one, where it is embedded itself. Its own is known, others where the browser tells. */
  parent?: readonly string[];
  clock?: Clock;
  /** Default: Twitch's script, once for the page. */
  loadScript?: (options: { signal: AbortSignal; clock: Clock }) => Promise<EmbedScript>;
}

/** A latency that differs by less is the same; seconds. */
const LATENCY_STEP_SECONDS = 0.5;

/**
 * A channel or a video in Twitch's own player. It cannot change its rate, its position is known to about a quarter of a
 * second, and nothing may lie upon it.
 */
export class TwitchPlayer extends MediaPlayer<EmbedMedia> {
  readonly #options: TwitchPlayerOptions;
  readonly #clock: Clock;
  readonly #frames = new FrameEstimate();
  readonly #wishes: { user?: string; quality?: string } = {};
  #streamType: StreamType = 'unknown';
  #host: HTMLElement | null = null;
  #waitsForRoom = false;
  #latencySeconds: number | null = null;
  /** What its getters gave last, to know when they give something else. */
  #qualities: unknown = null;

  constructor(options: TwitchPlayerOptions) {
    const { clock = systemClock } = options;
    // Before there is a player nothing is read.
    super({ media: new EmbedMedia(clock, (embed) => this.#onRead(embed)), clock });
    this.#options = options;
    this.#clock = clock;
    for (const type of ['blocked', 'online'] as const) this.media.addEventListener(type, () => this.#on(type));
    // What it is, is known before how long it is.
    this.media.addEventListener('loadedmetadata', () => this.#nameType());
  }

  /** From the camera to this screen, in seconds; null while it is not known, and for recordings. */
  get latencySeconds(): number | null {
    return this.#latencySeconds;
  }

  /** Of which the total is made up of frame rates. */
  override get frames(): FrameCounts | null {
    return this.#frames.counts;
  }

  override load(source: string, options?: CommandOptions): Promise<void> {
    this.#wishes.user = this.#wishes.quality = 'auto';
    return super.load(source, options);
  }

  /** @throws T333Error `unsupported` for channels: only recordings can be sought in */
  override seek(seconds: number, options?: CommandOptions): Promise<void> {
    const { capabilities } = this.store.getSnapshot();
    if (capabilities.seek === 'none' && Number.isFinite(seconds)) {
      return Promise.reject(new T333Error('unsupported', 'Twitch does not let a live stream be sought in.'));
    }
    return super.seek(seconds, options);
  }

  override setRendition(id: string, { origin = 'user' }: RenditionOptions = {}): void {
    this.assertAlive();
    const { renditions } = this.store.getSnapshot();
    if (id !== 'auto' && !renditions.some((one) => one.id === id)) {
      throw new T333Error(renditions.length ? 'invalid-argument' : 'unsupported', `There is no rendition ${id}.`);
    }
    this.#wishes[origin === 'user' ? 'user' : 'quality'] = id;
    if (origin === 'user') this.store.update({ selectedRendition: id });
    this.media.embed?.setQuality(this.#wished);
  }

  override setLifecycle(lifecycle: Lifecycle, options?: CommandOptions): void {
    // It comes back by itself when there is room.
    if (lifecycle === 'active' && this.#waitsForRoom) return this.assertAlive();
    super.setLifecycle(lifecycle, options);
  }

  protected override describe(streamType: StreamType): PlayerCapabilities {
    const isLive = streamType === 'live';
    return Object.freeze({
      rate: 'none',
      seek: isLive ? 'none' : 'coarse',
      renditions: 'named',
      frameTime: false,
      latency: isLive,
      volume: true,
      suspend: false,
      scheduling: false,
      minSize: MIN_SIZE,
    });
  }

  protected override async attach(source: string, signal: AbortSignal): Promise<void> {
    const target = readTwitchSource(source);
    this.#streamType = target.kind === 'channel' ? 'live' : 'on-demand';
    this.#nameType();
    const host = this.#addHost(signal);
    const { loadScript = loadTwitch } = this.#options;
    let script: EmbedScript;
    do {
      await this.#room(host, signal);
      script = await loadScript({ signal, clock: this.#clock });
      if (signal.aborted) return;
    } while (!hasRoom(host));
    this.#make(script, target, host);
    watchRoom(host, this.#clock, (fits) => fits || this.#leaveForRoom(), signal);
  }

  protected override detach(): void {
    this.media.close();
    this.#frames.restart();
    this.#waitsForRoom = false;
    this.#latencySeconds = null;
    this.#qualities = null;
    this.#host?.remove();
    this.#host = null;
  }

  protected override onMediaError(): void {
    const { fault } = this.media;
    if (fault !== null) this.fail(embedError(fault, String(this.store.getSnapshot().source)));
  }

  protected override fail(error: T333Error): void {
    super.fail(error);
    // What tells of the failure must not lie upon the player. One that waits for its channel stays, out of sight.
    if (error.code === 'empty-playlist') return this.#host?.style.setProperty('visibility', 'hidden');
    this.media.abandon();
    this.#host?.remove();
  }

  /** What nobody announced, the embed has done: it began elsewhere, it came out of an advertisement. */
  protected override skippedTo(): boolean {
    return !this.media.wasSought;
  }

  #nameType(): void {
    const streamType = this.#streamType;
    this.store.update({ streamType, capabilities: this.describe(streamType) });
  }

  get #wished(): string {
    const { user = 'auto', quality = 'auto' } = this.#wishes;
    return user === 'auto' ? quality : user;
  }

  #addHost(signal: AbortSignal): HTMLElement {
    const { container } = this.#options;
    const host = container.ownerDocument.createElement('div');
    Object.assign(host.style, { position: 'relative', inlineSize: '100%', blockSize: '100%', overflow: 'hidden' });
    this.#host?.remove();
    this.#host = host;
    container.append(host);
    signal.addEventListener('abort', () => host.remove());
    return host;
  }

  /** Resolves when there is room; until then the player is unloaded, but remembers what it is to do. */
  async #room(host: HTMLElement, signal: AbortSignal): Promise<void> {
    if (hasRoom(host)) return;
    this.#waitsForRoom = true;
    this.store.update({ lifecycle: 'unloaded' });
    const watch = new AbortController();
    await new Promise<void>((resolve) => {
      watchRoom(host, this.#clock, () => resolve(), watch.signal);
      signal.addEventListener('abort', () => resolve(), { signal: watch.signal });
    });
    watch.abort();
    if (signal.aborted) return;
    this.#waitsForRoom = false;
    this.store.update({ lifecycle: 'active' });
  }

  #leaveForRoom(): void {
    const { playRequested, lifecycle, error } = this.store.getSnapshot();
    if (lifecycle === 'unloaded') return;
    // Out of sight, one that waits for its channel needs room all the same. The others are gone.
    if (error) return void (error.code === 'empty-playlist' && this.retry({ origin: 'visibility' }).catch(() => {}));
    super.setLifecycle('unloaded', { origin: 'visibility' });
    super.setLifecycle('active', { origin: 'visibility' });
    // A refusal stands in the state.
    if (playRequested) this.play({ origin: 'visibility' }).catch(() => {});
  }

  #make({ Player }: EmbedScript, target: TwitchSource, host: HTMLElement): void {
    const { muted, paused } = this.media;
    const isLive = target.kind === 'channel';
    const startSeconds = isLive ? 0 : (this.startSeconds ?? target.startSeconds);
    const embed = new Player(host, {
      width: '100%',
      height: '100%',
      ...(isLive ? { channel: target.channel } : { video: `v${target.video}`, time: writeTime(startSeconds) }),
      parent: parentsOf(host, this.#options.parent),
      autoplay: !paused,
      muted,
    });
    const iframe = host.querySelector('iframe');
    if (iframe) {
      iframe.title = isLive ? `Twitch: ${target.channel}` : `Twitch: video ${target.video}`;
      Object.assign(iframe.style, { display: 'block', border: '0' });
    }
    // Above all that the page has in this place.
    host.style.zIndex = '1';
    this.media.open({
      embed,
      iframe,
      isLive,
      video: isLive ? null : target.video,
      startSeconds: Math.floor(startSeconds),
    });
  }

  #on(type: 'blocked' | 'online'): void {
    const { playRequested, error } = this.store.getSnapshot();
    if (type === 'blocked') return this.store.update({ autoplayBlocked: true, paused: true });
    if (error) this.retry({ origin: 'live' }).catch(() => {});
    else if (playRequested) this.play({ origin: 'live' }).catch(() => {});
  }

  #onRead(embed: EmbedPlayer): void {
    const stats = embed.getPlaybackStats() ?? {};
    const qualities = embed.getQualities() ?? [];
    const key = JSON.stringify(qualities);
    if (key !== this.#qualities) {
      this.#qualities = key;
      this.store.update({ renditions: readQualities(qualities) });
      // One that was asked for before, of an embed that is gone.
      if (this.#wished !== 'auto' && qualities.length > 0) embed.setQuality(this.#wished);
    }
    const { renditions, streamType, wallClock } = this.store.getSnapshot();
    const { width: videoWidth, height: videoHeight } = readResolution(stats);
    Object.assign(this.media, { videoWidth, videoHeight });
    this.store.update({ rendition: playing(renditions, embed.getQuality(), stats), videoWidth, videoHeight });
    const nowMs = this.#clock.now();
    this.#frames.read(stats, !this.media.paused && this.media.readyState > 2, nowMs);
    const latency = streamType === 'live' ? (stats.hlsLatencyBroadcaster ?? 0) : 0;
    if (!(latency > 0)) return;
    this.#latencySeconds = latency;
    const mediaTime = this.currentTime;
    const epochMs = this.#clock.wallTime() - latency * 1000;
    const movedMs = wallClock ? epochMs - wallClock.epochMs - (mediaTime - wallClock.mediaTime) * 1000 : Infinity;
    if (Math.abs(movedMs) > LATENCY_STEP_SECONDS * 1000) this.store.update({ wallClock: { mediaTime, epochMs } });
  }
}

/** This page's domain, and those around it: where the browser tells of them, and those that were given. */
function parentsOf({ ownerDocument }: HTMLElement, given: readonly string[] = []): string[] {
  const { hostname, ancestorOrigins } = ownerDocument.location as Location & { ancestorOrigins?: ArrayLike<string> };
  const around = Array.from(ancestorOrigins ?? [], (origin) => (URL.canParse(origin) ? new URL(origin).hostname : ''));
  return [...new Set([hostname, ...around, ...given])].filter(Boolean);
}
