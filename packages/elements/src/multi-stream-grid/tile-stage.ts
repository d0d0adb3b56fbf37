import type { TileRect } from '@t333/core/layout';
import type { StreamTile } from './stream-tile.ts';

type Movable = HTMLElement & { moveBefore?(node: Node, child: Node | null): void };

/**
 * The tile elements of a wall, by id. They lie where the layout says, whatever their order in the document; that
 * order follows the wall's only where `moveBefore` can do it without tearing a player down.
 */
export class TileStage {
  readonly #create: () => StreamTile;
  readonly #tiles = new Map<string, StreamTile>();

  constructor(create: () => StreamTile) {
    this.#create = create;
  }

  get(id: string): StreamTile | undefined {
    return this.#tiles.get(id);
  }

  /** The id of the tile that an event came from. */
  idOf(event: Event): string | null {
    const path = event.composedPath();
    for (const [id, tile] of this.#tiles) if (path.includes(tile)) return id;
    return null;
  }

  /** Makes and removes elements in `root` until there is one for each id. */
  reconcile(root: Movable, ids: readonly string[]): void {
    for (const [id, tile] of this.#tiles) {
      if (ids.includes(id)) continue;
      tile.remove();
      this.#tiles.delete(id);
    }
    ids.forEach((id, index) => {
      const there = root.children[index] ?? null;
      const tile = this.#tiles.get(id);
      if (!tile) {
        const created = this.#create();
        this.#tiles.set(id, created);
        root.insertBefore(created, there);
      } else if (tile !== there) {
        root.moveBefore?.(tile, there);
      }
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
