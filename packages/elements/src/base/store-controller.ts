import type { ReadableStore } from '@t333/core/state';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Has its host render again whenever a store changes, while the host is in the document. */
export class StoreController implements ReactiveController {
  readonly #host: ReactiveControllerHost & Node;
  #store: ReadableStore<object> | null = null;
  #leave = (): void => {};

  constructor(host: ReactiveControllerHost & Node) {
    this.#host = host;
    host.addController(this);
  }

  /** Call it whenever the host's store may be another one. */
  follow(store: ReadableStore<object> | null): void {
    if (store === this.#store) return;
    this.#store = store;
    if (this.#host.isConnected) this.hostConnected();
  }

  hostConnected(): void {
    this.#leave();
    this.#leave = this.#store?.subscribe(() => this.#host.requestUpdate()) ?? this.#leave;
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#leave();
  }
}
