import { T333Error } from '@t333/core/errors';
import type { PlayerState, StreamPlayer } from '@t333/core/player/contract';
import { SyncGroup, type Offset } from '@t333/core/sync';
import { systemClock } from '@t333/core/time';
import { timeFromUrl, type Tile, type Wall } from '@t333/core/wall';
import { defineElement } from '../base/define-element.ts';
import { SyncMeter } from '../sync-meter/sync-meter.ts';
import { GridChangeEvent } from './multi-stream-grid.events.ts';
import type { StreamTile } from './stream-tile.ts';
import { describeSynced } from './synced-description.ts';
import { positionOf, returnsToFirst, UNPLACED } from './synced-placement.ts';
import type { TileStage } from './tile-stage.ts';

/** The wall begins together, but a tile that is not ready so long after the first one joins later. */
const PATIENCE_MS = 3000;
/** Whoever has watched for longer than this goes on from there when the tiles are brought together. */
const WATCHED_SECONDS = 3;

export interface SyncedGrid extends HTMLElement {
  readonly wall: Wall;
  readonly sync: boolean;
  readonly urlState: boolean;
}

/** A link to a moment says where a wall begins, not where it goes on. */
const opened = new WeakSet<SyncedGrid>();

/** The synchronisation of a grid as it should be now: one that has begun, a new one, or none. */
export function tendSync(
  grid: SyncedGrid,
  stage: TileStage,
  onError: (error: T333Error) => void,
  synced: SyncedTiles | undefined,
): SyncedTiles | undefined {
  if (grid.sync && grid.isConnected) return synced ?? new SyncedTiles(grid, stage, onError);
  synced?.destroy();
  return undefined;
}

/** One tile with a player, whether that takes part or not. */
interface Watched {
  readonly player: StreamPlayer;
  readonly life: AbortController;
  /** The place in the group that its tile asked for, once it takes part; and what it said to follow. */
  asked: string | null;
  followed: string;
  meter: SyncMeter | null;
}

type MediaOfTile = Element & {
  readonly src?: string | null;
  readonly error?: unknown;
  readonly played?: TimeRanges | undefined;
};

/** Keeps the recordings on a wall at the same moment, and tells on each tile how well. Live streams are left alone. */
export class SyncedTiles {
  readonly group = new SyncGroup();
  readonly #grid: SyncedGrid;
  readonly #stage: TileStage;
  readonly #onError: (error: T333Error) => void;
  readonly #life = new AbortController();
  readonly #watched = new Map<string, Watched>();
  /** Where tiles were whose player has gone, and may come back. */
  readonly #left = new Map<string, Offset>();
  /** The moment that the page's address names. */
  readonly #linkedTime: number | null;
  #begun = false;
  /** Somebody has moved the group before it could begin by itself. */
  #wasMoved = false;
  #cancelPatience: (() => void) | null = null;
  #isPatient = true;

  /** @param onError gets what is wrong with the place that a tile asks for */
  constructor(grid: SyncedGrid, stage: TileStage, onError: (error: T333Error) => void) {
    this.#grid = grid;
    this.#stage = stage;
    this.#onError = onError;
    this.#linkedTime = grid.urlState && !opened.has(grid) ? timeFromUrl(location.href) : null;
    opened.add(grid);
    defineElement('sync-meter', SyncMeter);
    const { signal } = this.#life;
    grid.wall.state.subscribe(this.#look, { signal });
    grid.shadowRoot?.addEventListener('tileplayer', this.#look, { signal });
    this.group.addEventListener('timelinechange', () => (this.#wasMoved = true), { signal });
    // Once the grid has it.
    queueMicrotask(() => {
      if (signal.aborted) return;
      this.#tell();
      this.#look();
    });
  }

  /** Lets go of the players, as they are. The wall keeps the offsets, and the time where its players are about to go. */
  destroy(): void {
    const { wall, isConnected } = this.#grid;
    const { tiles, time } = describeSynced(wall.describe(), this.group);
    const offsets = new Map(tiles.map(({ id, offset }) => [id, offset]));
    this.#cancelPatience?.();
    this.#life.abort();
    for (const id of this.#watched.keys()) this.#leave(id);
    this.group.destroy();
    wall.setTiles(this.#tiles.map((tile) => Object.assign({}, tile, { offset: offsets.get(tile.id) })));
    if (!isConnected) wall.setTime(time ?? null);
    queueMicrotask(() => this.#tell());
  }

  #tell(): void {
    this.#grid.dispatchEvent(new GridChangeEvent('groupchange', this.#grid.wall.state.getSnapshot()));
  }

  get #tiles(): readonly Tile[] {
    return this.#grid.wall.state.getSnapshot().tiles;
  }

  /** Brings the group to what is on the wall by now. */
  readonly #look = (): void => {
    const tiles = this.#tiles;
    for (const [id, { player }] of this.#watched) {
      if (!tiles.some((tile) => tile.id === id) || this.#stage.get(id)?.player !== player) this.#leave(id);
    }
    for (const id of this.#left.keys()) if (!tiles.some((tile) => tile.id === id)) this.#left.delete(id);
    for (const { id } of tiles) {
      const element = this.#stage.get(id);
      if (element?.player && !this.#watched.has(id)) this.#watch(id, element, element.player);
    }
    if (this.#begun || this.#mayBegin(tiles)) this.#gather(tiles);
  };

  #watch(id: string, element: StreamTile, player: StreamPlayer): void {
    const life = new AbortController();
    const { signal } = life;
    this.#watched.set(id, { player, life, asked: null, followed: '', meter: null });
    const media = element.media as MediaOfTile | null;
    // It has been kept from playing by itself, in case that it takes part; what has played was stopped by its viewer.
    let isKept = !element.declared && !media?.played?.length;
    let kind = '';
    const onState = (): void => {
      const state = player.state.getSnapshot();
      const now = `${state.streamType} ${state.phase}`;
      if (now === kind) return;
      kind = now;
      if (state.streamType !== 'live') return;
      if (isKept && !state.playRequested) player.play().catch(toldByState);
      isKept = false;
    };
    onState();
    player.state.subscribe(
      () => {
        const before = kind;
        onState();
        if (kind !== before) this.#look();
      },
      { signal },
    );
  }

  #leave(id: string): void {
    const watched = this.#watched.get(id);
    if (!watched) return;
    this.#watched.delete(id);
    watched.life.abort();
    this.#dismiss(id, watched);
  }

  /** The tiles whose recordings are ready are the first members, when nobody else is about to be. */
  #mayBegin(tiles: readonly Tile[]): boolean {
    if (!tiles.some(({ id }) => this.#isReady(id))) return false;
    this.#cancelPatience ??= systemClock.after(PATIENCE_MS, () => {
      this.#isPatient = false;
      this.#look();
    });
    return !this.#isPatient || tiles.every(({ id }) => isSettled(this.#stage.get(id)));
  }

  #gather(tiles: readonly Tile[]): void {
    const wantsToPlay = tiles.some(({ id }) => this.#wantsToPlay(id));
    const beginsAlone = !this.#begun && !this.#wasMoved;
    const beginning = beginsAlone ? (this.#linkedTime ?? this.#watchedTime(tiles)) : null;
    for (const tile of tiles) this.#tend(tile);
    // The one that is ready may have to load another of its videos first.
    if (this.group.state.getSnapshot().members.length === 0) return;
    const { wall } = this.#grid;
    const { time: wished } = wall.state.getSnapshot();
    const time = wished ?? beginning;
    if (wished !== null) wall.setTime(null);
    // Whoever has moved the group before it could begin, in another browser perhaps, knows better than a link.
    if (time !== null && (this.#begun || beginsAlone)) {
      this.group.seek(time, { origin: this.#begun ? 'user' : 'sync' }).catch(this.#fail);
    }
    if (this.#begun) return;
    this.#begun = true;
    this.#cancelPatience?.();
    if (wantsToPlay && beginsAlone) void this.group.play({ origin: 'sync' });
  }

  #wantsToPlay(id: string): boolean {
    const watched = this.#watched.get(id);
    if (!watched || !this.#isReady(id)) return false;
    const { player } = watched;
    const { playRequested } = player.state.getSnapshot();
    return playRequested || (!this.#stage.get(id)?.declared && player.currentTime < WATCHED_SECONDS);
  }

  /** Where the wall was before it was synchronised, by the tile that is heard if possible; null at the very beginning. */
  #watchedTime(tiles: readonly Tile[]): number | null {
    const { audibleId } = this.#grid.wall.state.getSnapshot();
    const position = ({ id }: Tile): number => (this.#isReady(id) && this.#watched.get(id)?.player.currentTime) || 0;
    const watched = tiles.filter((tile) => position(tile) > WATCHED_SECONDS);
    const guide = watched.find(({ id }) => id === audibleId) ?? watched[0];
    if (!guide) return null;
    const { offset = 0 } = guide;
    return position(guide) - (typeof offset === 'number' ? offset : offset.seconds);
  }

  /** Whether it can take part. */
  #isReady(id: string): boolean {
    const state = this.#watched.get(id)?.player.state.getSnapshot();
    return state !== undefined && state.streamType === 'on-demand' && isReady(state);
  }

  /** Has a tile take part, or not, at the place that it asks for. */
  #tend(tile: Tile): void {
    const { id } = tile;
    const watched = this.#watched.get(id);
    if (!watched) return;
    const { asked } = watched;
    const isLive = watched.player.state.getSnapshot().streamType === 'live';
    if (asked !== null && isLive) return this.#dismiss(id, watched);
    const asks = JSON.stringify(positionOf(tile));
    const follows = JSON.stringify(tile.next ?? []);
    if (asked === null) {
      if (!this.#isReady(id) || returnsToFirst(tile, watched.player)) return;
      this.#admit(tile, watched);
    } else if (asked !== asks || watched.followed !== follows) {
      this.#move(tile, watched.player, watched.followed !== follows);
    }
    watched.asked = asks;
    watched.followed = follows;
    if (watched.meter) watched.meter.label = this.#stage.get(id)?.name ?? null;
  }

  #admit(tile: Tile, watched: Watched): void {
    const { id } = tile;
    const { player } = watched;
    const left = this.#left.get(id);
    const { next = [] } = tile;
    const position = left ? { offset: left } : (positionOf(tile) ?? { offset: UNPLACED });
    try {
      this.group.add(player, { ...position, next }, id);
    } catch (error) {
      this.#fail(error);
      this.group.add(player, { offset: UNPLACED }, id);
    }
    const bar = this.#stage.get(id)?.renderRoot.querySelector('stream-tile-bar');
    watched.meter = document.createElement('sync-meter');
    watched.meter.group = this.group;
    watched.meter.member = id;
    bar?.append(watched.meter);
  }

  #dismiss(id: string, watched: Watched): void {
    const member = this.group.state.getSnapshot().members.find((one) => one.id === id);
    if (member) this.#left.set(id, member.offset);
    watched.asked = null;
    watched.meter?.remove();
    this.group.remove(id);
  }

  /** Without a wish of its own, what comes to a place has the offset of what was there. */
  #move(tile: Tile, player: StreamPlayer, followsOther: boolean): void {
    const { id, next = [] } = tile;
    const member = this.group.state.getSnapshot().members.find((one) => one.id === id);
    const position = positionOf(tile) ?? (followsOther && member ? { offset: member.offset } : null);
    if (!position) return;
    try {
      if ('offset' in position && !followsOther) this.group.setOffset(id, position.offset);
      else this.group.replace(id, player, { ...position, next });
    } catch (error) {
      this.#fail(error);
    }
  }

  readonly #fail = (error: unknown): void => {
    if (!(error instanceof T333Error)) throw error;
    this.#onError(error);
  };
}

const isReady = ({ phase }: PlayerState): boolean => phase === 'ready' || phase === 'ended';

/** Whether nothing more is to be expected of a tile for now: it can play, cannot, or has nothing to play yet. */
function isSettled(element: StreamTile | undefined): boolean {
  if (!element) return false;
  const media = element.media as MediaOfTile | null;
  if (element.player) return element.player.state.getSnapshot().phase !== 'loading';
  return !media?.src || Boolean(media.error);
}

/** A refusal to play stands in the player's state, and its tile shows it. */
function toldByState(): void {}
