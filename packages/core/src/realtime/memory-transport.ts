import { abortError, T333Error } from '../errors.ts';
import { Store, type ReadableStore } from '../state/store.ts';
import { TypedEventTarget } from '../state/typed-event-target.ts';
import type { Clock } from '../time/clock.ts';
import { moveRoom, readTimelineFrame, type RoomTimeline } from './timeline-room.ts';
import {
  FrameEvent,
  type Frame,
  type RealtimeTransport,
  type RequestOptions,
  type TransportEvents,
  type TransportState,
} from './transport.ts';

const REQUEST_TIMEOUT_MS = 10_000;

export interface MemoryServerOptions {
  clock: Clock;
  /** Whether this user may move a room's timeline. Default: everyone. */
  mayMove?: (userId: string, roomId: string) => boolean;
}

export interface MemoryLinkOptions {
  /** Who connects, as `ready` would tell: the `by` of what they do. */
  userId: string;
  /** How long the next frame takes, one way, in milliseconds. Infinity loses it. Frames do not overtake each other. Default 0. */
  delayMs?: (way: 'up' | 'down') => number;
}

/** The part of a t333-rt/1 server that moves timelines, in this page's memory: for tests and demos. */
export class MemoryServer {
  readonly clock: Clock;
  readonly #mayMove: (userId: string, roomId: string) => boolean;
  readonly #rooms = new Map<string, RoomTimeline>();
  readonly #transports = new Set<MemoryTransport>();

  constructor({ clock, mayMove = () => true }: MemoryServerOptions) {
    this.clock = clock;
    this.#mayMove = mayMove;
  }

  /** A transport that is open at once. */
  connect(options: MemoryLinkOptions): MemoryTransport {
    const transport = new MemoryTransport(this, options);
    this.#transports.add(transport);
    return transport;
  }

  /** Sends a frame of any kind to all that are connected. */
  broadcast(frame: Frame): void {
    for (const transport of this.#transports) transport.deliver(frame);
  }

  /** Forgets all rooms, as a server without a log does when it starts anew. */
  restart(): void {
    this.#rooms.clear();
    for (const transport of this.#transports) transport.disconnect();
  }

  /** @internal */
  answer(transport: MemoryTransport, frame: Frame): void {
    const reply = (fields: Frame): void => transport.deliver({ rid: frame.rid, ...fields });
    const channelId = String(frame.channelId);
    switch (frame.type) {
      case 'ping':
        return reply({ type: 'pong', serverAt: this.clock.wallTime() });
      case 'join': {
        transport.channels.add(channelId);
        const room = this.#rooms.get(channelId);
        return reply({ type: 'joined', channelId, events: room ? [room] : [] });
      }
      case 'leave':
        transport.channels.delete(channelId);
        return reply({ type: 'ack' });
      case 'timeline':
        return this.#move(transport, frame, reply);
      default:
        return reply({ type: 'error', code: 'bad_request', message: 'Unknown type.' });
    }
  }

  /** @internal */
  forget(transport: MemoryTransport): void {
    this.#transports.delete(transport);
  }

  #move({ userId }: MemoryTransport, frame: Frame, reply: (fields: Frame) => void): void {
    const refuse = (code: string): void => reply({ type: 'error', code, message: code });
    const request = readTimelineFrame(frame);
    if (!request) return refuse('bad_request');
    if (!this.#mayMove(userId, request.roomId)) return refuse('forbidden');
    const room = moveRoom(this.#rooms.get(request.roomId), request, userId);
    if (!room) return refuse('stale');
    this.#rooms.set(room.roomId, room);
    reply({ type: 'ack', rev: room.rev });
    for (const transport of this.#transports) {
      if (transport.channels.has(room.roomId)) transport.deliver({ channelId: room.roomId, ...room });
    }
  }
}

interface Pending {
  resolve(reply: Frame): void;
  reject(error: T333Error): void;
}

/** A connection to a `MemoryServer`, whose delays and breaks the test decides. */
export class MemoryTransport extends TypedEventTarget<TransportEvents> implements RealtimeTransport {
  readonly userId: string;
  /** @internal What it has joined. */
  readonly channels = new Set<string>();
  readonly #server: MemoryServer;
  readonly #delayMs: (way: 'up' | 'down') => number;
  readonly #store = new Store<TransportState>({ status: 'open' });
  readonly #pending = new Map<unknown, Pending>();
  readonly #inFlight = new Set<() => void>();
  readonly #lastArrivalMs = { up: 0, down: 0 };
  #requests = 0;

  /** @internal */
  constructor(server: MemoryServer, { userId, delayMs = () => 0 }: MemoryLinkOptions) {
    super();
    this.#server = server;
    this.userId = userId;
    this.#delayMs = delayMs;
  }

  get state(): ReadableStore<TransportState> {
    return this.#store;
  }

  request(frame: Frame, { signal }: RequestOptions = {}): Promise<Frame> {
    const { status } = this.#store.getSnapshot();
    return new Promise((resolve, reject) => {
      if (status === 'closed') return reject(new T333Error('destroyed', 'This transport was destroyed.'));
      if (status !== 'open') return reject(broken());
      if (signal?.aborted) return reject(abortError(signal.reason));
      const rid = String(++this.#requests);
      const settle = (act: () => void): void => {
        cancelTimeout();
        signal?.removeEventListener('abort', abort);
        if (this.#pending.delete(rid)) act();
      };
      const abort = (): void => settle(() => reject(abortError(signal?.reason)));
      const cancelTimeout = this.#server.clock.after(REQUEST_TIMEOUT_MS, () =>
        settle(() => reject(new T333Error('timeout', 'No answer.', { retryable: true }))),
      );
      signal?.addEventListener('abort', abort);
      this.#pending.set(rid, {
        resolve: (reply) => settle(() => resolve(reply)),
        reject: (error) => settle(() => reject(error)),
      });
      this.#send('up', { ...frame, rid }, (arrived) => this.#server.answer(this, arrived));
    });
  }

  /** Lets a frame come from the server. */
  deliver(frame: Frame): void {
    if (this.#store.getSnapshot().status !== 'open') return;
    this.#send('down', frame, (arrived) => {
      const pending = arrived.rid === undefined ? undefined : this.#pending.get(arrived.rid);
      if (pending) pending.resolve(arrived);
      else if (arrived.rid === undefined) this.dispatchEvent(new FrameEvent(arrived));
    });
  }

  /** Breaks the connection: what is on its way is lost. */
  disconnect(): void {
    if (this.#store.getSnapshot().status === 'open') this.#break('connecting');
  }

  /** Connects again. */
  reconnect(): void {
    if (this.#store.getSnapshot().status === 'connecting') this.#store.update({ status: 'open' });
  }

  destroy(): void {
    this.#break('closed');
    this.#server.forget(this);
  }

  #break(status: 'connecting' | 'closed'): void {
    this.#store.update({ status });
    this.channels.clear();
    for (const cancel of this.#inFlight) cancel();
    this.#inFlight.clear();
    for (const { reject } of this.#pending.values()) reject(broken());
  }

  #send(way: 'up' | 'down', frame: Frame, arrive: (frame: Frame) => void): void {
    const { clock } = this.#server;
    // Only what JSON can say gets through a real wire.
    const text = JSON.stringify(frame);
    const arrivalMs = Math.max(clock.now() + this.#delayMs(way), this.#lastArrivalMs[way]);
    if (arrivalMs === Infinity) return;
    this.#lastArrivalMs[way] = arrivalMs;
    const cancel = clock.after(arrivalMs - clock.now(), () => {
      this.#inFlight.delete(cancel);
      arrive(JSON.parse(text) as Frame);
    });
    this.#inFlight.add(cancel);
  }
}

const broken = (): T333Error => new T333Error('network', 'The connection is not open.', { retryable: true });
