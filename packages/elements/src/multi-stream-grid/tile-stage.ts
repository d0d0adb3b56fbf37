import type { TileRect } from '@t333/core/layout';
import type { Tile, WallState } from '@t333/core/wall';
import { localize } from '../i18n/localize.ts';
import { gridMessages } from './messages.ts';
import type { StreamTile } from './stream-tile.ts';

type Movable = HTMLElement & { moveBefore?(node: Node, child: Node | null): void };

export interface TileView {
  readonly state: WallState;
  /** The one tile in the page's tab order. */
  readonly currentId: string | null;
  /** Whether players have a bar of their own. */
  readonly controls: boolean;
  /** Whether players begin by themselves. */
  readonly autoplay: boolean;
  /** What holds the page's own element of a tile. */
  slotsFor(id: string): readonly HTMLSlotElement[];
}

/**
 * The tile elements of a wall, by id. They lie where the layout says, whatever their order in the document; that
 * order follows the wall's only where `moveBefore` can do it without tearing a player down.
 */
export class TileStage {
  readonly #tiles = new Map<string, StreamTile>();

  get(id: string): StreamTile | undefined {
    return this.#tiles.get(id);
  }

  /** The id of the tile that an event came from. */
  idOf(event: Event): string | null {
    const path = event.composedPath();
    for (const [id, tile] of this.#tiles) if (path.includes(tile)) return id;
    return null;
  }

  /** Has one element in `root` for each tile, and in it what the tile is now. */
  show(root: Movable, view: TileView): void {
    const { tiles } = view.state;
    for (const [id, element] of this.#tiles) {
      if (tiles.some((tile) => tile.id === id)) continue;
      element.remove();
      this.#tiles.delete(id);
    }
    tiles.forEach((tile, index) => {
      const there = root.children[index] ?? null;
      let element = this.#tiles.get(tile.id);
      if (!element) {
        element = root.ownerDocument.createElement('stream-tile');
        element.part.add('tile');
        element.role = 'listitem';
        this.#tiles.set(tile.id, element);
        root.insertBefore(element, there);
      } else if (element !== there) {
        root.moveBefore?.(element, there);
      }
      describe(element, tile, index, view);
    });
  }

  place(rects: readonly TileRect[]): void {
    for (const { id, x, y, width, height, z } of rects) {
      const tile = this.#tiles.get(id);
      if (!tile) continue;
      tile.style.cssText = `transform: translate(${x}px, ${y}px); width: ${width}px; height: ${height}px`;
      tile.toggleAttribute('inset', z !== undefined);
    }
  }
}

function describe(element: StreamTile, tile: Tile, index: number, view: TileView): void {
  const { tiles, audibleId, focusId, layout } = view.state;
  const place = index + 1;
  const name = tile.title || localize(element, gridMessages, 'grid.unnamed', { place });
  const label = localize(element, gridMessages, 'grid.tile', { name, place, count: tiles.length });
  const audible = tile.id === audibleId;
  element.tile = tile;
  element.name = name;
  element.controls = view.controls;
  element.autoplay = view.autoplay;
  element.audible = audible;
  element.focused = tile.id === focusId;
  element.resizable = layout === 'free';
  element.tabIndex = tile.id === view.currentId ? 0 : -1;
  element.ariaPosInSet = String(place);
  element.ariaSetSize = String(tiles.length);
  element.ariaLabel = audible ? `${label}, ${localize(element, gridMessages, 'grid.sound')}` : label;
  const slots = view.slotsFor(tile.id);
  element.declared = slots.length > 0;
  if (element.childElementCount !== slots.length) element.replaceChildren(...slots);
}
