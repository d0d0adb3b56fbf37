import {
  MAX_HISTORY,
  type RtEvent,
  type RtLoggedEvent,
  type RtMessage,
  type RtPosition,
  type RtReplay,
} from './protocol.ts';
import { messageOf, seenBy, type Viewer } from './seen.ts';

/** What is logged, before it has its place. */
export type NewEvent = RtLoggedEvent extends infer Event
  ? Event extends RtLoggedEvent
    ? Omit<Event, 'channelId' | 'seq' | 'at'> & { at?: number }
    : never
  : never;

/** What has happened in one channel, by number; and how much of it each viewer sees. */
export class HubLog {
  epoch: string;
  lastSeq = 0;
  readonly #channelId: string;
  readonly #keep: number;
  readonly #gone = new Set<string>();
  #events: RtLoggedEvent[] = [];

  constructor(channelId: string, epoch: string, keep: number) {
    this.#channelId = channelId;
    this.epoch = epoch;
    this.#keep = keep;
  }

  add(fields: NewEvent, nowMs: number): RtLoggedEvent {
    const event = { channelId: this.#channelId, seq: ++this.lastSeq, at: nowMs, ...fields } as unknown as RtLoggedEvent;
    this.#events.push(event);
    if (this.#events.length > this.#keep) this.#events.shift();
    return event;
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
      const event = this.#events[index]!;
      if (event.seq < before && event.type === 'chat' && !this.#gone.has(event.id))
        found.unshift(this.seen(event, viewer));
    }
    return found;
  }

  /** These are deleted: nobody is told again what they said. */
  delete(messageId: string): void {
    this.#gone.add(messageId);
  }

  /** @param userId all that they have said; all that anybody has, where it is left out */
  deleteAll(userId?: string): void {
    for (const event of this.#events)
      if (event.type === 'chat' && (userId === undefined || event.user.id === userId)) this.#gone.add(event.id);
  }

  find(messageId: string): RtMessage | undefined {
    for (const event of this.#events) {
      if (event.type !== 'chat' || event.id !== messageId || this.#gone.has(messageId)) continue;
      return messageOf(event);
    }
    return undefined;
  }

  /** As one viewer sees it. */
  seen(event: RtLoggedEvent, viewer: Viewer): RtEvent {
    return seenBy(event, viewer, (messageId) => this.#gone.has(messageId));
  }
}
