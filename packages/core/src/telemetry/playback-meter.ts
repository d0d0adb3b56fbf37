import type { PlayerState } from '../player/player.ts';
import type { ReadableStore } from '../state/store.ts';
import type { Clock } from '../time/clock.ts';
import { playStateOf, type PlayState } from './play-state.ts';

/** How often, and for how long, playback has waited for media; by the names of CTA-5004-B. */
export interface Starvation {
  /** Since the last time this was asked: it waited, or waits. */
  readonly bs: boolean;
  /** How often so far. */
  readonly bsa: number;
  /** Each wait that has ended since the last time this was asked, in milliseconds. */
  readonly bsd: readonly number[];
  /** All of them together, in milliseconds. */
  readonly bsda: number;
}

export interface Playback extends Omit<Starvation, 'bs'> {
  readonly source: string | null;
  readonly state: PlayState | null;
  readonly hasPlayed: boolean;
  /** When the present wait began, by the clock of `now()`. */
  readonly starvedAtMs: number | null;
  readonly wasStarved: boolean;
}

export const NOTHING_PLAYED: Playback = {
  source: null,
  state: null,
  hasPlayed: false,
  starvedAtMs: null,
  wasStarved: false,
  bsa: 0,
  bsd: [],
  bsda: 0,
};

/** Takes in what a player's state has become. What was measured belongs to a source, and begins anew with another. */
export function advance(earlier: Playback, state: Readonly<PlayerState>, nowMs: number): Playback {
  const before = state.source === earlier.source ? earlier : { ...NOTHING_PLAYED, source: state.source };
  const now = playStateOf(state, before.hasPlayed);
  if (now === before.state) return before;
  const next = { ...before, state: now, hasPlayed: before.hasPlayed || now === 'p' };
  // A start and a seek have their own waits.
  if (now === 'r' && before.state === 'p')
    return { ...next, starvedAtMs: nowMs, wasStarved: true, bsa: before.bsa + 1 };
  if (before.starvedAtMs === null || now === 'r') return next;
  const waitedMs = Math.round(nowMs - before.starvedAtMs);
  return { ...next, starvedAtMs: null, bsd: [...before.bsd, waitedMs], bsda: before.bsda + waitedMs };
}

/** Watches one player for one destination of reports. */
export class PlaybackMeter {
  readonly #state: ReadableStore<PlayerState>;
  readonly #clock: Clock;
  readonly #leave: () => void;
  #playback = NOTHING_PLAYED;
  #startTold: string | null = null;

  constructor(state: ReadableStore<PlayerState>, clock: Clock) {
    this.#state = state;
    this.#clock = clock;
    this.#leave = state.subscribe(() => this.look());
    this.look();
  }

  get playState(): PlayState | null {
    return this.#playback.state;
  }

  /** Takes in the present state: subscribers of a store hear of it a moment later. */
  look(): void {
    this.#playback = advance(this.#playback, this.#state.getSnapshot(), this.#clock.now());
  }

  /** What was not told yet; it is then. */
  takeStarvation(): Starvation {
    const { wasStarved, starvedAtMs, bsa, bsd, bsda } = this.#playback;
    this.#playback = { ...this.#playback, wasStarved: false, bsd: [] };
    return { bs: wasStarved || starvedAtMs !== null, bsa, bsd, bsda };
  }

  /** The start delay (`msd`), in milliseconds, once for each source; undefined before and after. */
  takeStartDelay(): number | undefined {
    const { startDelayMs, source } = this.#state.getSnapshot();
    if (startDelayMs === null || this.#startTold === source) return undefined;
    this.#startTold = source;
    return Math.round(startDelayMs);
  }

  stop(): void {
    this.#leave();
  }
}
