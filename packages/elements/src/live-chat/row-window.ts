import type { ChatEntry, ChatFeed } from '@t333/core/chat';

interface Row {
  readonly node: HTMLElement;
  readonly entry: ChatEntry;
}

/** The rows of a stretch of a feed, in one element whose children it owns. */
export class RowWindow {
  readonly #parent: HTMLElement;
  readonly #drawNode: (entry: ChatEntry) => HTMLElement;
  #rows = new Map<string, Row>();

  constructor(parent: HTMLElement, draw: (entry: ChatEntry) => HTMLElement) {
    this.#parent = parent;
    this.#drawNode = draw;
  }

  get size(): number {
    return this.#rows.size;
  }

  /** Of the last row that stays where it is: what has not been taken yet stands behind all that comes. */
  get lastKey(): string | null {
    let node = this.#parent.lastElementChild;
    while (node && isWaiting(this.entryOf(keyOf(node)!))) node = node.previousElementSibling;
    return keyOf(node);
  }

  has(key: string): boolean {
    return this.#rows.has(key);
  }

  nodeOf(key: string): HTMLElement | null {
    return this.#rows.get(key)?.node ?? null;
  }

  entryOf(key: string): ChatEntry | null {
    return this.#rows.get(key)?.entry ?? null;
  }

  clear(): void {
    this.#rows.clear();
    this.#parent.replaceChildren();
  }

  /** Draws what is new among these, and takes away all others. */
  show(feed: ChatFeed, from: number, to: number): void {
    const before = this.#rows;
    const rows = (this.#rows = new Map<string, Row>());
    const nodes: HTMLElement[] = [];
    let kept = 0;
    for (let index = from; index < to; index++) {
      const entry = feed.at(index);
      if (!entry) continue;
      const known = before.get(entry.key);
      const row = known?.entry === entry ? known : this.#draw(entry);
      if (row === known) {
        kept++;
        before.delete(entry.key);
      }
      rows.set(entry.key, row);
      nodes.push(row.node);
    }
    if (kept === 0) return this.#parent.replaceChildren(...nodes);
    for (const { node } of before.values()) node.remove();
    let cursor = this.#parent.firstChild;
    for (const node of nodes) {
      if (node === cursor) cursor = cursor.nextSibling;
      else this.#parent.insertBefore(node, cursor);
    }
  }

  /**
   * Brings what is shown up to date, with what came between, and nothing at the ends. Rows whose entries the feed has dropped stay:
   * somebody reads them.
   *
   * @param removed keys of those that do not stay
   */
  patch(feed: ChatFeed, removed: ReadonlySet<string>): void {
    let first = -1;
    let last = -1;
    for (const [key, { node, entry }] of this.#rows) {
      const index = feed.indexOf(key);
      if (index < 0) {
        if (removed.has(key)) this.#drop(key, node);
        continue;
      }
      const current = feed.at(index)!;
      if (current !== entry) this.#replace(key, node, current);
      if (isWaiting(current)) continue;
      first = first < 0 ? index : Math.min(first, index);
      last = Math.max(last, index);
    }
    if (first < 0) return;
    let cursor: ChildNode | null = this.#rows.get(feed.at(first)!.key)!.node;
    for (let index = first; index <= last; index++) {
      const entry = feed.at(index)!;
      let row = this.#rows.get(entry.key);
      if (!row) this.#rows.set(entry.key, (row = this.#draw(entry)));
      if (row.node === cursor) cursor = cursor.nextSibling;
      else this.#parent.insertBefore(row.node, cursor);
    }
  }

  /** Draws every row again: what they look like has changed. */
  redraw(feed: ChatFeed | null): void {
    for (const [key, { node, entry }] of this.#rows) this.#replace(key, node, feed?.get(key) ?? entry);
  }

  /** Adds older rows. @returns whether there are some */
  growUp(feed: ChatFeed, count: number): boolean {
    const first = keyOf(this.#parent.firstElementChild);
    const end = first === null ? -1 : feed.indexOf(first);
    if (end <= 0) return false;
    this.#parent.prepend(...this.#drawRange(feed, Math.max(0, end - count), end));
    return true;
  }

  /** Adds newer rows, up to one. @returns whether there are some */
  growDown(feed: ChatFeed, count: number, endKey: string): boolean {
    const last = this.lastKey;
    const from = last === null ? 0 : feed.indexOf(last) + 1;
    const end = feed.indexOf(endKey);
    if (from <= 0 || end < from) return false;
    const nodes = this.#drawRange(feed, from, Math.min(end + 1, from + count));
    if (last === null) this.#parent.append(...nodes);
    else this.nodeOf(last)!.after(...nodes);
    return true;
  }

  /** Takes rows away at one side, until so many are left. */
  trim(side: 'first' | 'last', limit: number): void {
    while (this.#rows.size > limit) {
      const node = this.#parent[side === 'first' ? 'firstElementChild' : 'lastElementChild'] as HTMLElement;
      this.#drop(keyOf(node)!, node);
    }
  }

  #drawRange(feed: ChatFeed, from: number, to: number): HTMLElement[] {
    const nodes: HTMLElement[] = [];
    for (let index = from; index < to; index++) {
      const entry = feed.at(index);
      if (!entry || this.#rows.has(entry.key)) continue;
      const row = this.#draw(entry);
      this.#rows.set(entry.key, row);
      nodes.push(row.node);
    }
    return nodes;
  }

  #draw(entry: ChatEntry): Row {
    const node = this.#drawNode(entry);
    node.dataset['key'] = entry.key;
    return { node, entry };
  }

  #replace(key: string, node: HTMLElement, entry: ChatEntry): void {
    const row = this.#draw(entry);
    this.#rows.set(key, row);
    const hadFocus = node.matches(':focus-within');
    node.replaceWith(row.node);
    if (hadFocus) focusRow(row.node);
  }

  #drop(key: string, node: HTMLElement): void {
    this.#rows.delete(key);
    const neighbour = (node.nextElementSibling ?? node.previousElementSibling) as HTMLElement | null;
    const hadFocus = node.matches(':focus-within');
    node.remove();
    if (hadFocus && neighbour) focusRow(neighbour);
  }
}

const isWaiting = (entry: ChatEntry | null): boolean =>
  entry?.kind === 'message' && (entry.status === 'sending' || entry.status === 'failed');

/** Browsers do not tell of a focus that went with its element. */
function focusRow(row: HTMLElement): void {
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
}

const keyOf = (node: Element | null): string | null => (node as HTMLElement | null)?.dataset['key'] ?? null;
