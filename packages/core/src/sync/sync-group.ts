import { T333Error } from '../errors.ts';
import { MAX_RATE, MIN_RATE, type CommandOrigin, type PlayerEvent, type StreamPlayer } from '../player/player.ts';
import { Store, type ReadableStore } from '../state/store.ts';
import { TypedEventTarget } from '../state/typed-event-target.ts';
import { systemClock, type Clock } from '../time/clock.ts';
import { coverageOf, rangeOf, type Interval } from './coverage.ts';
import { offsetOfAnchor, type AnchorPair, type Offset } from './offsets.ts';
import { PictureStage } from './picture-stage.ts';
import { manualOffset, partsOf, resolvePlacement, UNPLACED, type Placement } from './placement.ts';
import { findReference } from './reference.ts';
import { JUMP_MS } from './servo.ts';
import { mustWait, type StallPolicy } from './stall-policy.ts';
import { DriftEvent, MemberErrorEvent, TimelineChangeEvent, type SyncEvents } from './sync-events.ts';
import { SyncMember } from './sync-member.ts';
import { statusOf, type SyncState } from './sync-state.ts';
import { timeAt, type Timeline } from './timeline.ts';

export interface SyncGroupOptions {
  clock?: Clock;
  /** Default `skip-straggler`. */
  stallPolicy?: StallPolicy;
}

/** How often the clocks are read. */
const READ_MS = 50;
/** How often the state tells the time. */
const PUBLISH_MS = 250;
/** At a common start, a member whose media has not come after this long is left behind. */
const STRAGGLER_MS = 3000;
/** A member whose material is about to begin goes to its place this much before, in seconds. */
const ENTER_SECONDS = 3;
/** Timers this late come from a page that nobody sees: a short correction would last too long. */
const THROTTLED_MS = 250;
/** After a gap like this, the device slept: nobody wants to catch up. */
const SLEPT_MS = 1000;
/** What eyes notice between two pictures: a bit more than a frame at 25 fps. */
const DRIFT_MS = 40;
/** A change of offset above this is made by a jump: nobody should watch it creep. */
const NUDGE_MS = 45;

interface Slot {
  readonly member: SyncMember;
  readonly placement: Placement;
  readonly life: AbortController;
  /** The offset that it came with, once that is known. */
  initialOffset: Offset | null;
  placed: boolean;
  /** It may be moved by itself. */
  loose: boolean;
  failed: boolean;
  drifting: boolean;
}

/**
 * Keeps several videos at the same moment. Each has an offset, `local = time + offset`, and the group has the time.
 *
 * Whoever plays, pauses, seeks or changes the rate of one of the players moves the whole group. The players stay their
 * owner's: the group neither loads (but for `next` videos) nor destroys them.
 */
export class SyncGroup extends TypedEventTarget<SyncEvents> {
  readonly #clock: Clock;
  readonly #slots = new Map<string, Slot>();
  readonly #picture: PictureStage;
  readonly #store = new Store<SyncState>({
    time: 0,
    range: { start: 0, end: 0 },
    playing: false,
    waiting: false,
    rate: 1,
    epochMs: null,
    canUndo: false,
    members: [],
  });
  #stallPolicy: StallPolicy;
  #line: Timeline;
  #following = false;
  #playing = false;
  #epochMs: number | null = null;
  #undo: { id: string; offset: Offset }[] = [];
  /** Counts the calls that move everybody; whoever waits for an older one gives up. */
  #turn = 0;
  #nextId = 1;
  #cancelTick: (() => void) | null = null;
  #endPatience: () => void = () => {};
  #tickedAtMs = 0;
  #publishedAtMs = -Infinity;
  #destroyed = false;

  constructor({ clock = systemClock, stallPolicy = 'skip-straggler' }: SyncGroupOptions = {}) {
    super();
    this.#clock = clock;
    this.#stallPolicy = stallPolicy;
    this.#picture = new PictureStage(clock);
    this.#line = { position: 0, rate: 1, playing: false, atMs: clock.now() };
  }

  get state(): ReadableStore<SyncState> {
    return this.#store;
  }

  /** The group's time now, in seconds. */
  get currentTime(): number {
    return timeAt(this.#line, this.#clock.now());
  }

  get timeline(): Timeline {
    return this.#line;
  }

  get stallPolicy(): StallPolicy {
    return this.#stallPolicy;
  }

  set stallPolicy(policy: StallPolicy) {
    this.#stallPolicy = policy;
  }

  /**
   * Takes a player in. It goes to its place as soon as its source is known.
   *
   * @param id default: a new one
   * @returns the member's id
   * @throws T333Error `invalid-argument` if the id is taken, or a number in the placement is not finite
   */
  add(player: StreamPlayer, placement: Placement, id = `m${this.#nextId++}`): string {
    this.#assertAlive();
    if (this.#slots.has(id)) throw invalid(`There is a member ${id} already.`);
    checkPlacement(placement);
    this.#slots.set(id, this.#createSlot(id, player, placement));
    this.#attend(this.#slots.get(id)!);
    this.#publish();
    return id;
  }

  /** Lets go of a player and leaves it as it is. Unknown ids are no error. */
  remove(id: string): void {
    this.#assertAlive();
    const slot = this.#slots.get(id);
    if (!slot) return;
    this.#release(slot);
    this.#slots.delete(id);
    this.#undo = this.#undo.filter((change) => change.id !== id);
    this.#publish();
  }

  /** Puts another player in a member's place. Without a placement it takes over the offset. */
  replace(id: string, player: StreamPlayer, placement?: Placement): void {
    this.#assertAlive();
    const { member } = this.#release(this.#slot(id));
    const place = placement ?? { offset: member.offset };
    checkPlacement(place);
    // Setting a key that is there keeps its place in the order.
    this.#slots.set(id, this.#createSlot(id, player, place));
    this.#attend(this.#slots.get(id)!);
    this.#publish();
  }

  /** Starts all players together. @returns resolves when they have been started */
  play(): Promise<void> {
    this.#assertAlive();
    return this.#play('user');
  }

  pause(): void {
    this.#assertAlive();
    this.#pause('user');
  }

  /**
   * @param time seconds on the group's timeline; clamped to its range
   * @returns resolves when the players are there, or those that the stall policy does not wait for are left behind
   * @throws T333Error `invalid-argument` if it is not finite
   */
  async seek(time: number): Promise<void> {
    this.#assertAlive();
    if (!Number.isFinite(time)) throw invalid(`A time is a finite number of seconds, not ${time}.`);
    const gathered = this.#gather(this.#clamp(time), 'user');
    this.#announce('user');
    await gathered;
  }

  /**
   * @param rate 0.25 to 4, for all players
   * @throws T333Error `invalid-argument` outside that; `unsupported` if one of the players cannot change its rate
   */
  setRate(rate: number): void {
    this.#assertAlive();
    if (!(rate >= MIN_RATE && rate <= MAX_RATE)) {
      throw invalid(`A playback rate is ${MIN_RATE} to ${MAX_RATE}, not ${rate}.`);
    }
    if (rate !== 1 && this.#members.some(({ mode }) => mode !== 'rate')) {
      throw new T333Error('unsupported', 'One of the players cannot change its rate.');
    }
    this.#setRate(rate);
    this.#announce('user');
  }

  /**
   * Moves one member against the others.
   *
   * @param offset seconds, or such an offset as it was found
   * @throws T333Error `invalid-argument` if it is not finite
   */
  setOffset(id: string, offset: number | Offset): void {
    this.#assertAlive();
    const { member } = this.#slot(id);
    const next = typeof offset === 'number' ? manualOffset(offset) : offset;
    if (!Number.isFinite(next.seconds)) throw invalid(`An offset is a finite number of seconds, not ${next.seconds}.`);
    this.#undo.push({ id, offset: member.offset });
    this.#moveMember(id, next);
  }

  /**
   * Takes the last change of an offset back. Without one it does nothing.
   *
   * @param id only a change of this member
   */
  undo(id?: string): void {
    this.#assertAlive();
    const index = this.#undo.findLastIndex((change) => id === undefined || change.id === id);
    const [change] = index < 0 ? [] : this.#undo.splice(index, 1);
    if (change) this.#moveMember(change.id, change.offset);
  }

  /** Makes two positions one moment, by the offset of `pair.to`. */
  align(pair: AnchorPair): void {
    this.#assertAlive();
    const seconds = offsetOfAnchor(pair, this.#slot(pair.from.id).member.offset.seconds);
    this.setOffset(pair.to.id, { seconds, source: 'anchor', certainty: 1 });
  }

  /** Brings a member to its place at once; its offset stays. */
  fix(id: string): void {
    this.#assertAlive();
    const slot = this.#slot(id);
    slot.loose = slot.member.parked = false;
    slot.member.release();
    this.#attend(slot);
    this.#publish();
  }

  /**
   * Lets a member be played and sought by itself, to look for a moment in it, until `align`, `setOffset` or `fix` bring it
   * back.
   *
   * @returns its player
   */
  loosen(id: string): StreamPlayer {
    this.#assertAlive();
    const slot = this.#slot(id);
    const { member } = slot;
    slot.loose = member.parked = true;
    if (member.phase !== 'idle') member.stop();
    member.release();
    this.#publish();
    return member.player;
  }

  /** Where a member is now, in seconds: in its first video, if it has several. */
  positionOf(id: string): number {
    return this.#slot(id).member.positionInFirst;
  }

  /** The time of the group at which a member shows this position of its source; seconds. */
  timeOf(id: string, position: number): number {
    return position - this.#slot(id).member.offset.seconds;
  }

  /**
   * Keeps to another timeline, that of a `SharedTimeline` for example, instead of the group's own; null goes back to that,
   * from where it is.
   */
  follow(timeline: Timeline | null): void {
    this.#assertAlive();
    this.#following = timeline !== null;
    if (!timeline || timeline === this.#line) return;
    const nowMs = this.#clock.now();
    const before = this.#line;
    const jumpMs = (timeAt(timeline, nowMs) - timeAt(before, nowMs)) * 1000;
    if (timeline.rate !== before.rate) this.#setRate(timeline.rate);
    this.#line = timeline;
    this.#playing = timeline.playing;
    if (timeline.playing === before.playing && Math.abs(jumpMs) < (timeline.playing ? JUMP_MS : 1)) {
      for (const member of this.#members) member.shift(jumpMs);
    } else {
      this.#turn++;
      this.#picture.disturb();
      for (const slot of this.#slots.values()) {
        slot.member.release();
        this.#attend(slot);
      }
    }
    this.#keepTicking();
    this.#announce('sync');
  }

  /** Lets go of all players, as they are. Any later call throws `destroyed`. */
  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#turn++;
    this.#cancelTick?.();
    this.#endPatience();
    this.#picture.destroy();
    for (const slot of this.#slots.values()) this.#release(slot);
    this.#slots.clear();
  }

  get #members(): readonly SyncMember[] {
    return [...this.#slots.values()].map(({ member }) => member);
  }

  #createSlot(id: string, player: StreamPlayer, placement: Placement): Slot {
    const life = new AbortController();
    const { signal } = life;
    const member = new SyncMember(id, player, this.#clock, UNPLACED, partsOf(player, placement));
    const slot: Slot = {
      member,
      placement,
      life,
      initialOffset: null,
      placed: false,
      loose: false,
      failed: false,
      drifting: false,
    };
    const onUser = (type: 'play' | 'pause' | 'seeking' | 'ratechange', act: () => void): void =>
      player.addEventListener(type, ({ origin }: PlayerEvent) => origin === 'user' && !slot.loose && act(), { signal });
    player.state.subscribe(() => this.#attend(slot), { signal });
    player.addEventListener('play', ({ origin }) => this.#onPlay(slot, origin), { signal });
    player.addEventListener('pause', ({ origin }) => this.#onPause(slot, origin), { signal });
    onUser('seeking', () => {
      void this.#gather(this.#clamp(this.timeOf(id, member.position)), 'user');
      this.#announce('user');
    });
    onUser('ratechange', () => {
      // A correction under way would stand between what is wished and what is read.
      if (member.phase === 'correcting') member.settle();
      const { rate } = player.state.getSnapshot();
      if (rate === this.#line.rate) return;
      this.#setRate(rate);
      this.#announce('user');
    });
    player.addEventListener('timeupdate', () => member.mode === 'rate' || member.read(this.#line), { signal });
    return slot;
  }

  #release(slot: Slot): Slot {
    slot.life.abort();
    slot.member.release();
    return slot;
  }

  #slot(id: string): Slot {
    const slot = this.#slots.get(id);
    if (!slot) throw invalid(`There is no member ${id}.`);
    return slot;
  }

  #onPlay({ member, loose }: Slot, origin: CommandOrigin | null): void {
    if (origin === 'sync' || loose) return;
    member.parked = false;
    if (origin === 'user' && !this.#playing) void this.#play('user');
    else if (this.#playing && member.phase !== 'running') this.#admit(member);
    // Nobody plays alone: not a tile that has come back into view, nor one that has begun by itself.
    else if (!this.#playing) member.stop();
  }

  #onPause({ member, loose }: Slot, origin: CommandOrigin | null): void {
    if (loose) return;
    if (origin === 'user') return void (this.#playing && this.#pause('user'));
    // By itself it has ended, or failed, or left the document: if it should go on, it will be seen to stand still.
    if (origin === 'sync' || origin === null) return;
    member.parked = true;
    member.release();
    this.#publish();
  }

  /** Looks after one member whose player has changed: it may be ready to take part now. */
  #attend(slot: Slot): void {
    const { member, placement } = slot;
    const { error, phase } = member.player.state.getSnapshot();
    if (!slot.placed) {
      const place = resolvePlacement(placement, member.player, this.#epochMs);
      if (!place) return;
      slot.placed = true;
      slot.initialOffset = place.offset;
      this.#epochMs = place.groupEpochMs;
      member.offset = place.offset;
    }
    if (error && !slot.failed) this.dispatchEvent(new MemberErrorEvent(member.id, error));
    slot.failed = error !== null;
    if (error || phase === 'idle' || phase === 'loading') {
      if (member.phase !== 'idle' && !member.loads) member.release();
    } else if (member.phase === 'idle') {
      this.#admit(member);
    }
    this.#publish();
  }

  /** Whether it can be moved to this time. */
  #canTakePart(slot: Slot, time: number): boolean {
    const { member } = slot;
    const { phase, lifecycle } = member.player.state.getSnapshot();
    return (
      slot.placed &&
      !member.parked &&
      lifecycle === 'active' &&
      (phase === 'ready' || phase === 'ended') &&
      member.materialAt(time) !== null
    );
  }

  /** Brings one member to the group, as soon as there is something for it to show. */
  #admit(member: SyncMember): void {
    const slot = this.#slots.get(member.id);
    if (!slot) return;
    const time = this.currentTime;
    const start = member.materialAt(time)?.start ?? member.materialAfter(time)?.start ?? Infinity;
    if (start > time + ENTER_SECONDS || !this.#canTakePart(slot, Math.max(time, start))) {
      if (member.phase === 'running') member.stop();
      return;
    }
    this.#picture.disturb();
    if (this.#line.playing) void member.join(() => this.#line, { notBefore: start });
    else if (start <= time) void member.cue(time);
  }

  async #play(origin: CommandOrigin): Promise<void> {
    if (this.#playing) return;
    this.#playing = true;
    const { range } = this.#store.getSnapshot();
    const time = this.currentTime;
    const gathered = this.#gather(time >= range.end ? range.start : time, origin);
    // Who is stopped for want of resources plays when it gets them back.
    for (const { member, loose } of this.#slots.values()) {
      if (member.parked && !loose) member.player.play({ origin: 'sync' }).catch(() => {});
    }
    this.#announce(origin);
    await gathered;
  }

  #pause(origin: CommandOrigin, time = this.currentTime): void {
    this.#playing = false;
    for (const member of this.#members) member.player.pause({ origin: 'sync' });
    // Each stopped where it just was; the pictures are to be of one moment.
    void this.#gather(time);
    this.#announce(origin);
  }

  /** Brings everybody to one time, standing; then starts them together, if the group is to play. */
  async #gather(time: number, origin: CommandOrigin = 'sync'): Promise<void> {
    const turn = ++this.#turn;
    this.#picture.disturb();
    this.#line = { ...this.#line, position: time, playing: false, atMs: this.#clock.now() };
    const cues: Promise<boolean>[] = [];
    const awaited: Promise<unknown>[] = [];
    for (const slot of this.#slots.values()) {
      const { member } = slot;
      if (!this.#canTakePart(slot, time)) {
        if (member.phase !== 'idle' && !member.parked) member.stop();
        member.release();
        continue;
      }
      const cue = member.cue(time);
      cues.push(cue);
      if (mustWait(this.#stallPolicy, member.audible)) awaited.push(cue);
    }
    this.#publish();
    this.#endPatience();
    const patience = new Promise<void>((resolve) => {
      this.#endPatience = this.#clock.after(STRAGGLER_MS, resolve);
    });
    await Promise.race([Promise.all(cues), Promise.all([patience, ...awaited])]);
    if (turn !== this.#turn) return;
    this.#endPatience();
    if (this.#playing) this.#startAll();
    if (this.#playing) this.#announce(origin);
    else this.#publish();
  }

  #startAll(): void {
    const ready = this.#members.filter(({ phase }) => phase === 'cued');
    const lagMs = ready.reduce((sum, { habits }) => sum + habits.startLagMs, 0) / Math.max(1, ready.length);
    this.#line = { ...this.#line, playing: true, atMs: this.#clock.now() + lagMs };
    // In one task: that alone gives nearly all of the accuracy.
    for (const member of ready) member.start();
    for (const member of this.#members) if (member.phase === 'cueing') void this.#rejoin(member);
    this.#keepTicking();
  }

  #setRate(rate: number): void {
    const nowMs = this.#clock.now();
    this.#line = { ...this.#line, position: timeAt(this.#line, nowMs), rate, atMs: Math.max(nowMs, this.#line.atMs) };
    for (const member of this.#members) {
      member.settle();
      // It is the viewer's rate, whichever way it was asked for; corrections multiply it.
      member.player.setRate(rate, { origin: 'user' });
    }
    this.#picture.disturb();
  }

  #moveMember(id: string, offset: Offset): void {
    const slot = this.#slot(id);
    const { member } = slot;
    const byMs = Math.abs(offset.seconds - member.offset.seconds) * 1000;
    const wasLoose = slot.loose;
    if (wasLoose) slot.loose = member.parked = false;
    member.offset = offset;
    slot.placed = true;
    if (byMs > NUDGE_MS || !this.#line.playing || wasLoose) {
      member.release();
      this.#attend(slot);
    } else {
      member.settle();
      this.#picture.disturb();
    }
    this.#publish();
  }

  #rejoin(member: SyncMember): Promise<void> {
    return member.join(() => this.#line, { phase: 'stalled' });
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
    for (const member of this.#members) if (member.mode === 'rate') member.read(this.#line);
    if (lateMs > SLEPT_MS) this.#wake();
    if (!this.#following) this.#shiftLine(findReference(this.#members));
    const time = this.currentTime;
    const { range } = this.#store.getSnapshot();
    if (time >= range.end && !this.#following) {
      return this.#pause('sync', range.end);
    }
    for (const slot of this.#slots.values()) {
      if (!this.#guide(slot, time, lateMs)) return;
    }
    const playing = this.#members.filter(({ phase }) => phase !== 'idle');
    if (playing.every(({ errorMs, mode }) => errorMs !== null || mode !== 'rate') && this.#line.rate === 1) {
      const shift = this.#following ? null : (byMs: number) => this.#shiftLine(byMs);
      this.#picture.attend(
        playing.filter((member) => member.mode === 'rate'),
        shift,
      );
    }
    if (nowMs - this.#publishedAtMs >= PUBLISH_MS) this.#publish();
  }

  /** Looks after one member while the group plays. @returns false when that has moved everybody */
  #guide(slot: Slot, time: number, lateMs: number): boolean {
    const { member } = slot;
    const material = member.materialAt(time);
    if (member.phase === 'idle') {
      this.#admit(member);
    } else if (!material) {
      if (member.phase === 'running' || member.phase === 'correcting') member.stop();
      if (member.phase === 'cued') member.release();
    } else if (member.isElsewhere(time)) {
      this.#admit(member);
    } else if (member.starving) {
      if (mustWait(this.#stallPolicy, member.audible) && !this.#following) {
        void this.#gather(time);
        return false;
      }
      this.#picture.disturb();
      void this.#rejoin(member);
    } else if (lateMs < THROTTLED_MS || Math.abs(member.errorMs ?? 0) > JUMP_MS) {
      if (member.correct(() => this.#line)) this.#picture.disturb();
    }
    return true;
  }

  /** The device slept, or the page did: the time goes on from where the players are. */
  #wake(): void {
    for (const member of this.#members) member.settle();
    const awake =
      this.#members.find(({ phase, audible }) => phase === 'running' && audible) ??
      this.#members.find(({ phase }) => phase === 'running');
    if (awake && !this.#following) this.#shiftLine(awake.rawErrorMs(this.#line));
  }

  #shiftLine(byMs: number): void {
    if (byMs === 0) return;
    this.#line = { ...this.#line, position: this.#line.position + byMs / 1000 };
    for (const member of this.#members) member.shift(byMs);
  }

  #clamp(time: number): number {
    const { start, end } = this.#range();
    return end > start ? Math.min(Math.max(time, start), end) : time;
  }

  #range(): Interval {
    return rangeOf(this.#members.map(({ parts }) => coverageOf(parts)));
  }

  #announce(origin: CommandOrigin): void {
    this.#publish();
    this.dispatchEvent(new TimelineChangeEvent(this.#line, origin));
  }

  #publish(): void {
    if (this.#destroyed) return;
    this.#publishedAtMs = this.#clock.now();
    const time = this.currentTime;
    this.#store.update({
      time,
      range: this.#range(),
      playing: this.#playing,
      waiting: this.#playing && !this.#line.playing,
      rate: this.#line.rate,
      epochMs: this.#epochMs,
      canUndo: this.#undo.length > 0,
      members: [...this.#slots.values()].map((slot) => this.#describe(slot, time)),
    });
  }

  #describe(slot: Slot, time: number): SyncState['members'][number] {
    const { member } = slot;
    const driftMs = member.errorMs;
    const drifting = driftMs === null ? slot.drifting : Math.abs(driftMs) > DRIFT_MS;
    if (drifting !== slot.drifting) this.dispatchEvent(new DriftEvent(member.id, driftMs!));
    slot.drifting = drifting;
    return Object.freeze({
      id: member.id,
      offset: member.offset,
      status: statusOf(member, time),
      driftMs,
      lastAction: member.lastAction,
      initialOffset: slot.initialOffset,
      canUndo: this.#undo.some(({ id }) => id === member.id),
      coverage: coverageOf(member.parts),
      buffered: member.buffered,
      frameSeconds: member.frameSeconds,
    });
  }

  #assertAlive(): void {
    if (this.#destroyed) throw new T333Error('destroyed', 'The group was destroyed.');
  }
}

function checkPlacement(placement: Placement): void {
  const numbers = [
    ...('offset' in placement
      ? [typeof placement.offset === 'number' ? placement.offset : placement.offset.seconds]
      : []),
    ...('startsAt' in placement ? [placement.startsAt] : []),
    ...(placement.next ?? []).flatMap(({ startsAfter, duration }) => [startsAfter, duration]),
  ];
  const wrong = numbers.find((number) => !Number.isFinite(number));
  if (wrong !== undefined) throw invalid(`A placement is made of finite numbers, not ${wrong}.`);
}

const invalid = (message: string): T333Error => new T333Error('invalid-argument', message);
