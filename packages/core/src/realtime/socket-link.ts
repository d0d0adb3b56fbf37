import { T333Error } from '../errors.ts';
import {
  decodeServerFrame,
  DEFAULT_LIMITS,
  encodeClientFrame,
  PROTOCOL_VERSION,
  SUBPROTOCOL,
  type ClientRequest,
  type ReadyFrame,
  type ServerFrame,
  type ServerReply,
} from '../protocol/index.ts';
import { onAbort, rejectionOf } from '../resilience/abortable.ts';
import type { Clock } from '../time/clock.ts';
import { closeError } from './close-codes.ts';
import { FramePace } from './frame-pace.ts';
import { RealtimeRefusal } from './refusal.ts';
import type { ServerClock } from './server-clock.ts';

/** From the first packet to `ready`; a good connection takes a tenth of it. */
const CONNECT_TIMEOUT_MS = 10_000;
const ANSWER_TIMEOUT_MS = 10_000;

export interface SocketLinkOptions {
  url: string;
  WebSocket?: typeof globalThis.WebSocket | undefined;
  clock: Clock;
  serverClock: ServerClock;
}

/** Who owns links. */
export interface SocketHost {
  onReady: (link: SocketLink, ready: ReadyFrame) => void;
  /** All that nobody has asked for. */
  onFrame: (link: SocketLink, frame: ServerFrame) => void;
  onError: (error: T333Error) => void;
  /** Once, and not after `close()`. */
  onClose: (link: SocketLink, error: T333Error) => void;
}

/** Hears the answer in the task that brought it: what comes next may build on it. */
export type Answered = (reply: Exclude<ServerReply, { type: 'error' }> | T333Error) => void;

/** One socket, from its opening to its end. It signs in, asks, and notices when nobody is there any more. */
export class SocketLink {
  /** Of each channel that was joined on it: the log that its events are of. */
  readonly epochs = new Map<string, string>();
  ready: ReadyFrame | null = null;
  closed = false;
  readonly #options: SocketLinkOptions;
  readonly #host: SocketHost;
  readonly #socket: WebSocket;
  readonly #pace: FramePace;
  readonly #pending = new Map<string, Answered>();
  #requests = 0;
  /** On the clock's `now()`. */
  #heardAtMs = 0;
  #cancelWatch: () => void;
  #cancelCheck: (() => void) | null = null;

  /** @throws T333Error `unsupported` (there is no WebSocket), `invalid-argument`: later it would be the same */
  constructor(options: SocketLinkOptions, ticket: string | null, host: SocketHost) {
    const { url, WebSocket = globalThis.WebSocket, clock } = options;
    this.#options = options;
    this.#host = host;
    if (!WebSocket) throw new T333Error('unsupported', 'No WebSocket here (Node 22 has one): pass one.');
    try {
      this.#socket = new WebSocket(url, SUBPROTOCOL);
    } catch (cause) {
      throw new T333Error('invalid-argument', `No WebSocket leads to ${url}.`, { cause });
    }
    this.#pace = new FramePace(clock, DEFAULT_LIMITS.framesPerSecond);
    this.#socket.addEventListener('open', () => this.#signIn(ticket));
    this.#socket.addEventListener('message', ({ data }) => this.#receive(data));
    this.#socket.addEventListener('close', ({ code }) => this.#lose(closeError(code)));
    this.#cancelWatch = clock.after(CONNECT_TIMEOUT_MS, () => this.#lose(silent('does not answer')));
  }

  /** @returns a function that gives up the wait */
  ask(request: ClientRequest, answered: Answered): () => void {
    const rid = String(++this.#requests);
    let cancelTimeout = (): void => {};
    const settle: Answered = (reply) => {
      cancelTimeout();
      if (this.#pending.delete(rid)) answered(reply);
    };
    this.#pending.set(rid, settle);
    this.#pace.run(() => {
      if (!this.#pending.has(rid)) return;
      cancelTimeout = this.#options.clock.after(ANSWER_TIMEOUT_MS, () => settle(silent('has not answered')));
      try {
        const text = encodeClientFrame({ ...request, rid });
        if (this.#socket.readyState === 1) this.#socket.send(text);
      } catch (cause) {
        settle(new T333Error('invalid-argument', 'That is too long for one frame.', { cause }));
      }
    });
    return () => {
      cancelTimeout();
      this.#pending.delete(rid);
    };
  }

  /** @throws T333Error what the server has refused (`RealtimeRefusal`), `invalid-argument` (too long), `network`, `timeout`, `aborted` */
  request(request: ClientRequest, signal?: AbortSignal): Promise<Exclude<ServerReply, { type: 'error' }>> {
    return new Promise((resolve, reject) => {
      if (this.closed) return reject(lost());
      if (signal?.aborted) return reject(rejectionOf(signal));
      const giveUp = this.ask(request, (reply) => {
        stopListening?.();
        if (reply instanceof T333Error) reject(reply);
        else resolve(reply);
      });
      const stopListening =
        signal &&
        onAbort(signal, () => {
          giveUp();
          stopListening?.();
          reject(rejectionOf(signal));
        });
    });
  }

  /** Looks whether anybody is there; the connection ends if not. */
  check(): void {
    if (!this.ready || this.closed || this.#cancelCheck) return;
    const { clock, serverClock } = this.#options;
    const sentAtMs = clock.now();
    this.#cancelCheck = clock.after(ANSWER_TIMEOUT_MS, () => {
      this.#cancelCheck = null;
      // Whatever has come since is as good as an answer.
      if (this.#heardAtMs <= sentAtMs) this.#lose(silent('went silent'));
    });
    this.ask({ type: 'ping' }, (reply) => {
      if (reply instanceof T333Error) return;
      if (reply.type === 'pong') serverClock.learn(sentAtMs, reply.serverAt);
      this.#cancelCheck?.();
      this.#cancelCheck = null;
    });
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.#cancelWatch();
    this.#cancelCheck?.();
    this.#pace.clear();
    this.#socket.close();
    const pending = [...this.#pending.values()];
    for (const settle of pending) settle(lost());
  }

  #signIn(ticket: string | null): void {
    const { clock, serverClock } = this.#options;
    const sentAtMs = clock.now();
    this.ask({ type: 'auth', proto: PROTOCOL_VERSION, ...(ticket !== null && { ticket }) }, (reply) => {
      if (this.closed) return;
      if (reply instanceof T333Error) return this.#lose(reply);
      if (reply.type !== 'ready') return this.#lose(new T333Error('invalid-frame', 'The server is not ready.'));
      serverClock.learn(sentAtMs, reply.serverAt);
      this.ready = reply;
      this.#pace.limit(reply.limits.framesPerSecond);
      this.#cancelWatch();
      this.#watch(reply.heartbeatMs);
      this.#host.onReady(this, reply);
    });
  }

  #watch(heartbeatMs: number): void {
    this.#cancelWatch = this.#options.clock.after(heartbeatMs, () => {
      this.#watch(heartbeatMs);
      this.check();
    });
  }

  #receive(data: unknown): void {
    if (this.closed) return;
    this.#heardAtMs = this.#options.clock.now();
    let frame: ServerFrame;
    try {
      frame = decodeServerFrame(data);
    } catch (error) {
      return this.#host.onError(error as T333Error);
    }
    const rid = 'rid' in frame ? frame.rid : undefined;
    if (rid === undefined) return this.#host.onFrame(this, frame);
    const settle = this.#pending.get(rid);
    if (frame.type === 'error') settle?.(new RealtimeRefusal(frame.code, frame.message, frame.retryAfterMs ?? null));
    else settle?.(frame as Parameters<Answered>[0]);
  }

  #lose(error: T333Error): void {
    if (this.closed) return;
    this.close();
    this.#host.onClose(this, error);
  }
}

const silent = (what: string): T333Error => new T333Error('timeout', `The server ${what}.`, { retryable: true });
const lost = (): T333Error => new T333Error('network', 'The connection is not open.', { retryable: true });
