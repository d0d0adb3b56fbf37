import type { CommandOptions, CommandOrigin, StreamPlayer } from '../player/player.ts';
import type { Clock } from '../time/clock.ts';
import { learn, type Habits } from './habits.ts';
import type { MemberMaterial } from './member-material.ts';
import { HOLD_JUMP_MS, modeOf } from './servo.ts';

/** With so much media ahead a player can start. */
const READY_SECONDS = 0.15;
export const READY_POLL_MS = 20;
/** A player that stands this near to its place stays there; … */
const SAME_PLACE_SECONDS = 0.001;
/** … one that is moved by jumps alone, where it would not jump for it. */
const COARSE_PLACE_SECONDS = HOLD_JUMP_MS / 1000;
/** So long after a seek, and so near to its target, an embed may tell of it as if a viewer had done it. */
const ECHO_MS = 5000;
const ECHO_SECONDS = 2;
/** So soon after one of ours nobody seeks, however often it is told of. */
const FRESH_MS = 400;

const OURS: CommandOptions = { origin: 'sync' };

export interface MemberArrivalOptions {
  player: StreamPlayer;
  material: MemberMaterial;
  clock: Clock;
  habits: Habits;
}

export interface StandOptions {
  /** Ends it early. */
  signal: AbortSignal;
  /** How long it may take, milliseconds. */
  patienceMs?: number;
  /** Whether it takes as long as it usually does: a stall says nothing about that. */
  isUsual?: boolean;
}

/** `failed`: what failed stands in the player's state. */
export type Arrival = 'there' | 'late' | 'failed' | 'given up';

/** Takes one player, paused, to its place: loads, seeks, and waits until it can go on from there. */
export class MemberArrival {
  readonly #options: MemberArrivalOptions;
  #isLoading = false;
  /** Our last seek. */
  #sought = { to: NaN, atMs: -Infinity };
  /** How many of our seeks nobody has told of yet. */
  #untold = 0;

  constructor(options: MemberArrivalOptions) {
    this.#options = options;
  }

  /** Whether it loads another of the member's videos. */
  get loads(): boolean {
    return this.#isLoading;
  }

  async stand(time: number, { signal, patienceMs = Infinity, isUsual = true }: StandOptions): Promise<Arrival> {
    const { player, material, clock, habits } = this.#options;
    try {
      await this.#loadFor(time);
      if (signal.aborted) return 'given up';
      const askedAtMs = clock.now();
      const isLate = (): boolean => clock.now() - askedAtMs >= patienceMs;
      const { originShift, seeking } = player.state.getSnapshot();
      const target = Math.max(0, time + material.offsetAt(time) - originShift);
      const near = modeOf(player) === 'rate' ? SAME_PLACE_SECONDS : COARSE_PLACE_SECONDS;
      const moves = seeking || Math.abs(player.currentTime - target) > near;
      const habit = this.isBuffered(target + originShift) ? 'seekMs' : 'fetchMs';
      const arrival = { there: !moves };
      if (moves) {
        if (askedAtMs - this.#sought.atMs > ECHO_MS) this.#untold = 0;
        this.#untold++;
        this.#sought = { to: target, atMs: askedAtMs };
        const seek = player.seek(target, OURS).then(() => (arrival.there = true));
        await Promise.race([seek, this.wait(patienceMs, signal)]);
        // Nobody listens any more when the wait was over first.
        seek.catch(() => {});
      }
      while (!signal.aborted && !isLate() && !(arrival.there && this.isBuffered(material.position))) {
        await this.wait(READY_POLL_MS, signal);
      }
      if (signal.aborted) return 'given up';
      if (isLate()) return 'late';
      if (moves && isUsual) learn(habits, habit, clock.now() - askedAtMs - habits[habit]);
      return 'there';
    } catch {
      return signal.aborted ? 'given up' : 'failed';
    }
  }

  /** Whether a seek of the player is our own, whoever it says it comes from: embeds tell late, and land where they like. */
  isEcho(origin: CommandOrigin | null): boolean {
    const { player, clock } = this.#options;
    const { to, atMs } = this.#sought;
    if (modeOf(player) === 'rate') return origin === 'sync';
    const sinceMs = clock.now() - atMs;
    const isNear = Math.abs(player.currentTime - to) < ECHO_SECONDS;
    const isDue = sinceMs < FRESH_MS || (sinceMs < ECHO_MS && this.#untold > 0);
    const isOurs = origin === 'sync' || (isDue && isNear);
    // Each is told of once: what comes after the last is somebody's.
    if (isOurs) this.#untold = Math.max(0, this.#untold - 1);
    return isOurs;
  }

  isBuffered(position: number): boolean {
    const { player } = this.#options;
    const { buffered, state } = player;
    const { originShift, duration } = state.getSnapshot();
    // An embed does not say; it is believed when it has sought.
    if (modeOf(player) !== 'rate') return true;
    const start = position - originShift;
    const end = Math.min(start + READY_SECONDS, duration - READY_SECONDS);
    for (let i = 0; i < buffered.length; i++) {
      // A frame's time may be rounded to begin a little later.
      if (start >= buffered.start(i) - READY_SECONDS && end <= buffered.end(i)) return true;
    }
    return false;
  }

  /** Also over, without a timer left, when the signal aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const end = (): void => {
        signal.removeEventListener('abort', end);
        cancel();
        resolve();
      };
      const cancel = ms < Infinity ? this.#options.clock.after(ms, end) : () => {};
      signal.addEventListener('abort', end);
    });
  }

  async #loadFor(time: number): Promise<void> {
    const { player, material } = this.#options;
    const source = material.sourceToLoad(time);
    if (source === null) return;
    this.#isLoading = true;
    await player.load(source, OURS).finally(() => (this.#isLoading = false));
  }
}
