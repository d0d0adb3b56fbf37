import { T333Error } from '../errors.ts';
import type { FreeCell, LayoutMode } from '../layout/index.ts';
import type { OffsetSource } from '../sync/offsets.ts';
import { findProblem, OFFSET_LETTERS, toTileOffset, type WallDescription } from './description.ts';
import { onlyDefined, type TileOffset } from './wall-state.ts';

/** Rises only when older readers would misread a text; new keys do not raise it. */
export const WALL_CODEC_VERSION = 1;

/** What browsers, servers and messengers all let pass as an address. */
export const MAX_WALL_TEXT_LENGTH = 8_192;

/** Keys of the whole wall: layout, focused and audible tile (counted from 1), moment in seconds. */
const WALL_KEY = /^[lfam]$/;
/** Keys of one tile: source (which begins it), id, title, poster, volume in percent, cell, offset in seconds and its origin. */
const TILE_KEY = /^[sitpvco]$/;

/** `key=value`, or `key12.3=value`: the first 12 and the last 3 characters are those of the last value with this key. */
const FIELD = /^([a-z]+)(\d*)\.?(\d*)=(.*)$/s;

/**
 * A wall as a short text, of characters that stand unchanged in a query or a fragment, where it can also be read by eye:
 * `1,l=focus,f=2,s=https://cdn.example/cam1/live.m3u8,t=Main+stage,s23.10=2,v=80`.
 * Values that are the default are left out. Volumes are rounded to whole percents, times and offsets to milliseconds.
 *
 * @throws T333Error `invalid-argument` when something in it cannot be shared (see `isShareableSource`), or when it is too
 *   long for a link
 */
export function encodeWall(description: WallDescription): string {
  const problem = findProblem(description);
  if (problem) throw new T333Error('invalid-argument', problem);
  const { layout, time, tiles, focusId, audibleId } = description;
  const fields = [String(WALL_CODEC_VERSION)];
  const last = new Map<string, string>();
  const put = (key: string, value: string | number | undefined): void => {
    if (value === undefined) return;
    const text = escapeText(String(value));
    fields.push(key + shorten(text, last.get(key) ?? ''));
    last.set(key, text);
  };
  const putPlace = (key: string, id: string | null): void => {
    if (id !== null) put(key, tiles.findIndex((tile) => tile.id === id) + 1);
  };

  put('l', unless(layout, 'grid'));
  putPlace('f', focusId);
  putPlace('a', audibleId);
  put('m', time && toMilliseconds(time));
  tiles.forEach(({ id, source, title, poster, volume, cell, offset }, index) => {
    put('s', source);
    put('i', unless(id, defaultId(index)));
    put('t', title);
    put('p', poster);
    put('v', unless(Math.round(volume * 100), 100));
    put('c', cell && [cell.column, cell.row, cell.columnSpan, cell.rowSpan].join('.'));
    put(
      'o',
      ifThere(offset, (given) => writeOffset(toTileOffset(given))),
    );
  });
  const text = fields.join(',');
  if (text.length > MAX_WALL_TEXT_LENGTH) throw new T333Error('invalid-argument', 'This wall is too large for a link.');
  return text;
}

/**
 * Reads what `encodeWall` wrote, also after a messenger has percent-encoded it or a form has decoded it.
 * Keys that it does not know are skipped.
 *
 * @throws T333Error `invalid-wall` for anything else, and for a text of a newer version
 */
export function decodeWall(text: string): WallDescription {
  if (text.length > MAX_WALL_TEXT_LENGTH) throw invalid('The text is too long.');
  const [version = '', ...fields] = decodePercent(text).split(',');
  if (version !== String(WALL_CODEC_VERSION)) {
    throw invalid(
      /^\d+$/.test(version) ? `This wall needs a newer t333: it has version ${version}.` : 'This is no wall.',
    );
  }
  const wall = new Map<string, string>();
  const tiles: Map<string, string>[] = [];
  const last = new Map<string, string>();
  for (const field of fields) {
    const [, key = '', prefix, suffix, middle = ''] = FIELD.exec(field) ?? [];
    const ofWall = WALL_KEY.test(key);
    if (key && !ofWall && !TILE_KEY.test(key)) continue;
    if (key === 's') tiles.push(new Map());
    const scope = ofWall ? wall : tiles.at(-1);
    const before = last.get(key) ?? '';
    const prefixEnd = Number(prefix);
    const suffixStart = before.length - Number(suffix);
    if (!key || !scope || scope.has(key) || prefixEnd > suffixStart) {
      throw invalid(`This is no field, or not where it belongs: ${field.slice(0, 100)}`);
    }
    const value = before.slice(0, prefixEnd) + middle + before.slice(suffixStart);
    last.set(key, value);
    scope.set(key, unescapeText(value));
  }
  const described = tiles.map((tile, index) =>
    onlyDefined({
      id: tile.get('i') ?? defaultId(index),
      source: tile.get('s') as string,
      title: tile.get('t'),
      poster: tile.get('p'),
      volume: Number(tile.get('v') ?? 100) / 100,
      cell: ifThere(tile.get('c'), readCell),
      offset: ifThere(tile.get('o'), readOffset),
    }),
  );
  // An empty id is that of no tile.
  const idAt = (place: string | undefined): string | null => (place ? (described[Number(place) - 1]?.id ?? '') : null);
  const description: WallDescription = onlyDefined({
    layout: (wall.get('l') ?? 'grid') as LayoutMode,
    time: ifThere(wall.get('m'), readSeconds),
    tiles: described,
    focusId: idAt(wall.get('f')),
    audibleId: idAt(wall.get('a')),
  });
  const problem = findProblem(description);
  if (problem) throw invalid(problem);
  return description;
}

const invalid = (message: string, cause?: unknown): T333Error<'invalid-wall'> =>
  new T333Error('invalid-wall', message, { cause });

/** What `Wall` itself would call the tile at this place, so that most links need no ids. */
const defaultId = (index: number): string => `t${index + 1}`;

/**
 * UTF-8 as `~XX` and spaces as `+`. Not percent-encoding: readers of queries and fragments undo that before we see it, and
 * what was a comma in a title would come out as ours. Quotes and brackets go too, since messengers end a link at them.
 */
const escapeText = (text: string): string => text.replace(/[^\w.:/?@= -]/gu, escapeCharacter).replaceAll(' ', '+');

const escapeCharacter = (character: string): string =>
  Array.from(new TextEncoder().encode(character), (byte) => `~${(byte + 0x100).toString(16).slice(1)}`).join('');

const unescapeText = (text: string): string => decodePercent(text.replaceAll('+', ' ').replaceAll('~', '%'));

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw invalid('The text is damaged.', cause);
  }
}

/** A value as what is new in it, where that is shorter. */
function shorten(text: string, before: string): string {
  const most = Math.min(text.length, before.length);
  let prefix = 0;
  while (prefix < most && text[prefix] === before[prefix]) prefix++;
  let suffix = 0;
  while (suffix < most - prefix && text.at(-1 - suffix) === before.at(-1 - suffix)) suffix++;
  const short = `${prefix}${suffix ? `.${suffix}` : ''}=${text.slice(prefix, text.length - suffix)}`;
  return short.length < text.length + 1 ? short : `=${text}`;
}

/** What is missing in it becomes NaN, which no grid has a cell for. */
function readCell(text: string): FreeCell {
  const [column = NaN, row = NaN, columnSpan = NaN, rowSpan = NaN] = text.split('.').map(Number);
  return { column, row, columnSpan, rowSpan };
}

const toMilliseconds = (seconds: number): number => Math.round(seconds * 1000) / 1000;

/** What is not written exactly as `encodeWall` would becomes NaN, which is no time. */
const readSeconds = (text: string): number => (String(toMilliseconds(Number(text))) === text ? Number(text) : NaN);

const writeOffset = ({ seconds, source }: TileOffset): string => toMilliseconds(seconds) + OFFSET_LETTERS[source];

function readOffset(text: string): TileOffset {
  const seconds = text.replace(/[a-z]$/, '');
  const sources = Object.keys(OFFSET_LETTERS) as OffsetSource[];
  const source = sources.find((name) => OFFSET_LETTERS[name] === text.slice(seconds.length));
  return { seconds: readSeconds(seconds), source: source as OffsetSource };
}

const ifThere = <From, To>(value: From | undefined, turn: (value: From) => To): To | undefined =>
  value === undefined ? undefined : turn(value);

const unless = <T>(value: T, usual: T): T | undefined => (value === usual ? undefined : value);
