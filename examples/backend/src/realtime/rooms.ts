import type { Bus } from '../bus/bus.ts';
import type { Clock } from '../clock.ts';
import { Problem } from '../http/problem.ts';
import type { ChatStore } from './chat-store.ts';
import type { FanOut } from './fan-out.ts';
import { Room, type Health } from './room.ts';
import { DEFAULT_SETTINGS } from './room-state.ts';
import type { RoomLog } from './roomlog.ts';

/** How long a room stays that nobody hears of and nobody asks for. */
const LINGER_MS = 60_000;
const SWEEP_MS = 15_000;

const CHANNEL = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
/** A room to watch together in: whoever knows its id is in. */
const WATCH_ROOM = /^watch-[\w-]{16,64}$/;

/** What instances tell each other of a channel, beside its log. */
type Note = { type: 'moderators' } | { type: 'health'; health: Health };

export interface RoomsOptions {
  log: RoomLog;
  bus: Bus;
  store: ChatStore;
  fanOut: FanOut;
  clock: Clock;
  viewerCount: (channelId: string) => number;
}

export const isChannel = (id: string): boolean => CHANNEL.test(id);

/** The rooms that are open on this instance. */
export class Rooms {
  readonly #options: RoomsOptions;
  readonly #opening = new Map<string, Promise<Room>>();
  readonly #open = new Map<string, { room: Room; close: () => void }>();
  readonly #sweeping: ReturnType<typeof setInterval>;

  constructor(options: RoomsOptions) {
    this.#options = options;
    this.#sweeping = setInterval(() => this.#sweep(), SWEEP_MS);
    this.#sweeping.unref();
  }

  /** @throws Problem `not_found`; `unavailable`: the log or the database is away, and the room is not open here yet */
  async get(id: string): Promise<Room> {
    const open = this.#open.get(id);
    if (open) {
      open.room.usedMs = this.#options.clock.now();
      return open.room;
    }
    if (!CHANNEL.test(id) && !WATCH_ROOM.test(id)) throw new Problem('not_found', 'No such channel.');
    let opening = this.#opening.get(id);
    if (!opening) {
      opening = this.#openRoom(id).finally(() => this.#opening.delete(id));
      this.#opening.set(id, opening);
    }
    return opening;
  }

  /** The room, where it is open here. */
  peek(id: string): Room | null {
    return this.#open.get(id)?.room ?? null;
  }

  *[Symbol.iterator](): Iterator<Room> {
    for (const { room } of this.#open.values()) yield room;
  }

  /** Tells all instances. */
  async note(channelId: string, note: Note): Promise<void> {
    await this.#options.bus.publish(topicOf(channelId), JSON.stringify(note));
  }

  close(): void {
    clearInterval(this.#sweeping);
    for (const { close } of this.#open.values()) close();
    this.#open.clear();
  }

  async #openRoom(id: string): Promise<Room> {
    const { log, bus, store, fanOut, clock } = this.#options;
    const nowMs = (): number => clock.now();
    const snapshot = async () =>
      isChannel(id)
        ? store.snapshot(id, nowMs())
        : { settings: DEFAULT_SETTINGS, pinned: null, silenced: new Map(), moderators: new Set<string>() };
    const room = new Room(id, { log, fanOut, nowMs, upMs: () => performance.now(), snapshot });
    try {
      // Whoever asks for what is none leaves nothing in the log.
      if (isChannel(id) && !(await store.hasChannel(id))) throw new Problem('not_found', 'No such channel.');
      const deafen = await bus.subscribe(
        topicOf(id),
        (text) => void this.#hear(room, JSON.parse(text) as Note),
        () => void this.#hear(room, { type: 'moderators' }),
      );
      const close = (): void => {
        deafen();
        room.close();
      };
      try {
        await room.open();
      } catch (error) {
        close();
        throw error;
      }
      room.usedMs = clock.now();
      this.#open.set(id, { room, close });
      return room;
    } catch (error) {
      if (error instanceof Problem) throw error;
      throw new Problem('unavailable', 'The chat cannot be reached now.', { retryAfterMs: 1000 });
    }
  }

  async #hear(room: Room, note: Note): Promise<void> {
    const { store, viewerCount } = this.#options;
    if (note.type === 'health') return room.tellHealth(note.health, viewerCount(room.id));
    if (!isChannel(room.id)) return;
    try {
      room.rolesChanged(new Set((await store.moderators(room.id)).map(({ id }) => id)));
    } catch {
      // Without the database, who moderated does.
    }
  }

  #sweep(): void {
    const nowMs = this.#options.clock.now();
    for (const [id, { room, close }] of this.#open)
      if (room.listenerCount === 0 && nowMs - room.usedMs > LINGER_MS) {
        this.#open.delete(id);
        close();
      }
  }
}

const topicOf = (channelId: string): string => `t333:{${channelId}}:note`;
