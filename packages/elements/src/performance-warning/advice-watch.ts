import type { Advice } from '@t333/core/quality';
import { ADVICE_CODES, dismiss, isDismissed, type Dismissals } from './dismissals.ts';

/** What stays away for so long was over; what comes and goes sooner is one and the same. */
export const GONE_MS = 60_000;
/** What is shown stays for so long after it is over: frames are dropped for two seconds at a time, and nobody reads that fast. */
export const LINGER_MS = 6000;

type Kind = Pick<Advice, 'code' | 'level'>;

/** A warning is news to whoever has only seen the tip. */
const keyOf = ({ code, level }: Kind): string => `${code} ${level}`;

const urgencyOf = ({ code }: Kind): number => ADVICE_CODES.indexOf(code);

/** Follows the advice of one manager, and says which of it to show. */
export class AdviceWatch {
  readonly #startMs: number;
  readonly #seenMs = new Map<string, number>();
  readonly #shownMs = new Map<string, number>();
  #present: readonly Kind[] = [];
  #shown: Advice | null = null;
  #dismissals: Dismissals;

  constructor(dismissals: Dismissals, nowMs: number) {
    this.#dismissals = dismissals;
    this.#startMs = nowMs;
  }

  /** A tip that was dismissed stays so until it is a warning; a warning until it was gone for a minute and is back. */
  get dismissals(): Dismissals {
    return this.#dismissals;
  }

  /**
   * @param advice all there is, the most urgent first
   * @returns what to show, and whether that is news; null for nothing
   */
  next(advice: readonly Advice[], nowMs: number): { advice: Advice; isNews: boolean } | null {
    // A manager tells nothing while nothing changes: what was there has been until now.
    for (const one of this.#present) this.#note(this.#seenMs, one, nowMs);
    if (this.#shown) this.#note(this.#shownMs, this.#shown, nowMs);
    this.#present = advice;
    for (const one of advice) {
      const wasGoneMs = nowMs - (this.#seenMs.get(keyOf(one)) ?? this.#startMs);
      if (one.level === 'warning' && wasGoneMs >= GONE_MS) this.#ease(one);
      this.#note(this.#seenMs, one, nowMs);
    }
    this.#shown = this.#choose(advice, nowMs);
    if (!this.#shown) return null;
    const isNews = nowMs - (this.#shownMs.get(keyOf(this.#shown)) ?? -Infinity) >= GONE_MS;
    this.#note(this.#shownMs, this.#shown, nowMs);
    return { advice: this.#shown, isNews };
  }

  /** The viewer wants to be told nothing of all this. */
  dismiss(advice: readonly Kind[]): void {
    this.#dismissals = dismiss(this.#dismissals, this.#shown ? [this.#shown, ...advice] : advice);
    this.#shown = null;
  }

  /** What is shown was acted on: it need not linger. */
  release(): void {
    this.#shown = null;
  }

  #choose(advice: readonly Advice[], nowMs: number): Advice | null {
    const first = advice.find((one) => !isDismissed(this.#dismissals, one)) ?? null;
    const shown = this.#shown;
    if (!shown || advice.some(({ code }) => code === shown.code) || (first && urgencyOf(first) < urgencyOf(shown)))
      return first;
    return nowMs - this.#seenMs.get(keyOf(shown))! < LINGER_MS ? shown : first;
  }

  #ease({ code }: Kind): void {
    if (this.#dismissals.get(code) === 'warning') this.#dismissals = new Map(this.#dismissals).set(code, 'info');
  }

  /** A warning is a tip too, for who wonders when the tip was last there. */
  #note(times: Map<string, number>, { code, level }: Kind, nowMs: number): void {
    times.set(keyOf({ code, level: 'info' }), nowMs);
    times.set(keyOf({ code, level }), nowMs);
  }
}
