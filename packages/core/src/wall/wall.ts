import { LAYOUT_MODES, type FreeCell, type LayoutMode } from '../layout/index.ts';
import { Store, type ReadableStore } from '../state/store.ts';
import { TypedEventTarget } from '../state/typed-event-target.ts';
import type { WallDescription } from './description.ts';
import { changes, TileEvent, type WallEvents } from './wall-events.ts';
import {
  DEFAULT_MAX_TILES,
  indexOfTile,
  invalid,
  onlyDefined,
  withTiles,
  type Tile,
  type TileInput,
  type WallState,
} from './wall-state.ts';

export interface WallOptions {
  /** How many tiles may be added; Infinity for any number. Default 16. */
  maxTiles?: number;
}

/**
 * What is on the wall: tiles, their order, focus, sound and layout. It plays nothing; players follow its state and events.
 * Every method either does all it says or throws `invalid-argument` and changes nothing.
 */
export class Wall extends TypedEventTarget<WallEvents> {
  readonly #store: Store<WallState>;

  constructor({ maxTiles = DEFAULT_MAX_TILES }: WallOptions = {}) {
    super();
    this.#store = new Store<WallState>({
      tiles: Object.freeze([]),
      focusId: null,
      audibleId: null,
      layout: 'grid',
      time: null,
      maxTiles: checkMaxTiles(maxTiles),
    });
  }

  get state(): ReadableStore<WallState> {
    return this.#store;
  }

  /**
   * @param tile what to show, or only its source; the same source may be there already
   * @param index where, clamped to the list. Default: at the end.
   * @returns the tile as it is on the wall
   */
  add(tile: TileInput | string, { index = Infinity }: { index?: number } = {}): Tile {
    const tiles: TileInput[] = [...this.#now.tiles];
    const place = clampIndex(index, tiles.length);
    tiles.splice(place, 0, toInput(tile));
    const next = withTiles(this.#now, tiles);
    this.#commit(next);
    return next.tiles[place] as Tile;
  }

  /** When it had focus or sound, the tile after it takes over, else the one before it. */
  remove(id: string): void {
    this.setTiles(this.#now.tiles.toSpliced(indexOfTile(this.#now, id), 1));
  }

  /** Puts another stream in a tile's place, which keeps id, volume, cell, focus and sound. */
  replace(id: string, tile: TileInput | string): void {
    this.#change(id, () => ({ ...toInput(tile), id }));
  }

  /** @param toIndex counted from 0, clamped to the list */
  move(id: string, toIndex: number): void {
    const tiles = [...this.#now.tiles];
    const [tile] = tiles.splice(indexOfTile(this.#now, id), 1) as [Tile];
    const index = clampIndex(toIndex, tiles.length);
    tiles.splice(index, 0, tile);
    if (this.#now.tiles[index] === tile) return;
    this.setTiles(tiles);
    this.dispatchEvent(new TileEvent('tilemoved', tile, index));
  }

  /** @param id the tile to show large, or null for none */
  focus(id: string | null): void {
    this.#commit({ ...this.#now, focusId: this.#check(id) });
  }

  /** @param id the one tile that is heard, or null for none */
  setAudible(id: string | null): void {
    this.#commit({ ...this.#now, audibleId: this.#check(id) });
  }

  /** Unmuting a tile makes it the audible one; muting the audible one leaves silence. */
  setMuted(id: string, muted: boolean): void {
    this.#check(id);
    if (muted === (this.#now.audibleId === id)) this.setAudible(muted ? null : id);
  }

  /** @param volume 0 to 1 */
  setVolume(id: string, volume: number): void {
    this.#change(id, (tile) => ({ ...tile, volume }));
  }

  setLayout(layout: LayoutMode): void {
    this.#commit({ ...this.#now, layout: checkLayout(layout) });
  }

  /** Gives a tile its place in the free layout. */
  setCell(id: string, cell: FreeCell): void {
    this.#change(id, (tile) => ({ ...tile, cell }));
  }

  /** @param time the moment that synchronised videos are to begin with, in seconds; null once they have */
  setTime(time: number | null): void {
    this.#store.update({ time });
  }

  /** Tiles beyond a lower number stay; none can be added. */
  setMaxTiles(maxTiles: number): void {
    this.#store.update({ maxTiles: checkMaxTiles(maxTiles) });
  }

  /**
   * Makes the wall show these tiles, in this order. A tile is known by its id, or without one by its source, and keeps
   * its volume and cell, and the id, unless other ones are given.
   */
  setTiles(tiles: readonly (TileInput | string)[]): void {
    this.#commit(withTiles(this.#now, tiles.map(toInput)));
  }

  /** The wall as it is, to be shared or stored. */
  describe(): WallDescription {
    const { layout, time, tiles, focusId, audibleId } = this.#now;
    const described = tiles.map((tile) => onlyDefined({ ...tile, minSize: undefined }));
    return onlyDefined({ layout, time: time ?? undefined, tiles: described, focusId, audibleId });
  }

  /** Makes the wall what a description says, all at once. */
  restore({ layout, time, tiles, focusId, audibleId }: WallDescription): void {
    const { maxTiles } = this.#now;
    const empty = {
      layout: checkLayout(layout),
      time: time ?? null,
      tiles: [],
      focusId: null,
      audibleId: null,
      maxTiles,
    };
    const next = withTiles(empty, tiles);
    for (const id of [focusId, audibleId]) if (id !== null) indexOfTile(next, id);
    this.#commit({ ...next, focusId, audibleId });
  }

  get #now(): WallState {
    return this.#store.getSnapshot();
  }

  #check(id: string | null): string | null {
    if (id !== null) indexOfTile(this.#now, id);
    return id;
  }

  #change(id: string, change: (tile: Tile) => TileInput): void {
    const { tiles } = this.#now;
    const index = indexOfTile(this.#now, id);
    this.setTiles(tiles.map((tile, at) => (at === index ? change(tile) : tile)));
  }

  #commit(next: WallState): void {
    const before = this.#now;
    const same = JSON.stringify(before.tiles) === JSON.stringify(next.tiles);
    this.#store.update({ ...next, tiles: same ? before.tiles : next.tiles });
    for (const event of changes(before, next)) this.dispatchEvent(event);
  }
}

const toInput = (tile: TileInput | string): TileInput => (typeof tile === 'string' ? { source: tile } : tile);

function checkLayout(layout: LayoutMode): LayoutMode {
  if (LAYOUT_MODES.includes(layout)) return layout;
  throw invalid(`There is no layout ${layout}.`);
}

function checkMaxTiles(maxTiles: number): number {
  if (maxTiles >= 0) return maxTiles;
  throw invalid(`A number of tiles is 0 or more, not ${maxTiles}.`);
}

/** Not a number counts as 0. */
const clampIndex = (index: number, last: number): number => Math.min(Math.max(0, Math.trunc(index) || 0), last);
