import type { ReadableStore } from '@t333/core/state';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Renders its host again whenever the watched store changes. */
export class StoreController<T extends object> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #store: ReadableStore<T> | null = null;
  #leave: (() => void) | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** The present snapshot, or null while nothing is watched. */
  get value(): Readonly<T> | null {
    return this.#store?.getSnapshot() ?? null;
  }

  watch(store: ReadableStore<T> | null): void {
    if (store === this.#store) return;
    this.hostDisconnected();
    this.#store = store;
    this.hostConnected();
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    this.#leave ??= this.#store?.subscribe(() => this.#host.requestUpdate()) ?? null;
  }

  hostDisconnected(): void {
    this.#leave?.();
    this.#leave = null;
  }
}
