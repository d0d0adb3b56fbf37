import type { Clock } from '@t333/core/time';
import type { Acceptance, Peer, PeerHandler } from './peer.ts';

/** The server side of the sockets of a mock. */
export interface SocketHost {
  readonly clock: Clock;
  admit: (url: URL) => Acceptance;
  connect: (peer: Peer) => PeerHandler;
}

type Listener<Name extends keyof WebSocketEventMap> =
  ((this: WebSocket, event: WebSocketEventMap[Name]) => unknown) | null;

const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;

/** The end of a connection that broke, or never was. */
const ABNORMAL = 1006;

/** `CloseEvent` is a global of browsers only. */
class MockCloseEvent extends Event {
  readonly code: number;
  readonly reason: string;
  readonly wasClean: boolean;

  constructor(code: number, reason: string) {
    super('close');
    this.code = code;
    this.reason = reason;
    this.wasClean = code !== ABNORMAL;
  }
}

/**
 * A `WebSocket` whose server is the mock. Frames need a turn of the microtask queue, and no network.
 *
 * Text frames only, as Twitch uses. `bufferedAmount` is always 0.
 */
export class MockSocket extends EventTarget implements WebSocket {
  static readonly CONNECTING = CONNECTING;
  static readonly OPEN = OPEN;
  static readonly CLOSING = CLOSING;
  static readonly CLOSED = CLOSED;
  readonly CONNECTING = CONNECTING;
  readonly OPEN = OPEN;
  readonly CLOSING = CLOSING;
  readonly CLOSED = CLOSED;
  readonly url: string;
  readonly protocol = '';
  readonly extensions = '';
  readonly bufferedAmount = 0;
  binaryType: BinaryType = 'blob';
  onopen: Listener<'open'> = null;
  onmessage: Listener<'message'> = null;
  onclose: Listener<'close'> = null;
  onerror: Listener<'error'> = null;
  #state: 0 | 1 | 2 | 3 = CONNECTING;
  #handler: PeerHandler | null = null;
  #stopOpening: () => void = () => {};

  constructor(url: string | URL, host: SocketHost) {
    super();
    const address = new URL(url);
    if (address.protocol === 'https:') address.protocol = 'wss:';
    if (address.protocol === 'http:') address.protocol = 'ws:';
    if (!/^wss?:$/.test(address.protocol)) throw new DOMException(`${address.protocol} is no socket`, 'SyntaxError');
    this.url = String(address);
    const { accepted, delayMs } = host.admit(address);
    const open = (): void => (accepted ? this.#open(address, host) : this.#end(ABNORMAL, ''));
    if (delayMs === 0) queueMicrotask(() => this.#state === CONNECTING && open());
    else if (delayMs < Infinity) this.#stopOpening = host.clock.after(delayMs, open);
  }

  get readyState(): 0 | 1 | 2 | 3 {
    return this.#state;
  }

  send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
    if (this.#state === CONNECTING) throw new DOMException('The socket is not open yet', 'InvalidStateError');
    if (this.#state === OPEN) queueMicrotask(() => this.#handler?.receive(String(data)));
  }

  close(code = 1000, reason = ''): void {
    if (code !== 1000 && !(code >= 3000 && code <= 4999)) {
      throw new DOMException(`A page may not close with ${code}`, 'InvalidAccessError');
    }
    if (this.#state >= CLOSING) return;
    const wasOpen = this.#state === OPEN;
    this.#state = CLOSING;
    this.#stopOpening();
    this.#leave();
    queueMicrotask(() => this.#end(wasOpen ? code : ABNORMAL, wasOpen ? reason : ''));
  }

  #open(url: URL, host: SocketHost): void {
    this.#state = OPEN;
    this.#emit(new Event('open'));
    this.#handler = host.connect({
      url,
      send: (text) =>
        queueMicrotask(() => this.#state === OPEN && this.#emit(new MessageEvent('message', { data: text }))),
      close: (code, reason = '') => queueMicrotask(() => this.#end(code, reason)),
    });
  }

  #leave(): void {
    this.#handler?.left();
    this.#handler = null;
  }

  #end(code: number, reason: string): void {
    if (this.#state === CLOSED) return;
    this.#state = CLOSED;
    this.#leave();
    if (code === ABNORMAL) this.#emit(new Event('error'));
    this.#emit(new MockCloseEvent(code, reason));
  }

  #emit(event: Event): void {
    this.dispatchEvent(event);
    const listener = this[`on${event.type}` as 'onopen'];
    listener?.call(this, event);
  }
}
