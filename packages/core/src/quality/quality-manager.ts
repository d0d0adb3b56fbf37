import { T333Error } from '../errors.ts';
import type { StreamPlayer } from '../player/player.ts';
import { Store, type ReadableStore } from '../state/store.ts';
import { systemClock, type Clock } from '../time/clock.ts';
import { isOnScreen } from '../visibility/policy.ts';
import { VisibilityManager, type VisibilityManagerOptions } from '../visibility/visibility-manager.ts';
import { allocate, type Allocation } from './allocate.ts';
import { steadyBudget } from './budget.ts';
import { DecodeWatch } from './decode-watch.ts';
import { adviceFor, describeTiles, hasNews, keepSame } from './describe.ts';
import type { Rung } from './ladder.ts';
import { ManagedTile } from './managed-tile.ts';
import { policies, type PolicyName } from './policies/by-name.ts';
import type { QualityPolicy } from './policy.ts';
import type { QualityState } from './quality-state.ts';
import { isHanging, isHopeless } from './rescue.ts';
import { SegmentDesk } from './segment-desk.ts';
import { browserSignals, type QualitySignals } from './signals.ts';

export interface QualityManagerOptions {
  /** A name, or a function of your own. Default `utility`. */
  policy?: PolicyName | QualityPolicy;
  /** Default: what the viewer told the browser. */
  dataSaver?: boolean;
  clock?: Clock;
  signals?: Partial<QualitySignals>;
  visibility?: Omit<VisibilityManagerOptions, 'clock'>;
}

export interface ManagedOptions {
  /** Where it is shown: its size decides what is worth loading, its place whether anything is. */
  element: Element;
  /** How much it matters beside the others, 0.001 to 1000. Default 1. */
  weight?: number;
  /** Its name in state and advice. Default: a number of its own. */
  id?: string;
}

/** How often shares are looked at: a fraction of the shortest segments in use. */
const TICK_MS = 250;
const PUBLISH_MS = 1000;
/** A link that is slower for less than this … */
const DIP_MS = 1500;
/** … needs no answer while everybody has this much ahead, in seconds. */
const DIP_BUFFER_SECONDS = 2;
/** A gap between two looks that is longer than this was no waiting: nobody could look. */
const MAX_PASSED_MS = 1000;

/**
 * Shares bandwidth and decoding among all players of a page, the focused one first, and owns which of them load, play, are
 * suspended or unloaded. `allocate()` says who gets what; this gathers what it needs to know, and steers.
 *
 * ```ts
 * const quality = new QualityManager();
 * for (const { player, element } of tiles) quality.add(player, { element });
 * quality.setFocus(tiles[0].player);
 * ```
 */
export class QualityManager {
  /** Which players are on the screen, and what becomes of those that are not. */
  readonly visibility: VisibilityManager;
  readonly #clock: Clock;
  readonly #signals: QualitySignals;
  readonly #tiles = new Map<StreamPlayer, ManagedTile>();
  readonly #desk: SegmentDesk<ManagedTile>;
  readonly #life = new AbortController();
  readonly #store: Store<QualityState>;
  /** It may be named before it is added. */
  #focused: StreamPlayer | null = null;
  #policy!: QualityPolicy;
  #savesData: boolean | null;
  #optimized = false;
  #budgetBps: number | null = null;
  /** Since when the link has carried less than the budget; null while it carries it. */
  #shortSinceMs: number | null = null;
  readonly #decoding: DecodeWatch;
  #onBattery = false;
  #lastTickMs: number;
  #publishedAtMs = -Infinity;
  #cancelTick = (): void => {};
  #nextId = 1;

  constructor({ policy = 'utility', dataSaver, clock = systemClock, signals, visibility }: QualityManagerOptions = {}) {
    this.#clock = clock;
    this.#signals = { ...browserSignals, ...signals };
    this.#savesData = dataSaver ?? null;
    this.#decoding = new DecodeWatch(this.#signals.cores(), clock.now());
    this.#desk = new SegmentDesk(clock);
    this.#lastTickMs = clock.now();
    this.#store = new Store<QualityState>({
      policy: 'utility',
      dataSaver: this.dataSaver,
      optimized: false,
      bandwidthBps: null,
      budgetBps: null,
      bitrateBps: 0,
      decodeBudget: this.#decoding.budget,
      decodePixelsPerSecond: 0,
      tiles: [],
      advice: [],
    });
    this.#setPolicy(policy);
    this.visibility = new VisibilityManager({ clock, ...visibility });
    const { signal } = this.#life;
    this.visibility.state.subscribe(() => this.#run(), { signal });
    signal.addEventListener(
      'abort',
      this.#signals.pressure((pressure) => (this.#decoding.pressure = pressure)),
    );
    signal.addEventListener(
      'abort',
      this.#signals.battery((onBattery) => (this.#onBattery = onBattery)),
    );
  }

  get state(): ReadableStore<QualityState> {
    return this.#store;
  }

  /** The name of the policy, or `custom`. Setting takes a name or a function of your own. */
  get policy(): PolicyName | 'custom' {
    return this.#store.getSnapshot().policy;
  }
  set policy(policy: PolicyName | QualityPolicy) {
    this.#assertAlive();
    this.#setPolicy(policy);
    this.#run();
  }

  /** Whether to spend as little as a picture takes. Setting null leaves it to what the viewer told the browser, the default. */
  get dataSaver(): boolean {
    return this.#savesData ?? this.#signals.savesData();
  }
  set dataSaver(dataSaver: boolean | null) {
    this.#assertAlive();
    this.#savesData = dataSaver;
    this.#run();
  }

  /**
   * Takes a player into care. It stays its owner's, who removes it before destroying it.
   *
   * @throws T333Error `invalid-argument` if it is there already
   */
  add(player: StreamPlayer, { element, weight = 1, id }: ManagedOptions): void {
    this.#assertAlive();
    this.visibility.add(player, element);
    const tile = new ManagedTile(id ?? `${this.#nextId++}`, player, weight, this.#clock.now());
    const { signal } = tile.life;
    this.#tiles.set(player, tile);
    tile.setFocused(player === this.#focused, this.#clock.now());
    this.#shareConnections();
    this.#optimized = false;
    player.setScheduler(this.#desk.counterFor(tile));
    const stop = this.#signals.size(element, (box) => {
      if (signal.aborted) return;
      tile.resize(box, this.#clock.now());
      this.#run();
    });
    signal.addEventListener('abort', stop);
    // Before the first renditions are known, and after each change of source, there is something to say at once.
    let { renditions } = tile.state;
    player.state.subscribe(
      () => {
        if (renditions === tile.state.renditions) return;
        ({ renditions } = tile.state);
        this.#run();
      },
      { signal },
    );
    if (this.#tiles.size === 1) this.#cancelTick = this.#clock.after(TICK_MS, this.#tick);
    this.#run();
  }

  /** Lets go of a player, which is left to itself. Unknown players are no error. */
  remove(player: StreamPlayer): void {
    const tile = this.#tiles.get(player);
    if (!tile) return;
    this.#tiles.delete(player);
    this.#optimized = false;
    this.visibility.remove(player);
    this.#leave(tile);
    this.#shareConnections();
    if (this.#tiles.size === 0) this.#cancelTick();
    this.#run();
  }

  /** Names the player that is looked at: it gets what it is worth before the others, and within about two seconds. */
  setFocus(player: StreamPlayer | null): void {
    this.#assertAlive();
    const nowMs = this.#clock.now();
    this.#focused = player;
    for (const tile of this.#tiles.values()) tile.setFocused(tile.player === player, nowMs);
    this.#shareConnections();
    this.#run();
  }

  /** Names the player that is heard, which goes on while the page is hidden; null for none. */
  setAudible(player: StreamPlayer | null): void {
    this.visibility.setAudible(player);
  }

  /** Insists on a rendition, whatever it costs; null leaves it to the manager again. The same as the viewer's own choice. */
  pin(player: StreamPlayer, rendition: string | null): void {
    this.#assertAlive();
    player.setRendition(rendition ?? 'auto');
    this.#run();
  }

  /** The sound of this player is enough: it gets the least that has sound. */
  setAudioOnly(player: StreamPlayer, audioOnly: boolean): void {
    this.#assertAlive();
    const tile = this.#tiles.get(player);
    if (tile) tile.audioOnly = audioOnly;
    this.#run();
  }

  /** All but the focused player get their lowest, until a player comes or goes, or it is taken back. */
  optimize(optimized = true): void {
    this.#assertAlive();
    this.#optimized = optimized;
    this.#run();
  }

  /** Lets go of all players, as they are. Any later call throws `destroyed`. */
  destroy(): void {
    if (this.#life.signal.aborted) return;
    this.#life.abort();
    this.#cancelTick();
    for (const tile of this.#tiles.values()) this.#leave(tile);
    this.#tiles.clear();
    this.visibility.destroy();
    this.#store.update({ tiles: [], advice: [], bitrateBps: 0, decodePixelsPerSecond: 0 });
  }

  #setPolicy(policy: PolicyName | QualityPolicy): void {
    if (typeof policy === 'function') {
      this.#policy = policy;
      this.#store.update({ policy: 'custom' });
      return;
    }
    if (!Object.hasOwn(policies, policy)) {
      const names = Object.keys(policies).join(', ');
      throw new T333Error('invalid-argument', `There is no quality policy "${policy}". There are ${names}.`);
    }
    this.#policy = policies[policy]();
    this.#store.update({ policy });
  }

  /** Parts are many small requests: of many players only the focused one may make them where they would wait for each other. */
  #shareConnections(): void {
    for (const tile of this.#tiles.values()) tile.loadParts(tile.focused || this.#tiles.size === 1);
  }

  #leave(tile: ManagedTile): void {
    this.#desk.release(tile);
    tile.release();
  }

  readonly #tick = (): void => {
    this.#cancelTick = this.#clock.after(TICK_MS, this.#tick);
    const nowMs = this.#clock.now();
    const passedMs = Math.min(nowMs - this.#lastTickMs, MAX_PASSED_MS);
    this.#desk.measure();
    this.#spend(nowMs);
    for (const tile of this.#tiles.values()) tile.watch(nowMs, passedMs);
    this.#lastTickMs = nowMs;
    this.#decoding.watch(this.#tiles.values(), nowMs);
    this.#run();
    this.#rescue(nowMs);
    this.#desk.admit();
  };

  /** Renews the budget. Buffers bear a short dip better than a switch down and up again. */
  #spend(nowMs: number): void {
    const { bandwidthBps } = this.#desk;
    if (bandwidthBps === null) return;
    const next = steadyBudget(this.#budgetBps, bandwidthBps);
    if (this.#budgetBps === null || next >= this.#budgetBps) this.#shortSinceMs = null;
    else this.#shortSinceMs ??= nowMs;
    if (this.#shortSinceMs !== null && nowMs - this.#shortSinceMs < DIP_MS && !this.#isShort()) return;
    this.#shortSinceMs = null;
    this.#budgetBps = next;
  }

  #isShort(): boolean {
    return [...this.#tiles.values()].some(
      ({ isMeasured, visible, state, bufferSeconds }) =>
        isMeasured && visible && state.hasFrame && !state.paused && bufferSeconds < DIP_BUFFER_SECONDS,
    );
  }

  /** Shares anew, and takes the steps whose time has come. */
  #run(): void {
    if (this.#life.signal.aborted) return;
    const nowMs = this.#clock.now();
    const { stages } = this.visibility.state.getSnapshot();
    for (const tile of this.#tiles.values()) tile.visible = isOnScreen(stages.get(tile.player) ?? 'waiting');
    const allocation = this.#allocate(nowMs);
    this.#decoding.limiting = allocation.shares.some(({ reason }) => reason === 'decoding');
    const tiles = [...this.#tiles.values()];
    const inUseBps = tiles.reduce((sum, { rung, visible }) => sum + ((visible && rung?.bitrateBps) || 0), 0);
    // The focused tile goes first, and whoever needs it; others share.
    const expectedBps = (this.#desk.bandwidthBps ?? Infinity) / 2;
    const mustDrop = inUseBps > (this.#budgetBps ?? Infinity);
    allocation.shares.forEach(({ rendition }, index) => tiles[index]!.steer(rendition, mustDrop, expectedBps, nowMs));
    this.#publish(allocation, nowMs);
  }

  #allocate(nowMs: number): Allocation {
    // It changes with the zoom, and from display to display.
    const devicePixelRatio = this.#signals.devicePixelRatio();
    const tiles = [...this.#tiles.values()];
    const demands = tiles.map((tile) => tile.demand(this.#optimized && !tile.focused, devicePixelRatio));
    const budget = {
      // Before the first measurement all begin small. Where nothing can be measured there is nothing to wait for, and
      // what was measured once is no longer true.
      bandwidthBps: tiles.some(isMeasuring) ? (this.#budgetBps ?? 0) : Infinity,
      decodePixelsPerSecond: this.#decoding.budget,
    };
    const load = { droppedRatio: this.#decoding.droppedRatio, cpu: null, memory: null };
    const share = (): Allocation => allocate(demands, budget, this.#policy, { dataSaver: this.dataSaver, load, nowMs });
    try {
      return share();
    } catch (error) {
      // A policy of the page's own has failed: the wall plays on by ours, and the page hears of it as of any error of its own.
      reportError(error);
      this.#setPolicy('utility');
      return share();
    }
  }

  /** Steps in where a segment will not come before there is nothing left to play. */
  #rescue(nowMs: number): void {
    const { bandwidthBps } = this.#desk;
    if (bandwidthBps === null) return;
    // What was asked for by who has left since is theirs alone.
    const inFlight = [...this.#desk.inFlight].filter(({ owner }) => this.#tiles.get(owner.player) === owner);
    const shareBps = bandwidthBps / inFlight.length;
    for (const request of inFlight) {
      const { owner, segment, startedAtMs, bytes } = request;
      const { bufferSeconds, rung: wanted, ladder, state } = owner;
      const rung = ladder.find(({ id }) => id === segment.rendition);
      if (!wanted || !rung || !state.hasFrame || request.givenUp) continue;
      // It hangs: the same again may not.
      if (isHanging(request.silentMs(nowMs), bufferSeconds, owner.hangs)) {
        owner.hangs++;
        request.givenUp = true;
        owner.rescue(cheaper(rung, wanted), nowMs);
        continue;
      }
      // Who has stopped is in no hurry, and whoever insists on a rendition waits for it.
      if (state.paused || !owner.visible || state.selectedRendition !== 'auto') continue;
      // A larger one is on its way next: not what holds this one up.
      if (rung.bitrateBps < wanted.bitrateBps) continue;
      const progress = {
        loadedBytes: bytes,
        totalBytes: segment.totalBytes || (rung.bitrateBps * segment.durationSeconds) / 8,
        sinceStartMs: nowMs - startedAtMs,
        bandwidthBps: shareBps,
        bufferSeconds,
        seeking: state.seeking,
      };
      const lower = isHopeless(progress) && owner.rungWithin(rung, bufferSeconds, segment.durationSeconds, shareBps);
      if (!lower) continue;
      request.givenUp = true;
      owner.rescue(cheaper(lower, wanted), nowMs);
    }
  }

  #publish(allocation: Allocation, nowMs: number): void {
    const tiles = [...this.#tiles.values()];
    const before = this.#store.getSnapshot();
    const isNews = hasNews(before.tiles, tiles, allocation.shares) || before.optimized !== this.#optimized;
    if (!isNews && nowMs - this.#publishedAtMs < PUBLISH_MS) return;
    this.#publishedAtMs = nowMs;
    const { stages } = this.visibility.state.getSnapshot();
    const { dataSaver } = this;
    this.#store.update({
      dataSaver,
      optimized: this.#optimized,
      bandwidthBps: this.#desk.bandwidthBps,
      budgetBps: this.#budgetBps,
      bitrateBps: allocation.bitrateBps,
      decodeBudget: this.#decoding.budget,
      decodePixelsPerSecond: allocation.decodePixelsPerSecond,
      tiles: keepSame(before.tiles, describeTiles(tiles, allocation.shares, stages)),
      advice: keepSame(before.advice, adviceFor(tiles, { dataSaver, onBattery: this.#onBattery }, nowMs)),
    });
  }

  #assertAlive(): void {
    if (this.#life.signal.aborted) throw new T333Error('destroyed', 'The quality manager was destroyed.');
  }
}

const isMeasuring = ({ isMeasured, visible, state }: ManagedTile): boolean =>
  isMeasured && visible && state.error === null;

const cheaper = (a: Rung, b: Rung): Rung => (b.bitrateBps < a.bitrateBps ? b : a);
