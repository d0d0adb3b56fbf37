import { T333Error } from '../errors.ts';
import { bufferedEnd } from '../player/media-like.ts';
import type { PlayerEvent, PlayerState, Rendition, RenditionSwitch, StreamPlayer } from '../player/player.ts';
import { decideSwitch } from './hold.ts';
import { decodeCostOf, deviceBox, readLadder, type Box, type Ladder, type Rung } from './ladder.ts';
import type { TileDemand } from './policy.ts';
import type { Customer } from './segment-desk.ts';
import { TileFigures } from './tile-figures.ts';

/** Seconds of media ahead: the focused tile can outlast a slow minute, the others leave the link to it. */
const BUFFER_SECONDS = {
  live: { focused: 20, other: 8 },
  recording: { focused: 30, other: 10 },
} as const;

/** Players that answer by names alone take seconds to switch, some with a black picture. */
const NAMED_HOLD_MS = 30_000;

/** A lift that takes longer has failed; others need not wait for it any more. */
const LIFT_MS = 3000;

/** For so long after a click or a larger box the viewer waits for a sharper picture. */
const EAGER_MS = 3000;

/** What is buffered may be replaced where loading it again takes no more than this share of what takes its place. */
const WASTED_SHARE = 1 / 4;

/** A box that grows by less than this, as a share, is no reason to hurry. */
const GROWN = 1.2;

/** A segment may take this share of what is buffered, when nobody else takes more of the link than it. */
const SAFE_SHARE = 0.7;

/** One player, as the quality manager sees and steers it. */
export class ManagedTile implements Customer {
  readonly id: string;
  readonly player: StreamPlayer;
  readonly weight: number;
  readonly life = new AbortController();
  readonly figures = new TileFigures();
  focused = false;
  audioOnly = false;
  visible = true;
  receivedBytes = 0;
  /** How often it asked again, for want of any answer, since a segment was complete. */
  hangs = 0;
  /** Seconds of media ahead, as of the last look. */
  bufferSeconds = 0;
  /** Of the last one that it asked for. */
  segmentSeconds = 2;
  /** When it was last the one that is looked at. */
  focusedAtMs: number;
  /** The rendition it was last told to play. */
  target: string | null = null;
  #ladder: Ladder = [];
  #renditions: readonly Rendition[] | null = null;
  #shown: Box | null = null;
  #side: 'up' | 'down' | null = null;
  #sideSinceMs = 0;
  #sideTicks = 0;
  #switchedAtMs = -Infinity;
  /** Until then it may take one step at once: it has just got or lost the focus. */
  #freeStepUntilMs = -Infinity;
  #box: Box = { width: 0, height: 0 };
  #eagerUntilMs = -Infinity;
  /** The viewer goes elsewhere, where something else may be buffered. */
  #seeks = false;
  #soughtAtMs = -Infinity;
  #liftUntilMs = 0;
  #bufferGoalSeconds: number | null = null;
  #loadsParts = true;

  constructor(id: string, player: StreamPlayer, weight: number, nowMs: number) {
    this.id = id;
    this.player = player;
    this.weight = weight;
    this.focusedAtMs = nowMs;
    const onSeeking = ({ origin }: PlayerEvent): void => {
      if (origin === 'user' || origin === 'sync') this.#seeks = true;
    };
    player.addEventListener('seeking', onSeeking, { signal: this.life.signal });
  }

  get state(): Readonly<PlayerState> {
    return this.player.state.getSnapshot();
  }

  /** What it can play; where there is no choice, the one thing it plays. */
  get ladder(): Ladder {
    const { renditions, videoWidth: width, videoHeight: height } = this.state;
    const [only] = renditions;
    // One that is not described is what is seen of it.
    const shown = renditions.length > 1 || only?.bitrateBps || only?.height ? null : { width, height };
    if (renditions === this.#renditions && shown?.width === this.#shown?.width && shown?.height === this.#shown?.height)
      return this.#ladder;
    this.#renditions = renditions;
    this.#shown = shown;
    if (!shown) this.#ladder = readLadder(renditions);
    else this.#ladder = height ? readLadder([{ id: only?.id ?? '', label: `${height}p`, ...shown }]) : [];
    return this.#ladder;
  }

  /** The lowest that it can be asked to play: a picture, unless it has none. */
  get lowestRung(): Rung | undefined {
    return this.ladder.find(({ height }) => height > 0) ?? this.#ladder[0];
  }

  get canChoose(): boolean {
    return this.state.renditions.length > 1;
  }

  /** Whether its requests are ours to let go, so that the link can be measured by them. */
  get isMeasured(): boolean {
    return this.state.capabilities.scheduling;
  }

  get lifting(): boolean {
    return this.#liftUntilMs > 0;
  }

  /** The rung it is steered to, or else plays; what its viewer insists on comes first. */
  get rung(): Rung | undefined {
    const { selectedRendition, rendition } = this.state;
    const id = selectedRendition === 'auto' ? (this.target ?? rendition) : selectedRendition;
    return this.ladder.find((rung) => rung.id === id) ?? (this.canChoose ? undefined : this.#ladder[0]);
  }

  /** @param box in CSS pixels */
  resize(box: Box, nowMs: number): void {
    if (box.height > this.#box.height * GROWN) this.#eagerUntilMs = nowMs + EAGER_MS;
    this.#box = box;
  }

  received(bytes: number, complete: boolean): void {
    this.receivedBytes += bytes;
    if (complete) this.hangs = 0;
  }

  setFocused(focused: boolean, nowMs: number): void {
    if (focused === this.focused) return;
    this.focused = focused;
    this.focusedAtMs = nowMs;
    this.#freeStepUntilMs = nowMs + EAGER_MS;
    if (focused) this.#eagerUntilMs = nowMs + EAGER_MS;
  }

  /** @param allowed whether it may load a low-latency stream in parts, where requests share few connections */
  loadParts(allowed: boolean): void {
    if (allowed !== this.#loadsParts) this.player.setLowLatency((this.#loadsParts = allowed));
  }

  /** @param lowest whether it makes room for the focused one */
  demand(lowest: boolean, devicePixelRatio: number): TileDemand {
    const { state, id, focused, audioOnly, visible, ladder, weight } = this;
    const goalSeconds = this.#bufferGoalSeconds;
    return {
      id,
      ladder,
      box: deviceBox(this.#box, devicePixelRatio),
      focused,
      audible: !state.muted,
      weight,
      pin: state.selectedRendition === 'auto' ? null : state.selectedRendition,
      visible,
      rendition: state.rendition,
      audioOnly,
      lowest,
      bufferFill: this.isMeasured && goalSeconds ? Math.min(1, this.bufferSeconds / goalSeconds) : null,
    };
  }

  /** Takes note of time that has passed. */
  watch(nowMs: number, passedMs: number): void {
    const { state } = this;
    // Reading ranges is the dearest thing here: once a look.
    this.bufferSeconds = bufferedEnd(this.player) - this.player.currentTime;
    this.figures.watch(state, nowMs, passedMs);
    if (this.focused) this.focusedAtMs = nowMs;
    if (nowMs > this.#liftUntilMs || state.rendition === this.target) this.#liftUntilMs = 0;
    const { live, recording } = BUFFER_SECONDS;
    const goalSeconds = (state.streamType === 'live' ? live : recording)[this.focused ? 'focused' : 'other'];
    if (goalSeconds !== this.#bufferGoalSeconds) this.player.setBufferGoal((this.#bufferGoalSeconds = goalSeconds));
  }

  /**
   * Takes the step to what it was allocated, if it is time for it.
   *
   * @param mustDrop whether all together take more than there is
   * @param bandwidthBps what one request can expect
   */
  steer(allocated: string | null, mustDrop: boolean, bandwidthBps: number, nowMs: number): void {
    const { ladder, state } = this;
    if (!this.canChoose) this.target = null;
    if (allocated === null || !this.canChoose) return;
    const isHere = state.hasFrame || this.bufferSeconds > 0;
    const current = ladder.findIndex(({ id }) => id === this.target);
    if (current < 0) {
      // From now on it is ours: what it plays, or what is there soonest.
      const playing = ladder.find(({ id }) => id === state.rendition)?.id;
      const first = isHere ? playing : this.lowestRung?.id;
      return this.#tell(first ?? allocated, 'next-segment');
    }
    const wanted = ladder.findIndex(({ id }) => id === allocated);
    const mayStall = wanted > current && this.isMeasured;
    const target = mayStall ? this.#safeRung(current, wanted, bandwidthBps) : wanted;
    if (this.focused && this.#seeks) this.#soughtAtMs = nowMs;
    if (this.#soughtAtMs === nowMs) this.#freeStepUntilMs = this.#eagerUntilMs = nowMs + EAGER_MS;
    this.#seeks = false;
    const isEager = this.focused && nowMs < this.#eagerUntilMs;
    const isFree = nowMs < this.#freeStepUntilMs;
    this.#noteSide(target > current ? 'up' : target < current ? 'down' : null, nowMs);
    const step = decideSwitch({
      current,
      target,
      sinceSwitchMs: nowMs - this.#switchedAtMs,
      ticksWanted: this.#sideTicks,
      wantedForMs: nowMs - this.#sideSinceMs,
      focused: this.focused,
      focusChanged: isFree || isEager,
      hasFirstFragment: isHere,
      mustDrop,
    });
    const isBehind = isFree && isEager && !state.seeking && target === current && this.#lagsBehind(current, nowMs);
    if (step === 'stay' && !isBehind) return;
    const isNamed = state.capabilities.renditions === 'named';
    if (isNamed && !isFree && nowMs - this.#switchedAtMs < NAMED_HOLD_MS) return;
    const isLift = isBehind || (step === 'up' && this.focused && (isEager || this.#isFarBelow(ladder[target]!)));
    if (isLift) this.#liftUntilMs = nowMs + LIFT_MS;
    this.#tell(ladder[target]!.id, isLift ? 'soon' : 'next-segment');
    this.#freeStepUntilMs = -Infinity;
    this.#switchedAtMs = nowMs;
    this.#noteSide(null, nowMs);
  }

  /** Whether it still plays what it had before its last switch, or what is buffered where the viewer went, with more of that to come. */
  #lagsBehind(current: number, nowMs: number): boolean {
    const shown = this.ladder.findIndex(({ id }) => id === this.state.rendition);
    const hasMore = nowMs - this.#switchedAtMs < this.bufferSeconds * 1000 || nowMs - this.#soughtAtMs < EAGER_MS;
    return hasMore && shown >= 0 && shown < current;
  }

  /** Whether what is shown is far below another rendition. */
  #isFarBelow({ bitrateBps }: Rung): boolean {
    const shown = this.ladder.find(({ id }) => id === this.state.rendition) ?? this.rung;
    return shown !== undefined && shown.bitrateBps <= bitrateBps * WASTED_SHARE;
  }

  /** The highest up to the wanted one whose next segment will be here before what is buffered has been played. */
  #safeRung(current: number, wanted: number, bandwidthBps: number): number {
    const seconds = this.bufferSeconds * SAFE_SHARE;
    let safe = wanted;
    while (safe > current && (this.ladder[safe]!.bitrateBps * this.segmentSeconds) / bandwidthBps > seconds) safe--;
    return safe;
  }

  /** Gives up the segment on its way for one that can still come in time. */
  rescue(rung: Rung, nowMs: number): void {
    this.#switchedAtMs = nowMs;
    this.#tell(rung.id, 'at-once');
  }

  /** Of those that cost less than this one, the best that comes in so many seconds, or else the lowest. */
  rungWithin(rung: Rung, seconds: number, segmentSeconds: number, bandwidthBps: number): Rung | undefined {
    const lower = this.ladder.filter(({ height, bitrateBps }) => height > 0 && bitrateBps < rung.bitrateBps);
    return lower.findLast(({ bitrateBps }) => (bitrateBps * segmentSeconds) / bandwidthBps < seconds) ?? lower[0];
  }

  /** What it takes to decode what it plays, pixels a second. */
  get decodeCost(): number {
    const { rendition } = this.state;
    const playing = this.ladder.find(({ id }) => id === rendition) ?? this.rung;
    return playing ? decodeCostOf(playing) : 0;
  }

  /** Leaves the player to itself. */
  release(): void {
    this.life.abort();
    const { player } = this;
    try {
      player.setScheduler(null);
      player.setBufferGoal(null);
      player.setLowLatency(true);
      player.setRendition('auto', { origin: 'quality' });
    } catch (error) {
      // One that was destroyed has nothing to give back.
      if (!(error instanceof T333Error && error.code === 'destroyed')) throw error;
    }
  }

  #noteSide(side: 'up' | 'down' | null, nowMs: number): void {
    this.#sideTicks = side !== null && side === this.#side ? this.#sideTicks + 1 : 1;
    if (side !== this.#side) this.#sideSinceMs = nowMs;
    this.#side = side;
  }

  #tell(rendition: string, when: RenditionSwitch): void {
    this.target = rendition;
    this.player.setRendition(rendition, { origin: 'quality', when });
  }
}
