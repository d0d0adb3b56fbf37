import { T333Error } from '@t333/core/errors';
import type { Clock } from '@t333/core/time';
import { openSocket } from '../chat/open-socket.ts';
import { EventSubCloseError } from './close-error.ts';
import { readFrame, type EventSubFrame } from './frame.ts';

const WELCOME_TIMEOUT_MS = 10_000;
/** How late a keepalive may be: Twitch counts from when it sent the last one, and the way is not equally long each time. */
const KEEPALIVE_GRACE_MS = 5000;

export interface EventSubConnectionOptions {
  url: string;
  WebSocket: typeof globalThis.WebSocket | undefined;
  clock: Clock;
  /** Everything but keepalives. */
  onFrame: (frame: EventSubFrame) => void;
  onInvalid: (error: T333Error) => void;
  /** Once, and not after `close()`. */
  onClose: (error: T333Error) => void;
}

/** One socket, from its opening to its end, and the watch over its silence. It never sends anything. */
export class EventSubConnection {
  /** When Twitch last said anything, Unix milliseconds. */
  heardAtMs: number;
  readonly #options: EventSubConnectionOptions;
  readonly #socket: WebSocket;
  readonly #listening = new AbortController();
  #silenceMs = WELCOME_TIMEOUT_MS;
  #cancelWatch: () => void = () => {};

  /** @throws T333Error `invalid-argument`, `unsupported` */
  constructor(options: EventSubConnectionOptions) {
    this.#options = options;
    this.heardAtMs = options.clock.wallTime();
    const { signal } = this.#listening;
    this.#socket = openSocket(options.url, options.WebSocket);
    this.#socket.addEventListener('message', ({ data }) => this.#receive(data), { signal });
    this.#socket.addEventListener('close', ({ code }) => this.fail(new EventSubCloseError(code)), { signal });
    this.#watch();
  }

  get closed(): boolean {
    return this.#listening.signal.aborted;
  }

  close(): void {
    this.#listening.abort();
    this.#cancelWatch();
    this.#socket.close();
  }

  /** It is of no use any more. */
  fail(error: T333Error): void {
    if (this.closed) return;
    this.close();
    this.#options.onClose(error);
  }

  #receive(data: unknown): void {
    const frame = readFrame(data);
    if (frame?.type === 'welcome') this.#silenceMs = frame.keepaliveMs + KEEPALIVE_GRACE_MS;
    this.heardAtMs = this.#options.clock.wallTime();
    this.#watch();
    if (!frame) this.#options.onInvalid(new T333Error('invalid-frame', 'EventSub has sent what cannot be read.'));
    else if (frame.type !== 'keepalive') this.#options.onFrame(frame);
  }

  #watch(): void {
    this.#cancelWatch();
    this.#cancelWatch = this.#options.clock.after(this.#silenceMs, () =>
      this.fail(new T333Error('timeout', 'EventSub went silent.', { retryable: true })),
    );
  }
}
