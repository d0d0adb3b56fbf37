import { T333Error } from '../../errors.ts';
import {
  readRoomTimeline,
  type Frame,
  type RealtimeTransport,
  type RoomTimeline,
  type TimelineFrame,
} from '../../realtime/index.ts';
import { delay } from '../../resilience/abortable.ts';
import { Store, type ReadableStore } from '../../state/store.ts';
import { TypedEventTarget } from '../../state/typed-event-target.ts';
import { systemClock, type Clock } from '../../time/clock.ts';
import { timeAt, type Timeline } from '../timeline.ts';
import { refusalOf } from './refusal.ts';
import { RoomClock } from './room-clock.ts';
import { groupTimeOf, roomTimeOf, type GroupZero } from './room-zero.ts';
import { SharedTimelineErrorEvent, SharedTimelineEvent, type SharedTimelineEvents } from './shared-timeline.events.ts';
import type { TimelinePort } from './timeline-port.ts';

/** Who may move the timeline. */
export type SharedControl = 'host' | 'everyone';

export interface SharedTimelineOptions {
  /** What plays. */
  group: TimelinePort;
  transport: RealtimeTransport;
  /** The room; also the channel in which it is. */
  roomId: string;
  /** Default `everyone`. A server decides for itself; this spares the user a futile attempt. */
  control?: SharedControl;
  /** Whether this user is the host, in `control: 'host'`. Default false. */
  isHost?: boolean;
  /** Default: the browser's own. The one of the group. */
  clock?: Clock;
}

export interface SharedTimelineState {
  /** `joined`: the players follow the room. `offline`: they go on along the last line that is known. */
  readonly status: 'offline' | 'joining' | 'joined';
  /** Whether the user here may move the timeline. */
  readonly canControl: boolean;
  /** How often the room was moved, so far as is known. */
  readonly rev: number;
  /** Who moved it last, as the authority knows them; null: somebody on this page, or nobody yet. */
  readonly by: string | null;
  /** How far the room's time can be misjudged here at most, milliseconds; null while it is not known. */
  readonly clockErrorMs: number | null;
  /** The shortest way to the authority and back, milliseconds. */
  readonly roundTripMs: number | null;
}

/** A line that is nearer than this is the same: what a group leaves uncorrected anyway. */
const SAME_LINE_SECONDS = 0.008;
/** A dragged slider acts 60 times a second; servers take 20 frames, of every kind. */
const SEND_INTERVAL_MS = 100;

/** Of a port that says nothing of it. */
const UNKNOWN_ZERO: GroupZero = { epochMs: null, range: { start: -Infinity, end: Infinity } };

/** What the room does, and who made it so: null stands for this page. */
interface Line extends Pick<RoomTimeline, 'position' | 'rate' | 'playing' | 'at' | 'rev'> {
  readonly by: string | null;
}

const isSame = (a: TimelineFrame, b: Pick<Line, 'position' | 'rate' | 'playing' | 'at'>): boolean =>
  a.position === b.position && a.rate === b.rate && a.playing === b.playing && a.at === b.at;

/**
 * Several browsers on one timeline. What the user does to the group goes to the room, what the room does goes to the group. Of
 * two who act at once, the one whom the authority heard first wins, and the other follows. Without a connection everyone goes on
 * along the last line; what the user does then is sent later, unless the room was moved meanwhile.
 *
 * What is shared is the time, and no offsets. Where start times or playlists tell the real time, that is what counts, whichever
 * member each browser has known first; else the group's time 0 has to be the same moment for all, by the offsets that they are
 * given. It goes on while a device sleeps: who wakes is brought to where the room is by then.
 */
export class SharedTimeline extends TypedEventTarget<SharedTimelineEvents> {
  readonly #store: Store<SharedTimelineState>;
  readonly #group: TimelinePort;
  readonly #transport: RealtimeTransport;
  readonly #roomId: string;
  readonly #clock: Clock;
  readonly #roomClock: RoomClock;
  readonly #life = new AbortController();
  /** Ends with the connection. */
  #session = new AbortController();
  #joined = false;
  #joining = false;
  /** What the room does. */
  #line: Line | null = null;
  /** What the user did, and the room does not know yet. */
  #wanted: Timeline | null = null;
  #sent: TimelineFrame | null = null;
  /** Whether what the room does is what this page came in with: nobody there has done anything yet. */
  #isOpening = false;
  #followed: { readonly line: Line; readonly timeline: Timeline } | null = null;
  /** Whether the group was ever told to keep to a line; whatever the user does, it stays so. */
  #isKept = false;
  /** The last line that was reported. */
  #told: Line | null = null;

  constructor({
    group,
    transport,
    roomId,
    control = 'everyone',
    isHost = false,
    clock = systemClock,
  }: SharedTimelineOptions) {
    super();
    this.#group = group;
    this.#transport = transport;
    this.#roomId = roomId;
    this.#clock = clock;
    this.#store = new Store<SharedTimelineState>({
      status: 'offline',
      canControl: control === 'everyone' || isHost,
      rev: 0,
      by: null,
      clockErrorMs: null,
      roundTripMs: null,
    });
    this.#roomClock = new RoomClock({
      clock,
      transport,
      onTick: () => {
        if (!this.#joined) void this.#join();
        this.#update();
      },
      onWake: () => void this.#join(),
    });
    const { signal } = this.#life;
    group.addEventListener(
      'timelinechange',
      ({ timeline, origin }) => {
        // Who opens a room often comes before their players have begun, which is nobody's act.
        const begins = this.#isOpening && timeline.playing && !(this.#wanted ?? this.#line)?.playing;
        if (origin === 'user' || begins) this.#act(timeline);
      },
      { signal },
    );
    transport.addEventListener('frame', ({ frame }) => this.#hear(frame), { signal });
    transport.state.subscribe(() => this.#connect(), { signal });
    let { epochMs } = this.#zero;
    group.state?.subscribe(
      () => {
        if (this.#zero.epochMs === epochMs) return;
        ({ epochMs } = this.#zero);
        this.#update();
      },
      { signal },
    );
    this.#connect();
  }

  get state(): ReadableStore<SharedTimelineState> {
    return this.#store;
  }

  /** Leaves the room; the group goes on by itself, the transport stays for others. */
  destroy(): void {
    if (this.#life.signal.aborted) return;
    this.#life.abort();
    this.#session.abort();
    try {
      this.#group.follow(null);
    } catch {
      // The group may have been destroyed before.
    }
    if (this.#isOpen) this.#transport.request({ type: 'leave', channelId: this.#roomId }).catch(() => {});
  }

  get #isOpen(): boolean {
    return this.#transport.state.getSnapshot().status === 'open';
  }

  get #zero(): GroupZero {
    return this.#group.state?.getSnapshot() ?? UNKNOWN_ZERO;
  }

  /** Where the room is, on the group's timeline; null while nobody here can say. */
  #positionOf(line: Line): number | null {
    return groupTimeOf(line.position, this.#zero);
  }

  #connect(): void {
    this.#session.abort();
    this.#session = new AbortController();
    this.#joined = false;
    this.#joining = false;
    if (this.#isOpen) {
      this.#roomClock.run(this.#session.signal);
      void this.#join();
    }
    this.#update();
  }

  async #join(): Promise<void> {
    const { signal } = this.#session;
    if (this.#joining || signal.aborted) return;
    this.#joining = true;
    try {
      const reply = await this.#transport.request({ type: 'join', channelId: this.#roomId }, { signal });
      if (signal.aborted) return;
      if (reply.type !== 'joined') this.#fail(refusalOf(reply));
      else this.#enter(Array.isArray(reply.events) ? reply.events : []);
    } catch {
      // The clock asks again.
    } finally {
      if (!signal.aborted) this.#joining = false;
    }
    this.#update();
  }

  /** What the authority says at the door is the truth, even where that is less than we knew. */
  #enter(events: readonly unknown[]): void {
    const lines = events.map(readRoomTimeline).filter((line) => line?.roomId === this.#roomId);
    const room = lines.reduce((newest, line) => (line!.rev >= (newest?.rev ?? 0) ? line : newest), null);
    this.#joined = true;
    if (!room) {
      this.#line = null;
      this.#isOpening = this.#store.getSnapshot().canControl;
      if (this.#isOpening) this.#wanted ??= this.#group.timeline;
    } else if (room.rev !== this.#line?.rev || !isSame(room, this.#line)) this.#adopt(room);
  }

  #hear(frame: Frame): void {
    if (frame.type !== 'timeline' || (typeof frame.roomId === 'string' && frame.roomId !== this.#roomId)) return;
    const room = readRoomTimeline(frame);
    if (!room) return this.#fail(new T333Error('invalid-frame', 'Somebody sent a timeline that is none.'));
    const rev = this.#line?.rev ?? 0;
    if (!this.#joined || room.rev < rev || (room.rev === rev && this.#line !== null && isSame(room, this.#line)))
      return;
    this.#adopt(room);
    this.#update();
  }

  #adopt(room: RoomTimeline): void {
    // Authorities may tell us what we did before they tell us that they accept it.
    const isOurs = this.#sent !== null && room.rev === this.#sent.rev + 1 && isSame(room, this.#sent);
    // Who comes second follows.
    if (!isOurs) {
      this.#wanted = null;
      this.#isOpening = false;
    }
    this.#line = { ...room, by: isOurs ? null : room.by };
  }

  #act(timeline: Timeline): void {
    // Whoever does not know where the room is cannot tell it where to go.
    if (this.#line && this.#positionOf(this.#line) === null) return;
    if (this.#store.getSnapshot().canControl) {
      this.#isOpening = false;
      this.#wanted = timeline;
      void this.#send();
    } else if (this.#line) this.#undo(new T333Error('forbidden', 'Only the host moves this timeline.'));
  }

  async #send(): Promise<void> {
    const timeline = this.#wanted;
    const estimate = this.#roomClock.estimate();
    if (!timeline || !estimate || !this.#joined || this.#sent) return;
    const { signal } = this.#session;
    const { rate, playing, atMs } = timeline;
    const position = roomTimeOf(timeline.position, this.#zero);
    const rev = this.#line?.rev ?? 0;
    const at = atMs + estimate.offsetMs;
    const sent: TimelineFrame = { type: 'timeline', roomId: this.#roomId, position, rate, playing, at, rev };
    this.#sent = sent;
    try {
      const reply = await this.#transport.request(sent, { signal });
      if (signal.aborted) return;
      if (reply.type === 'ack') this.#accepted(sent, timeline, reply.rev);
      else await this.#refused(timeline, rev, reply);
      this.#update();
      await delay(this.#clock, SEND_INTERVAL_MS, signal);
    } catch {
      // Whether it has arrived, the room will tell.
      if (!signal.aborted) this.#joined = false;
    } finally {
      this.#sent = null;
    }
    this.#update();
  }

  #accepted(sent: TimelineFrame, timeline: Timeline, rev: unknown): void {
    if (this.#wanted === timeline) this.#wanted = null;
    const known = this.#line?.rev ?? 0;
    if (rev === sent.rev + 1 && rev > known) this.#line = { ...sent, rev, by: null };
    if (this.#line?.by !== null || this.#line.rev !== rev) return;
    this.#report(this.#line, timeline);
    // The group does it already, and is perhaps on its way to the end of it: it is only to keep to it.
    if (!this.#isKept && !this.#wanted) this.#keepTo(this.#group.timeline);
  }

  async #refused(timeline: Timeline, rev: number, reply: Frame): Promise<void> {
    if (this.#wanted === timeline) this.#wanted = null;
    const error = refusalOf(reply);
    if (error.code !== 'forbidden' && (this.#line?.rev ?? 0) === rev) await this.#join();
    // Somebody was faster: that is no error.
    if ((this.#line?.rev ?? 0) === rev && !this.#session.signal.aborted) this.#undo(error);
  }

  #undo(error: T333Error): void {
    this.#fail(error);
    this.#followed = null;
    this.#update();
  }

  #update(): void {
    if (this.#life.signal.aborted) return;
    const estimate = this.#roomClock.estimate();
    const isLost = this.#line !== null && this.#positionOf(this.#line) === null;
    this.#store.update({
      status: this.#isOpen ? (this.#joined && estimate && !isLost ? 'joined' : 'joining') : 'offline',
      rev: this.#line?.rev ?? 0,
      by: this.#line?.by ?? null,
      clockErrorMs: estimate?.errorMs ?? null,
      roundTripMs: estimate?.roundTripMs ?? null,
    });
    if (!estimate) return;
    if (this.#wanted) void this.#send();
    else this.#follow(estimate.offsetMs);
  }

  #follow(offsetMs: number): void {
    const line = this.#line;
    if (!line) return;
    const position = this.#positionOf(line);
    if (position === null) return;
    const before = this.#followed;
    const { rate, playing } = line;
    const timeline = Object.freeze({ position, rate, playing, atMs: line.at - offsetMs });
    const nowMs = this.#clock.now();
    const shift = before ? timeAt(timeline, nowMs) - timeAt(before.timeline, nowMs) : 0;
    if (before?.line === line && Math.abs(shift) < SAME_LINE_SECONDS) return;
    this.#report(line, timeline);
    this.#keepTo(timeline);
  }

  #keepTo(timeline: Timeline): void {
    this.#isKept = true;
    this.#group.follow(timeline);
  }

  #report(line: Line, timeline: Timeline): void {
    this.#followed = { line, timeline };
    if (line === this.#told) return;
    this.#told = line;
    this.dispatchEvent(new SharedTimelineEvent(timeline, line.by));
  }

  #fail(error: T333Error): void {
    this.dispatchEvent(new SharedTimelineErrorEvent(error));
  }
}
