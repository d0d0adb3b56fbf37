import { T333Error } from '../errors.ts';
import type { CommandOptions, StreamPlayer } from '../player/player.ts';
import type { Clock } from '../time/clock.ts';
import { MemberMaterial } from './member-material.ts';
import type { Leg } from './picture.ts';
import type { Placement } from './placement.ts';
import { decide, type Action, type SteeringMode } from './servo.ts';
import { timeAt, type Timeline } from './timeline.ts';

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

/** What experience with one player says of its next act; milliseconds. */
export interface Habits {
  /** From `play()` until its clock moves; 41–65 measured in Chromium. */
  startLagMs: number;
  /** From a seek within the buffer until it can go on. */
  seekMs: number;
  /** From a seek out of the buffer until it can go on. */
  fetchMs: number;
  /** Media lost by one change of rate and back while the pitch is kept; 25 measured in Chromium with AAC. */
  rateStepMs: number;
  /** How much more than its length a hold has to last; 11–14 measured in Chromium with sound. */
  holdBiasMs: number;
}

/** The median of so many readings of a clock is believed. */
const READINGS = 5;
/** After any act, a clock takes this long to tell the truth. */
const SETTLE_MS = 300;
/** A clock that should move and has not for this long has stalled, if its player says that it lacks media … */
const STARVED_MS = 200;
/** … and for this long whatever it says. A busy machine can keep a clock waiting, and a jump would make it busier. */
const STUCK_MS = 800;
/** With so much media ahead a player can start. */
const READY_SECONDS = 0.15;
const READY_POLL_MS = 20;
/** A player that stands this near to its place stays there. */
const SAME_PLACE_SECONDS = 0.001;
const COARSE_PLACE_SECONDS = 0.045;
/** How far ahead of the group a player is sent so that it meets it. */
const LEAD_PER_LATENCY = 1.4;
const MIN_LEAD_MS = 120;
const MAX_LEAD_MS = 2500;
/** A stalled player whose media has not come after this long looks for it where the group is by then. */
const RETARGET_MS = 2000;
/** One that comes later than this to the meeting makes another appointment. */
const MAX_LATE_MS = 15;
/** What one landing teaches, as a share of its surprise: so that one bad reading does no harm. */
const LEARNING = 0.5;
/** A landing further off had another reason. */
const MAX_LESSON_MS = 100;

/** So long after a seek, and so near to its target, an embed may still be reporting it. */
const ECHO_MS = 5000;
const ECHO_SECONDS = 2;

const OURS: CommandOptions = { origin: 'sync' };

interface JoinOptions {
  /** The group's time at which its material begins. */
  notBefore?: number;
  /** What it is called until it plays. */
  phase?: 'cueing' | 'stalled';
}

/** One player in a group: reads its clock, and carries out what was decided. */
export class SyncMember {
  readonly id: string;
  readonly player: StreamPlayer;
  readonly material: MemberMaterial;
  readonly habits: Habits = { startLagMs: 50, seekMs: 100, fetchMs: 200, rateStepMs: 25, holdBiasMs: 0 };
  /** What it did last, for people who look into the group. */
  lastAction: Action['kind'] | 'start' | 'excursion' = 'none';
  phase: MemberPhase = 'idle';
  /** `parked`: something else has stopped it, and it joins when it plays again. `loose`: somebody looks for a moment in it. */
  away: 'parked' | 'loose' | null = null;
  readonly #clock: Clock;
  #errorsMs: number[] = [];
  /** When it last did something that its clock has to recover from. */
  #actedAtMs = -Infinity;
  #soughtTo = NaN;
  #soughtAtMs = -Infinity;
  #position = NaN;
  #movedAtMs = -Infinity;
  /** Counts what it was told to do; whoever waits for the end of something older gives up. */
  #task = 0;
  #cancelTimer: () => void = () => {};
  readonly #waits = new Set<() => void>();
  #loading = false;
  #learn: ((surpriseMs: number) => void) | null = null;

  constructor(id: string, player: StreamPlayer, clock: Clock, placement: Placement) {
    this.id = id;
    this.player = player;
    this.#clock = clock;
    this.material = new MemberMaterial(player, placement);
  }

  get mode(): SteeringMode {
    return this.player.state.getSnapshot().capabilities.rate === 'continuous' ? 'rate' : 'hold-and-jump';
  }

  get audible(): boolean {
    const { muted, volume } = this.player.state.getSnapshot();
    return !muted && volume > 0;
  }

  /** Whether its clock can be believed now. */
  get settled(): boolean {
    return this.phase === 'running' && this.#clock.now() >= this.#actedAtMs + SETTLE_MS;
  }

  /** How far it is ahead of the group, in milliseconds; null while that is not known well. */
  get errorMs(): number | null {
    if (!this.settled || this.#errorsMs.length < READINGS) return null;
    const sorted = this.#errorsMs.toSorted((a, b) => a - b);
    // A player that reports its clock now and then is late by chance: the latest news is the best.
    return this.mode === 'rate' ? sorted[(READINGS - 1) / 2]! : sorted.at(-1)!;
  }

  /** Reads the clock once; what it says counts when it plays undisturbed. */
  read(line: Timeline): void {
    const nowMs = this.#clock.now();
    const { position } = this.material;
    if (position === this.#position) return;
    this.#position = position;
    this.#movedAtMs = nowMs;
    if (!this.settled) return;
    this.#errorsMs.push(this.rawErrorMs(line));
    if (this.#errorsMs.length > READINGS) this.#errorsMs.shift();
    const { errorMs } = this;
    if (errorMs === null || !this.#learn) return;
    this.#learn(errorMs);
    this.#learn = null;
  }

  /** The group's timeline has moved on by so much under its feet. */
  shift(byMs: number): void {
    this.#errorsMs = this.#errorsMs.map((errorMs) => errorMs - byMs);
  }

  /** Whether it ought to move and does not. */
  get starving(): boolean {
    if (this.phase !== 'running' && this.phase !== 'correcting') return false;
    const sinceMs = Math.max(this.#movedAtMs, this.#actedAtMs);
    const starved = this.player.state.getSnapshot().buffering && this.mode === 'rate';
    return this.#clock.now() - sinceMs > (starved ? STARVED_MS : STUCK_MS);
  }

  /** Whether the group has it load another of its videos. */
  get loads(): boolean {
    return this.#loading;
  }

  /** Whether it can be moved to this time. */
  canShow(time: number): boolean {
    const { phase, lifecycle } = this.player.state.getSnapshot();
    const known = phase === 'ready' || phase === 'ended';
    const { isPlaced } = this.material;
    return isPlaced && this.away === null && lifecycle === 'active' && known && this.material.at(time) !== null;
  }

  /** Whether a seek that nobody seems to have asked for is likely to be our own: embeds tell late, and land where they like. */
  get isEcho(): boolean {
    if (this.mode === 'rate') return false;
    const sinceMs = this.#clock.now() - this.#soughtAtMs;
    return sinceMs < ECHO_MS && Math.abs(this.player.currentTime - this.#soughtTo) < ECHO_SECONDS;
  }

  /** Something it could not help has disturbed its clock: it is believed again when that has settled. */
  settle(): void {
    if (this.phase === 'running' || this.phase === 'correcting') this.#begin('running');
  }

  /** One reading, not to be believed by itself. */
  rawErrorMs(line: Timeline): number {
    const time = timeAt(line, this.#clock.now());
    return (this.material.position - this.material.offsetAt(time) - time) * 1000;
  }

  /** Goes to its place and stands there. @returns whether it got there, and nothing newer was asked of it */
  async cue(time: number): Promise<boolean> {
    const task = this.#begin('cueing');
    const arrived = (await this.#stand(time, task)) === 'there';
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
    const task = this.#begin(phase);
    this.lastAction = 'jump';
    for (let attempt = 1; ;) {
      const time = Math.max(this.#meetingTime(line(), attempt), notBefore);
      const arrival = await this.#stand(time, task, phase === 'stalled' ? RETARGET_MS : Infinity);
      if (arrival === 'given up') return;
      if (arrival === 'late') continue;
      const { playing, rate } = line();
      if (!playing) {
        this.phase = 'cued';
        return;
      }
      const startInMs = ((time - timeAt(line(), this.#clock.now())) * 1000) / rate - this.habits.startLagMs;
      if (startInMs >= -MAX_LATE_MS) {
        this.#cancelTimer = this.#clock.after(Math.max(0, startInMs), () => this.#run('startLagMs', -1));
        return;
      }
      attempt++;
    }
  }

  /** Comes nearer to the group's time, as its distance and its means suggest. @returns whether it had to */
  correct(line: () => Timeline): boolean {
    const { errorMs, mode, audible } = this;
    if (errorMs === null) return false;
    const { holdBiasMs, rateStepMs } = this.habits;
    const action = decide({
      errorMs,
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
    this.settle();
    this.#tell(() => this.player.setRate(rate, { origin: 'user' }));
  }

  /** Is left alone. */
  release(): void {
    this.#begin('idle');
  }

  /** Is left alone until it comes back. */
  leave(away: 'parked' | 'loose'): void {
    this.away = away;
    this.release();
  }

  #begin(phase: MemberPhase): number {
    this.#cancelTimer();
    for (const end of this.#waits) end();
    if (this.phase === 'correcting' && this.mode === 'rate') this.#tell(() => this.player.setRate(null, OURS));
    this.phase = phase;
    this.#errorsMs = [];
    this.#learn = null;
    this.#actedAtMs = this.#clock.now();
    return ++this.#task;
  }

  /** Where the next landing is ahead of what was expected, the habit grows by `sign` times a share of that. */
  #expectToLearn(habit: keyof Habits, sign: 1 | -1): void {
    this.#learn = (surpriseMs) => {
      if (Math.abs(surpriseMs) < MAX_LESSON_MS) this.habits[habit] += sign * LEARNING * surpriseMs;
    };
  }

  #run(habit: keyof Habits, sign: 1 | -1): void {
    this.#begin('running');
    this.#expectToLearn(habit, sign);
    this.player.play(OURS).catch(() => {
      // A refusal stands in the player's state; the group sees it there.
      if (this.player.state.getSnapshot().autoplayBlocked) this.leave('parked');
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
      this.away = 'parked';
    }
  }

  #slew(legs: readonly Leg[], preservePitch: boolean): void {
    const task = this.#begin('correcting');
    const next = (index: number): void => {
      if (task !== this.#task) return;
      const leg = legs[index];
      if (!leg) {
        this.#begin('running');
        if (preservePitch) this.#expectToLearn('rateStepMs', -1);
        return;
      }
      this.#tell(() => this.player.setRate(leg.factor, { ...OURS, preservePitch }));
      this.#cancelTimer = this.#clock.after(leg.durationMs, () => next(index + 1));
    };
    next(0);
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
    const latencyMs = this.#isBuffered(time + this.material.offsetAt(time)) ? seekMs : fetchMs;
    const expectedMs = latencyMs * LEAD_PER_LATENCY * attempt + startLagMs;
    return timeAt(line, nowMs + Math.min(Math.max(expectedMs, MIN_LEAD_MS), MAX_LEAD_MS));
  }

  /** Goes to a place, and waits until it can go on from there; not longer than `patienceMs`. */
  async #stand(time: number, task: number, patienceMs = Infinity): Promise<'there' | 'late' | 'given up'> {
    const { player } = this;
    try {
      // Before it loads, too: what is to play begins by itself as soon as it can.
      this.#pause();
      await this.#loadFor(time);
      if (task !== this.#task) return 'given up';
      const askedAtMs = this.#clock.now();
      const isLate = (): boolean => this.#clock.now() - askedAtMs >= patienceMs;
      const { originShift, seeking } = player.state.getSnapshot();
      const target = Math.max(0, time + this.material.offsetAt(time) - originShift);
      const near = this.mode === 'rate' ? SAME_PLACE_SECONDS : COARSE_PLACE_SECONDS;
      const moves = seeking || Math.abs(player.currentTime - target) > near;
      const habit = this.#isBuffered(target + originShift) ? 'seekMs' : 'fetchMs';
      const arrival = { there: !moves };
      if (moves) {
        this.#soughtTo = target;
        this.#soughtAtMs = askedAtMs;
        const seek = player.seek(target, OURS).then(() => (arrival.there = true));
        await Promise.race([seek, this.#wait(patienceMs)]);
        // Nobody listens any more when the wait was over first.
        seek.catch(() => {});
      }
      while (task === this.#task && !isLate() && !(arrival.there && this.#isBuffered(this.material.position))) {
        await this.#wait(READY_POLL_MS);
      }
      if (task !== this.#task) return 'given up';
      if (isLate()) return 'late';
      // A stall says nothing about the usual.
      if (moves && this.phase !== 'stalled') this.#learnLatency(habit, this.#clock.now() - askedAtMs);
      return 'there';
    } catch {
      // What failed stands in the player's state; it is not the group's to repair.
      if (task === this.#task) this.phase = 'idle';
      return 'given up';
    }
  }

  #learnLatency(habit: 'seekMs' | 'fetchMs', latencyMs: number): void {
    this.habits[habit] += LEARNING * (latencyMs - this.habits[habit]);
  }

  async #loadFor(time: number): Promise<void> {
    const source = this.material.sourceToLoad(time);
    if (source === null) return;
    this.#loading = true;
    await this.player.load(source, OURS).finally(() => (this.#loading = false));
  }

  #isBuffered(position: number): boolean {
    const { buffered, state } = this.player;
    const { originShift, duration } = state.getSnapshot();
    // An embed does not say; it is believed when it has sought.
    if (this.mode !== 'rate') return true;
    const start = position - originShift;
    const end = Math.min(start + READY_SECONDS, duration - READY_SECONDS);
    for (let i = 0; i < buffered.length; i++) {
      // A frame's time may be rounded to begin a little later.
      if (start >= buffered.start(i) - READY_SECONDS && end <= buffered.end(i)) return true;
    }
    return false;
  }

  /** Also over when it is told to do something else. */
  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = ms < Infinity ? this.#clock.after(ms, () => end()) : () => {};
      const end = (): void => {
        this.#waits.delete(end);
        cancel();
        resolve();
      };
      this.#waits.add(end);
    });
  }
}
