import { T333Error } from '../errors.ts';
import { Store, type ReadableStore } from '../state/store.ts';
import { TypedEventTarget } from '../state/typed-event-target.ts';
import { systemClock, type Clock } from '../time/clock.ts';
import { HealthErrorEvent, HealthStatusEvent, type HealthEvents } from './health-events.ts';
import {
  checkInterval,
  HEALTH_INTERVAL_MS,
  SILENT_INTERVALS,
  STALE_INTERVALS,
  statusOf,
  type HealthState,
} from './health-state.ts';
import { judge, type HealthJudgement, type HealthTargets } from './judge.ts';
import { readReport, type HealthReport } from './report.ts';
import type { HealthLink, HealthSource } from './source.ts';

const KEPT_MS = 600_000;
const MAX_SAMPLES = 600;
const NO_ISSUES: HealthState['issues'] = /* @__PURE__ */ Object.freeze([]);

export interface HealthMonitorOptions {
  /** Who tells. Default: nobody but `push()`. */
  source?: HealthSource;
  targets?: HealthTargets;
  /** How often figures are to be expected. Default 5000. */
  intervalMs?: number;
  clock?: Clock;
}

/** Watches how a broadcast arrives: judges what it is told every few seconds, and knows when nobody tells any more. */
export class HealthMonitor extends TypedEventTarget<HealthEvents> {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  readonly #store: Store<HealthState>;
  readonly #life = new AbortController();
  #judgement: HealthJudgement | null = null;
  #cancelLook = (): void => {};

  /** @throws T333Error `invalid-argument` where `intervalMs` or a target is not above 0 */
  constructor({
    source,
    targets = {},
    intervalMs = HEALTH_INTERVAL_MS,
    clock = systemClock,
  }: HealthMonitorOptions = {}) {
    super();
    checkInterval(intervalMs);
    this.#clock = clock;
    this.#intervalMs = intervalMs;
    this.#store = new Store<HealthState>({
      status: 'unknown',
      issues: NO_ISSUES,
      sample: null,
      samples: Object.freeze([]),
      isStale: false,
      link: source ? 'connecting' : 'open',
      error: null,
      targets: checked(targets),
    });
    const { signal } = this.#life;
    source?.(
      {
        report: (report) => void (signal.aborted || this.#take(report)),
        link: (link, error = null) => void (signal.aborted || this.#follow(link, error)),
      },
      signal,
    );
  }

  get state(): ReadableStore<HealthState> {
    return this.#store;
  }

  /**
   * Tells what is known now, where no source does. What is out of its range is an `error` event, and changes nothing.
   *
   * @throws T333Error `destroyed`
   */
  push(report: HealthReport): void {
    this.#check();
    this.#take(report);
  }

  /**
   * What the encoder is set to, where that changes. The last figures are judged anew.
   *
   * @throws T333Error `invalid-argument` where a target is not above 0, `destroyed`
   */
  setTargets(targets: HealthTargets): void {
    this.#check();
    const { sample } = this.#store.getSnapshot();
    this.#store.update({ targets: checked(targets) });
    this.#judgement = sample && judge(sample, targets, null);
    this.#look();
  }

  /** Ends the source and all timers. The last figures stay, and what was said of them; the link is `closed`. */
  destroy(): void {
    if (this.#life.signal.aborted) return;
    this.#life.abort();
    this.#cancelLook();
    this.#store.update({ link: 'closed' });
  }

  #check(): void {
    if (this.#life.signal.aborted) throw new T333Error('destroyed', 'This monitor was destroyed.');
  }

  #take(report: unknown): void {
    const nowMs = this.#clock.now();
    const sample = readReport(report, nowMs);
    if (typeof sample === 'string')
      return void this.dispatchEvent(new HealthErrorEvent(new T333Error('invalid-argument', sample)));
    const { samples, sample: before, targets } = this.#store.getSnapshot();
    const isLongAgo = !before || nowMs - before.atMs >= SILENT_INTERVALS * this.#intervalMs;
    this.#judgement = judge(sample, targets, isLongAgo ? null : this.#judgement);
    const kept = samples.filter(({ atMs }) => nowMs - atMs < KEPT_MS).slice(1 - MAX_SAMPLES);
    this.#store.update({ sample, samples: Object.freeze([...kept, sample]) });
    this.#look();
  }

  #follow(link: HealthLink, error: T333Error | null): void {
    const { error: before } = this.#store.getSnapshot();
    this.#store.update({ link, error });
    this.#look();
    if (error && error !== before) this.dispatchEvent(new HealthErrorEvent(error));
  }

  /** Says what is, and looks again when time alone will have changed that. */
  #look(): void {
    const { sample, link, status: previous } = this.#store.getSnapshot();
    const silentMs = sample ? this.#clock.now() - sample.atMs : 0;
    const status = statusOf(this.#judgement?.status ?? null, link, silentMs, this.#intervalMs);
    this.#store.update({
      status,
      issues: this.#judgement?.issues ?? NO_ISSUES,
      isStale: silentMs >= STALE_INTERVALS * this.#intervalMs,
    });
    this.#cancelLook();
    const dueMs = [STALE_INTERVALS, SILENT_INTERVALS].map((intervals) => intervals * this.#intervalMs - silentMs);
    const waitMs = dueMs.find((ms) => ms > 0);
    if (sample && waitMs !== undefined) this.#cancelLook = this.#clock.after(waitMs, () => this.#look());
    if (status !== previous) this.dispatchEvent(new HealthStatusEvent(status, previous));
  }
}

function checked(targets: HealthTargets): HealthTargets {
  const { bitrateBps, activeFps } = targets;
  for (const target of [bitrateBps, activeFps]) {
    if (target !== undefined && !(target > 0 && target < Infinity))
      throw new T333Error('invalid-argument', 'A target is above 0.');
  }
  return Object.freeze({
    ...(bitrateBps !== undefined && { bitrateBps }),
    ...(activeFps !== undefined && { activeFps }),
  });
}
