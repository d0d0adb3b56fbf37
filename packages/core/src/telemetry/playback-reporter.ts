import { T333Error } from '../errors.ts';
import type { PlayerState, StreamPlayer } from '../player/player.ts';
import { Store, type ReadableStore } from '../state/store.ts';
import { systemClock, type Clock } from '../time/clock.ts';
import { deliverTo, type ReportTarget } from './deliver.ts';
import { contentIdOf, limitContentId, limitSessionId, pageSessionId } from './identity.ts';
import { PlaybackMeter } from './playback-meter.ts';
import { eventsBetween, NOTHING_TOLD, type PlaybackReport, type ReportedEvent, type Told } from './playback-report.ts';
import { ReportQueue } from './report-queue.ts';
import { secondsAhead } from './seconds-ahead.ts';

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

/** One player, while it is watched and reported on. */
interface Watch {
  readonly player: StreamPlayer;
  readonly contentId: string | undefined;
  readonly life: AbortController;
  meter: PlaybackMeter | null;
  told: Told;
  /** The speed that its viewer has chosen. */
  rate: number;
}

const INTERVAL_SECONDS = 30;

/** In these something goes on that may be worth a look now and then. */
const GOES_ON = new Set<Told['state']>(['s', 'p', 'k', 'r']);

/** From these nobody leaves early. */
const IS_OVER = new Set<Told['state']>([null, 'd', 'w', 'e', 'f', 'q']);

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
  readonly #watches = new Set<Watch>();
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
    const watch: Watch = { player, contentId, life: new AbortController(), meter: null, told: NOTHING_TOLD, rate: 1 };
    const leave = (): void => {
      if (!this.#watches.delete(watch)) return;
      if (!IS_OVER.has(watch.told.state)) this.#report(watch, 'ps', { ...watch.told, state: 'q' });
      this.#forget(watch);
      watch.life.abort();
    };
    if (signal?.aborted) return leave;
    this.#watches.add(watch);
    signal?.addEventListener('abort', leave, { signal: watch.life.signal });
    player.state.subscribe(() => this.#look(watch), { signal: watch.life.signal });
    player.addEventListener('ratechange', ({ origin }) => origin === 'user' && this.#onRate(watch), {
      signal: watch.life.signal,
    });
    this.#begin(watch);
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
    for (const watch of this.#watches) this.#begin(watch);
    const { signal } = life;
    globalThis.addEventListener?.('pagehide', () => this.#queue?.flushNow(), { signal });
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
    for (const watch of this.#watches) {
      if (!IS_OVER.has(watch.told.state)) this.#report(watch, 'ps', { ...watch.told, state: 'q' });
      watch.life.abort();
    }
    this.#queue?.flushNow();
    this.#end();
    this.#watches.clear();
    this.#isDestroyed = true;
  }

  #end(): void {
    this.#life?.abort();
    this.#life = null;
    this.#cancelInterval?.();
    this.#queue?.close();
    this.#queue = null;
    for (const watch of this.#watches) this.#forget(watch);
    this.#store.update({ enabled: false, queued: 0 });
  }

  #begin(watch: Watch): void {
    if (!this.#queue) return;
    watch.meter = new PlaybackMeter(watch.player.state, this.#clock);
    this.#look(watch);
  }

  #forget(watch: Watch): void {
    watch.meter?.stop();
    watch.meter = null;
    watch.told = NOTHING_TOLD;
  }

  #look(watch: Watch): void {
    if (!watch.meter) return;
    watch.meter.look();
    const before = watch.told;
    const now = readPlayer(watch.player.state.getSnapshot(), watch);
    // What it leaves for another stream it has not seen to its end.
    if (before.content !== now.content && !IS_OVER.has(before.state))
      this.#report(watch, 'ps', { ...before, state: 'q' });
    watch.told = now;
    for (const event of eventsBetween(before, now)) this.#report(watch, event, now);
  }

  #onRate(watch: Watch): void {
    watch.rate = watch.player.state.getSnapshot().rate;
    if (watch.told.content !== null) this.#report(watch, 'pr', watch.told);
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
      for (const watch of this.#watches) if (GOES_ON.has(watch.told.state)) this.#report(watch, 't', watch.told);
      this.#tick();
    });
  }

  #report(watch: Watch, event: ReportedEvent, { content, state, bitrateKbps, error }: Told): void {
    const { player, meter, rate } = watch;
    if (!meter) return;
    const { renditions, streamType } = player.state.getSnapshot();
    const { bs, bsa, bsd, bsda } = meter.takeStarvation();
    const latencySeconds = player.live?.state.getSnapshot().latencySeconds;
    const dropped = player.frames?.dropped;
    const top = renditions.at(-1)?.bitrateBps;
    this.#add({
      e: event,
      cid: content!,
      ...(state && { sta: state }),
      ...(streamType !== 'unknown' && { st: streamType === 'live' ? 'l' : 'v' }),
      pt: milliseconds(player.currentTime),
      ...((event === 'pr' || rate !== 1) && { pr: rate }),
      ...(bitrateKbps !== null && { br: bitrateKbps }),
      ...(top && { tb: kbps(top) }),
      bl: milliseconds(secondsAhead(player.buffered, player.currentTime)),
      ...(typeof latencySeconds === 'number' && { ltc: milliseconds(latencySeconds) }),
      ...(state === 'p' && startDelay(meter)),
      ...(bs && { bs }),
      ...(bsa && { bsa, bsda }),
      ...(bsd.length && { bsd }),
      ...(dropped !== undefined && { dfa: dropped }),
      ...(event === 'e' && { ec: [error!] }),
    });
  }

  #add(report: Omit<PlaybackReport, 'ts' | 'sn' | 'sid'>): void {
    const ts = Math.round(this.#clock.wallTime());
    this.#queue?.add(Object.freeze({ ...report, ts, sn: this.#count++, sid: this.#sessionId }));
  }

  #assertAlive(): void {
    if (this.#isDestroyed) throw new T333Error('destroyed', 'The reporter was destroyed.');
  }
}

const milliseconds = (seconds: number): number => Math.round(seconds * 1000);
const kbps = (bps: number): number => Math.round(bps / 1000);

function startDelay(meter: PlaybackMeter): Pick<PlaybackReport, 'msd'> {
  const msd = meter.takeStartDelay();
  return msd === undefined ? {} : { msd };
}

function readPlayer(state: Readonly<PlayerState>, { contentId, meter }: Watch): Told {
  const { source, renditions, rendition, muted, error } = state;
  const bitrateBps = renditions.find(({ id }) => id === rendition)?.bitrateBps;
  return {
    content: source === null ? null : contentId === undefined ? contentIdOf(source) : limitContentId(contentId),
    state: meter?.playState ?? null,
    bitrateKbps: bitrateBps === undefined ? null : kbps(bitrateBps),
    muted,
    error: error?.code ?? null,
  };
}
