import { isModerator } from '../../../realtime/seen.ts';
import type { Bus } from '../bus/bus.ts';
import type { Clock } from '../clock.ts';
import { Problem } from '../http/problem.ts';
import { CLOSE, type RtChannelFacts, type RtLimits, type RtStreamEvent, type RtTipEvent } from '../protocol.ts';
import type { Review } from '../review/review.ts';
import type { Sql } from '../sql/sql.ts';
import { Archive } from './archive.ts';
import { Archiving } from './archiving.ts';
import { ChatStore } from './chat-store.ts';
import { FanOut } from './fan-out.ts';
import { Moderating } from './moderating.ts';
import type { Person } from './person.ts';
import type { Health, Room } from './room.ts';
import { Rooms } from './rooms.ts';
import type { NewEvent, RoomLog } from './roomlog.ts';
import { Session, type Link } from './session.ts';
import { Speaking, taken, type SpeakingLimits, type SpeakingOptions } from './speaking.ts';
import { Tickets } from './tickets.ts';
import { SHARE_MS, ViewerCounts } from './viewer-counts.ts';
import { Watching } from './watching.ts';

export interface RealtimeOptions {
  sql: Sql;
  log: RoomLog;
  bus: Bus;
  clock: Clock;
  review: Review;
  limits: SpeakingLimits & Pick<RtLimits, 'framesPerSecond' | 'channels'>;
  findEmotes?: SpeakingOptions['findEmotes'];
  subscriberTier?: SpeakingOptions['subscriberTier'];
  /** What was said is kept for so many days, for moderators. 0 keeps none of it; default 30. */
  archiveDays?: number;
  /** What goes wrong and is nobody's fault who asks. */
  onError?: (error: unknown) => void;
}

/** How long who is on the way may take when the instance stops. */
const DRAIN_MS = 3000;
/** Whoever is signed out, or is somebody else now, has a socket for no longer than that. */
const LOOK_MS = 300_000;
/** They do not come back all at once. */
const RECONNECT_SPREAD_MS = 2000;

/** Chat and all else that happens in channels, on this instance: t333-rt/1, whatever carries it. */
export class Realtime {
  readonly limits: RtLimits;
  readonly store: ChatStore;
  readonly archive: Archive;
  readonly tickets: Tickets;
  readonly rooms: Rooms;
  readonly fanOut = new FanOut();
  readonly speaking: Speaking;
  readonly moderating: Moderating;
  readonly watching: Watching;
  readonly #log: RoomLog;
  readonly #clock: Clock;
  readonly #counts: ViewerCounts;
  readonly #archiving: Archiving;
  readonly #sessions = new Set<Session>();
  readonly #told = new Map<string, number>();
  readonly #onError: (error: unknown) => void;
  #ticking: ReturnType<typeof setInterval> | null = null;
  #looking: ReturnType<typeof setInterval> | null = null;
  #isDraining = false;

  constructor({ sql, log, bus, clock, review, limits, ...options }: RealtimeOptions) {
    const {
      findEmotes = async () => [],
      subscriberTier = async () => null,
      onError = () => {},
      archiveDays = 30,
    } = options;
    const { framesPerSecond, channels, messagesPerSecond, messageBurst } = limits;
    this.limits = { framesPerSecond, channels, messagesPerSecond, messageBurst };
    this.#log = log;
    this.#clock = clock;
    this.#onError = onError;
    this.store = new ChatStore(sql);
    this.archive = new Archive(sql);
    this.tickets = new Tickets(sql, clock);
    // Ages of shares are this instance's own affair, whatever the time of day.
    this.#counts = new ViewerCounts(
      bus,
      () => this.#shares(),
      () => performance.now(),
    );
    const viewerCount = (channelId: string): number => this.#viewers(channelId);
    this.rooms = new Rooms({ log, bus, store: this.store, fanOut: this.fanOut, clock, viewerCount });
    this.speaking = new Speaking({ log, store: this.store, review, clock, limits, findEmotes, subscriberTier });
    this.moderating = new Moderating({ log, store: this.store, clock });
    this.watching = new Watching(log, clock);
    this.#archiving = new Archiving(this.archive, this.rooms, { clock, keptDays: archiveDays, onError });
  }

  get isDraining(): boolean {
    return this.#isDraining;
  }

  get sessionCount(): number {
    return this.#sessions.size;
  }

  nowMs(): number {
    return this.#clock.now();
  }

  async open(): Promise<void> {
    await this.#counts.open();
    this.#ticking = setInterval(() => this.#tick(), SHARE_MS);
    this.#ticking.unref();
    // Without the database, who was good is.
    this.#looking = setInterval(() => void this.look().catch(() => {}), LOOK_MS);
    this.#looking.unref();
    this.#archiving.start();
  }

  /** A socket has opened. */
  connect(link: Link): Session {
    const session = new Session(this, link);
    this.#sessions.add(session);
    return session;
  }

  disconnected(session: Session): void {
    session.left();
    this.#sessions.delete(session);
  }

  /** Ends the sockets of sessions and tokens that have ended, and of those whose role is another one: they come back as who they are. */
  async look(): Promise<void> {
    const held = [...this.#sessions].flatMap((session) => {
      const { person } = session;
      return person?.secretHash ? [{ session, secretHash: person.secretHash, siteRole: person.siteRole }] : [];
    });
    if (held.length === 0) return;
    const good = await this.tickets.good(new Set(held.map(({ secretHash }) => secretHash)));
    for (const { session, secretHash, siteRole } of held)
      if (good.get(secretHash) !== siteRole) session.end(CLOSE.auth);
  }

  /** What is to be known of a channel, by who asks. */
  async factsFor(room: Room, person: Person | null): Promise<RtChannelFacts> {
    const standing = person && (await this.speaking.standing(room, person));
    const { settings, pinned } = room.state;
    const { blockedWords, ...shown } = settings;
    const nowMs = this.#clock.now();
    const timeoutUntilAt = person ? room.state.silencedUntil(person.user.id, nowMs) : 0;
    const isTimedOut = timeoutUntilAt > 0 && timeoutUntilAt !== Number.MAX_SAFE_INTEGER;
    return {
      settings: standing && isModerator(standing.viewer) ? { ...shown, blockedWords: blockedWords ?? [] } : shown,
      pinned,
      you: standing && {
        role: standing.viewer.role,
        badges: standing.badges,
        ...(isTimedOut && { timeoutUntilAt }),
        ...(await this.speaking.cooldown(room, standing.viewer)),
      },
      viewerCount: this.#viewers(room.id),
    };
  }

  /** A broadcast begins, is on the air, or ends. */
  async tellStream(channelId: string, stream: Omit<RtStreamEvent, 'type' | 'channelId' | 'seq' | 'at'>): Promise<void> {
    await this.#append({ channelId, event: { type: 'stream', ...stream } });
  }

  /** A tip whose payment was verified. The same id is told once. */
  async tellTip(channelId: string, tip: Omit<RtTipEvent, 'type' | 'channelId' | 'seq' | 'at'>): Promise<void> {
    await this.#append({ channelId, event: { type: 'tip', ...tip }, nonce: `tip ${tip.id}` });
  }

  /** How a broadcast arrives, for the channel's moderators. */
  async tellHealth(channelId: string, health: Health): Promise<void> {
    await this.rooms.note(channelId, { type: 'health', health });
  }

  /** On all instances; of the others as of some seconds ago. */
  async viewerCount(channelId: string): Promise<number> {
    return this.#viewers(channelId);
  }

  /** What a failure means to who has asked. */
  problemOf(error: unknown): Problem {
    if (error instanceof Problem) return error;
    this.#onError(error);
    return new Problem('unavailable', 'That does not work now.', { retryAfterMs: 1000 });
  }

  /** Says goodbye, answers what was asked, and ends all sockets: they come back to another instance. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    const sessions = [...this.#sessions];
    for (const session of sessions) session.goodbye(Math.round(Math.random() * RECONNECT_SPREAD_MS));
    const late = Promise.withResolvers<void>();
    const timer = setTimeout(late.resolve, DRAIN_MS);
    await Promise.race([Promise.all(sessions.map((session) => session.settled)), late.promise]);
    clearTimeout(timer);
    this.fanOut.close();
    for (const session of sessions) session.end(CLOSE.restart);
    if (this.#ticking) clearInterval(this.#ticking);
    if (this.#looking) clearInterval(this.#looking);
    this.#counts.close();
    await this.#archiving.stop();
    this.rooms.close();
  }

  async #append({ channelId, event, nonce }: { channelId: string; event: NewEvent; nonce?: string }): Promise<void> {
    const known = this.rooms.peek(channelId)?.known ?? null;
    const entry = { event, nowMs: this.#clock.now(), known, ...(nonce !== undefined && { nonce }) };
    taken(await this.#log.append(channelId, entry));
  }

  #viewers(channelId: string): number {
    return this.#counts.of(channelId, this.rooms.peek(channelId)?.watcherCount ?? 0);
  }

  #shares(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { id, watcherCount } of this.rooms) if (watcherCount > 0) counts[id] = watcherCount;
    return counts;
  }

  #tick(): void {
    void this.#counts.tell();
    for (const room of this.rooms) {
      const viewerCount = this.#viewers(room.id);
      if (this.#told.get(room.id) === viewerCount) continue;
      this.#told.set(room.id, viewerCount);
      room.tell({ type: 'viewer_update', viewerCount });
    }
    for (const id of this.#told.keys()) if (!this.rooms.peek(id)) this.#told.delete(id);
  }
}
