import { isModerator, type Viewer } from '../../../realtime/seen.ts';
import type { RtHealthEvent, RtYou } from '../protocol.ts';
import type { FanOut, Listener, Teller } from './fan-out.ts';
import type { Person } from './person.ts';
import { audienceOf, RoomPast } from './room-past.ts';
import { RoomState, type RoomSnapshot } from './room-state.ts';
import type { Entry, Known, RoomLog } from './roomlog.ts';
import { Bundle } from './telling.ts';

export type Health = Omit<RtHealthEvent, 'type' | 'channelId' | 'viewerCount'>;

export interface RoomMember extends Listener {
  readonly person: Person | null;
  /** The log that it follows is lost: it has to come anew. */
  lost: () => void;
}

export interface RoomHost {
  readonly log: RoomLog;
  readonly fanOut: FanOut;
  /** How the room is in the database. */
  snapshot: () => Promise<RoomSnapshot>;
  nowMs: () => number;
  /** Goes on evenly, whatever the time of day. */
  upMs: () => number;
}

interface Membership {
  readonly hearsHealth: boolean;
  viewer: Viewer;
  /** So much of what is gathered now was in the answer to its join. */
  skip: number;
}

/** An event by its number, or the text of one that is not logged. */
type Pending = number | string;

const RETRY_MS = 500;
/** Longer than a poll is held, and than the pause after it. */
const POLLER_MS = 35_000;

/** One channel on one instance: what its log says, who hears of it, and what they are told. */
export class Room implements Teller {
  readonly id: string;
  readonly past = new RoomPast();
  epoch = '';
  lastSeq = 0;
  /** When somebody last asked for it. */
  usedMs = 0;
  health: { told: Health; atMs: number } | null = null;
  /** Set by `open()`. */
  state!: RoomState;
  readonly #host: RoomHost;
  readonly #members = new Map<RoomMember, Membership>();
  readonly #pollers = new Map<string, number>();
  readonly #waiting = new Set<() => void>();
  #pending: Pending[] = [];
  /** What is told while the log is read; null while it is not. */
  #heard: [epoch: string, entry: Entry][] | null = null;
  #retry: ReturnType<typeof setTimeout> | null = null;
  #unsubscribe: (() => void) | null = null;
  #isClosed = false;
  /** Something may have been missed while the log was read. */
  #isMissing = false;
  /** The state is not that of this log yet. */
  #isStale = true;

  constructor(id: string, host: RoomHost) {
    this.id = id;
    this.#host = host;
  }

  get listenerCount(): number {
    return this.#members.size;
  }

  /** Who hears of it by a socket, or has asked lately. */
  get watcherCount(): number {
    const sinceMs = this.#host.upMs() - POLLER_MS;
    // The longest ago is the first.
    for (const [who, atMs] of this.#pollers) {
      if (atMs >= sinceMs) break;
      this.#pollers.delete(who);
    }
    return this.#members.size + this.#pollers.size;
  }

  get known(): Known {
    return { epoch: this.epoch, seq: this.lastSeq };
  }

  /** Listens before it reads: nothing falls between. */
  async open(): Promise<void> {
    const { log } = this.#host;
    this.#unsubscribe = await log.subscribe(
      this.id,
      (epoch, entry) => this.#hear(epoch, entry),
      () => this.readOn(),
    );
    try {
      await this.#read();
    } catch (error) {
      this.close();
      throw error;
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#unsubscribe?.();
    if (this.#retry) clearTimeout(this.#retry);
    this.#wake();
  }

  roleOf(person: Person | null): RtYou['role'] {
    return person ? this.state.roleOf(person.user.id, person.siteRole) : 'viewer';
  }

  viewer(person: Person | null): Viewer {
    return { user: person?.user ?? null, role: this.roleOf(person) };
  }

  enter(member: RoomMember, { hearsHealth }: { hearsHealth: boolean }): void {
    this.#members.set(member, { hearsHealth, viewer: this.viewer(member.person), skip: this.#pending.length });
  }

  leave(member: RoomMember): void {
    this.#members.delete(member);
  }

  /** Somebody polls. @param who an account or an address: two pages of one are one */
  polled(who: string): void {
    this.#pollers.delete(who);
    this.#pollers.set(who, this.#host.upMs());
  }

  /** Who moderates has changed. */
  rolesChanged(moderators: ReadonlySet<string>): void {
    this.state.moderators = moderators;
    for (const [{ person }, membership] of this.#members) membership.viewer = this.viewer(person);
  }

  /** Tells something that is not logged. */
  tell(event: object): void {
    if (this.#members.size === 0) return;
    this.#pending.push(JSON.stringify(event));
    this.#host.fanOut.want(this);
  }

  /** Tells how the broadcast arrives, to moderators who have asked for it. */
  tellHealth(told: Health, viewerCount: number): void {
    this.health = { told, atMs: this.#host.nowMs() };
    const bundle = new Bundle(this.id, [JSON.stringify({ type: 'health', viewerCount, ...told })]);
    for (const [member, { hearsHealth, viewer }] of this.#members)
      if (hearsHealth && isModerator(viewer)) member.tell(bundle.frames);
  }

  *take(): Iterable<[RoomMember, Bundle]> {
    const pending = this.#pending;
    this.#pending = [];
    const authors = new Set(pending.map((one) => (typeof one === 'number' ? this.past.authorIdOf(one) : null)));
    authors.delete(null);
    const shared = new Map<string, Bundle>();
    const bundleFor = (key: string, viewer: Viewer, skip: number): Bundle => {
      let bundle = shared.get(key);
      if (!bundle) {
        const texts = pending.slice(skip).map((one) => (typeof one === 'number' ? this.past.textOf(one, viewer) : one));
        shared.set(
          key,
          (bundle = new Bundle(
            this.id,
            texts.filter((text) => text !== null),
          )),
        );
      }
      return bundle;
    };
    for (const [member, membership] of this.#members) {
      const { viewer, skip } = membership;
      membership.skip = 0;
      if (skip >= pending.length) continue;
      const isAuthor = viewer.user !== null && authors.has(viewer.user.id);
      const audience = audienceOf(viewer);
      const key = isAuthor || skip > 0 ? `${audience} ${skip} ${isAuthor ? viewer.user.id : ''}` : audience;
      yield [member, bundleFor(key, viewer, skip)];
    }
  }

  /** Resolves when this instance has heard of an event: what it answers from then on knows it. */
  async until({ epoch, seq }: Known, withinMs = 1000): Promise<void> {
    while (!this.#isClosed && (this.epoch !== epoch || this.lastSeq < seq)) if (!(await this.#next(withinMs))) return;
  }

  /** Resolves when something has happened after a position, or it is too late. */
  async news(since: Known, withinMs: number, signal: AbortSignal): Promise<void> {
    const isNews = (): boolean => this.epoch !== since.epoch || this.lastSeq > since.seq;
    if (!isNews() && !signal.aborted && !this.#isClosed) await this.#next(withinMs, signal);
  }

  /** Reads what was missed; again and again, until it succeeds. */
  readOn(): void {
    if (this.#isClosed) return;
    // What is read now may be from before what was missed.
    if (this.#heard) {
      this.#isMissing = true;
      return;
    }
    this.#read().catch(() => {
      if (!this.#isClosed) this.#retry ??= setTimeout(() => ((this.#retry = null), this.readOn()), RETRY_MS);
    });
  }

  async #read(): Promise<void> {
    this.#heard = [];
    this.#isMissing = false;
    let heard: [epoch: string, entry: Entry][] = [];
    try {
      for (;;) {
        const { lastSeq: from } = this;
        const page = await this.#host.log.read(this.id, from, this.#isStale ? null : this.known);
        if (page.epoch !== this.epoch) {
          this.#begin(page.epoch);
          if (from > 0) continue;
        }
        for (const entry of page.entries) this.#add(entry);
        if (page.entries.length > 0 && this.lastSeq < page.lastSeq) continue;
        this.lastSeq = page.lastSeq;
        break;
      }
      if (this.#isStale) {
        // After the log: the database knows each change before the log does.
        this.state = new RoomState(this.id, await this.#host.snapshot());
        this.#isStale = false;
      }
    } finally {
      heard = this.#heard ?? [];
      this.#heard = null;
    }
    for (const [epoch, entry] of heard) this.#hear(epoch, entry);
    this.#wake();
    if (this.#isMissing) this.readOn();
  }

  /** Another log than the one that was known. */
  #begin(epoch: string): void {
    const isFirst = this.epoch === '';
    this.epoch = epoch;
    this.lastSeq = 0;
    this.#isStale = true;
    this.#pending = [];
    this.past.clear();
    if (!isFirst) for (const member of this.#members.keys()) member.lost();
  }

  #hear(epoch: string, entry: Entry): void {
    if (this.#isClosed) return;
    if (this.#heard) this.#heard.push([epoch, entry]);
    else if (epoch !== this.epoch || entry.seq > this.lastSeq + 1) this.readOn();
    else if (entry.seq === this.lastSeq + 1) {
      this.#add(entry);
      this.#wake();
    }
  }

  #add(entry: Entry): void {
    // The log has forgotten what lies between.
    if (entry.seq !== this.lastSeq + 1) this.past.clear();
    this.past.add(entry);
    this.lastSeq = entry.seq;
    if (this.#isStale) return;
    this.state.apply(entry.event);
    if (this.#members.size === 0) return;
    this.#pending.push(entry.seq);
    this.#host.fanOut.want(this);
  }

  /** @returns whether something happened */
  async #next(withinMs: number, signal?: AbortSignal): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const wake = (): void => resolve(true);
    const end = (): void => resolve(false);
    const timer = setTimeout(end, withinMs);
    this.#waiting.add(wake);
    signal?.addEventListener('abort', end, { once: true });
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(wake);
      signal?.removeEventListener('abort', end);
    }
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
  }
}
