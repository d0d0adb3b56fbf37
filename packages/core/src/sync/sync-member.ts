import { T333Error } from '../errors.ts';
import type { CommandOptions, CommandOrigin, StreamPlayer } from '../player/player.ts';
import type { Clock } from '../time/clock.ts';
import { newHabits, type Habits } from './habits.ts';
import { MemberArrival, READY_POLL_MS } from './member-arrival.ts';
import { MemberClock } from './member-clock.ts';
import { MemberMaterial } from './member-material.ts';
import type { Leg } from './picture.ts';
import type { Placement } from './placement.ts';
import { decide, modeOf, type Action, type SteeringMode } from './servo.ts';
import { SlewRecord } from './slew-record.ts';
import { msUntil, timeAt, type Timeline } from './timeline.ts';

/** What a member does, as far as the group is concerned. */
export type MemberPhase =
  /** It is not the group's to move: it has no material here, is still loading, or something else has stopped it. */
  | 'idle'
  /** It looks for its place, and will stand there. */
  | 'cueing'
  /** It stands at its place, ready to go on at once. */
  | 'cued'
  /** It plays. */
  | 'running'
  /** It plays, and is on its way to the group's time by a slew, a hold or an excursion. */
  | 'correcting'
  /** Its media does not come. */
  | 'stalled';

/**
 * Why a member is left alone.
 * - `parked`: something else has stopped it to save resources; it joins when it plays again
 * - `blocked`: the browser wants a gesture before it plays; it is tried again when somebody plays
 * - `loose`: somebody looks for a moment in it
 * - `gone`: its owner has destroyed the player
 */
export type Absence = 'parked' | 'blocked' | 'loose' | 'gone';

/** How far ahead of the group a player is sent so that it meets it. */
const LEAD_PER_LATENCY = 1.4;
const MIN_LEAD_MS = 120;
const MAX_LEAD_MS = 2500;
/** A stalled player whose media has not come after this long looks for it where the group is by then. */
const RETARGET_MS = 2000;
/** One that comes later than this to the meeting makes another appointment. */
const MAX_LATE_MS = 15;
/** Timers of browsers fire at once when they are set for longer than 24 days. */
const LONGEST_TIMER_MS = 60_000;
/** What failed is tried again after this long, twice as long each time, up to the longest. */
const RETRY_MS = 1000;
const MAX_RETRY_MS = 8000;

const OURS: CommandOptions = { origin: 'sync' };

interface JoinOptions {
  /** The group's time at which its material begins. */
  notBefore?: number;
  /** What it is called until it plays. */
  phase?: 'cueing' | 'stalled';
}

/** One player in a group: carries out what was decided. */
export class SyncMember {
  readonly id: string;
  readonly player: StreamPlayer;
  readonly material: MemberMaterial;
  readonly habits: Habits = newHabits();
  /** What it did last, for people who look into the group. */
  lastAction: Action['kind'] | 'start' | 'excursion' = 'none';
  phase: MemberPhase = 'idle';
  away: Absence | null = null;
  readonly #clock: Clock;
  readonly #slews: SlewRecord;
  readonly #own: MemberClock;
  readonly #arrival: MemberArrival;
  #rate = 1;
  #isSilentSlew = false;
  /** Whether its sound has no pitch to keep for now, since nobody hears it. */
  #isPitchFree = false;
  /** What it was told to do; whoever waits for the end of something older gives up. */
  #task = new AbortController();
  #cancelTimer: () => void = () => {};
  #failures = 0;
  #retryAtMs = -Infinity;

  /** @param slews of all players of the page */
  constructor(id: string, player: StreamPlayer, clock: Clock, placement: Placement, slews = new SlewRecord()) {
    this.id = id;
    this.player = player;
    this.#clock = clock;
    this.#slews = slews;
    this.material = new MemberMaterial(player, placement);
    const parts = { player, clock, material: this.material, habits: this.habits };
    this.#own = new MemberClock(parts);
    this.#arrival = new MemberArrival(parts);
  }

  get mode(): SteeringMode {
    return modeOf(this.player);
  }

  /** How it is corrected: where its rate can be set, but not to any purpose, as if it had none. */
  get steering(): SteeringMode {
    return this.#slews.isTrusted ? this.mode : 'hold-and-jump';
  }

  get audible(): boolean {
    const { muted, volume } = this.player.state.getSnapshot();
    return !muted && volume > 0;
  }

  /** Whether its clock can be believed now. */
  get settled(): boolean {
    return this.phase === 'running' && this.#own.settled;
  }

  /** How far it is ahead of the group, in milliseconds; null while that is not known well. */
  get errorMs(): number | null {
    return this.#own.errorMs;
  }

  /** Whether it ought to move and does not. A hold stands still as long as it was planned to. */
  get starving(): boolean {
    const moves = this.phase === 'running' || (this.phase === 'correcting' && this.mode === 'rate');
    return moves && this.#own.stands;
  }

  /** Whether the group has it load another of its videos. */
  get loads(): boolean {
    return this.#arrival.loads;
  }

  /** Whether it can play at the group's rate. */
  get keepsUp(): boolean {
    return this.#rate === 1 || this.mode === 'rate';
  }

  /** Whether what it was told last failed so lately that it is not tried again. */
  get rests(): boolean {
    return this.#clock.now() < this.#retryAtMs;
  }

  /** Whether it can be moved to this time. */
  canShow(time: number): boolean {
    return this.#isMovable(time) && this.material.at(time) !== null;
  }

  /** Where it is to stand, on the group's timeline, while the group stands at this time; null where it has nothing to show. */
  placeAt(time: number): number | null {
    if (this.canShow(time)) return time;
    const last = this.material.lastMomentAt(time);
    if (last === null || !this.#isMovable(last)) return null;
    // What has just played to its end is there already.
    return this.material.position - this.material.offsetAt(last) < last ? last : null;
  }

  /** Whether a seek of its player is our own, whoever it says it comes from. To be asked of every seek. */
  isEcho(origin: CommandOrigin | null): boolean {
    return this.#arrival.isEcho(origin);
  }

  /** Reads the clock once; what it says counts when it plays undisturbed. */
  read(line: Timeline): void {
    this.#own.read(line, this.phase === 'running');
  }

  /** The group's timeline has moved on by so much under its feet. */
  shift(byMs: number): void {
    this.#own.shift(byMs);
  }

  /** One reading, not to be believed by itself. */
  rawErrorMs(line: Timeline): number {
    return this.#own.rawErrorMs(line);
  }

  /** Something it could not help has disturbed its clock: it is believed again when that has settled. A hold goes on. */
  settle(): void {
    if (this.phase === 'running' || (this.phase === 'correcting' && this.mode === 'rate')) this.#begin('running');
  }

  /** What is heard from now on may not hurry on, with another pitch. */
  heedSound(): void {
    if (!this.audible) return;
    if (this.#isSilentSlew) this.settle();
    else if (this.#isPitchFree) this.#returnToRate(true);
  }

  /** Goes to its place and stands there. @returns whether it got there, and nothing newer was asked of it */
  async cue(time: number): Promise<boolean> {
    const arrived = (await this.#stand(time, this.#begin('cueing'))) === 'there';
    if (arrived) this.phase = 'cued';
    return arrived;
  }

  /** Plays on from where it stands. */
  start(): void {
    this.lastAction = 'start';
    this.#run('startLagMs', -1);
  }

  /** Meets the group on its way. */
  async join(line: () => Timeline, { notBefore = -Infinity, phase = 'cueing' }: JoinOptions = {}): Promise<void> {
    const signal = this.#begin(phase);
    this.lastAction = 'jump';
    for (let attempt = 1; ;) {
      const time = Math.max(this.#meetingTime(line(), attempt), notBefore);
      const arrival = await this.#stand(time, signal, phase === 'stalled' ? RETARGET_MS : Infinity);
      if (arrival === 'late') continue;
      if (arrival !== 'there') return;
      if (!line().playing) {
        this.phase = 'cued';
        return;
      }
      if (this.#startInMs(line(), time) >= -MAX_LATE_MS) return this.#startAt(line, time);
      attempt++;
      // However quickly it is there, the page has to breathe.
      await this.#arrival.wait(READY_POLL_MS, signal);
      if (signal.aborted) return;
    }
  }

  /** Comes nearer to the group's time, as its distance and its means suggest. @returns whether it had to */
  correct(line: () => Timeline): boolean {
    const { errorMs, steering: mode, audible } = this;
    if (errorMs === null) return false;
    const { holdBiasMs, rateStepMs } = this.habits;
    const action = decide({
      errorMs,
      noiseMs: this.#own.noiseMs,
      mode,
      audible,
      rate: line().rate,
      rateStepMs: audible ? rateStepMs : 0,
      holdBiasMs,
    });
    if (action.kind === 'none') return false;
    this.lastAction = action.kind;
    if (action.kind === 'jump') void this.join(line);
    else if (action.kind === 'slew') this.#slew([action], audible);
    else this.#hold(action.durationMs);
    return true;
  }

  /** Leaves the group's rate for a while, so that the browser chooses its frames anew. */
  excurse(legs: readonly Leg[]): void {
    this.lastAction = 'excursion';
    // Less than a fifth of a semitone for less than a second is heard less than what keeping the pitch costs.
    this.#slew(legs, false);
  }

  /** Stands still where it is. */
  stop(): void {
    this.#begin('cued');
    this.#pause();
  }

  /** It is the viewer's rate, whichever way it was asked for; corrections multiply it. */
  setRate(rate: number): void {
    this.#rate = rate;
    this.settle();
    if (this.mode !== 'rate' || this.player.state.getSnapshot().rate === rate) return;
    this.#tell(() => this.player.setRate(rate, { origin: 'user' }));
  }

  /** Is left alone. */
  release(): void {
    this.#begin('idle');
  }

  /** Is left alone until it comes back. */
  leave(away: Absence): void {
    this.away = away;
    this.release();
  }

  /** Takes part again. */
  comeBack(): void {
    this.away = null;
    this.#retryAtMs = -Infinity;
  }

  #isMovable(time: number): boolean {
    const { phase, lifecycle } = this.player.state.getSnapshot();
    // Another of its videos can be had whatever has become of this one.
    const known = phase === 'ready' || phase === 'ended' || this.material.sourceToLoad(time) !== null;
    return this.material.isPlaced && this.away === null && lifecycle === 'active' && known && this.keepsUp;
  }

  #begin(phase: MemberPhase): AbortSignal {
    this.#cancelTimer();
    this.#task.abort();
    this.#task = new AbortController();
    if (this.phase === 'correcting' && this.mode === 'rate') this.#returnToRate(this.audible || this.#rate === 1);
    else if (phase === 'idle' && this.#isPitchFree) this.#returnToRate(true);
    this.phase = phase;
    this.#isSilentSlew = false;
    this.#own.restart();
    return this.#task.signal;
  }

  #run(habit: keyof Habits, sign: 1 | -1): void {
    // Asked to play on after its end, it would begin anew.
    if (this.player.state.getSnapshot().phase === 'ended') return this.release();
    this.#begin('running');
    this.#own.expectToLearn(habit, sign);
    this.player.play(OURS).catch(() => {
      // A refusal stands in the player's state; the group sees it there.
      if (this.player.state.getSnapshot().autoplayBlocked) this.leave('blocked');
    });
  }

  #pause(): void {
    this.#tell(() => this.player.pause(OURS));
  }

  /** An owner may destroy a player before it takes it out of the group. */
  #tell(command: () => void): void {
    try {
      command();
    } catch (error) {
      if (!(error instanceof T333Error && error.code === 'destroyed')) throw error;
      this.away = 'gone';
    }
  }

  #slew(legs: readonly Leg[], preservePitch: boolean): void {
    const signal = this.#begin('correcting');
    this.#isSilentSlew = !this.audible;
    const next = (index: number): void => {
      if (signal.aborted) return;
      const leg = legs[index];
      if (!leg) {
        this.#begin('running');
        if (preservePitch) this.#own.expectToLearn('rateStepMs', -1);
        this.#own.expectLanding((surpriseMs) => this.#slews.note(surpriseMs, this.#own.noiseMs));
        return;
      }
      this.#tell(() => this.player.setRate(leg.factor, { ...OURS, preservePitch }));
      this.#cancelTimer = this.#clock.after(leg.durationMs, () => next(index + 1));
    };
    next(0);
  }

  /** At another rate than 1, keeping the pitch again would cost as much as a correction brings. */
  #returnToRate(preservePitch: boolean): void {
    this.#isPitchFree = !preservePitch;
    this.#tell(() => this.player.setRate(null, { ...OURS, preservePitch }));
  }

  #hold(durationMs: number): void {
    this.#begin('correcting');
    this.#pause();
    this.#cancelTimer = this.#clock.after(durationMs, () => this.#run('holdBiasMs', 1));
  }

  /** Where the group will be when this player can be there, on the group's timeline. */
  #meetingTime(line: Timeline, attempt: number): number {
    const nowMs = this.#clock.now();
    const time = timeAt(line, nowMs);
    const { seekMs, fetchMs, startLagMs } = this.habits;
    const latencyMs = this.#arrival.isBuffered(time + this.material.offsetAt(time)) ? seekMs : fetchMs;
    const expectedMs = latencyMs * LEAD_PER_LATENCY * attempt + startLagMs;
    return timeAt(line, nowMs + Math.min(Math.max(expectedMs, MIN_LEAD_MS), MAX_LEAD_MS));
  }

  #startInMs(line: Timeline, time: number): number {
    return msUntil(line, time, this.#clock.now()) - this.habits.startLagMs;
  }

  /** Plays as soon as the group comes to where it stands. */
  #startAt(line: () => Timeline, time: number): void {
    const inMs = Math.max(0, this.#startInMs(line(), time));
    this.#cancelTimer = this.#clock.after(Math.min(inMs, LONGEST_TIMER_MS), () => {
      if (inMs > LONGEST_TIMER_MS) this.#startAt(line, time);
      else this.#run('startLagMs', -1);
    });
  }

  async #stand(time: number, signal: AbortSignal, patienceMs = Infinity) {
    this.#pause();
    const arrival = await this.#arrival.stand(time, { signal, patienceMs, isUsual: this.phase !== 'stalled' });
    if (arrival === 'failed') {
      this.phase = 'idle';
      this.#retryAtMs = this.#clock.now() + Math.min(RETRY_MS * 2 ** this.#failures++, MAX_RETRY_MS);
    } else if (arrival === 'there') this.#failures = 0;
    return arrival;
  }
}
