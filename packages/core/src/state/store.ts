/** The reading side of a store: what every `state` property is. */
export interface ReadableStore<T extends object> {
  /** A frozen snapshot; the same object while nothing changed. Bound, so it can be passed on as it is. */
  readonly getSnapshot: () => Readonly<T>;
  /**
   * Calls `listener` after a change, once for all changes of one task. Bound: fits React's `useSyncExternalStore`.
   *
   * @returns a function that ends the subscription; aborting `signal` does the same.
   */
  readonly subscribe: (listener: () => void, options?: { signal?: AbortSignal }) => () => void;
}

const changed = new Set<Store<object>>();

function flush(): void {
  const stores = [...changed];
  changed.clear();
  for (const store of stores) store.notify();
}

/** Holds one immutable snapshot. One microtask tells the listeners of all stores that changed. */
export class Store<T extends object> implements ReadableStore<T> {
  #snapshot: Readonly<T>;
  readonly #listeners = new Set<() => void>();

  constructor(initial: T) {
    this.#snapshot = Object.freeze({ ...initial });
  }

  readonly getSnapshot = (): Readonly<T> => this.#snapshot;

  readonly subscribe = (listener: () => void, { signal }: { signal?: AbortSignal } = {}): (() => void) => {
    if (signal?.aborted) return () => {};
    // A wrapper of its own lets the same function subscribe twice and leave once.
    const entry = (): void => listener();
    const leave = (): void => {
      this.#listeners.delete(entry);
      signal?.removeEventListener('abort', leave);
    };
    this.#listeners.add(entry);
    signal?.addEventListener('abort', leave);
    return leave;
  };

  /** Replaces the given fields; a patch that changes nothing keeps the snapshot and calls nobody. */
  update(patch: Partial<T>): void {
    const before = this.#snapshot;
    if (Object.entries(patch).every(([key, value]) => Object.is(before[key as keyof T], value))) return;
    this.#snapshot = Object.freeze({ ...before, ...patch });
    if (changed.size === 0) queueMicrotask(flush);
    changed.add(this as unknown as Store<object>);
  }

  /** @internal */
  notify(): void {
    // Who subscribes meanwhile has seen the change already.
    const listeners = [...this.#listeners];
    for (const listener of listeners) {
      if (!this.#listeners.has(listener)) continue;
      try {
        listener();
      } catch (error) {
        // One listener's fault must not silence the others, and must reach the console.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
