import type Hls from 'hls.js';
import type { HlsConfig, LevelDetails, LoaderResponse, LoaderStats } from 'hls.js';
import type { LiveController } from '../live/live-controller.ts';
import type { LivePlayer } from '../live/live-player.ts';
import type { ServerClock } from '../live/server-clock.ts';
import { readHoldBack, startOffset } from '../live/live-start.ts';
import { checkDvrWindow, checkLatency, isLatency } from '../live/wishes.ts';
import type { Clock } from '../time/clock.ts';
import { withWholeFirstSegment } from './first-segment.ts';
import type { LiveWishes } from './live-control.ts';
import { headerOf, isMultiplexed } from './network-answer.ts';

/** Staying live is our own (`core/live`): hls.js would keep the distance of each stall for good. */
export const LIVE_CONFIG: Partial<HlsConfig> = { maxLiveSyncPlaybackRate: 1, liveSyncOnStallIncrease: 0 };

/** After a failure to fetch what keeps a stream live, in milliseconds. */
const AGAIN_MS = 10_000;

export interface LiveOptions {
  /** How far behind the camera, or the live edge, to play, in seconds; null for what the stream asks for. */
  targetLatencySeconds?: number | null;
  /** How far back a viewer may go, in seconds. Default: as far as the stream reaches. */
  dvrWindowSeconds?: number;
}

export interface HlsLiveOptions {
  clock: Clock;
  live?: LiveOptions;
  /** Read when a stream begins, in place of its target latency. */
  wishes?: LiveWishes;
  hlsConfig?: Partial<HlsConfig>;
}

/** What keeps the live streams of one player live. The control comes with the first of them. */
export class HlsLive {
  control: LiveController | null = null;
  readonly #clock: Clock;
  readonly #dvrWindowSeconds: number;
  readonly #wishes: LiveWishes;
  /** hls.js as the page wants it. */
  readonly #wanted: Partial<HlsConfig>;
  /** Whether to load parts also where all requests share a few connections; it counts from the next playlist on. */
  partsAllowed = true;
  #waitsUntilMs = -Infinity;
  #code: typeof import('../live/live-controller.ts') | null = null;
  #serverClock: ServerClock | null = null;
  #ended = false;
  /** Told once there is who listens. */
  #heard: { readonly url: string; readonly headers: Parameters<ServerClock['addHeaders']> } | null = null;
  #segments: { readonly level: number; readonly first: number } | null = null;

  constructor({ clock, live = {}, wishes, hlsConfig = {} }: HlsLiveOptions) {
    const { targetLatencySeconds: targetLatency = null, dvrWindowSeconds = Infinity } = live;
    checkLatency(targetLatency);
    checkDvrWindow(dvrWindowSeconds);
    this.#clock = clock;
    this.#dvrWindowSeconds = dvrWindowSeconds;
    this.#wishes = wishes ?? { targetLatency };
    this.#wanted = hlsConfig;
  }

  /** What was wished for last, in seconds. */
  get #wish(): number | null {
    const { targetLatency } = this.control ?? this.#wishes;
    return targetLatency !== null && isLatency(targetLatency) ? targetLatency : null;
  }

  /** Fetches what a first frame at the latency that was wished for needs; what cannot be fetched is tried once more, later. */
  async getReady(isLive = this.#wish !== null): Promise<void> {
    if (!isLive || this.#code || this.#clock.now() < this.#waitsUntilMs) return;
    this.#waitsUntilMs = Infinity;
    this.#code = await import('../live/live-controller.ts').catch(() => null);
    this.#waitsUntilMs = this.#clock.now() + AGAIN_MS;
    this.#tell();
  }

  /** Takes control of a player whose stream is live. Called again and again. */
  async begin(player: LivePlayer, onControl: () => void): Promise<void> {
    await this.getReady(true);
    if (!this.#code || this.control || this.#ended) return;
    const serverClock = this.#serverClock;
    this.control = new this.#code.LiveController({
      player,
      clock: this.#clock,
      targetLatencySeconds: this.#wish,
      dvrWindowSeconds: this.#dvrWindowSeconds,
      ...(serverClock && { serverClock }),
    });
    onControl();
  }

  end(): void {
    this.#ended = true;
    this.control?.destroy();
    this.control = null;
  }

  /** Takes the server's time out of an answer. @param details what a loader of hls.js tells of the network */
  hear(url: string, details: unknown, { loading }: LoaderStats): void {
    const times = { sentMs: loading.start, receivedMs: loading.first };
    this.#heard = { url, headers: [headerOf(details, 'date'), headerOf(details, 'age'), times] };
    this.#tell();
  }

  /** Says where a stream in parts begins, before hls.js reads its playlist. @param answer of a level, or a master */
  prepare(hls: Hls, answer: LoaderResponse): void {
    const { config } = hls;
    const { lowLatencyMode, liveSyncDuration, liveSyncDurationCount } = this.#wanted;
    const { url } = answer;
    const playlist = String(answer.data);
    const holdBack = readHoldBack(playlist);
    const hasParts = holdBack.part !== null;
    if (hasParts) answer.data = withWholeFirstSegment(playlist);
    if (hasParts && lowLatencyMode !== false) config.lowLatencyMode = this.partsAllowed || isMultiplexed(url);
    if (liveSyncDuration !== undefined || liveSyncDurationCount !== undefined) return;
    const before = config.liveSyncDuration;
    const inParts = config.lowLatencyMode && this.control?.latencyMode !== 'normal';
    const own = startOffset(holdBack, inParts);
    const [wish, time] = [this.#wish, this.#serverClock];
    const wished = wish && time && this.#code!.wishedOffset(playlist, wish, own, config.lowLatencyMode, time);
    // Who has never been told reads HOLD-BACK itself, and once told never again.
    if (before === undefined && !(hasParts && config.lowLatencyMode) && wished === null) return;
    const seconds = wished ?? own;
    if (seconds === null) delete config.liveSyncDuration;
    else if (seconds !== before) hls.targetLatency = seconds;
  }

  #tell(): void {
    if (!this.#code || !this.#heard) return;
    const { url, headers } = this.#heard;
    this.#heard = null;
    this.#serverClock = this.#code.serverClockOf(this.#clock, new URL(url, location.href).origin);
    this.#serverClock.addHeaders(...headers);
    if (this.control) this.control.serverClock = this.#serverClock;
  }

  /** @returns whether segment numbers end before the last list began: the encoder started anew */
  hasRestarted({ startSN, endSN }: LevelDetails, level: number): boolean {
    const before = this.#segments;
    this.#segments = { level, first: startSN };
    return before?.level === level && endSN < before.first;
  }

  /** Another source, or the same from its beginning. */
  forget(): void {
    this.#segments = null;
  }
}
