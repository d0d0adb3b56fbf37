import type Hls from 'hls.js';
import type { HlsConfig, LevelDetails, LoaderResponse, LoaderStats } from 'hls.js';
import type { LiveController } from '../live/live-controller.ts';
import type { LivePlayer } from '../live/live-player.ts';
import type { serverClockOf } from '../live/page-clock.ts';
import type { ServerClock } from '../live/server-clock.ts';
import { readHoldBack, startOffset } from '../live/live-start.ts';
import { HOLD_BACK_STEPS } from '../live/target-latency.ts';
import { checkDvrWindow, checkLatency } from '../live/wishes.ts';
import type { Clock } from '../time/clock.ts';
import { withWholeFirstSegment } from './first-segment.ts';
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

/** What keeps the live streams of one player live. The control comes with the first of them. */
export class HlsLive {
  control: LiveController | null = null;
  readonly #clock: Clock;
  readonly #options: LiveOptions;
  /** hls.js as the page wants it. */
  readonly #wanted: Partial<HlsConfig>;
  /** Whether to load parts also where all requests share a few connections; it counts from the next playlist on. */
  partsAllowed = true;
  #waitsUntilMs = -Infinity;
  /** Comes with the control. */
  #serverClockOf: typeof serverClockOf | null = null;
  #ended = false;
  /** The last, told once there is who listens. */
  #heard: { readonly url: string; readonly headers: Parameters<ServerClock['addHeaders']> } | null = null;
  #segments: { readonly level: number; readonly first: number } | null = null;

  constructor(clock: Clock, options: LiveOptions = {}, wanted: Partial<HlsConfig> = {}) {
    checkLatency(options.targetLatencySeconds ?? null);
    checkDvrWindow(options.dvrWindowSeconds ?? Infinity);
    this.#clock = clock;
    this.#options = options;
    this.#wanted = wanted;
  }

  /** Takes control of a player whose stream is live. Called again and again: what could not be fetched is tried once more, later. */
  async begin(player: LivePlayer, onControl: () => void): Promise<void> {
    if (this.control || this.#ended || this.#clock.now() < this.#waitsUntilMs) return;
    this.#waitsUntilMs = Infinity;
    const live = await import('../live/live-controller.ts').catch(() => null);
    this.#waitsUntilMs = live ? Infinity : this.#clock.now() + AGAIN_MS;
    if (!live || this.#ended) return;
    this.#serverClockOf = live.serverClockOf;
    this.control = new live.LiveController({ ...this.#options, player, clock: this.#clock });
    this.#tell();
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
    // Who has never been told reads HOLD-BACK itself, and once told never again.
    if (before === undefined && !(hasParts && config.lowLatencyMode)) return;
    const seconds = startOffset(holdBack, config.lowLatencyMode);
    if (seconds === null) delete config.liveSyncDuration;
    else if (seconds !== before) hls.targetLatency = seconds;
  }

  #tell(): void {
    if (!this.control || !this.#heard) return;
    const { url, headers } = this.#heard;
    this.control.serverClock = this.#serverClockOf!(this.#clock, new URL(url, location.href).origin);
    this.control.serverClock.addHeaders(...headers);
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

/** In seconds, by the last playlist; NaN where nothing is live. */
export function liveEdgeOf(hls: Hls | null): Record<'offset' | 'holdBack' | 'step', number> {
  const details = hls?.latestLevelDetails;
  if (!hls || !details?.live) return { offset: NaN, holdBack: NaN, step: NaN };
  const { partHoldBack, holdBack, partTarget, targetduration } = details;
  const { liveSyncDuration = 0, liveSyncDurationCount = 0 } = hls.userConfig;
  const parts = hls.config.lowLatencyMode && partTarget > 0;
  const wanted = liveSyncDuration || liveSyncDurationCount * targetduration;
  const inSegments = wanted || holdBack || HOLD_BACK_STEPS * targetduration;
  return {
    offset: wanted || (parts && partHoldBack) || inSegments,
    holdBack: inSegments,
    step: parts ? partTarget : targetduration,
  };
}
