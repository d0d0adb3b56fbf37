import type { QualityState, TileQuality } from '@t333/core/quality';
import { inOrderOf } from '../base/member-order.ts';
import { latencyOf, type LatencySubject } from '../stats/latency.ts';

/** A tile, as far as a row needs it. */
export type TileLike = Omit<TileQuality, 'player'> & {
  readonly player: LatencySubject;
};

/** One line of the table; null is unknown, or does not apply. */
export interface StatsRow {
  readonly id: string;
  readonly name: string;
  readonly focused: boolean;
  /** The label of what plays. */
  readonly rendition: string | null;
  readonly target: string | null;
  readonly cap: string | null;
  /** The end of `stats.reason.…` and `stats.why.…`. */
  readonly reason: TileQuality['reason'] | 'suspended' | 'unloaded';
  readonly bitrateBps: number;
  readonly bufferSeconds: number;
  readonly droppedRatio: number | null;
  /** Behind the live edge, seconds. */
  readonly latencySeconds: number | null;
  readonly receivedBytes: number;
}

/** @param names of tiles, by their ids; the rows stand in this order */
export const rowsOf = (tiles: readonly TileLike[], names: Readonly<Record<string, string>>): readonly StatsRow[] =>
  inOrderOf(names, tiles).map((tile) => rowOf(tile, Object.hasOwn(names, tile.id) ? names[tile.id]! : tile.id));

function rowOf(tile: TileLike, name: string): StatsRow {
  const { id, focused, stage, bitrateBps, bufferSeconds, droppedRatio, receivedBytes } = tile;
  const { renditions, videoHeight } = tile.player.state.getSnapshot();
  const labelOf = (rendition: string | null): string | null =>
    renditions.find((one) => one.id === rendition)?.label ?? null;
  return {
    id,
    name,
    focused,
    // Of a file there is one rendition, and it has no name.
    rendition: labelOf(tile.rendition) ?? (renditions.length === 0 && videoHeight ? `${videoHeight}p` : null),
    target: labelOf(tile.target),
    cap: labelOf(tile.cap),
    reason: stage === 'suspended' || stage === 'unloaded' ? stage : tile.reason,
    bitrateBps,
    bufferSeconds,
    droppedRatio,
    latencySeconds: latencyOf(tile.player),
    receivedBytes,
  };
}

/** What all tiles together have received, in bytes. */
export const receivedBytesOf = ({ tiles }: Pick<QualityState, 'tiles'>): number =>
  tiles.reduce((sum, { receivedBytes }) => sum + receivedBytes, 0);
