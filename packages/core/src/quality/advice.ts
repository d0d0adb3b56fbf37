/** What is known of one tile. */
export interface WatchedTile {
  readonly id: string;
  readonly focused: boolean;
  readonly audible: boolean;
  /** Bits a second it takes. */
  readonly bitrateBps: number;
  /** Pixels a second it takes. */
  readonly decodePixelsPerSecond: number;
  /** A lower rendition of it exists, and nobody insists on this one. */
  readonly canLower: boolean;
  /** The share of its frames that came too late to be shown, 0 to 1. */
  readonly droppedRatio: number;
  /** For how long it waited for media within the last minute, milliseconds. */
  readonly stalledMs: number;
  /** Since it was last the one that is looked at, milliseconds. */
  readonly unwatchedMs: number;
}

/** What is known of the whole wall. */
export interface WallObservation {
  /** The visible tiles. */
  readonly tiles: readonly WatchedTile[];
  /** The viewer asked the browser to save data. */
  readonly dataSaver: boolean;
  /** It runs on its battery; false where the browser does not say. */
  readonly onBattery: boolean;
}

export type AdviceCode = 'dropping-frames' | 'stalling' | 'data-saver' | 'battery' | 'many-streams';

/**
 * What would help, for a button or a method.
 * - `close`: close these tiles
 * - `lower`: a lower rendition for these
 * - `optimize`: everything but the focus at its lowest
 */
export interface AdviceAction {
  readonly kind: 'close' | 'lower' | 'optimize';
  /** The tiles it is about, the one that helps most first. */
  readonly ids: readonly string[];
}

/** One thing worth telling the viewer; the words are the element's. */
export interface Advice {
  readonly code: AdviceCode;
  readonly level: 'info' | 'warning';
  readonly action: AdviceAction | null;
  readonly figures: {
    readonly streamCount: number;
    /** The largest share of dropped frames of one tile, 0 to 1. */
    readonly droppedRatio: number;
    /** The longest wait of one tile within the last minute, milliseconds. */
    readonly stalledMs: number;
    /** Of all tiles, bits a second. */
    readonly bitrateBps: number;
  };
}

/** Above so many streams a tip is due, … */
export const INFO_ABOVE_COUNT = 3;
/** … and above so many a warning. */
export const WARN_ABOVE_COUNT = 6;
/** As the decode budget: more than this is seen as stutter. */
const DROPPING_RATIO = 0.1;
/** A wait of half a second is noticed; shorter ones come with every seek. */
const STALLED_MS = 500;

/**
 * What to tell the viewer, the most urgent first. A tip above 3 streams; a warning above 6, while frames are dropped or a
 * tile stalls, and where several streams play although data should be saved or the battery is in use.
 *
 * Nothing asks to close the focused or the audible tile; they are lowered only where no other can be.
 */
export function advise({ tiles, dataSaver, onBattery }: WallObservation): readonly Advice[] {
  const droppedRatio = Math.max(0, ...tiles.map((tile) => tile.droppedRatio));
  const stalledMs = Math.max(0, ...tiles.map((tile) => tile.stalledMs));
  const bitrateBps = tiles.reduce((sum, tile) => sum + tile.bitrateBps, 0);
  const figures = { streamCount: tiles.length, droppedRatio, stalledMs, bitrateBps };
  const found: Advice[] = [];
  const add = (code: AdviceCode, level: Advice['level'], action: AdviceAction | null): unknown =>
    found.push({ code, level, action, figures });
  const several = tiles.length > 1;
  if (droppedRatio > DROPPING_RATIO) add('dropping-frames', 'warning', relief(tiles, decodeOf));
  if (stalledMs > STALLED_MS) add('stalling', 'warning', relief(tiles, bitrateOf));
  if (dataSaver && several) add('data-saver', 'warning', optimize(tiles) ?? close(tiles, bitrateOf));
  if (onBattery && several) add('battery', 'warning', optimize(tiles) ?? close(tiles, decodeOf));
  if (tiles.length > INFO_ABOVE_COUNT) {
    add('many-streams', tiles.length > WARN_ABOVE_COUNT ? 'warning' : 'info', close(tiles, decodeOf));
  }
  return found;
}

const decodeOf = (tile: WatchedTile): number => tile.decodePixelsPerSecond;
const bitrateOf = (tile: WatchedTile): number => tile.bitrateBps;

/** Those whose loss hurts least for what it brings: out of focus and silent, dearest, longest unwatched. */
const rank = (tiles: readonly WatchedTile[], costOf: (tile: WatchedTile) => number): readonly WatchedTile[] =>
  tiles.toSorted(
    (a, b) =>
      Number(a.focused) - Number(b.focused) ||
      Number(a.audible) - Number(b.audible) ||
      costOf(b) - costOf(a) ||
      b.unwatchedMs - a.unwatchedMs,
  );

function close(tiles: readonly WatchedTile[], costOf: (tile: WatchedTile) => number): AdviceAction | null {
  const [least] = rank(
    tiles.filter(({ focused, audible }) => !focused && !audible),
    costOf,
  );
  return least && tiles.length > 1 ? { kind: 'close', ids: [least.id] } : null;
}

function relief(tiles: readonly WatchedTile[], costOf: (tile: WatchedTile) => number): AdviceAction | null {
  const lowerable = rank(tiles, costOf).filter(({ canLower }) => canLower);
  const others = lowerable.filter(({ focused }) => !focused);
  const ids = (others.length ? others : lowerable).map(({ id }) => id);
  return ids.length ? { kind: 'lower', ids } : close(tiles, costOf);
}

function optimize(tiles: readonly WatchedTile[]): AdviceAction | null {
  const ids = rank(tiles, bitrateOf).flatMap(({ id, focused, canLower }) => (canLower && !focused ? [id] : []));
  return ids.length ? { kind: 'optimize', ids } : null;
}
