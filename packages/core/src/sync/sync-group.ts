import { T333Error } from '../errors.ts';
import { MAX_RATE, MIN_RATE, type CommandOptions, type CommandOrigin, type StreamPlayer } from '../player/player.ts';
import { Store, type ReadableStore } from '../state/store.ts';
import { TypedEventTarget } from '../state/typed-event-target.ts';
import { systemClock, type Clock } from '../time/clock.ts';
import { Conductor } from './conductor.ts';
import { offsetOfAnchor, type AnchorPair, type Offset } from './offsets.ts';
import { checkPlacement, manualOffset, resolvePlacement, type Placement } from './placement.ts';
import type { StallPolicy } from './stall-policy.ts';
import { DriftEvent, MemberErrorEvent, TimelineChangeEvent, type SyncEvents } from './sync-events.ts';
import { SyncMember } from './sync-member.ts';
import { describeMember, type SyncState } from './sync-state.ts';
import type { Timeline } from './timeline.ts';

export interface SyncGroupOptions {
  clock?: Clock;
  /** Default `skip-straggler`. */
  stallPolicy?: StallPolicy;
}

/** How often the state tells the time. */
const PUBLISH_MS = 250;
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
  #undo: { id: string; offset: Offset }[] = [];
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
    this.#undo = this.#undo.filter((change) => change.id !== id);
    this.#publish();
  }

  /** Puts another player in a member's place. Without a placement it takes over the offset. */
  replace(id: string, player: StreamPlayer, placement?: Placement): void {
    this.#assertAlive();
    const slot = this.#slot(id);
    const place = placement ?? { offset: slot.member.material.offset };
    checkPlacement(place);
    leave(slot);
    this.#enter(id, player, place);
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
   * @param time seconds on the group's timeline; clamped to its range
   * @returns resolves when the players are there, or those that the stall policy does not wait for are left behind
   * @throws T333Error `invalid-argument` if it is not finite
   */
  async seek(time: number): Promise<void> {
    this.#assertAlive();
    if (!Number.isFinite(time)) throw invalid(`A time is a finite number of seconds, not ${time}.`);
    await this.#conductor.seek(time, 'user');
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
    if (rate !== 1 && [...this.#slots.values()].some(({ member }) => member.mode !== 'rate')) {
      throw new T333Error('unsupported', 'One of the players cannot change its rate.');
    }
    this.#conductor.setRate(rate);
    this.#onChange('user');
  }

  /**
   * Moves one member against the others.
   *
   * @param offset seconds, or such an offset as it was found
   * @throws T333Error `invalid-argument` if it is not finite
   */
  setOffset(id: string, offset: number | Offset): void {
    this.#assertAlive();
    const slot = this.#slot(id);
    const next = typeof offset === 'number' ? manualOffset(offset) : offset;
    checkPlacement({ offset: next });
    this.#undo.push({ id, offset: slot.member.material.offset });
    this.#move(slot, next);
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
    if (change) this.#move(this.#slot(change.id), change.offset);
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
    member.away = null;
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
   * from where it is.
   */
  follow(timeline: Timeline | null): void {
    this.#assertAlive();
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

  #enter(id: string, player: StreamPlayer, placement: Placement): void {
    checkPlacement(placement);
    const member = new SyncMember(id, player, this.#clock, placement);
    const life = new AbortController();
    const slot: Slot = { member, placement, life, initialOffset: null, failed: false, drifting: false };
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
    player.addEventListener('play', ({ origin }) => this.#onPlay(member, origin), { signal });
    player.addEventListener('pause', ({ origin }) => this.#onPause(member, origin), { signal });
    player.addEventListener('seeking', ({ origin }) => this.#onSeeking(member, origin), { signal });
    player.addEventListener('ratechange', ({ origin }) => this.#onRateChange(member, origin), { signal });
    player.addEventListener('timeupdate', () => member.mode === 'rate' || member.read(this.timeline), { signal });
  }

  #onPlay(member: SyncMember, origin: CommandOrigin | null): void {
    if (origin === 'sync' || member.away === 'loose') return;
    member.away = null;
    if (!this.#conductor.playing) {
      if (origin === 'user') void this.#conductor.play('user');
      // Nobody plays alone: not a tile that has come back into view, nor one that has begun by itself.
      else member.stop();
    } else if (member.phase !== 'running') {
      this.#conductor.bring(member);
    }
  }

  #onPause(member: SyncMember, origin: CommandOrigin | null): void {
    // By itself it has ended, or failed, or left the document: if it should go on, it will be seen to stand still.
    if (origin === 'sync' || origin === null || member.away === 'loose') return;
    if (origin !== 'user') member.leave('parked');
    else if (this.#conductor.playing) this.#conductor.pause('user');
    this.#publish();
  }

  #onSeeking(member: SyncMember, origin: CommandOrigin | null): void {
    if (origin !== 'user' || member.away === 'loose' || member.isEcho) return;
    void this.#conductor.seek(this.timeOf(member.id, member.material.positionInFirst), 'user');
  }

  #onRateChange(member: SyncMember, origin: CommandOrigin | null): void {
    if (origin !== 'user' || member.away === 'loose') return;
    // A correction under way would stand between what is wished and what is read.
    if (member.phase === 'correcting') member.settle();
    const { rate } = member.player.state.getSnapshot();
    if (rate === this.timeline.rate) return;
    this.#conductor.setRate(rate);
    this.#onChange('user');
  }

  /** Looks after one member whose player has changed: it may be ready to take part now. */
  #attend(slot: Slot): void {
    const { member, placement } = slot;
    const { error, phase } = member.player.state.getSnapshot();
    if (!member.material.isPlaced) {
      const place = resolvePlacement(placement, member.player, this.#epochMs);
      if (!place) return this.#publish();
      this.#epochMs = place.groupEpochMs;
      slot.initialOffset = place.offset;
      member.material.place(place.offset);
    }
    if (error && !slot.failed) this.dispatchEvent(new MemberErrorEvent(member.id, error));
    slot.failed = error !== null;
    if (error || phase === 'idle' || phase === 'loading') {
      if (member.phase !== 'idle' && !member.loads) member.release();
    } else if (member.phase === 'idle') {
      this.#conductor.bring(member);
    }
    this.#publish();
  }

  #move({ member }: Slot, offset: Offset): void {
    const byMs = Math.abs(offset.seconds - member.material.offset.seconds) * 1000;
    const isNudge = byMs <= NUDGE_MS && this.timeline.playing && member.away !== 'loose';
    if (member.away === 'loose') member.away = null;
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
    for (const slot of this.#slots.values()) this.#noteDrift(slot);
    this.#store.update({
      time,
      range,
      playing,
      waiting: playing && !moves,
      rate,
      epochMs: this.#epochMs,
      canUndo: this.#undo.length > 0,
      members: [...this.#slots.values()].map(({ member, initialOffset }) =>
        describeMember(member, time, {
          initialOffset,
          canUndo: this.#undo.some(({ id }) => id === member.id),
        }),
      ),
    });
  }

  #noteDrift(slot: Slot): void {
    const { id, errorMs } = slot.member;
    if (errorMs === null || Math.abs(errorMs) > DRIFT_MS === slot.drifting) return;
    slot.drifting = !slot.drifting;
    this.dispatchEvent(new DriftEvent(id, errorMs));
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
