import { fitting } from '../../../realtime/fitting.ts';
import { isModerator, type Viewer } from '../../../realtime/seen.ts';
import { Problem } from '../http/problem.ts';
import {
  AUTH_TIMEOUT_MS,
  CLOSE,
  decodeClientFrame,
  DEFAULT_HEARTBEAT_MS,
  DEFAULT_HISTORY,
  FrameError,
  PROTOCOL_VERSION,
  type ClientFrame,
  type RtChannelFacts,
  type RtLimits,
  type RtPosition,
} from '../protocol.ts';
import type { FanOut } from './fan-out.ts';
import { FrameRate } from './frame-rate.ts';
import type { Moderating } from './moderating.ts';
import type { Person } from './person.ts';
import type { Room, RoomMember } from './room.ts';
import type { Rooms } from './rooms.ts';
import type { Speaking } from './speaking.ts';
import { batchOf } from './telling.ts';
import type { Tickets } from './tickets.ts';
import type { Watching } from './watching.ts';

/** What a session asks of its instance. */
export interface SessionHost {
  readonly limits: RtLimits;
  readonly tickets: Tickets;
  readonly rooms: Rooms;
  readonly fanOut: FanOut;
  readonly speaking: Speaking;
  readonly moderating: Moderating;
  readonly watching: Watching;
  nowMs: () => number;
  factsFor: (room: Room, person: Person | null) => Promise<RtChannelFacts>;
  problemOf: (error: unknown) => Problem;
}

/** What carries the frames of one client. */
export interface Link {
  send: (frame: string | Buffer) => void;
  close: (code: number) => void;
  /** What was sent and has not left yet. */
  readonly bufferedBytes: number;
  /** Resolves when all that was sent so far has left, or never will. */
  drained: () => Promise<void>;
}

/** Whoever has so much to read yet is too slow. */
const MAX_BUFFERED_BYTES = 1_048_576;
/** The next answer to a join waits until there is less to read. */
const MAX_WAITING_BYTES = 262_144;
/** Frames of one answer to a join, of 64 KiB at most each: with what is told meanwhile it is less than makes somebody too slow. */
const MAX_REPLAY_FRAMES = 8;

/** One socket: who it is, what it has joined, what it asks. Frames are answered in their order, one after the other; a ping at once. */
export class Session implements RoomMember {
  person: Person | null = null;
  readonly #host: SessionHost;
  readonly #link: Link;
  readonly #rooms = new Map<string, Room>();
  readonly #rate: FrameRate;
  readonly #authTimer: ReturnType<typeof setTimeout>;
  #state: 'new' | 'signing in' | 'ready' | 'ended' = 'new';
  #last: Promise<void> = Promise.resolve();

  constructor(host: SessionHost, link: Link) {
    this.#host = host;
    this.#link = link;
    this.#rate = new FrameRate(host.limits.framesPerSecond);
    this.#authTimer = setTimeout(() => this.end(CLOSE.auth), AUTH_TIMEOUT_MS);
  }

  /** Resolves when all that was asked so far is answered. */
  get settled(): Promise<void> {
    return this.#last;
  }

  receive(text: string): void {
    if (this.#state === 'ended') return;
    const pace = this.#rate.take(performance.now());
    if (pace === 'abuse') return this.end(CLOSE.abuse);
    let frame: ClientFrame;
    try {
      frame = decodeClientFrame(text);
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      this.#refuse(error.rid, new Problem(error.wireCode, error.message));
      return error.rid === null ? this.end(CLOSE.protocol) : undefined;
    }
    const { rid, type } = frame;
    if ((this.#state === 'new') !== (type === 'auth')) return this.end(type === 'auth' ? CLOSE.protocol : CLOSE.auth);
    if (pace === 'too fast')
      return this.#refuse(rid, new Problem('rate_limited', 'Too many frames.', { retryAfterMs: 1000 }));
    if (type === 'ping') return this.#reply({ type: 'pong', rid, serverAt: this.#host.nowMs() });
    if (type === 'auth') this.#state = 'signing in';
    this.#last = this.#last.then(() => this.#answer(frame));
  }

  /** The socket is gone, by whomever. */
  left(): void {
    this.#state = 'ended';
    clearTimeout(this.#authTimer);
    for (const room of this.#rooms.values()) room.leave(this);
    this.#rooms.clear();
  }

  end(code: number): void {
    if (this.#state === 'ended') return;
    this.left();
    this.#link.close(code);
  }

  goodbye(reconnectAfterMs: number): void {
    this.#reply({ type: 'goodbye', reconnectAfterMs });
  }

  lost(): void {
    this.end(CLOSE.restart);
  }

  tell(frames: readonly (string | Buffer)[]): void {
    if (this.#state === 'ended') return;
    for (const frame of frames) this.#link.send(frame);
    if (this.#link.bufferedBytes > MAX_BUFFERED_BYTES) this.end(CLOSE.tooSlow);
  }

  async #answer(frame: ClientFrame): Promise<void> {
    if (this.#state === 'ended') return;
    try {
      await this.#do(frame);
    } catch (error) {
      const problem = this.#host.problemOf(error);
      this.#refuse(frame.rid, problem);
      if (frame.type === 'auth') this.end(problem.code === 'unauthenticated' ? CLOSE.auth : CLOSE.restart);
    }
  }

  async #do(frame: ClientFrame): Promise<void> {
    const { rid } = frame;
    switch (frame.type) {
      case 'auth':
        return this.#signIn(frame);
      case 'join':
        return this.#join(frame);
      case 'leave':
        this.#rooms.get(frame.channelId)?.leave(this);
        this.#rooms.delete(frame.channelId);
        return this.#reply({ type: 'ack', rid });
      case 'history': {
        const { channelId, before = Infinity, limit = DEFAULT_HISTORY } = frame;
        const room = await this.#host.rooms.get(channelId);
        // What does not fit begins the next page.
        const texts = fitting(room.past.history(before, limit, room.viewer(this.person)).toReversed())[0] ?? [];
        const head = JSON.stringify({ type: 'history', rid, channelId, epoch: room.epoch });
        return this.#send(`${head.slice(0, -1)},"events":[${texts.toReversed().join(',')}]}`);
      }
      case 'ping':
        return;
      default:
    }
    if (!this.person) throw new Problem('unauthenticated', 'Sign in first.');
    const room = await this.#host.rooms.get(frame.type === 'timeline' ? frame.roomId : frame.channelId);
    try {
      if (frame.type === 'chat')
        return this.#reply({ type: 'ack', rid, ...(await this.#host.speaking.say(room, this.person, frame)) });
      if (frame.type === 'mod')
        return this.#reply({ type: 'ack', rid, seq: await this.#host.moderating.act(room, this.person, frame) });
      return this.#reply({ type: 'ack', rid, rev: await this.#host.watching.move(room, this.person, frame) });
    } catch (error) {
      // That a message is held is told before the word that it was not taken.
      if (error instanceof Problem && error.code === 'rejected') this.#host.fanOut.flush(room);
      throw error;
    }
  }

  async #signIn({ rid, ticket, proto }: Extract<ClientFrame, { type: 'auth' }>): Promise<void> {
    if (proto !== PROTOCOL_VERSION) return this.end(CLOSE.version);
    if (ticket !== undefined) {
      this.person = await this.#host.tickets.redeem(ticket);
      if (!this.person) throw new Problem('unauthenticated', 'The ticket is not good.');
    }
    // The socket may have gone meanwhile.
    if (this.#state !== 'signing in') return;
    clearTimeout(this.#authTimer);
    this.#state = 'ready';
    const { limits } = this.#host;
    const serverAt = this.#host.nowMs();
    this.#reply({
      type: 'ready',
      rid,
      user: this.person?.user ?? null,
      serverAt,
      heartbeatMs: DEFAULT_HEARTBEAT_MS,
      limits,
    });
  }

  async #join({
    rid,
    channelId,
    since,
    history = DEFAULT_HISTORY,
    topics = [],
  }: Extract<ClientFrame, { type: 'join' }>) {
    if (!this.#rooms.has(channelId) && this.#rooms.size >= this.#host.limits.channels)
      throw new Problem('rate_limited', 'Too many channels.');
    const room = await this.#host.rooms.get(channelId);
    if (this.#link.bufferedBytes > MAX_WAITING_BYTES) await this.#link.drained();
    const facts = await this.#host.factsFor(room, this.person);
    // From here to the answer nothing happens between.
    if (this.#state !== 'ready') return;
    this.#rooms.set(channelId, room);
    const viewer = room.viewer(this.person);
    room.enter(this, { hearsHealth: isModerator(viewer) && topics.includes('health') });
    const { recovered, parts } = replayOf(room, since, history, viewer);
    const [first = [], ...rest] = parts;
    const { epoch, lastSeq } = room;
    const more = rest.length > 0 && { more: true };
    const head = JSON.stringify({ type: 'joined', rid, channelId, epoch, lastSeq, recovered, ...more, ...facts });
    this.#send(`${head.slice(0, -1)},"events":[${first.join(',')}]}`);
    for (const part of rest) this.#send(batchOf(part, channelId));
  }

  #refuse(rid: string | null, { code, message, retryAfterMs }: Problem): void {
    this.#reply({
      type: 'error',
      ...(rid !== null && { rid }),
      code,
      message,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
  }

  #reply(frame: object): void {
    this.#send(JSON.stringify(frame));
  }

  #send(text: string): void {
    this.tell([text]);
  }
}

/** What a join is answered with: where too much was missed, the last of it instead, as where somebody is new. */
function replayOf(room: Room, since: RtPosition | undefined, history: number, viewer: Viewer) {
  const all = room.past.replay(room.epoch, since, { history, viewer });
  if (all.parts.length <= MAX_REPLAY_FRAMES) return all;
  const { parts } = room.past.replay(room.epoch, undefined, { history, viewer });
  return { recovered: false, parts: parts.slice(-MAX_REPLAY_FRAMES) };
}
