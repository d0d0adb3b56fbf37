import { T333Error } from '../errors.ts';
import type { StreamPlayer } from '../player/player.ts';
import { Store, type ReadableStore } from '../state/store.ts';
import { systemClock, type Clock } from '../time/clock.ts';
import { observeElement, type ObserveElement } from './observe-element.ts';
import { decide, DEFAULT_VISIBILITY_POLICY, isOnScreen, type TileStage, type VisibilityPolicy } from './policy.ts';

/** The longest wait that browsers' timers can count; beyond it they fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

const COMMAND = { origin: 'visibility' } as const;

/** The part of a player that its place on the screen concerns. */
export type VisiblePlayer = Pick<StreamPlayer, 'state' | 'play' | 'pause' | 'setLifecycle' | 'addEventListener'>;

/** The part of `document` that says whether anybody can see the page. */
export type PageVisibility = EventTarget & { readonly hidden: boolean };

export interface VisibilityManagerOptions {
  policy?: Partial<VisibilityPolicy>;
  clock?: Clock;
  /** Default: by `IntersectionObserver`. */
  observe?: ObserveElement;
  /** Default: `document`. */
  page?: PageVisibility;
}

export interface VisibilityState {
  /** The stage of each tile, in the order in which they were added. */
  readonly stages: ReadonlyMap<VisiblePlayer, TileStage>;
}

interface ManagedTile {
  readonly player: VisiblePlayer;
  readonly life: AbortController;
  stage: TileStage;
  ratio: number | null;
  leftAtMs: number | null;
  cancelTimer: () => void;
}

/**
 * Owns which tiles play, pause, suspend and unload by what is on the screen: `decide()` says what, this gathers the
 * inputs and sends the commands, all with the origin `visibility`. A returning tile plays if its `playRequested` says so.
 *
 * To load lazily, call `player.load()` when the stage of a tile is `playing` for the first time. A tile that was loaded
 * at once is left alone while `waiting`, and parked like any other when it proves to be off screen.
 */
export class VisibilityManager {
  readonly #policy: VisibilityPolicy;
  readonly #clock: Clock;
  readonly #observe: ObserveElement;
  readonly #page: PageVisibility;
  readonly #tiles = new Map<VisiblePlayer, ManagedTile>();
  readonly #store = new Store<VisibilityState>({ stages: new Map() });
  readonly #life = new AbortController();
  #audible: VisiblePlayer | null = null;
  #pictureInPicture: VisiblePlayer | null = null;

  /** @throws T333Error `invalid-argument` for a policy out of range */
  constructor(options: VisibilityManagerOptions = {}) {
    this.#policy = checkPolicy({ ...DEFAULT_VISIBILITY_POLICY, ...options.policy });
    this.#clock = options.clock ?? systemClock;
    this.#observe = options.observe ?? observeElement;
    this.#page = options.page ?? document;
    this.#page.addEventListener('visibilitychange', () => this.#updateAll(), { signal: this.#life.signal });
  }

  get state(): ReadableStore<VisibilityState> {
    return this.#store;
  }

  /**
   * Takes a player into care; every one added counts as a stream.
   *
   * @param element what has to be seen for the player to be on screen
   * @throws T333Error `invalid-argument` if it is there already
   */
  add(player: VisiblePlayer, element: Element): void {
    this.#assertAlive();
    if (this.#tiles.has(player)) throw new T333Error('invalid-argument', 'This player was added before.');
    const life = new AbortController();
    const { signal } = life;
    const tile: ManagedTile = { player, life, stage: 'waiting', ratio: null, leftAtMs: null, cancelTimer() {} };
    this.#tiles.set(player, tile);
    // Whoever starts an off-screen player, a group or a load that took its time, gets the picture when it returns.
    player.addEventListener('play', () => isOnScreen(tile.stage) || park(tile), { signal });
    const stop = this.#observe(element, this.#policy.visibleRatio, (ratio) => {
      if (signal.aborted) return;
      tile.ratio = ratio;
      this.#update(tile);
    });
    signal.addEventListener('abort', stop);
    this.#updateAll();
  }

  /** Lets go of a player, before it is destroyed or handed on; leaves it as it is. Unknown players are no error. */
  remove(player: VisiblePlayer): void {
    this.#assertAlive();
    const tile = this.#tiles.get(player);
    if (!tile) return;
    this.#release(tile);
    this.#updateAll();
  }

  /** Names the player that is heard, which goes on while the page is hidden; null for none. */
  setAudible(player: VisiblePlayer | null): void {
    this.#assertAlive();
    this.#audible = player;
    this.#updateAll();
  }

  /** Names the player that is shown in a window of its own, which is always on screen; null for none. */
  setPictureInPicture(player: VisiblePlayer | null): void {
    this.#assertAlive();
    this.#pictureInPicture = player;
    this.#updateAll();
  }

  /** Stops watching and lets go of all players, as they are. Any later call throws `destroyed`. */
  destroy(): void {
    this.#life.abort();
    for (const tile of this.#tiles.values()) this.#release(tile);
    this.#publish();
  }

  #release(tile: ManagedTile): void {
    this.#tiles.delete(tile.player);
    tile.cancelTimer();
    tile.life.abort();
  }

  #updateAll(): void {
    for (const tile of this.#tiles.values()) this.#update(tile);
    this.#publish();
  }

  #update(tile: ManagedTile): void {
    const nowMs = this.#clock.now();
    const leftAtMs = tile.leftAtMs ?? nowMs;
    const { player, stage, ratio } = tile;
    const { target, nextCheckMs } = decide(
      {
        stage,
        ratio,
        pageVisible: !this.#page.hidden,
        audible: player === this.#audible,
        pictureInPicture: player === this.#pictureInPicture,
        offScreenMs: nowMs - leftAtMs,
        streamCount: this.#tiles.size,
      },
      this.#policy,
    );
    tile.cancelTimer();
    tile.leftAtMs = isOnScreen(target) ? null : leftAtMs;
    if (nextCheckMs !== null) tile.cancelTimer = this.#clock.after(nextCheckMs, () => this.#update(tile));
    if (target === stage) return;
    tile.stage = target;
    if (!isOnScreen(target)) park(tile);
    else if (!isOnScreen(stage)) resume(player);
    this.#publish();
  }

  #publish(): void {
    const { stages } = this.#store.getSnapshot();
    const tiles = [...this.#tiles.values()];
    if (tiles.length === stages.size && tiles.every(({ player, stage }) => stages.get(player) === stage)) return;
    this.#store.update({ stages: new Map(tiles.map(({ player, stage }) => [player, stage])) });
  }

  #assertAlive(): void {
    if (this.#life.signal.aborted) throw new T333Error('destroyed', 'The visibility manager was destroyed.');
  }
}

function park({ player, stage }: ManagedTile): void {
  player.pause(COMMAND);
  if (stage === 'suspended' || stage === 'unloaded') player.setLifecycle(stage, COMMAND);
}

function resume(player: VisiblePlayer): void {
  player.setLifecycle('active', COMMAND);
  if (!player.state.getSnapshot().playRequested) return;
  player.play(COMMAND).catch((error: unknown) => {
    const { error: known, autoplayBlocked, phase } = player.state.getSnapshot();
    const told = known !== null || autoplayBlocked || phase === 'loading';
    // What the player's own state tells, or is about to when it has found the cause, needs no second report.
    if (!(error instanceof T333Error && (told || error.code === 'aborted'))) throw error;
  });
}

function checkPolicy(policy: VisibilityPolicy): VisibilityPolicy {
  const { visibleRatio, suspendAfterMs, unloadAfterMs, unloadAboveCount } = policy;
  const isWait = (ms: number): boolean => (ms >= 0 && ms <= MAX_TIMER_MS) || ms === Infinity;
  if (
    visibleRatio > 0 &&
    visibleRatio <= 1 &&
    isWait(suspendAfterMs) &&
    isWait(unloadAfterMs) &&
    unloadAboveCount >= 0
  ) {
    return policy;
  }
  throw new T333Error(
    'invalid-argument',
    `A value of this visibility policy is out of range: ${JSON.stringify(policy)}`,
  );
}
