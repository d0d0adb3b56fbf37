import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Has an element drawn anew when the network comes or goes. */
export class NetworkWatch implements ReactiveController {
  readonly #update: () => void;
  #life = new AbortController();

  constructor(host: ReactiveControllerHost) {
    this.#update = () => host.requestUpdate();
  }

  hostConnected(): void {
    this.#life = new AbortController();
    for (const type of ['online', 'offline']) addEventListener(type, this.#update, { signal: this.#life.signal });
  }

  hostDisconnected(): void {
    this.#life.abort();
  }
}
