import type {
  ChatBadge,
  ChatEntry,
  ChatFeed,
  ChatFeedChange,
  ChatFragment,
  ChatMessage,
  ChatMessageEntry,
} from '@t333/core/chat';

const NOTHING: ChatFeedChange = { appended: 0, evicted: 0, inserted: [], removed: [], changed: [], reset: false };

/** A list of lines that a test, or a benchmark, writes. */
export class FakeFeed implements ChatFeed {
  readonly #limit: number;
  readonly #listeners = new Set<(change: ChatFeedChange) => void>();
  #entries: ChatEntry[] = [];
  /** How many at the front of the array are gone. */
  #head = 0;
  #base = 0;
  #places = new Map<string, number>();

  constructor(limit = 2000) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#entries.length - this.#head;
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }

  at(index: number): ChatEntry | undefined {
    return index < 0 ? undefined : this.#entries[this.#head + index];
  }

  get(key: string): ChatEntry | undefined {
    return this.at(this.indexOf(key));
  }

  indexOf(key: string): number {
    const place = this.#places.get(key);
    return place === undefined ? -1 : place - this.#base - this.#head;
  }

  subscribe(listener: (change: ChatFeedChange) => void, { signal }: { signal?: AbortSignal } = {}): () => void {
    const leave = (): void => void this.#listeners.delete(listener);
    this.#listeners.add(listener);
    signal?.addEventListener('abort', leave);
    return leave;
  }

  append(...entries: ChatEntry[]): void {
    for (const entry of entries) {
      this.#places.set(entry.key, this.#base + this.#entries.length);
      this.#entries.push(entry);
    }
    let evicted = 0;
    for (; this.size > this.#limit; evicted++) {
      this.#places.delete(this.at(0)!.key);
      this.#head++;
    }
    if (this.#head > this.#limit) {
      this.#entries = this.#entries.slice(this.#head);
      this.#base += this.#head;
      this.#head = 0;
    }
    this.#tell({ appended: entries.length, evicted });
  }

  insert(index: number, ...entries: ChatEntry[]): void {
    this.#entries.splice(this.#head + index, 0, ...entries);
    this.#index();
    this.#tell({ inserted: [{ index, count: entries.length }] });
  }

  remove(...keys: string[]): void {
    this.#entries = this.#entries.slice(this.#head).filter(({ key }) => !keys.includes(key));
    this.#head = 0;
    this.#index();
    this.#tell({ removed: keys });
  }

  /** To the end. */
  move(key: string): void {
    const entry = this.get(key)!;
    this.#entries = [...this.#entries.slice(this.#head).filter((one) => one !== entry), entry];
    this.#head = 0;
    this.#index();
    this.#tell({ removed: [key], appended: 1 });
  }

  change(key: string, patch: Partial<ChatMessageEntry>): void {
    const place = this.#head + this.indexOf(key);
    this.#entries[place] = { ...this.#entries[place]!, ...patch } as ChatEntry;
    this.#tell({ changed: [key] });
  }

  reset(...entries: ChatEntry[]): void {
    this.#entries = entries;
    this.#head = this.#base = 0;
    this.#index();
    this.#tell({ reset: true });
  }

  #index(): void {
    this.#base = 0;
    this.#places = new Map(this.#entries.map(({ key }, place) => [key, place]));
  }

  #tell(change: Partial<ChatFeedChange>): void {
    for (const listener of this.#listeners) listener({ ...NOTHING, ...change });
  }
}

let count = 0;

/** What somebody said, as a list has it. */
export function said(
  what: string | readonly ChatFragment[],
  patch: Partial<ChatMessageEntry> & { user?: Partial<ChatMessage['user']>; badges?: readonly ChatBadge[] } = {},
): ChatMessageEntry {
  const { user, badges = [], ...rest } = patch;
  const key = rest.key ?? `k${count++}`;
  const fragments: readonly ChatFragment[] = typeof what === 'string' ? [{ type: 'text', text: what }] : what;
  const message: ChatMessage = {
    id: key,
    service: 'fake',
    channel: 'room',
    atMs: Date.UTC(2026, 0, 1),
    kind: 'normal',
    user: { id: 'u1', handle: 'ann', name: 'Ann', ...user },
    badges,
    text: fragments.map(({ text }) => text).join(''),
    fragments,
  };
  return Object.freeze({
    kind: 'message',
    key,
    service: 'fake',
    channel: 'room',
    atMs: message.atMs,
    message,
    fragments,
    filtered: null,
    status: 'sent',
    error: null,
    deleted: null,
    isWaiting: false,
    isMention: false,
    isOwn: false,
    isPinned: false,
    isHighlighted: false,
    ...rest,
  });
}
