import {
  MAX_HISTORY,
  type RtEvent,
  type RtLoggedEvent,
  type RtMessage,
  type RtPosition,
  type RtReplay,
  type RtUser,
  type RtYou,
} from './protocol.ts';

export interface Viewer {
  readonly user: RtUser | null;
  readonly role: RtYou['role'];
}

/** What is logged, before it has its place. */
export type NewEvent = RtLoggedEvent extends infer Event
  ? Event extends RtLoggedEvent
    ? Omit<Event, 'channelId' | 'seq' | 'at'> & { at?: number }
    : never
  : never;

/** An event, and who may see it: a placeholder stands in its place for others. */
export interface Logged {
  readonly event: RtLoggedEvent;
  readonly isFor: ((viewer: Viewer) => boolean) | null;
}

export const isModerator = ({ role }: Viewer): boolean => role === 'moderator' || role === 'broadcaster';

/** What has happened in one channel, by number; and how much of it each viewer sees. */
export class HubLog {
  epoch: string;
  lastSeq = 0;
  readonly #channelId: string;
  readonly #keep: number;
  readonly #gone = new Set<string>();
  #events: Logged[] = [];

  constructor(channelId: string, epoch: string, keep: number) {
    this.#channelId = channelId;
    this.epoch = epoch;
    this.#keep = keep;
  }

  add(fields: NewEvent, nowMs: number, isFor: Logged['isFor']): Logged {
    const event = { channelId: this.#channelId, seq: ++this.lastSeq, at: nowMs, ...fields } as unknown as RtLoggedEvent;
    const logged = { event, isFor };
    this.#events.push(logged);
    if (this.#events.length > this.#keep) this.#events.shift();
    return logged;
  }

  /** It is lost, as that of a server in memory is when it starts anew. */
  lose(epoch: string): void {
    this.epoch = epoch;
    this.#events = [];
    this.lastSeq = 0;
    this.#gone.clear();
  }

  replay(since: RtPosition | undefined, history: number, viewer: Viewer, limit = Infinity): RtReplay {
    const { epoch, lastSeq } = this;
    const missed = since ? lastSeq - since.seq : 0;
    const recovered = since?.epoch === epoch && missed >= 0 && missed <= this.#events.length;
    const logged = recovered
      ? this.#events.slice(this.#events.length - missed).slice(0, limit)
      : this.#events.slice(Math.max(0, this.#events.length - history));
    return { epoch, lastSeq, recovered, events: logged.map((one) => this.seen(one, viewer)) };
  }

  /** Messages before a `seq`. */
  history(before: number, limit: number, viewer: Viewer): RtEvent[] {
    const found: RtEvent[] = [];
    for (let index = this.#events.length - 1; index >= 0 && found.length < Math.min(limit, MAX_HISTORY); index--) {
      const logged = this.#events[index]!;
      const { event } = logged;
      if (event.seq < before && event.type === 'chat' && !this.#gone.has(event.id))
        found.unshift(this.seen(logged, viewer));
    }
    return found;
  }

  /** These are deleted: nobody is told again what they said. */
  delete(messageId: string): void {
    this.#gone.add(messageId);
  }

  /** @param userId all that they have said; all that anybody has, where it is left out */
  deleteAll(userId?: string): void {
    for (const { event } of this.#events)
      if (event.type === 'chat' && (userId === undefined || event.user.id === userId)) this.#gone.add(event.id);
  }

  find(messageId: string): RtMessage | undefined {
    for (const { event } of this.#events) {
      if (event.type !== 'chat' || event.id !== messageId || this.#gone.has(messageId)) continue;
      const { id, user, text, emotes, badges, replyTo, at, seq } = event;
      return { id, user, text, emotes, badges, ...(replyTo && { replyTo }), at, seq };
    }
    return undefined;
  }

  /** As one viewer sees it: only who wrote a message is told its nonce, and only moderators are told which words are blocked. */
  seen({ event, isFor }: Logged, viewer: Viewer): RtEvent {
    const isGone = event.type === 'chat' && this.#gone.has(event.id);
    if (isGone || (isFor && !isFor(viewer)))
      return { channelId: this.#channelId, seq: event.seq, deleted: true } as unknown as RtEvent;
    const isFrom = ({ user }: { user: RtUser }): boolean => user.id === viewer.user?.id;
    if (event.type === 'chat') {
      const { replyTo } = event;
      const shown = replyTo && this.#gone.has(replyTo.id) ? { ...event, replyTo: without(replyTo, 'text') } : event;
      return isFrom(event) ? shown : without(shown, 'nonce');
    }
    if (event.type === 'pin' && event.message && this.#gone.has(event.message.id)) return { ...event, message: null };
    if (event.type === 'held' && !isFrom(event.message)) return { ...event, message: without(event.message, 'nonce') };
    if (event.type === 'settings' && !isModerator(viewer)) return without(event, 'blockedWords');
    return event;
  }
}

function without<Value extends object, Name extends keyof Value>(value: Value, name: Name): Value {
  const { [name]: _, ...rest } = value;
  return rest as Value;
}
