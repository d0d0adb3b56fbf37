import { answerHttp } from './hub-http.ts';
import type { HubSession } from './hub-session.ts';
import type { RealtimeHub } from './hub.ts';
import { SUBPROTOCOL } from './protocol.ts';

const ABNORMAL = 1006;

/** `CloseEvent` is a global of browsers only. */
class MemoryCloseEvent extends Event {
  readonly code: number;

  constructor(code: number) {
    super('close');
    this.code = code;
  }
}

/** A WebSocket and a fetch that lead to a hub in this page, on its clock: for tests, and for pages without a server. */
export function memoryClient(hub: RealtimeHub): { WebSocket: typeof WebSocket; fetch: typeof fetch } {
  class MemorySocket extends EventTarget {
    readyState = 0;
    readonly protocol = SUBPROTOCOL;
    readonly bufferedAmount = 0;
    #session: HubSession | null = null;

    constructor(_url: string | URL, protocol?: string | string[]) {
      super();
      queueMicrotask(() => {
        if (this.readyState !== 0) return;
        const isRefused = hub.faults.refuseSockets || ![protocol].flat().includes(SUBPROTOCOL);
        if (isRefused) return this.#end(ABNORMAL);
        this.readyState = 1;
        this.#session = hub.connect({
          send: (text) =>
            queueMicrotask(
              () => this.readyState === 1 && this.dispatchEvent(new MessageEvent('message', { data: text })),
            ),
          close: (code) => queueMicrotask(() => this.#end(code)),
          bufferedBytes: 0,
        });
        this.dispatchEvent(new Event('open'));
      });
    }

    send(text: string): void {
      const session = this.#session;
      queueMicrotask(() => session?.receive(text));
    }

    close(): void {
      this.#session?.left();
      this.readyState = 3;
    }

    #end(code: number): void {
      if (this.readyState === 3) return;
      this.close();
      if (code === ABNORMAL) this.dispatchEvent(new Event('error'));
      this.dispatchEvent(new MemoryCloseEvent(code));
    }
  }

  const ask = async (
    input: RequestInfo | URL,
    { method = 'GET', headers, body, signal }: RequestInit = {},
  ): Promise<Response> => {
    const left = signal ?? new AbortController().signal;
    left.throwIfAborted();
    const delayMs = hub.faults.delayMs('up') + hub.faults.delayMs('down');
    if (delayMs > 0) await new Promise<void>((resolve) => void hub.clock.after(delayMs, resolve));
    const answer = await answerHttp(hub, {
      method,
      url: new URL(input instanceof Request ? input.url : input),
      headers: new Headers(headers),
      text: async () => String(body ?? ''),
      signal: left,
    });
    left.throwIfAborted();
    const { status, headers: told, body: text } = answer ?? { status: 404, headers: {}, body: 'Not found' };
    // A real Response needs turns of the event loop that a test's clock knows nothing of.
    return { ok: status < 400, status, headers: new Headers(told), text: async () => text } as Response;
  };
  return { WebSocket: MemorySocket as unknown as typeof WebSocket, fetch: ask };
}
