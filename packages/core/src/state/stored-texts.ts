type StorageLike = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export interface StoredTextsOptions {
  /** Asked for whenever it is needed, since asking may throw. Default: `localStorage`. */
  storage?: () => StorageLike;
  /** Where `storage`, `pageshow` and `visibilitychange` are heard. Default: the window; null for nowhere. */
  page?: EventTarget | null;
}

/** Texts by key: in a storage that all tabs share, and for as long as the page is open where that refuses. */
export class StoredTexts {
  readonly #storage: () => StorageLike;
  readonly #page: EventTarget | null | undefined;
  /** What the storage did not take; null for what it did not remove. */
  readonly #kept = new Map<string, string | null>();
  readonly #changes = new EventTarget();

  constructor({ storage = () => localStorage, page }: StoredTextsOptions = {}) {
    this.#storage = storage;
    this.#page = page;
  }

  read(key: string): string | null {
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    try {
      return this.#storage().getItem(key);
    } catch {
      return null;
    }
  }

  /** @param text null removes it */
  write(key: string, text: string | null): void {
    this.#kept.delete(key);
    try {
      const storage = this.#storage();
      if (text === null) storage.removeItem(key);
      else storage.setItem(key, text);
    } catch {
      this.#kept.set(key, text);
    }
    this.#changes.dispatchEvent(new Event(key));
  }

  /** Calls `listener` when a text may be another one: written here or in another tab, or long unseen. */
  watch(key: string, listener: () => void, signal: AbortSignal): void {
    this.#changes.addEventListener(key, listener, { signal });
    const page = this.#page === undefined ? globalThis.window : this.#page;
    page?.addEventListener(
      'storage',
      (event) => {
        const { key: changed } = event as StorageEvent;
        // Without a key all of it was cleared.
        if (changed === key || changed === null) listener();
      },
      { signal },
    );
    // A page that was frozen, or in the history, has missed what was said meanwhile.
    for (const type of ['pageshow', 'visibilitychange']) page?.addEventListener(type, listener, { signal });
  }
}
