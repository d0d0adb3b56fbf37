import type { CommandOrigin } from '../player/player.ts';
import type { Clock } from '../time/clock.ts';
import { coverageOf, rangeOf, type Interval } from './coverage.ts';
import { Gathering } from './gathering.ts';
import { PictureStage } from './picture-stage.ts';
import { findReference } from './reference.ts';
import { JUMP_MS } from './servo.ts';
import { standsStill } from './standstill.ts';
import { mustWait, type StallPolicy } from './stall-policy.ts';
import type { SyncMember } from './sync-member.ts';
import { timeAt, type Timeline } from './timeline.ts';

/** How often the clocks are read. */
const READ_MS = 50;
/** A member whose material is about to begin goes to its place this much before, in seconds. */
const ENTER_SECONDS = 3;
/** Players are started this much before their material begins, at most: by what their start takes. */
const EARLY_SECONDS = 0.2;
/** Errors below this are left to the stage that brings the pictures together. */
const PICTURE_STAGE_MS = 35;
/** Timers this late come from a page that nobody sees: a short correction would last too long. */
const THROTTLED_MS = 250;
/** After a gap like this, the device slept: nobody wants to catch up. */
const SLEPT_MS = 1000;

export interface ConductorOptions {
  clock: Clock;
  stallPolicy: StallPolicy;
  /** Those who play, in their order. */
  members: () => readonly SyncMember[];
  /** The timeline took another course; null: only the time went on. */
  onChange: (origin: CommandOrigin | null) => void;
}

/** Has the group's time, and moves the members by it: all together, or each as it needs. */
export class Conductor {
  readonly #clock: Clock;
  #stallPolicy: StallPolicy;
  readonly #members: () => readonly SyncMember[];
  readonly #onChange: ConductorOptions['onChange'];
  readonly #picture: PictureStage;
  #line: Timeline;
  #following = false;
  /** What is followed, and has run past the end of what there is here. */
  #outrun: Timeline | null = null;
  #playing = false;
  /** Whether all have been started together before: who loads later comes when it can. */
  #hasStarted = false;
  /** Whether the time was set beyond all that is known, where something may turn up. */
  #isWish = false;
  #gathering: Gathering | null = null;
  #tickedAtMs = 0;
  #cancelTick: (() => void) | null = null;

  constructor({ clock, stallPolicy, members, onChange }: ConductorOptions) {
    this.#clock = clock;
    this.#stallPolicy = stallPolicy;
    this.#members = members;
    this.#onChange = onChange;
    this.#picture = new PictureStage(clock);
    this.#line = { position: 0, rate: 1, playing: false, atMs: clock.now() };
  }

  readonly line = (): Timeline => this.#line;

  get stallPolicy(): StallPolicy {
    return this.#stallPolicy;
  }

  set stallPolicy(policy: StallPolicy) {
    this.#stallPolicy = policy;
    this.#gathering?.review();
  }

  /** Whether the group is to play, even where it waits. */
  get playing(): boolean {
    return this.#playing;
  }

  get time(): number {
    return timeAt(this.#line, this.#clock.now());
  }

  /** The time, within what there is. Another timeline can be anywhere, and what was asked for may turn up. */
  get shownTime(): number {
    const { time, range } = this;
    return this.#isWish || isEmpty(range) ? time : clamp(time, range);
  }

  get range(): Interval {
    return rangeOf(this.#members().map(({ material }) => coverageOf(material.parts)));
  }

  async play(origin: CommandOrigin): Promise<void> {
    if (this.#playing) return this.#gathering?.done;
    this.#playing = true;
    const { time, range } = this;
    // Perhaps there has been a gesture by now.
    for (const member of this.#members()) if (member.away === 'blocked') member.comeBack();
    const isAtEnd = !isEmpty(range) && !this.#isWish && time >= range.end;
    const gathered = this.seek(isAtEnd ? range.start : time, origin);
    // Who is stopped for want of resources plays when it gets them back.
    for (const { away, player } of this.#members()) {
      if (away === 'parked') player.play({ origin: 'sync' }).catch(() => {});
    }
    await gathered;
  }

  pause(origin: CommandOrigin, time = this.time): void {
    this.#playing = false;
    for (const member of this.#members()) if (member.away !== 'loose') member.stop();
    // Each stopped where it just was; the pictures are to be of one moment.
    void this.seek(time, origin);
  }

  /** Brings everybody to one time, standing; then starts them together, if the group is to play. */
  async seek(time: number, origin: CommandOrigin): Promise<void> {
    const { range } = this;
    const isBeyond = isEmpty(range) || time < range.start || time > range.end;
    this.#isWish = isBeyond && (isEmpty(range) || this.#members().some(isLoading));
    this.#outrun = null;
    const gathering = this.#gather(isBeyond && !this.#isWish ? clamp(time, range) : time, origin);
    this.#onChange(origin);
    await gathering.done;
  }

  setRate(rate: number): void {
    const nowMs = this.#clock.now();
    this.#line = { ...this.#line, position: timeAt(this.#line, nowMs), rate, atMs: Math.max(nowMs, this.#line.atMs) };
    for (const member of this.#members()) member.setRate(rate);
    this.#picture.disturb();
  }

  /** Keeps to another timeline; null: to its own again. */
  follow(timeline: Timeline | null): void {
    this.#following = timeline !== null;
    this.#outrun = null;
    if (!timeline || timeline === this.#line) return;
    this.#isWish = false;
    const nowMs = this.#clock.now();
    const before = this.#line;
    const jumpMs = (timeAt(timeline, nowMs) - timeAt(before, nowMs)) * 1000;
    if (timeline.rate !== before.rate) this.setRate(timeline.rate);
    this.#line = timeline;
    this.#playing = timeline.playing;
    if (this.#isAtEnd) return this.#rest();
    if (timeline.playing === before.playing && Math.abs(jumpMs) < (timeline.playing ? JUMP_MS : 1)) {
      for (const member of this.#members()) member.shift(jumpMs);
    } else {
      this.#gathering?.cancel();
      for (const member of this.#members()) this.bring(member);
    }
    this.#keepTicking();
    this.#onChange('sync');
  }

  /** Brings one member to the group, as soon as there is something for it to show. */
  bring(member: SyncMember): void {
    const { time } = this;
    if (member.rests) return;
    if (!this.#line.playing) {
      this.#picture.disturb();
      return this.#cue(member, time);
    }
    this.#pace(member);
    const start = member.material.rest(time)?.start ?? member.material.after(time)?.start ?? Infinity;
    if (start > time + ENTER_SECONDS || !member.canShow(Math.max(time, start))) return dismiss(member);
    this.#picture.disturb();
    void member.join(this.line, { notBefore: start });
  }

  /** More is known of some member, or it is heard now. */
  reconsider(): void {
    const { range } = this;
    this.#gathering?.review();
    if (this.#outrun && timeAt(this.#outrun, this.#clock.now()) < range.end) return this.follow(this.#outrun);
    if (!this.#isWish || isEmpty(range) || this.#members().some(isLoading)) return;
    this.#isWish = false;
    const { time } = this;
    const place = clamp(time, range);
    if (place !== time && !this.#following) void this.seek(place, 'sync');
  }

  /** A member has been moved by a little: its clock tells how much is left to do. */
  nudge(member: SyncMember): void {
    member.settle();
    this.#picture.disturb();
  }

  /** The frames of some player may lie anew. */
  lookAgain(): void {
    this.#picture.disturb();
  }

  destroy(): void {
    this.#gathering?.cancel();
    this.#cancelTick?.();
    this.#picture.destroy();
  }

  #gather(time: number, origin: CommandOrigin): Gathering {
    this.#gathering?.cancel();
    this.#picture.disturb();
    this.#line = { ...this.#line, position: time, playing: false, atMs: this.#clock.now() };
    const gathering = new Gathering({
      clock: this.#clock,
      isWaiting: (patient) =>
        this.#members().some(
          ({ phase, audible }) => phase === 'cueing' && (patient || mustWait(this.#stallPolicy, audible)),
        ) ||
        (patient && !this.#hasStarted && this.#members().some(isLoading)),
      onEnd: () => {
        this.#gathering = null;
        if (this.#playing) this.#startAll();
        this.#onChange(this.#playing ? origin : null);
      },
    });
    for (const member of this.#members()) this.#cue(member, time);
    this.#gathering = gathering;
    // Even where nobody has to move, the caller is told first.
    queueMicrotask(() => gathering.review());
    return gathering;
  }

  /** Sends one member to where it is to stand. */
  #cue(member: SyncMember, time: number): void {
    this.#pace(member);
    const place = this.#playing && !member.canShow(time) ? null : member.placeAt(time);
    if (place === null) return dismiss(member);
    void member.cue(place).then(() => (this.#gathering ? this.#gathering.review() : this.#onChange(null)));
  }

  /** Whoever comes, or comes back, has the group's rate. */
  #pace(member: SyncMember): void {
    if (member.away === null) member.setRate(this.#line.rate);
  }

  #startAll(): void {
    this.#hasStarted = true;
    const members = this.#members();
    const ready = members.filter(({ phase }) => phase === 'cued');
    const lagMs = ready.reduce((sum, { habits }) => sum + habits.startLagMs, 0) / Math.max(1, ready.length);
    this.#line = { ...this.#line, playing: true, atMs: this.#clock.now() + lagMs };
    // In one task: that alone gives nearly all of the accuracy.
    for (const member of ready) member.start();
    for (const member of members) if (member.phase === 'cueing') void member.join(this.line, { phase: 'stalled' });
    this.#keepTicking();
  }

  #keepTicking(): void {
    if (this.#cancelTick || !this.#line.playing) return;
    this.#tickedAtMs = this.#clock.now();
    const next = (): void => {
      this.#cancelTick = this.#clock.after(READ_MS, () => {
        this.#cancelTick = null;
        this.#tick();
        if (this.#line.playing && !this.#cancelTick) next();
      });
    };
    next();
  }

  #tick(): void {
    const nowMs = this.#clock.now();
    const lateMs = nowMs - this.#tickedAtMs;
    this.#tickedAtMs = nowMs;
    const members = this.#members();
    for (const member of members) if (member.mode === 'rate') member.read(this.#line);
    // Nobody saw the pictures meanwhile, and browsers start them anew.
    if (lateMs > THROTTLED_MS) this.#picture.disturb();
    if (lateMs > SLEPT_MS) this.#wake(members);
    if (!this.#following) this.#shiftLine(findReference(members));
    const mayHold = this.#line.playing && !this.#following;
    if (mayHold && standsStill(members, this.time)) this.#shiftLine(-lateMs * this.#line.rate);
    if (this.#isAtEnd) return this.#rest();
    const { time } = this;
    for (const member of members) {
      const guided = this.#guide(member, time, lateMs);
      if (!guided) return;
    }
    this.#tendPictures(members);
    this.#onChange(null);
  }

  /** Looks after one member while the group plays. @returns false when that has moved everybody */
  #guide(member: SyncMember, time: number, lateMs: number): boolean {
    const plays = member.phase === 'running' || member.phase === 'correcting';
    const { material, keepsUp } = member;
    const isDone = !(material.rest(time) ?? material.rest(time + EARLY_SECONDS)) || !keepsUp;
    if (member.phase === 'idle' || (plays && (isDone || material.sourceToLoad(time)))) {
      this.bring(member);
    } else if (member.starving) {
      if (mustWait(this.#stallPolicy, member.audible) && !this.#following) {
        this.#gather(time, 'sync');
        this.#onChange('sync');
        return false;
      }
      this.#picture.disturb();
      void member.join(this.line, { phase: 'stalled' });
    } else if (lateMs < THROTTLED_MS || Math.abs(member.errorMs ?? 0) > JUMP_MS) {
      if (!this.#isForPictures(member) && member.correct(this.line)) this.#picture.disturb();
    }
    return true;
  }

  /** One correction is enough, and this one will be made with the pictures. */
  #isForPictures(member: SyncMember): boolean {
    const { audible, errorMs, player } = member;
    const { frameTime } = player.state.getSnapshot().capabilities;
    const isSmall = Math.abs(errorMs ?? 0) < PICTURE_STAGE_MS;
    return isSmall && frameTime && !audible && this.#line.rate === 1 && this.#picture.isDue;
  }

  #tendPictures(members: readonly SyncMember[]): void {
    const playing = members.filter(({ phase, steering }) => phase !== 'idle' && steering === 'rate');
    if (this.#line.rate !== 1 || playing.some(({ settled }) => !settled)) return;
    this.#picture.attend(playing, this.#following ? null : (byMs) => this.#shiftLine(byMs));
  }

  get #isAtEnd(): boolean {
    const { range, time } = this;
    return this.#line.playing && !this.#isWish && !isEmpty(range) && time >= range.end;
  }

  /** The material is over. What is followed goes on elsewhere, and here too if more turns up. */
  #rest(): void {
    const { end } = this.range;
    const line = this.#line;
    this.pause('sync', end);
    if (this.#following) this.#outrun = line;
  }

  /** The device slept, or the page did: the time goes on from where the players are. */
  #wake(members: readonly SyncMember[]): void {
    for (const member of members) member.settle();
    const awake = members.filter(({ phase }) => phase === 'running');
    const reference = awake.find(({ audible }) => audible) ?? awake[0];
    if (reference && !this.#following) this.#shiftLine(reference.rawErrorMs(this.#line));
  }

  #shiftLine(byMs: number): void {
    if (byMs === 0) return;
    this.#line = { ...this.#line, position: this.#line.position + byMs / 1000 };
    for (const member of this.#members()) member.shift(byMs);
  }
}

/** Has a member wait where it is. */
function dismiss(member: SyncMember): void {
  if (member.phase !== 'idle') member.stop();
  member.release();
}

const isLoading = ({ player }: SyncMember): boolean => player.state.getSnapshot().phase === 'loading';

const isEmpty = ({ start, end }: Interval): boolean => end <= start;

const clamp = (time: number, { start, end }: Interval): number => Math.min(Math.max(time, start), end);
