import { LAYOUT_MODES, type LayoutMode } from '../layout/index.ts';
import type { OffsetSource } from '../sync/offsets.ts';
import { isCell, isVolume, type Tile, type TileOffset } from './wall-state.ts';

/**
 * A tile as it is shared. Links round its offset to milliseconds, and have neither `startsAt`, `programDateTime` nor `next`: it
 * is for whoever plays to find out what offset follows from the first two.
 */
export type DescribedTile = Omit<Tile, 'minSize'>;

/** All that makes a wall the same wall in another place or at another time. */
export interface WallDescription {
  readonly layout: LayoutMode;
  /** The moment that all the videos show, in seconds on the timeline that they share. Links round it to milliseconds. */
  readonly time?: number | undefined;
  readonly tiles: readonly DescribedTile[];
  /** The id of one of the tiles, or null. */
  readonly focusId: string | null;
  /** The id of one of the tiles, or null. */
  readonly audibleId: string | null;
}

/** Four times what the layouts are tuned for: room for packs, and still laid out within a frame. */
export const MAX_DESCRIBED_TILES = 64;
/** Servers, proxies and messengers rarely pass on more of an address than this; also used for posters. */
export const MAX_SOURCE_LENGTH = 2_048;
/** The longest title that a stream has on today's big sites is 140 characters. */
export const MAX_TITLE_LENGTH = 200;
/** A UUID is 36. */
export const MAX_ID_LENGTH = 64;

/** Room for Unix time, so that a timeline may be that of the clock on the wall; doubles are exact to the millisecond here. */
export const MAX_DESCRIBED_SECONDS = 1e10;

/** Where an offset came from, as links write it; typed by hand needs no letter. */
export const OFFSET_LETTERS: Readonly<Record<OffsetSource, string>> = {
  none: 'n',
  'start-time': 't',
  'program-date-time': 'p',
  sound: 's',
  anchor: 'a',
  manual: '',
};

/** Half of a surrogate pair: no text, and `encodeURIComponent` throws on it. */
const LONE_SURROGATE = /\p{Surrogate}/u;
const WEB_ADDRESS = /^https?:\/\/[^\s\p{Cc}]+$/iu;
/** Sources of a registered type, such as `twitch:channel`; never what a browser would run or what only this device can read. */
const TYPED_SOURCE =
  /^(?!(?:https?|javascript|vbscript|data|blob|file|filesystem|about):)[a-z]+:[\p{L}\p{N}@_][^\s\p{Cc}]*$/iu;

const isText = (text: string, maxLength: number): boolean => text.length <= maxLength && !LONE_SURROGATE.test(text);

/** An offset that says where it came from. */
export const toTileOffset = (offset: number | TileOffset): TileOffset =>
  typeof offset === 'number' ? { seconds: offset, source: 'manual' } : offset;

const isSeconds = (seconds: number): boolean => Math.abs(seconds) <= MAX_DESCRIBED_SECONDS;

const isOffset = ({ seconds, source }: TileOffset): boolean =>
  isSeconds(seconds) && Object.hasOwn(OFFSET_LETTERS, source);

const isWebAddress = (text: string): boolean => WEB_ADDRESS.test(text) && URL.canParse(text);

/**
 * Whether a source can be shared: an http or https address, or `type:name` of a source type. `javascript:`, `data:`, `file:`
 * and `blob:` are none, and neither is a relative address.
 */
export function isShareableSource(source: string): boolean {
  return isText(source, MAX_SOURCE_LENGTH) && (isWebAddress(source) || TYPED_SOURCE.test(source));
}

/** What is wrong with a description, for developers; null when nothing is. */
export function findProblem({ layout, time = 0, tiles, focusId, audibleId }: WallDescription): string | null {
  if (!LAYOUT_MODES.includes(layout)) return `There is no layout ${layout}.`;
  if (!isSeconds(time)) return `There is no time ${time}.`;
  if (tiles.length > MAX_DESCRIBED_TILES) return `${tiles.length} tiles are too many.`;
  const ids = new Set<string | null>([null]);
  for (const tile of tiles) {
    const { id, source, title = '', poster, volume, cell, offset } = tile;
    const checks = {
      id: id && isText(id, MAX_ID_LENGTH) && !ids.has(id),
      source: isShareableSource(source),
      title: isText(title, MAX_TITLE_LENGTH),
      poster: poster === undefined || (isText(poster, MAX_SOURCE_LENGTH) && isWebAddress(poster)),
      volume: isVolume(volume),
      cell: !cell || isCell(cell),
      offset: offset === undefined || isOffset(toTileOffset(offset)),
    };
    for (const [name, passed] of Object.entries(checks)) {
      if (!passed)
        return `A tile cannot have the ${name} ${JSON.stringify(tile[name as keyof typeof checks]).slice(0, 100)}.`;
    }
    ids.add(id);
  }
  return ids.has(focusId) && ids.has(audibleId) ? null : 'Focus or sound is on a tile that is not there.';
}
