import type { Tile, TileInput } from '@t333/core/wall';

/** The name of the slot in which the tile with this id shows its element. */
const slotOf = (id: string): string => `tile-${id}`;

/** The grid's own children as tiles: each gets the slot of its tile, and stays where the page put it. */
export class DeclaredTiles {
  readonly #host: Element;
  readonly #ids = new Map<Element, string>();
  /** Children for which there was no place: said once, not at every look. */
  readonly #refused = new WeakSet<Element>();

  constructor(host: Element) {
    this.#host = host;
  }

  /** The slot for the element of a tile; none where the tile has none. */
  slotsFor(id: string): HTMLSlotElement[] {
    if (![...this.#ids.values()].includes(id)) return [];
    const slot = this.#host.ownerDocument.createElement('slot');
    slot.name = slotOf(id);
    return [slot];
  }

  /** Looks for children that came or went, and tells the wall's owner of them. */
  read(wall: { add(tile: TileInput): Tile | null; remove(id: string): void }): void {
    for (const [element, id] of this.#ids) {
      if (element.parentElement === this.#host) continue;
      this.#ids.delete(element);
      wall.remove(id);
    }
    for (const element of this.#host.children) {
      if (element.slot || this.#ids.has(element) || this.#refused.has(element)) continue;
      const tile = wall.add({
        source: sourceOf(element),
        title: titleOf(element),
        poster: element.getAttribute('poster') ?? undefined,
      });
      if (tile) this.#ids.set(element, tile.id);
      else this.#refused.add(element);
    }
  }

  /**
   * Gives each child the slot of its tile. Where a restored wall has its source under another id, it follows; the
   * element of a tile that was removed is taken out of the page.
   */
  write(tiles: readonly Tile[]): void {
    for (const [element, id] of this.#ids) {
      const taken = new Set(this.#ids.values());
      const tile =
        tiles.find((one) => one.id === id) ??
        tiles.find((one) => one.source === sourceOf(element) && !taken.has(one.id));
      if (tile) {
        this.#ids.set(element, tile.id);
        element.slot = slotOf(tile.id);
      } else {
        this.#ids.delete(element);
        element.remove();
      }
    }
  }
}

/** An element with nothing that can be linked to still needs a name for what it plays. */
const sourceOf = (element: Element): string =>
  element.getAttribute('src') || `element:${element.id || element.localName}`;

const titleOf = (element: Element): string | undefined =>
  element.getAttribute('label') ?? element.getAttribute('aria-label') ?? element.getAttribute('title') ?? undefined;
