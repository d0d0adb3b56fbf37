import type { CommandOrigin } from '../player/player.ts';
import type { Clock } from '../time/clock.ts';
import { coverageOf, rangeOf, type Interval } from './coverage.ts';
import { PictureStage } from './picture-stage.ts';
import { findReference } from './reference.ts';
import { JUMP_MS } from './servo.ts';
import { mustWait, type StallPolicy } from './stall-policy.ts';
import type { SyncMember } from './sync-member.ts';
import { timeAt, type Timeline } from './timeline.ts';

/** How often the clocks are read. */
const READ_MS = 50;
/** At a common start, a member whose media has not come after this long is left behind. */
const STRAGGLER_MS = 3000;
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
  stallPolicy: StallPolicy;
  readonly #clock: Clock;
  readonly #members: () => readonly SyncMember[];
  readonly #onChange: ConductorOptions['onChange'];
  readonly #picture: PictureStage;
  #line: Timeline;
  #following = false;
  #playing = false;
  /** Counts the calls that move everybody; whoever waits for an older one gives up. */
  #turn = 0;
  #tickedAtMs = 0;
  #cancelTick: (() => void) | null = null;
  #endPatience: () => void = () => {};

  constructor({ clock, stallPolicy, members, onChange }: ConductorOptions) {
    this.#clock = clock;
    this.stallPolicy = stallPolicy;
    this.#members = members;
    this.#onChange = onChange;
    this.#picture = new PictureStage(clock);
    this.#line = { position: 0, rate: 1, playing: false, atMs: clock.now() };
  }

  readonly line = (): Timeline => this.#line;

  /** Whether the group is to play, even where it waits. */
  get playing(): boolean {
    return this.#playing;
  }

  get time(): number {
    return timeAt(this.#line, this.#clock.now());
  }

  get range(): Interval {
    return rangeOf(this.#members().map(({ material }) => coverageOf(material.parts)));
  }

  async play(origin: CommandOrigin): Promise<void> {
    if (this.#playing) return;
    this.#playing = true;
    const { time, range } = this;
    const gathered = this.seek(time >= range.end ? range.start : time, origin);
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
    const { start, end } = this.range;
    const gathered = this.#gather(end > start ? Math.min(Math.max(time, start), end) : time, origin);
    this.#onChange(origin);
    await gathered;
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
    if (!timeline || timeline === this.#line) return;
    const nowMs = this.#clock.now();
    const before = this.#line;
    const jumpMs = (timeAt(timeline, nowMs) - timeAt(before, nowMs)) * 1000;
    if (timeline.rate !== before.rate) this.setRate(timeline.rate);
    this.#line = timeline;
    this.#playing = timeline.playing;
    if (timeline.playing === before.playing && Math.abs(jumpMs) < (timeline.playing ? JUMP_MS : 1)) {
      for (const member of this.#members()) member.shift(jumpMs);
    } else {
      this.#turn++;
      for (const member of this.#members()) this.bring(member);
    }
    this.#keepTicking();
    this.#onChange('sync');
  }

  /** Brings one member to the group, as soon as there is something for it to show. */
  bring(member: SyncMember): void {
    const { time } = this;
    const start = member.material.at(time)?.start ?? member.material.after(time)?.start ?? Infinity;
    if (start > time + ENTER_SECONDS || !member.canShow(Math.max(time, start))) {
      if (member.phase !== 'idle') member.stop();
      return member.release();
    }
    this.#picture.disturb();
    if (this.#line.playing) void member.join(this.line, { notBefore: start });
    else if (start <= time) void member.cue(time).then(() => this.#onChange(null));
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
    this.#turn++;
    this.#cancelTick?.();
    this.#endPatience();
    this.#picture.destroy();
  }

  async #gather(time: number, origin: CommandOrigin): Promise<void> {
    const turn = ++this.#turn;
    this.#picture.disturb();
    this.#line = { ...this.#line, position: time, playing: false, atMs: this.#clock.now() };
    const cues: Promise<boolean>[] = [];
    const awaited: Promise<unknown>[] = [];
    for (const member of this.#members()) {
      if (!member.canShow(time)) {
        if (member.phase !== 'idle') member.stop();
        member.release();
        continue;
      }
      const cue = member.cue(time);
      cues.push(cue);
      if (mustWait(this.stallPolicy, member.audible)) awaited.push(cue);
    }
    this.#endPatience();
    const patience = new Promise<void>((resolve) => {
      this.#endPatience = this.#clock.after(STRAGGLER_MS, resolve);
    });
    await Promise.race([Promise.all(cues), Promise.all([patience, ...awaited])]);
    if (turn !== this.#turn) return;
    this.#endPatience();
    if (this.#playing) this.#startAll();
    this.#onChange(this.#playing ? origin : null);
  }

  #startAll(): void {
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
    // Where nobody watches, time does not pass.
    const unseen = members.length > 0 && members.every(({ away }) => away === 'parked');
    if (unseen && !this.#following) this.#shiftLine(-lateMs * this.#line.rate);
    const { time } = this;
    const { end } = this.range;
    if (time >= end && !this.#following) return this.pause('sync', end);
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
    const material = member.material.at(time) ?? member.material.at(time + EARLY_SECONDS);
    if (member.phase === 'idle' || (plays && (!material || member.material.sourceToLoad(time)))) {
      this.bring(member);
    } else if (member.starving) {
      if (mustWait(this.stallPolicy, member.audible) && !this.#following) {
        void this.#gather(time, 'sync');
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
    const playing = members.filter(({ phase, mode }) => phase !== 'idle' && mode === 'rate');
    if (this.#line.rate !== 1 || playing.some(({ settled }) => !settled)) return;
    this.#picture.attend(playing, this.#following ? null : (byMs) => this.#shiftLine(byMs));
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
