import type { ChatEvent, ChatSettings } from '../events.ts';
import type { ChatMessage } from '../message.ts';
import { KnownPeople } from './known-people.ts';
import type { HeldMessage, ModerationRecord, Silence } from './records.ts';
import { changedSettings } from './undo-of.ts';

const MAX_RECORDS = 1000;
/** Two tellers of one act, a socket and a log, write its time down apart. */
const SAME_ACT_MS = 2000;

/** What the service told about what was before. */
export interface ModerationPast {
  readonly held: readonly HeldMessage[];
  /** Null: it does not tell. */
  readonly silenced: readonly Silence[] | null;
}

/** What moderators know of a channel, from what is told: no time, no connection. */
export class ModerationBook {
  readonly #held = new Map<string, HeldMessage>();
  readonly #silences = new Map<string, Silence>();
  readonly #people = new KnownPeople();
  /** Told since `mark()`: an answer that was asked for then knows it not yet, or knows it no better. Null: nothing was asked for. */
  #fresh: Set<string> | null = null;
  /** Ids of messages that were decided about, and of which no event has told yet. */
  readonly #decided = new Set<string>();
  #records: readonly ModerationRecord[] = [];
  #settings: ChatSettings | null = null;
  #pinnedId: string | null = null;
  /** Who looks: what they have done themselves is known by it. */
  selfId: string | null = null;
  #seen: { held?: readonly HeldMessage[]; silenced?: readonly Silence[] } = {};

  /** Oldest first. */
  get held(): readonly HeldMessage[] {
    return (this.#seen.held ??= Object.freeze([...this.#held.values()].toSorted((a, b) => a.heldAtMs - b.heldAtMs)));
  }

  /** Newest first. */
  get records(): readonly ModerationRecord[] {
    return this.#records;
  }

  /** The last one first. */
  get silenced(): readonly Silence[] {
    return (this.#seen.silenced ??= Object.freeze(
      [...this.#silences.values()].toSorted((a, b) => b.sinceMs - a.sinceMs),
    ));
  }

  isHeld(messageId: string): boolean {
    return this.#held.has(messageId);
  }

  /** How the channel is before anything was told of it. */
  begin(settings: ChatSettings | null, pinned: ChatMessage | null): void {
    this.#settings ??= settings;
    this.#pinnedId ??= pinned?.id ?? null;
  }

  /** @returns what was done, where it is an act of a moderator */
  apply(event: ChatEvent, atMs: number = event.atMs ?? 0): ModerationRecord | null {
    switch (event.type) {
      case 'held':
        return this.#hold({
          id: event.message.id,
          message: event.message,
          reason: event.reason,
          score: event.score ?? null,
          heldAtMs: atMs,
        });
      case 'message':
        this.#people.hear(event.message);
        return this.#settled(event.message.id) ? this.#judged('approve', event, atMs) : null;
      case 'deleted': {
        const denied = event.messageIds.filter((id) => this.#settled(id));
        return denied.length > 0 ? this.#judged('deny', event, atMs) : this.#judged('delete', event, atMs);
      }
      case 'moderated':
        return this.#silence(event, atMs);
      case 'cleared':
        return this.#add({ ...this.#blank(event, atMs), action: 'clear' });
      case 'pinned': {
        const before = this.#pinnedId;
        this.#pinnedId = event.message?.id ?? null;
        // Without a place it is how things are, and no act.
        if (!event.position || before === this.#pinnedId) return null;
        const messageId = this.#pinnedId ?? before!;
        return this.#add({ ...this.#about(event, atMs, messageId), action: event.message ? 'pin' : 'unpin' });
      }
      case 'settings': {
        const changed = this.#settings && event.position ? changedSettings(this.#settings, event.settings) : null;
        this.#settings = event.settings;
        return changed && this.#add({ ...this.#blank(event, atMs), action: 'settings', ...changed });
      }
      case 'notice':
        if (event.kind !== 'highlight') return null;
        return this.#add({ ...this.#about(event, atMs, String(event.details['messageId'])), action: 'highlight' });
      case 'gap':
        if (event.reset) this.#forget();
        return null;
      default:
        return null;
    }
  }

  /** A record is one's own. */
  own(record: ModerationRecord, moderator: ModerationRecord['moderator']): void {
    this.#records = Object.freeze(
      this.#records.map((one) =>
        one.id === record.id ? Object.freeze({ ...one, isOwn: true, moderator: one.moderator ?? moderator }) : one,
      ),
    );
  }

  /** From now on it is noted what is told: it counts for more than an answer that was asked for now. */
  mark(): void {
    this.#fresh = new Set();
  }

  /** No answer has come. */
  unmark(): void {
    this.#fresh = null;
  }

  /** An answer to what was asked for at `mark()`: all that is held, and all that are silenced. */
  settle({ held, silenced }: ModerationPast): void {
    const fresh = this.#fresh ?? new Set();
    this.#fresh = null;
    for (const id of this.#held.keys()) if (!fresh.has(id)) this.#held.delete(id);
    for (const one of held) if (!fresh.has(one.id)) this.#held.set(one.id, this.#named(one));
    this.#seen = {};
    if (!silenced) return;
    for (const id of this.#silences.keys()) if (!fresh.has(id)) this.#silences.delete(id);
    for (const one of silenced)
      if (!fresh.has(one.user.id))
        this.#silences.set(one.user.id, Object.freeze({ ...one, user: this.#people.of(one.user) }));
  }

  /** Older records, or the same from somebody who knows more. */
  addRecords(records: readonly ModerationRecord[]): void {
    const all = [...this.#records];
    for (const record of records) {
      const at = all.findIndex((one) => isSameAct(one, record));
      if (at < 0) all.push(this.#told(record));
      else all[at] = completed(all[at]!, this.#told(record));
    }
    this.#records = Object.freeze(all.toSorted((a, b) => b.atMs - a.atMs));
  }

  /** Ends time-outs that are over. @returns when the next one is, Unix milliseconds; null where none is known to end */
  expire(nowMs: number): number | null {
    let next: number | null = null;
    for (const [id, { untilMs }] of this.#silences) {
      if (untilMs === null) continue;
      if (untilMs > nowMs) next = Math.min(next ?? Infinity, untilMs);
      else {
        this.#silences.delete(id);
        this.#seen = {};
      }
    }
    return next;
  }

  /** A message waits no longer; an event may still tell what became of it. */
  release(messageId: string): void {
    if (this.#take(messageId)) this.#decided.add(messageId);
  }

  /** @returns whether it did wait, until now or until it was released */
  #settled(messageId: string): boolean {
    return this.#take(messageId) || this.#decided.delete(messageId);
  }

  #take(messageId: string): boolean {
    this.#fresh?.add(messageId);
    if (!this.#held.delete(messageId)) return false;
    this.#seen = {};
    return true;
  }

  /** With what is known here: names, and what a message said. */
  #told(record: ModerationRecord): ModerationRecord {
    const { user, moderator, messageId, text } = record;
    const said = messageId === undefined ? null : this.#people.said(messageId);
    const quote = text ?? said?.text;
    return Object.freeze({
      ...record,
      user: user ? this.#people.of(user) : (said?.user ?? null),
      moderator: moderator && this.#people.of(moderator),
      isOwn: moderator !== null && moderator.id === this.selfId,
      ...(quote !== undefined && { text: quote }),
    });
  }

  #hold(held: HeldMessage): null {
    this.#fresh?.add(held.id);
    this.#held.set(held.id, this.#named(held));
    this.#seen = {};
    return null;
  }

  #named(held: HeldMessage): HeldMessage {
    this.#people.hear(held.message);
    return Object.freeze(held);
  }

  #silence(event: Extract<ChatEvent, { type: 'moderated' }>, atMs: number): ModerationRecord {
    const { userId, handle, action, untilMs, reason } = event;
    const user = this.#people.of({ id: userId, name: handle ?? null });
    const why = reason === undefined ? {} : { reason };
    this.#fresh?.add(userId);
    if (action === 'timeout' || action === 'ban') {
      const until = action === 'ban' ? null : (untilMs ?? null);
      const silence: Silence = { user, kind: action, sinceMs: atMs, untilMs: until, moderator: null, ...why };
      this.#silences.set(userId, Object.freeze(silence));
    } else if (action !== 'warn') this.#silences.delete(userId);
    this.#seen = {};
    const until = action === 'timeout' && untilMs !== undefined ? { untilMs } : {};
    return this.#add({ ...this.#blank(event, atMs), action, user, ...why, ...until });
  }

  #judged(action: 'approve' | 'deny' | 'delete', event: ChatEvent, atMs: number): ModerationRecord | null {
    const [id] = event.type === 'deleted' ? event.messageIds : event.type === 'message' ? [event.message.id] : [];
    return id === undefined ? null : this.#add({ ...this.#about(event, atMs, id), action });
  }

  #about(event: ChatEvent, atMs: number, messageId: string): Omit<ModerationRecord, 'action'> {
    const said = this.#people.said(messageId);
    return { ...this.#blank(event, atMs), messageId, user: said?.user ?? null, ...(said && { text: said.text }) };
  }

  #blank({ position, type }: ChatEvent, atMs: number): Omit<ModerationRecord, 'action'> {
    const id = position ? `${position.epoch} ${position.seq}` : `${type} ${atMs} ${this.#records.length}`;
    return { id, atMs, moderator: null, isOwn: false, user: null };
  }

  /** @returns null where it is known already: by a log that was read, or told twice */
  #add(record: ModerationRecord): ModerationRecord {
    const known = this.#records.find((one) => one.id === record.id);
    if (known) return known;
    const records = [Object.freeze(record), ...this.#records];
    // What is told again comes with its own time.
    if (records[1] && records[1].atMs > record.atMs) records.sort((a, b) => b.atMs - a.atMs);
    this.#records = Object.freeze(records.slice(0, MAX_RECORDS));
    return record;
  }

  /** Another log: what waits in it follows. */
  #forget(): void {
    this.#held.clear();
    this.#seen = {};
  }
}

/** Whether two tell of one act. */
const isSameAct = (a: ModerationRecord, b: ModerationRecord): boolean =>
  a.id === b.id ||
  (a.action === b.action &&
    Math.abs(a.atMs - b.atMs) <= SAME_ACT_MS &&
    (a.messageId ?? a.user?.id) === (b.messageId ?? b.user?.id));

const completed = (known: ModerationRecord, told: ModerationRecord): ModerationRecord =>
  Object.freeze({
    ...told,
    ...known,
    moderator: known.moderator ?? told.moderator,
    isOwn: known.isOwn || told.isOwn,
    user: known.user?.name ? known.user : (told.user ?? known.user),
  });
