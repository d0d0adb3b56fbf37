import type { TileStage } from '../visibility/policy.ts';
import { advise, type Advice, type WallObservation } from './advice.ts';
import type { Share } from './allocate.ts';
import type { ManagedTile } from './managed-tile.ts';
import type { TileQuality } from './quality-state.ts';

/** What the state says of each player. */
export function describeTiles(
  tiles: readonly ManagedTile[],
  shares: readonly Share[],
  stages: ReadonlyMap<unknown, TileStage>,
): readonly TileQuality[] {
  return tiles.map((tile, index) => {
    const { id, player, focused, audioOnly, target, rung, bufferSeconds, figures, receivedBytes } = tile;
    const { cap, reason } = shares[index]!;
    return Object.freeze({
      id,
      player,
      stage: stages.get(player) ?? 'waiting',
      focused,
      audioOnly,
      rendition: tile.state.rendition,
      target,
      cap,
      reason,
      bitrateBps: rung?.bitrateBps ?? 0,
      bufferSeconds: Math.round(bufferSeconds * 10) / 10,
      droppedRatio: figures.droppedRatio,
      receivedBytes,
    });
  });
}

/** Whether something changed that a viewer should see at once: who is there, who has the focus, who gets what and why. */
export function hasNews(
  before: readonly TileQuality[],
  tiles: readonly ManagedTile[],
  shares: readonly Share[],
): boolean {
  return (
    before.length !== tiles.length ||
    before.some((old, index) => {
      const { id, focused, target, audioOnly } = tiles[index]!;
      return (
        old.id !== id ||
        old.focused !== focused ||
        old.target !== target ||
        old.audioOnly !== audioOnly ||
        old.reason !== shares[index]!.reason
      );
    })
  );
}

export function adviceFor(
  tiles: readonly ManagedTile[],
  conditions: Omit<WallObservation, 'tiles'>,
  nowMs: number,
): readonly Advice[] {
  const watched = tiles
    .filter(({ visible }) => visible)
    .map((tile) => ({
      id: tile.id,
      focused: tile.focused,
      audible: !tile.state.muted,
      bitrateBps: tile.rung?.bitrateBps ?? 0,
      decodePixelsPerSecond: tile.decodeCost,
      canLower: tile.canChoose && tile.state.selectedRendition === 'auto' && tile.lowestRung?.id !== tile.target,
      droppedRatio: tile.figures.droppedRatio ?? 0,
      stalledMs: tile.figures.stalledMs,
      unwatchedMs: nowMs - tile.focusedAtMs,
    }));
  return advise({ tiles: watched, ...conditions });
}

/** The list from before where the new one says the same, so that who compares by identity is not told of it. */
export function keepSame<Item extends object>(before: readonly Item[], now: readonly Item[]): readonly Item[] {
  const items = now.map((item, index) => (isSame(before[index], item) ? before[index]! : item));
  return items.length === before.length && items.every((item, index) => item === before[index])
    ? before
    : Object.freeze(items);
}

/** Plain data is compared through, players by identity. */
function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (!isPlain(a) || !isPlain(b)) return false;
  const keys = Object.keys(b);
  return keys.length === Object.keys(a).length && keys.every((key) => isSame(a[key], b[key]));
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  Array.isArray(value) ||
  (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype);
