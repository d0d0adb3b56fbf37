import { fitting } from '../../../realtime/fitting.ts';
import { authorOf, isModerator, messageOf, seenBy, type Viewer } from '../../../realtime/seen.ts';
import type { RtLoggedEvent, RtMessage, RtPosition } from '../protocol.ts';
import { KEPT_EVENTS, KEPT_MS, type Entry } from './roomlog.ts';

/** Who is told the same. Who wrote a message is told more of it, and is an audience of their own. */
export type Audience = 'viewers' | 'moderators';

export const audienceOf = (viewer: Pick<Viewer, 'role'>): Audience => (isModerator(viewer) ? 'moderators' : 'viewers');

const MAX_REPLAYS = 64;

const STRANGERS: Readonly<Record<Audience, Viewer>> = {
  viewers: { user: null, role: 'viewer' },
  moderators: { user: null, role: 'moderator' },
};

/** One event, and its text for each audience, made once. */
class PastEvent {
  readonly event: RtLoggedEvent;
  readonly atMs: number;
  readonly authorId: string | null;
  readonly #texts: Partial<Record<Audience, string>> = {};

  constructor(event: RtLoggedEvent, atMs: number) {
    this.event = event;
    this.atMs = atMs;
    this.authorId = authorOf(event)?.id ?? null;
  }

  text(audience: Audience, isGone: (messageId: string) => boolean): string {
    return (this.#texts[audience] ??= JSON.stringify(seenBy(this.event, STRANGERS[audience], isGone)));
  }

  own(viewer: Viewer, isGone: (messageId: string) => boolean): string {
    return JSON.stringify(seenBy(this.event, viewer, isGone));
  }

  forget(): void {
    for (const audience of ['viewers', 'moderators'] as const) delete this.#texts[audience];
  }
}

/** What is still known of a channel's events, on this instance: all that its log keeps, as texts that are ready to be sent. */
export class RoomPast {
  #events: PastEvent[] = [];
  readonly #gone = new Set<string>();
  /** What was told again since the last event, in frames: thousands who come back at once are told the same. */
  readonly #replays = new Map<string, string[][]>();
  readonly #isGone = (messageId: string): boolean => this.#gone.has(messageId);

  /** Of the first event that is known. */
  get firstSeq(): number {
    return this.#events[0]?.event.seq ?? Infinity;
  }

  get lastSeq(): number {
    return this.#events.at(-1)?.event.seq ?? 0;
  }

  add({ seq, atMs, event: fields }: Entry): void {
    const event = { seq, at: atMs, ...fields } as RtLoggedEvent;
    this.#replays.clear();
    this.#events.push(new PastEvent(event, atMs));
    this.#delete(event);
    // In large steps: each moves all that stay.
    if (this.#events.length % 256 === 0) this.#trim(atMs);
  }

  clear(): void {
    this.#events = [];
    this.#replays.clear();
    this.#gone.clear();
  }

  /** The last event, or an earlier one, as somebody sees it. */
  textOf(seq: number, viewer: Viewer): string | null {
    const found = this.#events[this.#indexAfter(seq - 1)];
    return found?.event.seq === seq ? this.#text(found, viewer) : null;
  }

  authorIdOf(seq: number): string | null {
    return this.#events[this.#indexAfter(seq - 1)]?.authorId ?? null;
  }

  /** Those after a position, at most `limit`; where that is of another log, or not known any more, the last ones. In parts that fit into a frame each. */
  replay(
    epoch: string,
    since: RtPosition | undefined,
    { history, limit = Infinity, viewer }: { history: number; limit?: number; viewer: Viewer },
  ): { recovered: boolean; parts: readonly string[][] } {
    const recovered =
      since?.epoch === epoch &&
      since.seq <= this.lastSeq &&
      (since.seq === this.lastSeq || since.seq >= this.firstSeq - 1);
    const from = recovered ? this.#indexAfter(since.seq) : Math.max(0, this.#events.length - history);
    const to = recovered ? Math.min(from + limit, this.#events.length) : this.#events.length;
    return { recovered, parts: this.#parts(from, to, viewer) };
  }

  /** Messages before a number, oldest first. */
  history(before: number, limit: number, viewer: Viewer): string[] {
    const texts: string[] = [];
    for (let index = this.#indexAfter(before - 1) - 1; index >= 0 && texts.length < limit; index--) {
      const found = this.#events[index]!;
      if (found.event.type === 'chat' && !this.#gone.has(found.event.id)) texts.push(this.#text(found, viewer));
    }
    return texts.toReversed();
  }

  /** The first ones after a number, as they were logged. */
  eventsAfter(seq: number, limit: number): RtLoggedEvent[] {
    const from = this.#indexAfter(seq);
    return this.#events.slice(from, from + limit).map(({ event }) => event);
  }

  find(messageId: string): RtMessage | null {
    if (this.#gone.has(messageId)) return null;
    const found = this.#events.findLast(({ event }) => event.type === 'chat' && event.id === messageId);
    return found?.event.type === 'chat' ? messageOf(found.event) : null;
  }

  #parts(from: number, to: number, viewer: Viewer): readonly string[][] {
    const events = this.#events.slice(from, to);
    const make = (): string[][] => fitting(events.map((event) => this.#text(event, viewer)));
    if (viewer.user && events.some(({ authorId }) => authorId === viewer.user?.id)) return make();
    const key = `${audienceOf(viewer)} ${from} ${to}`;
    let parts = this.#replays.get(key);
    if (!parts) {
      if (this.#replays.size >= MAX_REPLAYS) this.#replays.clear();
      this.#replays.set(key, (parts = make()));
    }
    return parts;
  }

  #text(event: PastEvent, viewer: Viewer): string {
    if (viewer.user && event.authorId === viewer.user.id) return event.own(viewer, this.#isGone);
    return event.text(audienceOf(viewer), this.#isGone);
  }

  /** Nobody is told again what is deleted by this event. */
  #delete(event: RtLoggedEvent): void {
    const gone = new Set<string>();
    if (event.type === 'chat_deleted') for (const id of event.messageIds) gone.add(id);
    const isSilencing = event.type === 'user_moderated' && (event.action === 'ban' || event.action === 'timeout');
    if (event.type === 'cleared' || isSilencing)
      for (const { event: said } of this.#events)
        if (said.type === 'chat' && (!isSilencing || said.user.id === event.userId)) gone.add(said.id);
    if (gone.size === 0) return;
    for (const id of gone) this.#gone.add(id);
    for (const past of this.#events) if (tellsAny(past.event, gone)) past.forget();
  }

  /** Events are contiguous: the index is counted, not looked for. */
  #indexAfter(seq: number): number {
    return Math.min(this.#events.length, Math.max(0, seq + 1 - this.firstSeq));
  }

  #trim(nowMs: number): void {
    let count = 0;
    while (this.#events.length - count > KEPT_EVENTS && this.#events[count]!.atMs < nowMs - KEPT_MS) count++;
    for (const { event } of this.#events.splice(0, count)) if (event.type === 'chat') this.#gone.delete(event.id);
  }
}

function tellsAny(event: RtLoggedEvent, messageIds: ReadonlySet<string>): boolean {
  if (event.type === 'chat') return messageIds.has(event.id) || messageIds.has(event.replyTo?.id ?? '');
  return event.type === 'pin' && messageIds.has(event.message?.id ?? '');
}
