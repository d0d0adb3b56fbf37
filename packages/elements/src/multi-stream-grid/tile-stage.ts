import type { TileRect } from '@t333/core/layout';
import type { StreamTile } from './stream-tile.ts';

type Movable = HTMLElement & { moveBefore?(node: Node, child: Node | null): void };

/**
 * The tile elements of a wall, by id. They lie where the layout says, whatever their order in the document; that
 * order follows the wall's only where `moveBefore` can do it without tearing a player down.
 */
export class TileStage {
  readonly #root: Movable;
  readonly #create: () => StreamTile;
  readonly #tiles = new Map<string, StreamTile>();

  constructor(root: HTMLElement, create: () => StreamTile) {
    this.#root = root;
    this.#create = create;
  }

  get(id: string): StreamTile | undefined {
    return this.#tiles.get(id);
  }

  /** The id of the tile that an event came from. */
  idOf(event: Event): string | null {
    return event
      .composedPath()
      .reduce<string | null>((found, node) => found ?? this.#idOfElement(node as StreamTile), null);
  }

  /** Makes and removes elements until there is one for each id. @returns the ids whose elements are new */
  reconcile(ids: readonly string[]): string[] {
    for (const [id, tile] of this.#tiles) {
      if (ids.includes(id)) continue;
      tile.remove();
      this.#tiles.delete(id);
    }
    const added: string[] = [];
    ids.forEach((id, index) => {
      const there = this.#root.children[index] ?? null;
      const tile = this.#tiles.get(id);
      if (!tile) {
        const created = this.#create();
        this.#tiles.set(id, created);
        this.#root.insertBefore(created, there);
        added.push(id);
      } else if (tile !== there) {
        this.#root.moveBefore?.(tile, there);
      }
    });
    return added;
  }

  place(rects: readonly TileRect[]): void {
    for (const { id, x, y, width, height, z } of rects) {
      const tile = this.#tiles.get(id);
      if (!tile) continue;
      tile.style.transform = `translate(${x}px, ${y}px)`;
      tile.style.width = `${width}px`;
      tile.style.height = `${height}px`;
      tile.toggleAttribute('inset', z !== undefined);
    }
  }

  #idOfElement(element: StreamTile): string | null {
    for (const [id, tile] of this.#tiles) if (tile === element) return id;
    return null;
  }
}
