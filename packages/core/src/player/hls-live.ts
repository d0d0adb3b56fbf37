import type Hls from 'hls.js';
import type { HlsConfig, LevelDetails, LoaderResponse, LoaderStats } from 'hls.js';
import type { LiveController } from '../live/live-controller.ts';
import type { LivePlayer } from '../live/live-player.ts';
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
  #isLoading = false;
  #ended = false;
  /** Told once there is who listens. */
  #lastHeaders: Parameters<LiveController['serverClock']['addHeaders']> | null = null;
  #segments: { readonly level: number; readonly first: number } | null = null;

  constructor(clock: Clock, options: LiveOptions = {}, wanted: Partial<HlsConfig> = {}) {
    this.#clock = clock;
    this.#options = options;
    this.#wanted = wanted;
  }

  /** Takes control of a player whose stream is live. Called again and again: what could not be fetched is tried once more. */
  async begin(player: LivePlayer, onControl: () => void): Promise<void> {
    if (this.#isLoading || this.control || this.#ended) return;
    this.#isLoading = true;
    const live = await import('../live/live-controller.ts').catch(() => null);
    this.#isLoading = false;
    if (!live || this.#ended) return;
    this.control = new live.LiveController({ ...this.#options, player, clock: this.#clock });
    if (this.#lastHeaders) this.control.serverClock.addHeaders(...this.#lastHeaders);
    onControl();
  }

  end(): void {
    this.#ended = true;
    this.control?.destroy();
    this.control = null;
  }

  /** Takes the server's time out of an answer. @param details what a loader of hls.js tells of the network */
  hear(details: unknown, { loading }: LoaderStats): void {
    const header = readHeaders(details);
    this.#lastHeaders = [header('date'), header('age'), { sentMs: loading.start, receivedMs: loading.first }];
    this.control?.serverClock.addHeaders(...this.#lastHeaders);
  }

  /** Says where a stream in parts begins, before hls.js reads its playlist. */
  prepare(hls: Hls, { url, data }: LoaderResponse): void {
    const { config } = hls;
    const partHoldBack = Number(PART_HOLD_BACK.exec(String(data))?.[1] ?? NaN);
    if (partHoldBack > 0 && this.#wanted.lowLatencyMode !== false) {
      config.lowLatencyMode = this.partsAllowed || isMultiplexed(url);
    }
    if (this.#wanted.liveSyncDuration !== undefined) return;
    if (config.lowLatencyMode && partHoldBack > 0) {
      const seconds = Math.max(partHoldBack, MIN_OWN_OFFSET_SECONDS);
      if (config.liveSyncDuration !== seconds) hls.targetLatency = seconds;
    } else {
      delete config.liveSyncDuration;
    }
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

const PART_HOLD_BACK = /\bPART-HOLD-BACK=([\d.]+)/;

/** In seconds, by the last playlist; NaN where nothing is live. */
export function liveEdgeOf(hls: Hls | null): { readonly offset: number; readonly step: number } {
  const details = hls?.latestLevelDetails;
  if (!hls || !details?.live) return { offset: NaN, step: NaN };
  const { partHoldBack, holdBack, partTarget, targetduration } = details;
  const parts = hls.config.lowLatencyMode && partTarget > 0;
  return {
    offset: (parts && partHoldBack) || holdBack || HOLD_BACK_STEPS * targetduration,
    step: parts ? partTarget : targetduration,
  };
}

/** Whether what came from there came over a connection that carries any number of requests at a time. */
function isMultiplexed(url: string): boolean {
  const timing = performance.getEntriesByName(url, 'resource').at(-1) as PerformanceResourceTiming | undefined;
  // Empty where another origin does not let its times be known.
  return /^h[23]/.test(timing?.nextHopProtocol ?? '');
}

/** Asks for all at once: the name of one that another origin hides would be an error in the console. */
function readHeaders(details: unknown): (name: string) => string | null {
  if (details instanceof Response) return (name) => details.headers.get(name);
  const lines = details instanceof XMLHttpRequest ? details.getAllResponseHeaders() : '';
  return (name) => new RegExp(`^${name}: (.*)$`, 'im').exec(lines)?.[1]?.trim() ?? null;
}
