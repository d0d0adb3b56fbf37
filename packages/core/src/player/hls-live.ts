import type Hls from 'hls.js';
import type { HlsConfig, LevelDetails, LoaderResponse, LoaderStats } from 'hls.js';
import { T333Error } from '../errors.ts';
import type { LiveController } from '../live/live-controller.ts';
import type { LivePlayer } from '../live/live-player.ts';
import type { serverClockOf } from '../live/page-clock.ts';
import type { ServerClock } from '../live/server-clock.ts';
import { HOLD_BACK_STEPS, MIN_OWN_OFFSET_SECONDS } from '../live/target-latency.ts';
import type { Clock } from '../time/clock.ts';

/** Staying live is our own (`core/live`): hls.js would keep the distance of each stall for good. */
export const LIVE_CONFIG: Partial<HlsConfig> = { maxLiveSyncPlaybackRate: 1, liveSyncOnStallIncrease: 0 };

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
    const { targetLatencySeconds: latency = null, dvrWindowSeconds = Infinity } = options;
    if ((latency !== null && !(latency > 0 && latency < Infinity)) || !(dvrWindowSeconds >= 0)) {
      throw new T333Error('invalid-argument', 'A latency is above 0 seconds, a DVR window 0 or more.');
    }
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
    const header = readHeaders(details);
    const times = { sentMs: loading.start, receivedMs: loading.first };
    this.#heard = { url, headers: [header('date'), header('age'), times] };
    this.#tell();
  }

  /** Says where a stream in parts begins, before hls.js reads its playlist. @param answer of a level, or a master */
  prepare(hls: Hls, { url, data }: LoaderResponse): void {
    const { config } = hls;
    const wanted = this.#wanted;
    const playlist = String(data);
    const partHoldBack = Number(PART_HOLD_BACK.exec(playlist)?.[1] ?? NaN);
    if (partHoldBack > 0 && wanted.lowLatencyMode !== false) {
      config.lowLatencyMode = this.partsAllowed || isMultiplexed(url);
    }
    if (wanted.liveSyncDuration !== undefined || wanted.liveSyncDurationCount !== undefined) return;
    if (config.lowLatencyMode && partHoldBack > 0) {
      const seconds = Math.max(partHoldBack, MIN_OWN_OFFSET_SECONDS);
      if (config.liveSyncDuration !== seconds) hls.targetLatency = seconds;
    } else if (config.liveSyncDuration !== undefined) {
      // Once told, hls.js does not look at HOLD-BACK any more.
      const holdBack = Number(HOLD_BACK.exec(playlist)?.[1] ?? NaN);
      if (holdBack > 0) hls.targetLatency = holdBack;
      else delete config.liveSyncDuration;
    }
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

const PART_HOLD_BACK = /[:,]PART-HOLD-BACK=([\d.]+)/;
const HOLD_BACK = /[:,]HOLD-BACK=([\d.]+)/;
/** After a failure to fetch what keeps a stream live, in milliseconds. */
const AGAIN_MS = 10_000;

/** In seconds, by the last playlist; NaN where nothing is live. */
export function liveEdgeOf(hls: Hls | null): { readonly offset: number; readonly step: number } {
  const details = hls?.latestLevelDetails;
  if (!hls || !details?.live) return { offset: NaN, step: NaN };
  const { partHoldBack, holdBack, partTarget, targetduration } = details;
  const { liveSyncDuration = 0, liveSyncDurationCount = 0 } = hls.userConfig;
  const parts = hls.config.lowLatencyMode && partTarget > 0;
  const wanted = liveSyncDuration || liveSyncDurationCount * targetduration;
  return {
    offset: wanted || (parts && partHoldBack) || holdBack || HOLD_BACK_STEPS * targetduration,
    step: parts ? partTarget : targetduration,
  };
}

/** Origins known to answer any number of requests at a time. What browsers remember of requests is soon full. */
const multiplexed = /* @__PURE__ */ new Set<string>();

/** Whether an answer came over HTTP/2 or later, as far as that can be known: another origin has to allow it (`Timing-Allow-Origin`). */
function isMultiplexed(url: string): boolean {
  const { origin } = new URL(url, location.href);
  const timing = performance.getEntriesByName(url, 'resource').at(-1) as PerformanceResourceTiming | undefined;
  if (/^h[23]/.test(timing?.nextHopProtocol ?? '')) multiplexed.add(origin);
  return multiplexed.has(origin);
}

/** Asks for all at once: the name of one that another origin hides would be an error in the console. */
function readHeaders(details: unknown): (name: string) => string | null {
  if (details instanceof Response) return (name) => details.headers.get(name);
  const lines = details instanceof XMLHttpRequest ? details.getAllResponseHeaders() : '';
  return (name) => new RegExp(`^${name}: (.*)$`, 'im').exec(lines)?.[1]?.trim() ?? null;
}
