import type { Clock } from '../../packages/core/src/time/clock.ts';
import { fitting } from './fitting.ts';
import { Refused, type HubChannel } from './hub-channel.ts';
import {
  AUTH_TIMEOUT_MS,
  CLOSE,
  decodeClientFrame,
  DEFAULT_HISTORY,
  FrameError,
  PROTOCOL_VERSION,
  type ClientFrame,
  type RtEvent,
  type RtLimits,
  type RtUser,
} from './protocol.ts';
import type { Viewer } from './seen.ts';

/** What a session needs of its hub. */
export interface SessionHost {
  readonly clock: Clock;
  readonly limits: RtLimits;
  readonly heartbeatMs: number;
  readonly windowMs: number;
  readonly faults: Faults;
  readonly sessions: Set<HubSession>;
  open: (channelId: string) => HubChannel;
  redeem: (ticket: string) => RtUser | null;
}

/** What goes wrong on request. Nothing of it reorders: the protocol knows no such fault. */
export interface Faults {
  refuseSockets: boolean;
  refusePolls: boolean;
  /** Before each frame that goes out, each that comes in, and each answer. */
  delayMs: (way: 'up' | 'down') => number;
  /** Whether this event is lost on its way to this socket: a hole. */
  losesEvent: () => boolean;
}

/** One client, as the server sees it, whatever carries the frames. */
export interface Peer {
  send: (text: string) => void;
  /** 1006 breaks the connection without a word. */
  close: (code: number) => void;
  /** What was sent and has not left yet. */
  readonly bufferedBytes: number;
}

const MAX_BUFFERED_BYTES = 1_048_576;
/** So many times the limit of frames are abuse. */
const ABUSE_FACTOR = 5;

/** One socket: who it is, what it has joined, and what it is still to be told. */
export class HubSession {
  user: RtUser | null = null;
  readonly #hub: SessionHost;
  readonly #peer: Peer;
  readonly #joined = new Map<string, ReadonlySet<string>>();
  #isReady = false;
  #ended = false;
  #queue: RtEvent[] = [];
  #cancelFlush: (() => void) | null = null;
  readonly #cancelAuth: () => void;
  #frames = 0;
  #framesSinceMs = -Infinity;
  readonly #waiting: Record<'up' | 'down', (() => void)[]> = { up: [], down: [] };
  readonly #inFlight = new Set<() => void>();

  constructor(hub: SessionHost, peer: Peer) {
    this.#hub = hub;
    this.#peer = peer;
    this.#cancelAuth = hub.clock.after(AUTH_TIMEOUT_MS, () => this.end(CLOSE.auth));
  }

  receive(text: string): void {
    this.#later('up', () => this.#take(text));
  }

  /** The socket is gone, by whomever. */
  left(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#cancelAuth();
    this.#cancelFlush?.();
    for (const cancel of this.#inFlight) cancel();
    this.#hub.sessions.delete(this);
  }

  end(code: number): void {
    if (this.#ended) return;
    this.left();
    this.#peer.close(code);
  }

  goodbye(reconnectAfterMs: number): void {
    this.#send({ type: 'goodbye', reconnectAfterMs });
  }

  /** These are not told to this socket: there is too much to tell. */
  shed(channelId: string, from: number, to: number): void {
    this.#send({ type: 'gap', channelId, from, to });
  }

  /** Something has happened in a channel. */
  hear(channel: HubChannel, event: RtEvent, seenBy: ((viewer: Viewer) => RtEvent) | null): void {
    const topics = this.#joined.get(channel.id);
    if (!topics || (event.type === 'health' && !topics.has('health'))) return;
    if (this.#hub.faults.losesEvent()) return;
    this.#queue.push(seenBy ? seenBy(channel.viewer(this.user)) : event);
    const { windowMs, clock } = this.#hub;
    if (windowMs === 0) this.#flush();
    else this.#cancelFlush ??= clock.after(windowMs, () => this.#flush());
  }

  #take(text: string): void {
    if (this.#ended) return;
    const isTooFast = this.#isTooFast();
    if (this.#ended) return;
    let frame: ClientFrame;
    try {
      frame = decodeClientFrame(text);
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      const { wireCode: code, rid, message } = error;
      this.#send({ type: 'error', ...(rid !== null && { rid }), code, message });
      return rid === null ? this.end(CLOSE.protocol) : undefined;
    }
    if (!this.#isReady && frame.type !== 'auth') return this.end(CLOSE.auth);
    try {
      if (isTooFast) throw new Refused('rate_limited', 'Too many frames.', 1000);
      this.#answer(frame);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { code, message, retryAfterMs } = error;
      // That a message is held is told before the word that it was not taken.
      this.#flush();
      this.#send({ type: 'error', rid: frame.rid, code, message, ...(retryAfterMs !== undefined && { retryAfterMs }) });
    }
  }

  /** With a margin for what was held up on its way. Far beyond it, the socket ends. */
  #isTooFast(): boolean {
    const nowMs = this.#hub.clock.now();
    if (nowMs - this.#framesSinceMs >= 1000) {
      this.#framesSinceMs = nowMs;
      this.#frames = 0;
    }
    this.#frames++;
    const { framesPerSecond } = this.#hub.limits;
    if (this.#frames > framesPerSecond * ABUSE_FACTOR) this.end(CLOSE.abuse);
    return this.#frames > framesPerSecond * 2;
  }

  #answer(frame: ClientFrame): void {
    const { rid } = frame;
    const ack = (fields: object = {}): void => this.#send({ type: 'ack', rid, ...fields });
    switch (frame.type) {
      case 'auth':
        return this.#signIn(frame);
      case 'ping':
        return this.#send({ type: 'pong', rid, serverAt: this.#hub.clock.wallTime() });
      case 'join':
        return this.#join(frame);
      case 'leave':
        this.#joined.delete(frame.channelId);
        return ack();
      case 'history': {
        const { channelId, before = Infinity, limit = DEFAULT_HISTORY } = frame;
        const channel = this.#hub.open(channelId);
        const events = channel.past.history(before, limit, channel.viewer(this.user));
        return this.#send({
          type: 'history',
          rid,
          channelId,
          epoch: channel.epoch,
          events: inFrames(events).at(-1) ?? [],
        });
      }
      case 'chat':
      case 'mod': {
        if (!this.user) throw new Refused('unauthenticated', 'Sign in first.');
        const channel = this.#hub.open(frame.channelId);
        if (frame.type === 'mod') return ack({ seq: channel.moderate(this.user, frame) });
        return ack(channel.say(this.user, frame));
      }
      default:
        throw new Refused('bad_request', 'Not here.');
    }
  }

  #signIn({ rid, ticket, proto }: Extract<ClientFrame, { type: 'auth' }>): void {
    if (proto !== PROTOCOL_VERSION) return this.end(CLOSE.version);
    if (ticket !== undefined) {
      this.user = this.#hub.redeem(ticket);
      if (!this.user) {
        this.#send({ type: 'error', rid, code: 'unauthenticated', message: 'The ticket is not good.' });
        return this.end(CLOSE.auth);
      }
    }
    this.#cancelAuth();
    this.#isReady = true;
    const { limits, heartbeatMs, clock } = this.#hub;
    this.#send({ type: 'ready', rid, user: this.user, serverAt: clock.wallTime(), heartbeatMs, limits });
  }

  #join({
    rid,
    channelId,
    since,
    history = DEFAULT_HISTORY,
    topics = [],
  }: Extract<ClientFrame, { type: 'join' }>): void {
    const channel = this.#hub.open(channelId);
    if (!this.#joined.has(channelId) && this.#joined.size >= this.#hub.limits.channels)
      throw new Refused('rate_limited', 'Too many channels.');
    // What has happened so far is in the answer, and comes in no frame after it.
    this.#queue = this.#queue.filter((event) => event.channelId !== channelId);
    const viewer = channel.viewer(this.user);
    const isOwner = viewer.role !== 'viewer' && viewer.role !== 'vip';
    this.#joined.set(channelId, new Set(isOwner ? topics : []));
    const { events, ...replay } = channel.past.replay(since, history, viewer);
    const { blockedWords, ...settings } = channel.settings;
    const [first = [], ...rest] = inFrames(events);
    this.#send({
      type: 'joined',
      rid,
      channelId,
      ...replay,
      events: first,
      ...(rest.length > 0 && { more: true }),
      settings: isOwner ? { ...settings, blockedWords } : settings,
      pinned: channel.pinned,
      you: channel.you(this.user),
      viewerCount: channel.viewerCount,
    });
    for (const part of rest) this.#send({ type: 'batch', channelId, events: part });
  }

  #flush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = null;
    const queue = this.#queue;
    this.#queue = [];
    for (const part of inFrames(queue)) this.#send(part.length === 1 ? part[0]! : { type: 'batch', events: part });
  }

  #send(frame: object): void {
    const text = JSON.stringify(frame);
    this.#later('down', () => {
      this.#peer.send(text);
      if (this.#peer.bufferedBytes > MAX_BUFFERED_BYTES) this.end(CLOSE.tooSlow);
    });
  }

  /** Frames do not overtake each other, however long they take: whichever timer ends first, the oldest goes. */
  #later(way: 'up' | 'down', act: () => void): void {
    const { clock, faults } = this.#hub;
    const queue = this.#waiting[way];
    const delayMs = faults.delayMs(way);
    if (delayMs <= 0 && queue.length === 0) return act();
    queue.push(act);
    const cancel = clock.after(delayMs, () => {
      this.#inFlight.delete(cancel);
      queue.shift()!();
    });
    this.#inFlight.add(cancel);
  }
}

/** Events in parts that fit into a frame each. */
function inFrames(events: readonly RtEvent[]): RtEvent[][] {
  let next = 0;
  return fitting(events.map((event) => JSON.stringify(event))).map((part) => events.slice(next, (next += part.length)));
}
