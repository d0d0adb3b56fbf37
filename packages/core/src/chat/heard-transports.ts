import type { ChatEventsEvent } from './events.ts';
import type { ChatTransport } from './transport.ts';

export interface TransportListener {
  onEvents: (transport: ChatTransport, event: ChatEventsEvent) => void;
  onState: (transport: ChatTransport) => void;
}

/** Listens to each transport for as long as somebody wants to hear it. */
export class HeardTransports {
  readonly #listener: TransportListener;
  readonly #hearing = new Map<ChatTransport, AbortController>();

  constructor(listener: TransportListener) {
    this.#listener = listener;
  }

  hear(transport: ChatTransport): void {
    if (this.#hearing.has(transport)) return;
    const controller = new AbortController();
    const { signal } = controller;
    this.#hearing.set(transport, controller);
    transport.addEventListener('chat', (event) => this.#listener.onEvents(transport, event), { signal });
    transport.state.subscribe(() => this.#listener.onState(transport), { signal });
  }

  leave(transport: ChatTransport): void {
    this.#hearing.get(transport)?.abort();
    this.#hearing.delete(transport);
  }
}
