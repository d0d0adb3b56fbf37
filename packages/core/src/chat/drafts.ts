import type { Clock } from '../time/clock.ts';

/** The part of `localStorage` that is used. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const STORAGE_KEY = 't333:chat-drafts';
const MAX_DRAFTS = 50;
const MAX_LENGTH = 2000;
/** Storing takes the main thread: not with each letter. */
const STORE_AFTER_MS = 500;

/** What a storage had, as far as it is what we have stored. */
export function readDrafts(text: string | null): Map<string, string> {
  try {
    const pairs: unknown = JSON.parse(text ?? '[]');
    if (!Array.isArray(pairs)) return new Map();
    const isPair = (pair: unknown): pair is [string, string] =>
      Array.isArray(pair) &&
      pair.length === 2 &&
      pair.every((part) => typeof part === 'string' && part.length <= MAX_LENGTH);
    return new Map(pairs.filter(isPair).slice(-MAX_DRAFTS));
  } catch {
    return new Map();
  }
}

/** What was begun to be written, by channel. It outlives the page where there is a storage, and works without one that refuses. */
export class ChatDrafts {
  readonly #clock: Clock;
  readonly #storage: (() => DraftStorage) | undefined;
  readonly #drafts: Map<string, string>;
  readonly #unstored = new Set<string>();
  #cancel: (() => void) | null = null;

  /** @param storage asked for whenever it is needed, since asking may throw */
  constructor(clock: Clock, storage?: () => DraftStorage) {
    this.#clock = clock;
    this.#storage = storage;
    this.#drafts = this.#read();
  }

  get(channel: string): string {
    return this.#drafts.get(channel) ?? '';
  }

  set(channel: string, text: string): void {
    if (text) this.#drafts.set(channel, text.slice(0, MAX_LENGTH));
    else this.#drafts.delete(channel);
    this.#unstored.add(channel);
    if (this.#storage) this.#cancel ??= this.#clock.after(STORE_AFTER_MS, () => this.flush());
  }

  /** Stores what is not stored yet. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = null;
    if (!this.#storage || this.#unstored.size === 0) return;
    // Another tab may have stored other drafts meanwhile.
    const all = this.#read();
    for (const channel of this.#unstored) {
      all.delete(channel);
      if (this.#drafts.has(channel)) all.set(channel, this.get(channel));
    }
    this.#unstored.clear();
    try {
      if (all.size === 0) this.#storage().removeItem(STORAGE_KEY);
      else this.#storage().setItem(STORAGE_KEY, JSON.stringify([...all].slice(-MAX_DRAFTS)));
    } catch {
      // Full or forbidden: they are kept as long as the page is open.
    }
  }

  #read(): Map<string, string> {
    try {
      return readDrafts(this.#storage?.().getItem(STORAGE_KEY) ?? null);
    } catch {
      return new Map();
    }
  }
}
