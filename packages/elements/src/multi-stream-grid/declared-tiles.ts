import type { T333Error } from '@t333/core';
import type { Tile, TileInput, Wall } from '@t333/core/wall';

const SLOT_PREFIX = 'tile-';

/** Children that show nothing. */
const INERT = 'template, script, noscript, style, link, meta';

/** The grid's own children as tiles: each gets the slot of its tile, and stays where the page put it. */
export class DeclaredTiles {
  readonly #host: Element;
  /** Which tile an element stands for, and what it played when that was settled. */
  readonly #places = new Map<Element, { readonly id: string; readonly source: string }>();
  /** Children for which there was no room: said once, not at every look. */
  readonly #refused = new WeakSet<Element>();

  readonly #wall: Wall;
  readonly #onError: (error: T333Error) => void;

  /** @param onError gets what is wrong with a child */
  constructor(host: Element, wall: Wall, onError: (error: T333Error) => void) {
    this.#host = host;
    this.#wall = wall;
    this.#onError = onError;
  }

  /** The slot for the element of a tile; none where the tile has none. */
  slotsFor(id: string): HTMLSlotElement[] {
    if (!this.#isTaken(id)) return [];
    const slot = this.#host.ownerDocument.createElement('slot');
    slot.name = SLOT_PREFIX + id;
    return [slot];
  }

  /** Looks for children that came, went, or play something else, and tells the wall. */
  read(): void {
    for (const [element, { id, source }] of this.#places) {
      if (element.parentElement !== this.#host) {
        this.#places.delete(element);
        element.slot = '';
        if (this.#tiles.some((tile) => tile.id === id)) this.#wall.remove(id);
      } else if (sourceOf(element) !== source) {
        this.#places.set(element, { id, source: sourceOf(element) });
        this.#wall.replace(id, describe(element));
      }
    }
    for (const element of this.#host.children) {
      if (!this.#places.has(element) && isPlayer(element)) this.#place(element);
    }
  }

  /**
   * Gives each child the slot of its tile. Where a restored wall has its source under another id, it follows; an
   * element that the wall plays no more is taken out of the page.
   */
  write(): void {
    const tiles = this.#tiles;
    for (const [element, { id, source }] of this.#places) {
      const tile = tiles.find((one) => one.id === id && one.source === source) ?? this.#untaken(source);
      if (tile) {
        this.#places.set(element, { id: tile.id, source });
        element.slot = SLOT_PREFIX + tile.id;
      } else {
        this.#places.delete(element);
        element.slot = '';
        element.remove();
      }
    }
  }

  get #tiles(): readonly Tile[] {
    return this.#wall.state.getSnapshot().tiles;
  }

  #place(element: Element): void {
    const { tiles, maxTiles } = this.#wall.state.getSnapshot();
    if (this.#refused.has(element) && tiles.length >= maxTiles) return;
    const source = sourceOf(element);
    try {
      // A link may have brought its tile already.
      const { id } = this.#untaken(source) ?? this.#wall.add(describe(element));
      this.#places.set(element, { id, source });
    } catch (error) {
      this.#refused.add(element);
      this.#onError(error as T333Error);
    }
  }

  #isTaken(id: string): boolean {
    return [...this.#places.values()].some((place) => place.id === id);
  }

  #untaken(source: string): Tile | undefined {
    return this.#tiles.find((tile) => tile.source === source && !this.#isTaken(tile.id));
  }
}

const isPlayer = (child: Element): boolean =>
  (!child.slot || child.slot.startsWith(SLOT_PREFIX)) && !child.matches(INERT);

const describe = (element: Element): TileInput => ({
  source: sourceOf(element),
  title: titleOf(element),
  poster: element.getAttribute('poster') ?? undefined,
  offset: read(element, 'offset', Number),
  startsAt: read(element, 'starts-at', toEpochMs),
  programDateTime: element.hasAttribute('program-date-time') || undefined,
});

const read = <T>(element: Element, name: string, parse: (text: string) => T): T | undefined => {
  const text = element.getAttribute(name);
  return text === null ? undefined : parse(text);
};

/** A date, or milliseconds since 1970. */
const toEpochMs = (text: string): number => (Number.isNaN(Number(text)) ? Date.parse(text) : Number(text));

/** An element with nothing that can be linked to still needs a name for what it plays. */
const sourceOf = (element: Element): string =>
  element.getAttribute('src') || `element:${element.id || element.localName}`;

const titleOf = (element: Element): string | undefined =>
  element.getAttribute('label') ?? element.getAttribute('aria-label') ?? element.getAttribute('title') ?? undefined;
