import type { Clock } from '../time/clock.ts';

/** How far the server's clock is ahead of this device's: certainly within these two, in milliseconds. */
export interface SkewInterval {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Skew {
  /** To add to the device's wall clock, in milliseconds. */
  readonly skewMs: number;
  /** The truth is within so many milliseconds of that, if the server's clock is right. */
  readonly errorMs: number;
}

/** When a request was made and answered, by `Clock.now()`. */
export interface RequestTimes {
  readonly sentMs: number;
  readonly receivedMs: number;
}

/** Asks somebody for the time: an own endpoint, or a `UTCTiming` one as in DASH. */
export type TimeSource = (signal?: AbortSignal) => Promise<{
  readonly epochMs: number;
  /** What the answer is cut down to: 1000 for whole seconds. Default 1. */
  readonly resolutionMs?: number;
}>;

/** A `Date` header says whole seconds (RFC 9110, 5.6.7), and so does `Age`. */
const HEADER_RESOLUTION_MS = 1000;
/** Requests that are remembered; a second that is cut off at 32 places is known to some 30 ms. */
const MOST_SAMPLES = 32;

/**
 * The skew that most of the samples allow (Marzullo's algorithm), and of those the least: most devices are right, and a stream whose parts
 * come at the same fractions of each second never tells better. Headers from a cache that forgot to say its age, or one slow answer, are outvoted.
 *
 * @returns null where there are none
 */
export function estimateSkew(samples: readonly SkewInterval[]): Skew | null {
  const ends = samples
    .flatMap(({ fromMs, toMs }) => [
      { atMs: fromMs, step: 1 },
      { atMs: toMs, step: -1 },
    ])
    // Intervals that only touch agree.
    .toSorted((a, b) => a.atMs - b.atMs || b.step - a.step);
  let [votes, most] = [0, 0];
  let best: SkewInterval | null = null;
  for (const [i, { atMs, step }] of ends.entries()) {
    votes += step;
    const toMs = ends[i + 1]?.atMs ?? atMs;
    if (votes < most || step < 0) continue;
    if (votes === most && best && best.toMs - best.fromMs <= toMs - atMs) continue;
    most = votes;
    best = { fromMs: atMs, toMs };
  }
  if (!best) return null;
  const skewMs = Math.min(Math.max(0, best.fromMs), best.toMs);
  return { skewMs, errorMs: Math.max(best.toMs - skewMs, skewMs - best.fromMs) };
}

/** The server's time, as far as its answers tell it. Before the first it is the device's. */
export class ServerClock {
  readonly #clock: Clock;
  #samples: SkewInterval[] = [];
  #skew: Skew | null = null;

  constructor({ clock }: { clock: Clock }) {
    this.#clock = clock;
  }

  /** Milliseconds since 1970. */
  get epochMs(): number {
    return this.#clock.wallTime() + this.skewMs;
  }

  /** How far the server is ahead of the device's clock, in milliseconds. */
  get skewMs(): number {
    return this.#skew?.skewMs ?? 0;
  }

  /** Infinity while nothing is known. */
  get errorMs(): number {
    return this.#skew?.errorMs ?? Infinity;
  }

  /** Takes note of a time that a server gave while it answered. */
  add(epochMs: number, { sentMs, receivedMs }: RequestTimes, resolutionMs = 1): void {
    if (!Number.isFinite(epochMs) || !(receivedMs >= sentMs)) return;
    const deviceMs = this.#clock.wallTime() - this.#clock.now();
    const sample = { fromMs: epochMs - receivedMs - deviceMs, toMs: epochMs + resolutionMs - sentMs - deviceMs };
    const previous = this.#samples.at(-1);
    // Two in a row that contradict all before: a clock was set, here or there.
    if (previous && this.#contradicts(sample) && this.#contradicts(previous) && meet(sample, previous)) {
      this.#samples = [previous];
    }
    this.#samples = [...this.#samples, sample].slice(-MOST_SAMPLES);
    this.#skew = estimateSkew(this.#samples);
  }

  /**
   * Takes note of the headers of an answer that came from the network.
   *
   * @param date its `Date`; anything that is none is left out
   * @param age its `Age`, which a cache adds
   */
  addHeaders(date: string | null, age: string | null, times: RequestTimes): void {
    const ageMs = Number(age ?? 0) * 1000;
    if (date === null || !(ageMs >= 0)) return;
    this.add(Date.parse(date) + ageMs, times, HEADER_RESOLUTION_MS * (ageMs > 0 ? 2 : 1));
  }

  /** Asks a time source once. */
  async measure(source: TimeSource, signal?: AbortSignal): Promise<void> {
    const sentMs = this.#clock.now();
    const { epochMs, resolutionMs } = await source(signal);
    if (!signal?.aborted) this.add(epochMs, { sentMs, receivedMs: this.#clock.now() }, resolutionMs);
  }

  #contradicts({ fromMs, toMs }: SkewInterval): boolean {
    return toMs < this.skewMs || fromMs > this.skewMs;
  }
}

const meet = (a: SkewInterval, b: SkewInterval): boolean => a.fromMs <= b.toMs && b.fromMs <= a.toMs;
