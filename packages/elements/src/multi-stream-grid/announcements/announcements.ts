import type { Tile, WallState } from '@t333/core/wall';
import { announce } from '../../base/announce.ts';
import { localize } from '../../i18n/localize.ts';
import { gridMessages } from '../messages.ts';
import { announcements } from './messages.ts';

/** Words to say: a key of the texts, and the tile that is meant. */
export interface Announcement {
  readonly text: keyof typeof announcements;
  readonly tile: Tile | null;
}

const find = (tiles: readonly Tile[], id: string | null): Tile | null => tiles.find((tile) => tile.id === id) ?? null;

/**
 * What a screen reader says of the way from one state of the wall to the next; null when there is nothing to say. Of
 * several changes the one that a listener cannot guess comes first.
 *
 * @param currentId the tile that the keyboard is on: of several that changed place it is the one that was moved
 */
export function announcementOf(before: WallState, now: WallState, currentId: string | null): Announcement | null {
  const tiles = before.tiles === now.tiles ? null : announceTiles(before.tiles, now.tiles, currentId);
  if (tiles) return tiles;
  if (before.layout !== now.layout) return { text: `grid.layout.${now.layout}`, tile: null };
  if (before.audibleId !== now.audibleId) {
    const tile = find(now.tiles, now.audibleId);
    return { text: tile ? 'grid.soundOf' : 'grid.muted', tile };
  }
  const focused = find(now.tiles, now.focusId);
  return focused && before.focusId !== now.focusId ? { text: 'grid.focused', tile: focused } : null;
}

function announceTiles(before: readonly Tile[], now: readonly Tile[], currentId: string | null): Announcement | null {
  const gone = before.find((tile) => !find(now, tile.id));
  if (gone) return { text: 'grid.removed', tile: gone };
  const added = now.find((tile) => !find(before, tile.id));
  if (added) return { text: 'grid.added', tile: added };
  const moved = now.some((tile, index) => tile.id !== before[index]?.id);
  return moved ? { text: 'grid.moved', tile: find(now, currentId) } : null;
}

/** Tells a screen reader of the way from one state of the wall to the next, by the live region `region`. */
export function announceChange(region: Element, before: WallState, now: WallState, currentId: string | null): void {
  const said = announcementOf(before, now, currentId);
  if (!said) return;
  const placeIn = ({ tiles }: WallState): number => tiles.findIndex((tile) => tile.id === said.tile?.id) + 1;
  const place = placeIn(now) || placeIn(before);
  const name = said.tile?.title || localize(region, gridMessages, 'grid.unnamed', { place });
  announce(region, localize(region, announcements, said.text, { name, place, count: now.tiles.length }));
}
