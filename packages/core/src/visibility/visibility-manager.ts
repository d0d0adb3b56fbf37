import { T333Error } from '../errors.ts';
import type { PlayerState, StreamPlayer } from '../player/player.ts';
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

  constructor(options: VisibilityManagerOptions = {}) {
    this.#policy = { ...DEFAULT_VISIBILITY_POLICY, ...options.policy };
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
    player.addEventListener('play', () => isOnScreen(tile.stage) || park(player, tile.stage), { signal });
    const stop = this.#observe(element, this.#policy.visibleRatio, (ratio) => {
      if (signal.aborted) return;
      tile.ratio = ratio;
      this.#update(tile);
    });
    signal.addEventListener('abort', stop);
    this.#publish();
    this.#updateAll();
  }

  /** Lets go of a player, before it is destroyed or handed on; leaves it as it is. Unknown players are no error. */
  remove(player: VisiblePlayer): void {
    this.#assertAlive();
    const tile = this.#tiles.get(player);
    if (!tile) return;
    this.#release(tile);
    this.#publish();
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
    if (nextCheckMs !== null) {
      tile.cancelTimer = this.#clock.after(Math.min(nextCheckMs, MAX_TIMER_MS), () => this.#update(tile));
    }
    if (target === stage) return;
    tile.stage = target;
    if (!isOnScreen(target)) park(player, target);
    else if (!isOnScreen(stage)) resume(player);
    this.#publish();
  }

  #publish(): void {
    const stages = new Map([...this.#tiles.values()].map(({ player, stage }) => [player, stage]));
    this.#store.update({ stages });
  }

  #assertAlive(): void {
    if (this.#life.signal.aborted) throw new T333Error('destroyed', 'The visibility manager was destroyed.');
  }
}

function park(player: VisiblePlayer, stage: 'paused' | 'suspended' | 'unloaded'): void {
  player.pause(COMMAND);
  if (stage !== 'paused') player.setLifecycle(stage, COMMAND);
}

function resume(player: VisiblePlayer): void {
  player.setLifecycle('active', COMMAND);
  if (!player.state.getSnapshot().playRequested) return;
  player.play(COMMAND).catch((error: unknown) => {
    if (!isTold(error, player.state.getSnapshot())) throw error;
  });
}

/** Whether a failure to play needs no second report: the player's state tells of it, or will when it has found the cause. */
export function isTold(error: unknown, state: Pick<PlayerState, 'error' | 'autoplayBlocked' | 'phase'>): boolean {
  if (!(error instanceof T333Error)) return false;
  return error.code === 'aborted' || state.error !== null || state.autoplayBlocked || state.phase === 'loading';
}
