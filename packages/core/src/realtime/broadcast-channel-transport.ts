import { abortError, T333Error } from '../errors.ts';
import { Store, type ReadableStore } from '../state/store.ts';
import { TypedEventTarget } from '../state/typed-event-target.ts';
import { systemClock, type Clock } from '../time/clock.ts';
import { moveRoom, readRoomTimeline, readTimelineFrame, type RoomTimeline } from './timeline-room.ts';
import {
  FrameEvent,
  type Frame,
  type RealtimeTransport,
  type RequestOptions,
  type TransportEvents,
  type TransportState,
} from './transport.ts';

/** Tabs answer within a few milliseconds; one that is busy for longer is heard when it gets to it. */
const JOIN_WAIT_MS = 150;

/** What tabs tell each other: "what does this room do?", or what it does. */
type Note = { readonly t333: 1 } & ({ readonly ask: string } | { readonly tell: Frame });

export interface BroadcastChannelTransportOptions {
  /** Default: the browser's own. All tabs have to believe the same `wallTime()`. */
  clock?: Clock;
}

/**
 * Connects the tabs and frames that one browser shows of one origin, without a server. Each tab holds a copy of every room it has
 * joined, and answers its own requests; where two have moved a room at once, all keep the same one of the two. The device's clock
 * counts, which is the same in every tab.
 */
export class BroadcastChannelTransport extends TypedEventTarget<TransportEvents> implements RealtimeTransport {
  readonly #clock: Clock;
  readonly #channel: BroadcastChannel;
  readonly #store = new Store<TransportState>({ status: 'open' });
  readonly #rooms = new Map<string, RoomTimeline | undefined>();
  /** What ends the wait of a join, by room. */
  readonly #joins = new Map<string, Set<() => void>>();
  /** Names this tab; the order of names decides between two that were equally fast. */
  readonly #id = Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('');

  /** @param name what those who belong together have in common */
  constructor(name: string, { clock = systemClock }: BroadcastChannelTransportOptions = {}) {
    super();
    this.#clock = clock;
    this.#channel = new BroadcastChannel(`t333:${name}`);
    this.#channel.addEventListener('message', ({ data }) => this.#hear(data));
  }

  get state(): ReadableStore<TransportState> {
    return this.#store;
  }

  async request(frame: Frame, { signal }: RequestOptions = {}): Promise<Frame> {
    if (signal?.aborted) throw abortError(signal.reason);
    this.#check();
    const channelId = String(frame.channelId);
    switch (frame.type) {
      case 'ping':
        return { type: 'pong', serverAt: this.#clock.wallTime() };
      case 'join': {
        await this.#ask(channelId, signal);
        const room = this.#rooms.get(channelId);
        return { type: 'joined', channelId, events: room ? [room] : [] };
      }
      case 'leave':
        this.#rooms.delete(channelId);
        return { type: 'ack' };
      case 'timeline':
        return this.#move(frame);
      default:
        return refusal('bad_request');
    }
  }

  destroy(): void {
    this.#store.update({ status: 'closed' });
    this.#channel.close();
    for (const joins of this.#joins.values()) for (const end of joins) end();
    this.#rooms.clear();
  }

  #check(): void {
    if (this.#store.getSnapshot().status === 'closed')
      throw new T333Error('destroyed', 'This transport was destroyed.');
  }

  async #ask(roomId: string, signal?: AbortSignal): Promise<void> {
    if (!this.#rooms.has(roomId)) this.#rooms.set(roomId, undefined);
    const joins = this.#joins.get(roomId) ?? new Set();
    this.#joins.set(roomId, joins);
    this.#post({ ask: roomId });
    await new Promise<void>((resolve) => {
      const end = (): void => {
        cancel();
        joins.delete(end);
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const cancel = this.#clock.after(JOIN_WAIT_MS, end);
      joins.add(end);
      signal?.addEventListener('abort', end);
    });
    if (signal?.aborted) throw abortError(signal.reason);
    this.#check();
  }

  #move(frame: Frame): Frame {
    const request = readTimelineFrame(frame);
    if (!request) return refusal('bad_request');
    const room = moveRoom(this.#rooms.get(request.roomId), request, this.#id);
    if (!room) return refusal('stale');
    this.#rooms.set(room.roomId, room);
    this.#post({ tell: room });
    return { type: 'ack', rev: room.rev };
  }

  #hear(data: unknown): void {
    const note = (typeof data === 'object' && data !== null ? data : {}) as Record<string, unknown>;
    if (note.t333 !== 1) return;
    const asked = typeof note.ask === 'string' ? this.#rooms.get(note.ask) : undefined;
    if (asked) this.#post({ tell: asked });
    if (typeof note.tell === 'object' && note.tell !== null) this.#learn(note.tell as Frame);
  }

  #learn(frame: Frame): void {
    const told = readRoomTimeline(frame);
    // Those who listen know best what to say of a frame that cannot be read.
    if (!told) return void this.dispatchEvent(new FrameEvent(frame));
    if (!this.#rooms.has(told.roomId)) return;
    const order = compare(told, this.#rooms.get(told.roomId));
    if (order > 0) {
      this.#rooms.set(told.roomId, told);
      this.dispatchEvent(new FrameEvent(told));
    }
    // Who tells old news has missed something.
    if (order < 0) this.#post({ tell: this.#rooms.get(told.roomId) as RoomTimeline });
    for (const end of this.#joins.get(told.roomId) ?? []) end();
  }

  #post(note: { ask: string } | { tell: Frame }): void {
    // A channel has one origin.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    this.#channel.postMessage({ t333: 1, ...note } satisfies Note);
  }
}

/** Above 0 when `a` counts and not `b`. Every tab comes to the same answer, in whatever order it has heard of them. */
function compare(a: RoomTimeline, b: RoomTimeline | undefined): number {
  if (!b || a.rev !== b.rev) return a.rev - (b?.rev ?? 0);
  if (a.by === b.by) return 0;
  return a.by > b.by ? 1 : -1;
}

const refusal = (code: string): Frame => ({ type: 'error', code, message: code });
