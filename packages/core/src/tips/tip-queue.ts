import { T333Error } from '../errors.ts';
import { browserPage, type PageVisibility } from '../resilience/page-visibility.ts';
import { RecentIds } from '../state/recent-ids.ts';
import { Store, type ReadableStore } from '../state/store.ts';
import { systemClock, type Clock } from '../time/clock.ts';
import { dwellMs, GAP_MS } from './dwell.ts';
import { checkTip, type Tip } from './tip.ts';
import type { TipSource } from './tip-source.ts';
import { WaitingTips } from './waiting-tips.ts';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1000;
/** As many events as a server of t333-rt/1 keeps at least: what it tells again is known. */
const REMEMBERED_IDS = 1000;

export interface TipQueueOptions {
  /**
   * What a tip is worth, in one unit for all of them: by rates of yours. More goes first; where it fails, or gives no number, that is 0.
   * Without it amounts of one currency are compared, and currencies take turns.
   */
  worthOf?: (tip: Tip) => number;
  /** How many may wait, 1 to 1000. Default 100. */
  limit?: number;
  page?: PageVisibility;
  clock?: Clock;
}

/** A tip on the screen. Shown again, it is another one of these. */
export interface ShownTip {
  readonly tip: Tip;
  /** For how long it is shown, the time not counted in which the queue is paused. */
  readonly dwellMs: number;
}

export interface TipQueueState {
  readonly current: ShownTip | null;
  /** Which was shown last, and has gone: what `replay()` brings. */
  readonly last: Tip | null;
  /** How many wait. */
  readonly waiting: number;
  /** No other is shown until `resume()`. */
  readonly held: boolean;
  /** Its time stands still: nobody sees the page, or somebody has called `pause()`. */
  readonly paused: boolean;
  /** How many were never shown: too many have waited, or they were cleared. */
  readonly dropped: number;
}

/**
 * Shows tips one after the other: each for 8 s, or as long as it wishes, and the next after a short pause; faster where many wait. A tip is
 * shown once, however often it comes.
 */
export class TipQueue {
  readonly #clock: Clock;
  readonly #page: PageVisibility;
  readonly #waiting: WaitingTips;
  readonly #ids = new RecentIds(REMEMBERED_IDS);
  readonly #store = new Store<TipQueueState>({
    current: null,
    last: null,
    waiting: 0,
    held: false,
    paused: false,
    dropped: 0,
  });
  readonly #life = new AbortController();
  readonly #pauses = new Set<object>();
  #phase: 'idle' | 'showing' | 'gap' = 'idle';
  /** Of the phase, counted from `#sinceMs` while it runs. */
  #leftMs = 0;
  #sinceMs = 0;
  #cancel: (() => void) | null = null;
  #again: Tip | null = null;

  /** @throws T333Error `invalid-argument` */
  constructor({ worthOf, limit = DEFAULT_LIMIT, page = browserPage, clock = systemClock }: TipQueueOptions = {}) {
    if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT)
      throw new T333Error('invalid-argument', `1 to ${MAX_LIMIT} tips may wait.`);
    this.#clock = clock;
    this.#page = page;
    this.#waiting = new WaitingTips(limit, worthOf);
    page.onChange(() => this.#keepTime(), this.#life.signal);
    this.#keepTime();
  }

  get state(): ReadableStore<TipQueueState> {
    return this.#store;
  }

  /**
   * Takes a tip.
   *
   * @returns false for one that it has had
   * @throws T333Error `invalid-argument`
   */
  add(tip: Tip): boolean {
    this.#check();
    checkTip(tip);
    if (!this.#ids.add(tip.id)) return false;
    if (this.#waiting.add(Object.freeze({ ...tip }))) this.#drop(1);
    this.#next();
    return true;
  }

  /**
   * Takes all tips of a source. What is no tip is left out, and told to the console.
   *
   * @returns a function that ends it
   */
  follow(source: TipSource): () => void {
    this.#check();
    const following = new AbortController();
    const signal = AbortSignal.any([following.signal, this.#life.signal]);
    source((tip) => {
      if (signal.aborted) return;
      try {
        this.add(tip);
      } catch (error) {
        // A source tells many at once: those behind what is no tip are not lost with it.
        console.error(error);
      }
    }, signal);
    return () => following.abort();
  }

  /** Shows no other tip until `resume()`. The one on the screen stays for its time. */
  hold(): void {
    this.#check();
    this.#store.update({ held: true });
  }

  resume(): void {
    this.#check();
    this.#store.update({ held: false });
    this.#next();
  }

  /**
   * Has time stand still: the tip on the screen stays there.
   *
   * @returns a function that has it go on, when all who have paused it have called theirs
   */
  pause(): () => void {
    this.#check();
    const pause = {};
    this.#pauses.add(pause);
    this.#keepTime();
    return () => {
      if (this.#pauses.delete(pause)) this.#keepTime();
    };
  }

  /** Ends the tip on the screen. */
  skip(): void {
    this.#check();
    if (this.#phase === 'showing') this.#end();
  }

  /** Shows the tip that has gone last once more: as the next, and while it is held, too. */
  replay(): void {
    this.#check();
    this.#again = this.#store.getSnapshot().last;
    this.#next();
  }

  /** Drops all that wait. */
  clear(): void {
    this.#check();
    const count = this.#waiting.size;
    this.#waiting.clear();
    this.#again = null;
    this.#drop(count);
  }

  /** Ends everything: nothing is shown, nothing is listened to. */
  destroy(): void {
    if (this.#life.signal.aborted) return;
    this.#life.abort();
    this.#stop();
    this.#phase = 'idle';
    this.#pauses.clear();
    this.#waiting.clear();
    this.#store.update({ current: null, last: null, waiting: 0 });
  }

  #check(): void {
    if (this.#life.signal.aborted) throw new T333Error('destroyed', 'This queue was destroyed.');
  }

  #drop(count: number): void {
    const { dropped } = this.#store.getSnapshot();
    this.#store.update({ dropped: dropped + count, waiting: this.#waiting.size });
  }

  #next(): void {
    const { held, paused } = this.#store.getSnapshot();
    if (this.#phase === 'idle' && !paused) {
      const tip = this.#again ?? (held ? null : this.#waiting.take());
      this.#again = null;
      if (tip) {
        const current = Object.freeze({ tip, dwellMs: dwellMs(tip.displayMs, this.#waiting.size) });
        this.#store.update({ current });
        this.#begin('showing', current.dwellMs);
      }
    }
    this.#store.update({ waiting: this.#waiting.size });
  }

  #begin(phase: 'showing' | 'gap', lengthMs: number): void {
    this.#phase = phase;
    this.#leftMs = lengthMs;
    this.#run();
  }

  /** The phase is over. */
  #end(): void {
    this.#stop();
    if (this.#phase === 'showing') {
      this.#store.update({ current: null, last: this.#store.getSnapshot().current!.tip });
      this.#begin('gap', GAP_MS);
    } else {
      this.#phase = 'idle';
      this.#next();
    }
  }

  #keepTime(): void {
    const paused = this.#pauses.size > 0 || this.#page.isHidden();
    this.#store.update({ paused });
    if (paused) this.#stop();
    else {
      this.#run();
      this.#next();
    }
  }

  #run(): void {
    if (this.#phase === 'idle' || this.#cancel || this.#store.getSnapshot().paused) return;
    this.#sinceMs = this.#clock.now();
    this.#cancel = this.#clock.after(this.#leftMs, () => this.#end());
  }

  #stop(): void {
    if (!this.#cancel) return;
    this.#cancel();
    this.#cancel = null;
    this.#leftMs -= this.#clock.now() - this.#sinceMs;
  }
}
