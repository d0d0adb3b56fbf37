import { T333Error } from '../errors.ts';
import type { CommandOptions, CommandOrigin, StreamPlayer } from '../player/player.ts';
import { Store, type ReadableStore } from '../state/store.ts';
import { TypedEventTarget } from '../state/typed-event-target.ts';
import { systemClock, type Clock } from '../time/clock.ts';
import { Conductor } from './conductor.ts';
import { MemberReport } from './member-report.ts';
import { OffsetHistory } from './offset-history.ts';
import { offsetOfAnchor, type AnchorPair, type Offset } from './offsets.ts';
import { checkPlacement, manualOffset, resolvePlacement, type Placement } from './placement.ts';
import { heedPlayerActs } from './player-acts.ts';
import { HOLD_JUMP_MS } from './servo.ts';
import { SlewRecord } from './slew-record.ts';
import type { StallPolicy } from './stall-policy.ts';
import { TimelineChangeEvent, type SyncEvents } from './sync-events.ts';
import { SyncMember } from './sync-member.ts';
import { kept, type SyncState } from './sync-state.ts';
import { checkRate, type Timeline } from './timeline.ts';

export interface SyncGroupOptions {
  clock?: Clock;
  /** Default `skip-straggler`. */
  stallPolicy?: StallPolicy;
}

/** How often the state tells the time. */
const PUBLISH_MS = 250;
/** A change of offset above this is made by a jump: nobody should watch it creep. */
const NUDGE_MS = HOLD_JUMP_MS;

interface Slot {
  readonly member: SyncMember;
  readonly placement: Placement;
  readonly life: AbortController;
  readonly report: MemberReport;
}

/**
 * Keeps several videos at the same moment. Each has an offset, `local = time + offset`, and the group has the time.
 *
 * Whoever plays, pauses, seeks or changes the rate of one of the players moves the whole group. The players stay their
 * owner's: the group neither loads (but for `next` videos) nor destroys them.
 */
export class SyncGroup extends TypedEventTarget<SyncEvents> {
  readonly #slews = new SlewRecord();
  readonly #clock: Clock;
  readonly #slots = new Map<string, Slot>();
  readonly #conductor: Conductor;
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
  #epochMs: number | null = null;
  readonly #history = new OffsetHistory();
  #nextId = 1;
  #publishedAtMs = -Infinity;
  #destroyed = false;

  constructor({ clock = systemClock, stallPolicy = 'skip-straggler' }: SyncGroupOptions = {}) {
    super();
    this.#clock = clock;
    this.#conductor = new Conductor({
      clock,
      stallPolicy,
      members: () => [...this.#slots.values()].map(({ member }) => member),
      onChange: (origin) => this.#onChange(origin),
    });
  }

  get state(): ReadableStore<SyncState> {
    return this.#store;
  }

  /** The group's time now, in seconds. */
  get currentTime(): number {
    return this.#conductor.time;
  }

  get timeline(): Timeline {
    return this.#conductor.line();
  }

  get stallPolicy(): StallPolicy {
    return this.#conductor.stallPolicy;
  }

  set stallPolicy(policy: StallPolicy) {
    this.#conductor.stallPolicy = policy;
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
    this.#enter(id, player, placement);
    return id;
  }

  /** Lets go of a player and leaves it as it is. Unknown ids are no error. */
  remove(id: string): void {
    this.#assertAlive();
    const slot = this.#slots.get(id);
    if (!slot) return;
    leave(slot);
    this.#slots.delete(id);
    this.#history.forget(id);
    this.#conductor.reconsider();
    this.#publish();
  }

  /**
   * Puts another player in a member's place. Without a placement it takes over the offset and the videos that follow; with one,
   * what was done to the offset cannot be taken back.
   */
  replace(id: string, player: StreamPlayer, placement?: Placement): void {
    this.#assertAlive();
    const slot = this.#slot(id);
    const { material } = slot.member;
    const place = placement ?? (material.isPlaced ? { offset: material.offset, next: material.next } : slot.placement);
    checkPlacement(place);
    leave(slot);
    if (placement) this.#history.forget(id);
    this.#enter(id, player, place, slot.member);
  }

  /**
   * Starts all players together.
   *
   * @param options the origin `sync` for a start that nobody asked for: other browsers on the same timeline are not moved
   * @returns resolves when they have been started
   */
  play({ origin = 'user' }: CommandOptions = {}): Promise<void> {
    this.#assertAlive();
    return this.#conductor.play(origin);
  }

  pause(): void {
    this.#assertAlive();
    this.#conductor.pause('user');
  }

  /**
   * @param time seconds on the group's timeline; clamped to its range, as soon as that is known
   * @param options the origin `sync` for a place that nobody asked for: other browsers on the same timeline are not moved
   * @returns resolves when the players are there, or those that the stall policy does not wait for are left behind
   * @throws T333Error `invalid-argument` if it is not finite
   */
  async seek(time: number, { origin = 'user' }: CommandOptions = {}): Promise<void> {
    this.#assertAlive();
    if (!Number.isFinite(time)) throw invalid(`A time is a finite number of seconds, not ${time}.`);
    await this.#conductor.seek(time, origin);
  }

  /**
   * @param rate 0.25 to 4, for all players
   * @throws T333Error `invalid-argument` outside that; `unsupported` if one of the players cannot change its rate
   */
  setRate(rate: number): void {
    this.#assertAlive();
    checkRate(rate);
    if (rate !== 1 && !this.#canChangeRate()) {
      throw new T333Error('unsupported', 'One of the players cannot change its rate.');
    }
    this.#conductor.setRate(rate);
    this.#onChange('user');
  }

  /**
   * Moves one member against the others.
   *
   * @param offset seconds, or such an offset as it was found
   * @param options what has another origin than `user` is no step that `undo` takes back
   * @throws T333Error `invalid-argument` if it is not finite
   */
  setOffset(id: string, offset: number | Offset, { origin = 'user' }: CommandOptions = {}): void {
    this.#assertAlive();
    const slot = this.#slot(id);
    const next = typeof offset === 'number' ? manualOffset(offset) : offset;
    checkPlacement({ offset: next });
    const { isPlaced, offset: before } = slot.member.material;
    const isSame = isPlaced && next.seconds === before.seconds && next.source === before.source;
    if (origin === 'user' && !isSame) this.#history.add({ id, before: isPlaced ? before : null });
    this.#move(slot, next);
  }

  /**
   * Takes the last change of an offset back. Without one it does nothing.
   *
   * @param id only a change of this member
   */
  undo(id?: string): void {
    this.#assertAlive();
    const change = this.#history.take(id);
    if (!change) return;
    const slot = this.#slot(change.id);
    if (change.before) return this.#move(slot, change.before);
    if (slot.member.away === 'loose') slot.member.comeBack();
    slot.member.material.place(null);
    this.#conductor.bring(slot.member);
    this.#attend(slot);
  }

  /** Makes two positions one moment, by the offset of `pair.to`. */
  align(pair: AnchorPair): void {
    this.#assertAlive();
    const seconds = offsetOfAnchor(pair, this.#slot(pair.from.id).member.material.offset.seconds);
    this.setOffset(pair.to.id, { seconds, source: 'anchor', certainty: 1 });
  }

  /** Brings a member to its place at once; its offset stays. */
  fix(id: string): void {
    this.#assertAlive();
    const { member } = this.#slot(id);
    member.comeBack();
    this.#conductor.bring(member);
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
    const { member } = this.#slot(id);
    if (member.phase !== 'idle') member.stop();
    member.leave('loose');
    this.#publish();
    return member.player;
  }

  /** Where a member is now, in seconds: in its first video, if it has several. */
  positionOf(id: string): number {
    return this.#slot(id).member.material.positionInFirst;
  }

  /** The time of the group at which a member shows this position of its first video; seconds. */
  timeOf(id: string, position: number): number {
    return position - this.#slot(id).member.material.offset.seconds;
  }

  /**
   * Keeps to another timeline, that of a `SharedTimeline` for example, instead of the group's own; null goes back to that,
   * from where it is. At the end of the last material the group stops, however far that timeline goes; players that cannot
   * change their rate wait where its rate is not 1.
   *
   * @throws T333Error `invalid-argument` if its rate is none
   */
  follow(timeline: Timeline | null): void {
    this.#assertAlive();
    if (timeline) checkRate(timeline.rate);
    this.#conductor.follow(timeline);
  }

  /** Lets go of all players, as they are. Any later call throws `destroyed`. */
  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#conductor.destroy();
    for (const slot of this.#slots.values()) leave(slot);
    this.#slots.clear();
  }

  #enter(id: string, player: StreamPlayer, placement: Placement, before?: SyncMember): void {
    checkPlacement(placement);
    const member = new SyncMember(id, player, this.#clock, placement, this.#slews);
    if (before?.player === player) member.material.takeOver(before.material);
    const slot: Slot = { member, placement, life: new AbortController(), report: new MemberReport(member) };
    // Setting a key that is there keeps its place in the order.
    this.#slots.set(id, slot);
    this.#listen(slot);
    this.#attend(slot);
  }

  #listen(slot: Slot): void {
    const { member, life } = slot;
    const { player } = member;
    const { signal } = life;
    let { rendition } = player.state.getSnapshot();
    player.state.subscribe(
      () => {
        this.#attend(slot);
        const before = rendition;
        ({ rendition } = player.state.getSnapshot());
        if (rendition !== before) this.#conductor.lookAgain();
      },
      { signal },
    );
    heedPlayerActs({
      member,
      conductor: this.#conductor,
      canChangeRate: this.#canChangeRate,
      onRate: () => this.#onChange('user'),
      onChange: () => this.#publish(),
      signal,
    });
  }

  readonly #canChangeRate = (): boolean => [...this.#slots.values()].every(({ member }) => member.mode === 'rate');

  /** Looks after one member whose player has changed: it may be ready to take part now. */
  #attend(slot: Slot): void {
    const { member, placement, report } = slot;
    const { error, phase } = member.player.state.getSnapshot();
    member.heedSound();
    if (!member.material.isPlaced) {
      const place = resolvePlacement(placement, member.player, this.#epochMs);
      if (!place) return this.#publish();
      this.#epochMs = place.groupEpochMs;
      report.notePlace(place.offset);
      member.material.place(place.offset);
    }
    if (error || phase === 'idle' || phase === 'loading') {
      if (member.phase !== 'idle' && !member.loads) member.release();
    } else if (member.phase === 'idle') {
      this.#conductor.bring(member);
    }
    this.#conductor.reconsider();
    this.#publish();
  }

  #move({ member }: Slot, offset: Offset): void {
    const byMs = Math.abs(offset.seconds - member.material.offset.seconds) * 1000;
    const isNudge = byMs <= NUDGE_MS && this.timeline.playing && member.away !== 'loose';
    if (member.away === 'loose') member.comeBack();
    member.material.place(offset);
    if (isNudge) this.#conductor.nudge(member);
    else this.#conductor.bring(member);
    this.#publish();
  }

  #slot(id: string): Slot {
    const slot = this.#slots.get(id);
    if (!slot) throw invalid(`There is no member ${id}.`);
    return slot;
  }

  #onChange(origin: CommandOrigin | null): void {
    if (origin === null && this.timeline.playing && this.#clock.now() - this.#publishedAtMs < PUBLISH_MS) return;
    this.#publish();
    if (origin !== null) this.dispatchEvent(new TimelineChangeEvent(this.timeline, origin));
  }

  #publish(): void {
    if (this.#destroyed) return;
    this.#publishedAtMs = this.#clock.now();
    const { time, range, playing } = this.#conductor;
    const { rate, playing: moves } = this.timeline;
    const before = this.#store.getSnapshot();
    const slots = [...this.#slots.values()];
    for (const { report } of slots) for (const event of report.news()) this.dispatchEvent(event);
    this.#store.update({
      time: this.#conductor.shownTime,
      range: kept(before.range, range),
      playing,
      waiting: playing && !moves,
      rate,
      epochMs: this.#epochMs,
      canUndo: this.#history.has(),
      members: kept(
        before.members,
        slots.map(({ member, report }) => report.describe(time, this.#history.has(member.id))),
      ),
    });
  }

  #assertAlive(): void {
    if (this.#destroyed) throw new T333Error('destroyed', 'The group was destroyed.');
  }
}

function leave({ life, member }: Slot): void {
  life.abort();
  member.release();
}

const invalid = (message: string): T333Error => new T333Error('invalid-argument', message);
