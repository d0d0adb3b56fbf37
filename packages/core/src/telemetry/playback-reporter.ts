import { T333Error } from '../errors.ts';
import type { StreamPlayer } from '../player/player.ts';
import { Store, type ReadableStore } from '../state/store.ts';
import { systemClock, type Clock } from '../time/clock.ts';
import { deliverTo, type ReportTarget } from './deliver.ts';
import { limitSessionId, pageSessionId } from './identity.ts';
import type { PlaybackReport } from './playback-report.ts';
import { ReportQueue } from './report-queue.ts';
import { WatchedPlayer, type PlayerReport } from './watched-player.ts';

export interface PlaybackReporterOptions {
  /** Where reports go: an address that takes them by POST, or a function; one that throws, or rejects, gets them again. */
  target: ReportTarget;
  /** Whether the viewer agrees. Default false: nothing is measured, kept or sent before `enable()`. */
  consent?: boolean;
  /** At most 64 characters. Default: a UUID that the whole page shares, until it is left. */
  sessionId?: string;
  /** How often a player that plays is reported without an event, in seconds. Default 30, as in CTA-5004-B; Infinity for never. */
  intervalSeconds?: number;
  clock?: Clock;
  /** 0 up to 1; scatters what is tried again. */
  random?: () => number;
}

export interface WatchOptions {
  /** What is played, the same for every viewer; at most 128 characters. Default: its address without the query. */
  contentId?: string;
  /** Ends it when it aborts. */
  signal?: AbortSignal;
}

export interface PlaybackReporterState {
  readonly enabled: boolean;
  /** Reports that wait to be sent. */
  readonly queued: number;
  readonly delivered: number;
  /** Reports that were refused, or too old to be kept. */
  readonly dropped: number;
}

const INTERVAL_SECONDS = 30;

/**
 * Reports how well players play, by the events of CMCD v2 (CTA-5004-B) and the terms of CTA-2066: all tiles of a page to one target, in
 * batches. Off until the viewer agrees.
 */
export class PlaybackReporter {
  readonly #options: PlaybackReporterOptions;
  readonly #clock: Clock;
  readonly #sessionId: string;
  readonly #intervalMs: number;
  readonly #store = new Store<PlaybackReporterState>({ enabled: false, queued: 0, delivered: 0, dropped: 0 });
  readonly #watched = new Set<WatchedPlayer>();
  #queue: ReportQueue<PlaybackReport> | null = null;
  #count = 0;
  #life: AbortController | null = null;
  /** Aborts when it is withdrawn; what is on its way at the end is sent. */
  #consent = new AbortController();
  #cancelInterval: (() => void) | null = null;
  #isDestroyed = false;

  /** @throws T333Error `invalid-argument` for an interval that is not above 0 */
  constructor(options: PlaybackReporterOptions) {
    const { clock = systemClock, sessionId, intervalSeconds = INTERVAL_SECONDS, consent = false } = options;
    if (!(intervalSeconds > 0)) {
      throw new T333Error('invalid-argument', `An interval is above 0 seconds, not ${intervalSeconds}.`);
    }
    this.#options = options;
    this.#clock = clock;
    this.#intervalMs = intervalSeconds * 1000;
    this.#sessionId = limitSessionId(sessionId ?? pageSessionId());
    if (consent) this.enable();
  }

  get state(): ReadableStore<PlaybackReporterState> {
    return this.#store;
  }

  /** Watches a player until the returned function is called, or `signal` aborts. Where nobody has agreed yet, it begins when somebody does. */
  watch(player: StreamPlayer, { contentId, signal }: WatchOptions = {}): () => void {
    this.#assertAlive();
    if (signal?.aborted) return () => {};
    const watched = new WatchedPlayer(player, contentId, (report) => this.#add(report));
    const leave = (): void => {
      if (this.#watched.delete(watched)) watched.end();
    };
    this.#watched.add(watched);
    signal?.addEventListener('abort', leave, { signal: watched.signal });
    if (this.#queue) watched.begin(this.#clock);
    return leave;
  }

  /** The viewer agrees. */
  enable(): void {
    this.#assertAlive();
    if (this.#life) return;
    const { target, random = Math.random } = this.#options;
    const life = new AbortController();
    this.#life = life;
    this.#consent = new AbortController();
    this.#queue = new ReportQueue({
      deliver: deliverTo(target, this.#consent.signal),
      clock: this.#clock,
      random,
      onChange: () => this.#store.update(this.#queue?.counts ?? {}),
    });
    this.#store.update({ enabled: true });
    for (const watched of this.#watched) watched.begin(this.#clock);
    const { signal } = life;
    globalThis.addEventListener?.('pagehide', () => this.#onPageHide(), { signal });
    globalThis.addEventListener?.('pageshow', () => this.#onPageShow(), { signal });
    globalThis.document?.addEventListener('visibilitychange', () => this.#onVisibility(), { signal });
    this.#tick();
  }

  /** The viewer does not agree, or no longer: what is not sent yet never is. */
  disable(): void {
    this.#consent.abort();
    this.#end();
  }

  /** Sends what waits. Nobody needs to call it: it is sent in time, and when the page goes. */
  async flush(): Promise<void> {
    await this.#queue?.flush();
  }

  /** Sends what there is, and ends. */
  destroy(): void {
    if (this.#isDestroyed) return;
    for (const watched of this.#watched) watched.end();
    this.#queue?.flushNow();
    this.#end();
    this.#watched.clear();
    this.#isDestroyed = true;
  }

  #end(): void {
    this.#life?.abort();
    this.#life = null;
    this.#cancelInterval?.();
    this.#queue?.close();
    this.#queue = null;
    for (const watched of this.#watched) watched.forget();
    this.#store.update({ enabled: false, queued: 0 });
  }

  #onPageHide(): void {
    for (const watched of this.#watched) watched.leave();
    this.#queue?.flushNow();
  }

  #onPageShow(): void {
    for (const watched of this.#watched) watched.comeBack();
  }

  #onVisibility(): void {
    const bg = document.hidden;
    this.#add({ e: 'b', bg });
    // Where a page is swiped away on a phone, this was the last that it heard.
    if (bg) this.#queue?.flushNow();
  }

  #tick(): void {
    if (this.#intervalMs === Infinity) return;
    this.#cancelInterval = this.#clock.after(this.#intervalMs, () => {
      for (const watched of this.#watched) watched.tick();
      this.#tick();
    });
  }

  #add(report: PlayerReport | Pick<PlaybackReport, 'e' | 'bg'>): void {
    const ts = Math.round(this.#clock.wallTime());
    this.#queue?.add(Object.freeze({ ...report, ts, sn: this.#count++, sid: this.#sessionId }));
  }

  #assertAlive(): void {
    if (this.#isDestroyed) throw new T333Error('destroyed', 'The reporter was destroyed.');
  }
}
