import { T333Error } from '../errors.ts';
import { FREE_GRID_COLUMNS, FREE_GRID_ROWS, type FreeCell, type LayoutMode, type Size } from '../layout/index.ts';
import type { Offset } from '../sync/offsets.ts';
import type { NextVideo } from '../sync/placement.ts';

/** As many as the layouts are tuned for. */
export const DEFAULT_MAX_TILES = 16;

/** An offset, and where it came from; how certain it is does not go into links. */
export type TileOffset = Pick<Offset, 'seconds' | 'source'> & Partial<Pick<Offset, 'certainty'>>;

/** One place on the wall, and the stream that is in it. */
export interface Tile {
  /** Names the place: replacing the stream keeps it. Unique on the wall. */
  readonly id: string;
  /** What to play: an address, or the text of a registered source type, such as `twitch:channel`. */
  readonly source: string;
  readonly title?: string | undefined;
  /** Address of a picture to show before the first frame. */
  readonly poster?: string | undefined;
  /** Smallest size in CSS px that its player allows. Known by the player, so it is no part of a description. */
  readonly minSize?: Size | undefined;
  /** 0 to 1, whether it is heard or not. */
  readonly volume: number;
  /** Its place in the free layout, once it was moved. */
  readonly cell?: FreeCell | undefined;
  /** What to add to the time that synchronised videos share for the position in this one; a number is in seconds. */
  readonly offset?: number | TileOffset | undefined;
  /** When the recording of its video began, in milliseconds since 1970. Counts where there is no `offset`. */
  readonly startsAt?: number | undefined;
  /** Whether its playlist tells the real time, by EXT-X-PROGRAM-DATE-TIME. Counts where there is neither of those. */
  readonly programDateTime?: boolean | undefined;
  /** What follows on the same channel, where videos are synchronised. Links do not carry it. */
  readonly next?: readonly NextVideo[] | undefined;
}

/** A tile as one asks for it. A missing `id` is made up (`t1`, `t2` …), a missing `volume` is 1. */
export type TileInput = Pick<Tile, 'source'> & { readonly [Key in keyof Tile]?: Tile[Key] | undefined };

export interface WallState {
  /** In reading order. */
  readonly tiles: readonly Tile[];
  /** The tile that is shown large, or null. */
  readonly focusId: string | null;
  /** The only tile that is heard, or null; all others are muted. */
  readonly audibleId: string | null;
  readonly layout: LayoutMode;
  readonly maxTiles: number;
  /** The moment that synchronised videos are to begin with, in seconds on their timeline; null once they have. */
  readonly time: number | null;
}

export const invalid = (message: string): T333Error<'invalid-argument'> => new T333Error('invalid-argument', message);

export const isVolume = (volume: number): boolean => volume >= 0 && volume <= 1;

/** Whether a cell lies on the grid of the free layout, in whole cells. */
export function isCell({ column, row, columnSpan, rowSpan }: FreeCell): boolean {
  return (
    [column, row, columnSpan, rowSpan].every(Number.isInteger) &&
    Math.min(column, row) >= 0 &&
    Math.min(columnSpan, rowSpan) >= 1 &&
    column + columnSpan <= FREE_GRID_COLUMNS &&
    row + rowSpan <= FREE_GRID_ROWS
  );
}

/** @throws T333Error `invalid-argument` when no tile has this id */
export function indexOfTile({ tiles }: WallState, id: string): number {
  const index = tiles.findIndex((tile) => tile.id === id);
  if (index < 0) throw invalid(`There is no tile ${id}.`);
  return index;
}

/**
 * The wall with these tiles in this order. A tile that was there before, by its id or else by its source, keeps its id,
 * and volume and cell where none is given. When the focused or the audible tile is gone, the one after it takes over, else the
 * one before it.
 *
 * @throws T333Error `invalid-argument` for an empty source, a volume or cell out of range, an id that occurs twice, or
 *   when the wall would grow beyond `maxTiles`
 */
export function withTiles(state: WallState, inputs: readonly TileInput[]): WallState {
  if (inputs.length > Math.max(state.maxTiles, state.tiles.length)) {
    throw invalid(`This wall takes ${state.maxTiles} tiles.`);
  }
  const taken = new Set(inputs.map((input) => input.id));
  const tiles = inputs.map((input) => {
    const kept = state.tiles.find((tile) =>
      input.id === undefined ? tile.source === input.source && !taken.has(tile.id) : tile.id === input.id,
    );
    const id = input.id ?? kept?.id ?? freshId([...taken, ...state.tiles.map((tile) => tile.id)]);
    taken.add(id);
    return toTile({ ...input, id, volume: input.volume ?? kept?.volume ?? 1, cell: input.cell ?? kept?.cell });
  });
  const ids = new Set(tiles.map((tile) => tile.id));
  if (ids.size < tiles.length) throw invalid('Two tiles have the same id.');
  const heir = (id: string | null): string | null => {
    const index = state.tiles.findIndex((tile) => tile.id === id);
    if (index < 0) return null;
    const nearest = [...state.tiles.slice(index), ...state.tiles.slice(0, index).toReversed()];
    return nearest.find((tile) => ids.has(tile.id))?.id ?? null;
  };
  return { ...state, tiles: Object.freeze(tiles), focusId: heir(state.focusId), audibleId: heir(state.audibleId) };
}

function freshId(taken: readonly (string | undefined)[]): string {
  for (let number = 1; ; number++) {
    if (!taken.includes(`t${number}`)) return `t${number}`;
  }
}

function toTile(tile: Tile): Tile {
  const { id, source, title, poster, minSize, volume, cell, offset, startsAt, programDateTime, next } = tile;
  if (!id || !source) throw invalid('A tile needs a source and an id.');
  if (!isVolume(volume)) throw invalid(`A volume is 0 to 1, not ${volume}.`);
  if (cell && !isCell(cell)) throw invalid(`This cell is outside the grid: ${JSON.stringify(cell)}`);
  return Object.freeze(
    onlyDefined({ id, source, title, poster, minSize, volume, cell, offset, startsAt, programDateTime, next }),
  );
}

/** The same without the properties that are undefined, so that equal things look equal. */
export function onlyDefined<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
