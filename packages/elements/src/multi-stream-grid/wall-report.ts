import type { Tile, WallState } from '@t333/core/wall';
import type { gridMessages } from './messages.ts';

export type GridChange = 'streamschange' | 'layoutchange' | 'focuschange' | 'audiblechange';

/** One change, and the words for it: a key of the texts, and the tile that is meant. */
export interface Report {
  readonly type: GridChange;
  readonly text: keyof typeof gridMessages | null;
  readonly tile: Tile | null;
}

const find = (tiles: readonly Tile[], id: string | null): Tile | null => tiles.find((tile) => tile.id === id) ?? null;

/**
 * What to tell of the way from one state of the wall to the next.
 *
 * @param currentId the tile that the keyboard is on: of several that changed place it is the one that was moved
 */
export function reportChanges(before: WallState, now: WallState, currentId: string | null): Report[] {
  const reports: Report[] = [];
  if (before.layout !== now.layout) reports.push({ type: 'layoutchange', text: `grid.layout.${now.layout}`, tile: null });
  if (before.focusId !== now.focusId) {
    const tile = find(now.tiles, now.focusId);
    reports.push({ type: 'focuschange', text: tile && 'grid.focused', tile });
  }
  if (before.audibleId !== now.audibleId) {
    const tile = find(now.tiles, now.audibleId);
    reports.push({ type: 'audiblechange', text: tile ? 'grid.soundOf' : 'grid.muted', tile });
  }
  if (before.tiles !== now.tiles) reports.push({ type: 'streamschange', ...describeTiles(before.tiles, now.tiles, currentId) });
  return reports;
}

function describeTiles(before: readonly Tile[], now: readonly Tile[], currentId: string | null): Pick<Report, 'text' | 'tile'> {
  const gone = before.find((tile) => !find(now, tile.id));
  if (gone) return { text: 'grid.removed', tile: gone };
  const added = now.find((tile) => !find(before, tile.id));
  if (added) return { text: 'grid.added', tile: added };
  const moved = now.some((tile, index) => tile.id !== before[index]?.id);
  return moved ? { text: 'grid.moved', tile: find(now, currentId) } : { text: null, tile: null };
}
