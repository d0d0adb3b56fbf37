import type { StreamPlayer } from '../player/player.ts';
import type { Clock } from '../time/clock.ts';
import { learn, type Habits } from './habits.ts';
import type { MemberMaterial } from './member-material.ts';
import { modeOf } from './servo.ts';
import { timeAt, type Timeline } from './timeline.ts';

/** The median of so many readings of a clock is believed. */
const READINGS = 5;
/** After any act, a clock takes this long to tell the truth. */
const SETTLE_MS = 300;
/** A clock that should move and has not for this long has stalled, if its player says that it lacks media … */
const STARVED_MS = 200;
/** … and for this long whatever it says. A busy machine can keep a clock waiting, and a jump would make it busier. */
const STUCK_MS = 800;
/** Of the noise, what is still believed at the next reading: half of it after 3.5 s. */
const NOISE_MEMORY = 0.99;
/** A landing further off than this had another reason than habit. */
const MAX_LESSON_MS = 100;

export interface MemberClockOptions {
  player: StreamPlayer;
  material: MemberMaterial;
  clock: Clock;
  habits: Habits;
}

/** Reads the clock of one player, and knows what of that is to be believed. */
export class MemberClock {
  readonly #options: MemberClockOptions;
  #errorsMs: number[] = [];
  #noiseMs = 0;
  /** When its player last did something that it has to recover from. */
  #actedAtMs = -Infinity;
  #position = NaN;
  #movedAtMs = -Infinity;
  #onLanding: ((surpriseMs: number) => void) | null = null;

  constructor(options: MemberClockOptions) {
    this.#options = options;
  }

  /** Whether it tells the truth again after the last act. */
  get settled(): boolean {
    return this.#options.clock.now() >= this.#actedAtMs + SETTLE_MS;
  }

  /** How far it is ahead of the group, in milliseconds; null while that is not known well. */
  get errorMs(): number | null {
    if (this.#errorsMs.length < READINGS) return null;
    const sorted = this.#errorsMs.toSorted((a, b) => a - b);
    // A player that reports its clock now and then is late by chance: the latest news is the best.
    return modeOf(this.#options.player) === 'rate' ? sorted[(READINGS - 1) / 2]! : sorted.at(-1)!;
  }

  /** How far readings that should be the same were apart lately, in milliseconds: Chromium's by less than 1, Firefox's by 30. */
  get noiseMs(): number {
    return this.#noiseMs;
  }

  /** Whether it stands still for longer than a clock that should move can. */
  get stands(): boolean {
    const { player, clock } = this.#options;
    const sinceMs = Math.max(this.#movedAtMs, this.#actedAtMs);
    const starved = player.state.getSnapshot().buffering && modeOf(player) === 'rate';
    return clock.now() - sinceMs > (starved ? STARVED_MS : STUCK_MS);
  }

  /** Its player has been told to do something: what it said before is void. */
  restart(): void {
    this.#errorsMs = [];
    this.#onLanding = null;
    this.#actedAtMs = this.#options.clock.now();
  }

  /** @param isPlaying whether the player plays undisturbed; else this only notes that the clock moves */
  read(line: Timeline, isPlaying: boolean): void {
    const { material, clock } = this.#options;
    const { position } = material;
    if (position === this.#position) return;
    this.#position = position;
    this.#movedAtMs = clock.now();
    if (!isPlaying || !this.settled) return;
    this.#errorsMs.push(this.rawErrorMs(line));
    if (this.#errorsMs.length > READINGS) this.#errorsMs.shift();
    const { errorMs } = this;
    if (errorMs === null) return;
    const spreadMs = Math.max(...this.#errorsMs) - Math.min(...this.#errorsMs);
    this.#noiseMs = Math.max(spreadMs, this.#noiseMs * NOISE_MEMORY);
    this.#onLanding?.(errorMs);
    this.#onLanding = null;
  }

  /** The group's timeline has moved on by so much under its feet. */
  shift(byMs: number): void {
    this.#errorsMs = this.#errorsMs.map((errorMs) => errorMs - byMs);
  }

  /** One reading, not to be believed by itself. */
  rawErrorMs(line: Timeline): number {
    const { material, clock } = this.#options;
    const time = timeAt(line, clock.now());
    return (material.position - material.offsetAt(time) - time) * 1000;
  }

  /** Where the next landing is ahead of what was expected, the habit grows by `sign` times a share of that. */
  expectToLearn(habit: keyof Habits, sign: 1 | -1): void {
    this.expectLanding((surpriseMs) => {
      if (Math.abs(surpriseMs) < MAX_LESSON_MS) learn(this.#options.habits, habit, sign * surpriseMs);
    });
  }

  /** @param onLanding hears how far it is ahead of what was expected, once that is known; unless it is told to do something else before */
  expectLanding(onLanding: (surpriseMs: number) => void): void {
    const before = this.#onLanding;
    this.#onLanding = (surpriseMs) => {
      before?.(surpriseMs);
      onLanding(surpriseMs);
    };
  }
}
