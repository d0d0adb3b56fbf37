import type { Clock } from '../time/clock.ts';
import { EntryList, logOf, type EntryPlace } from './entry-list.ts';
import type { ChatClearedEvent, ChatEvent, ChatGapEvent, ChatModeratedEvent, ChatNoticeEvent } from './events.ts';
import type { ChatDeletion, ChatEntry, ChatMessageEntry } from './feed.ts';
import type { Judgement } from './judge.ts';
import { messageKey, type ChatMessage, type ChatPosition } from './message.ts';
import { gapLine, moderatedLine, noticeLine, type LineContext } from './system-lines.ts';
import { TakenBack, type TakenUpTo } from './taken-back.ts';
import type { ChatHistoryPage } from './transport.ts';

/** At a thousand messages a second nobody reads more than the last seconds; at ten, these are the last minutes. */
const CAPACITY = 2000;

export interface MessageBufferOptions {
  clock: Clock;
  /** What is to be known of a message besides what it says. */
  judge: (message: ChatMessage) => Judgement;
  /** How many lines are kept, 100 or more. Default 2000. */
  capacity?: number;
}

/** The key of a message of our own, as long as it is in the list. */
const nonceKey = (log: string, nonce: string): string => `nonce:${log} ${nonce}`;

const DELETED: ChatDeletion = Object.freeze({ cause: 'deleted' });
const CLEARED: ChatDeletion = Object.freeze({ cause: 'cleared' });

/** Not said yet: it stands at the end, whatever happens in the channel. */
const isUnsent = (entry: ChatEntry): boolean =>
  entry.kind === 'message' && (entry.status === 'sending' || entry.status === 'failed');

const isSaidBy = (entry: ChatEntry, userId: string): entry is ChatMessageEntry =>
  entry.kind === 'message' && entry.message.user.id === userId;

/** What several chats say as one list: in order, each message once, without what was taken back before or after it came. */
export class MessageBuffer {
  readonly list: EntryList;
  readonly #clock: Clock;
  readonly #judge: MessageBufferOptions['judge'];
  readonly #takenBack = new TakenBack();
  /** Keys of entries, by keys of messages that are not the same: of our own, and of copies. */
  readonly #aliases = new Map<string, string>();
  /** By log: the key of the message that is pinned. */
  readonly #pins = new Map<string, string>();
  /** Messages as they were said, by those in entries, which quote without what is filtered. */
  readonly #said = new WeakMap<ChatMessage, ChatMessage>();
  #keys = 0;

  constructor({ clock, judge, capacity = CAPACITY }: MessageBufferOptions) {
    this.#clock = clock;
    this.#judge = judge;
    this.list = new EntryList(capacity, (entry) => this.#forget(entry));
  }

  /** Takes in what a transport has told. What is no line leaves the list alone. @param canFill whether gaps can be filled */
  apply(service: string, event: ChatEvent, canFill = false): void {
    switch (event.type) {
      case 'message':
        return void this.add(event.message);
      case 'deleted':
        return this.#delete(logOf({ service, channel: event.channel }), service, event.messageIds);
      case 'moderated':
        return this.#moderate(service, event);
      case 'cleared':
        return this.#clear(service, event);
      case 'held':
        return this.#hold(event.message, event.reason);
      case 'notice':
        return this.#notice(service, event);
      case 'gap':
        return this.#gap(service, event, canFill);
    }
  }

  /** @returns whether it is a new line */
  add(message: ChatMessage, place: EntryPlace = { position: message.position }): boolean {
    const key = messageKey(message);
    const known = this.#messageOf(message, key);
    if (known) {
      if (known.status !== 'sent') this.settle(known, message);
      return false;
    }
    const { service, id } = message;
    const isAdded = this.list.add(this.#entry(key, message), place);
    if (isAdded && message.source) this.#aliases.set(`${service} ${id}`, key);
    return isAdded;
  }

  /** Shows a message of our own before the server has it. */
  expect(message: ChatMessage): string {
    const key = nonceKey(logOf(message), message.nonce!);
    const waiting = { status: 'sending', isOwn: true } as const;
    this.list.add(Object.freeze({ ...this.#entry(key, message), ...waiting }), { timeMs: Infinity });
    return key;
  }

  /** What waited is said, or held; it goes to its place. */
  settle(known: ChatMessageEntry, message: ChatMessage, change: Partial<ChatMessageEntry> = {}): void {
    const { key } = known;
    const said = messageKey(message);
    if (said !== key && message.id) this.#aliases.set(said, key);
    const entry = this.#entry(key, message);
    const isOwn = known.isOwn || entry.isOwn;
    this.list.move(Object.freeze({ ...entry, isOwn, ...change }), { position: message.position });
  }

  /** Changes a message, found by the key of its entry; one that is no longer there is left alone. */
  revise(key: string, change: Partial<ChatMessageEntry>): void {
    const entry = this.list.get(key);
    if (entry?.kind === 'message') this.list.change(Object.freeze({ ...entry, ...change }));
  }

  /** The entry of a message, by the service's own id. */
  find(service: string, id: string): ChatMessageEntry | undefined {
    const key = `${service} ${id}`;
    const entry = this.list.get(this.#aliases.get(key) ?? key);
    return entry?.kind === 'message' ? entry : undefined;
  }

  /**
   * Takes back what is not in a page of history any more, though it stands where the page does.
   *
   * @param before where the page ends; left out: at its last message
   */
  reconcile(log: string, { messages, start }: ChatHistoryPage, before = messages.at(-1)?.position): void {
    if (!start || !before) return;
    const ids = new Set(messages.map(({ id }) => id));
    this.#reviseMessages(log, (entry) => {
      const { position, id } = entry.message;
      const isThere = position?.epoch === start.epoch && position.seq >= start.seq && position.seq < before.seq;
      return isThere && entry.status === 'sent' && !entry.deleted && !ids.has(id)
        ? { ...entry, deleted: DELETED }
        : entry;
    });
  }

  /** Asks again about all messages of a channel, or about all. */
  judgeAgain(log?: string): void {
    this.#reviseMessages(log, (entry) => {
      const judged = this.#judged(this.#said.get(entry.message) ?? entry.message);
      const isSame = (Object.keys(judged) as (keyof Judgement)[]).every((name) => judged[name] === entry[name]);
      return isSame ? entry : { ...entry, ...judged };
    });
  }

  pin(log: string, message: ChatMessage | null): void {
    const key = message ? messageKey(message) : undefined;
    if (this.#pins.get(log) === key) return;
    if (key) this.#pins.set(log, key);
    else this.#pins.delete(log);
    this.#reviseMessages(log, (entry) => {
      const isPinned = messageKey(entry.message) === key;
      return isPinned === entry.isPinned ? entry : { ...entry, isPinned };
    });
  }

  #messageOf(message: ChatMessage, key: string): ChatMessageEntry | undefined {
    let entry = this.list.get(this.#aliases.get(key) ?? key);
    if (!entry && message.nonce) {
      entry = this.list.get(nonceKey(logOf(message), message.nonce));
      if (entry?.kind !== 'message' || entry.status === 'sent') return undefined;
      // A nonce is no secret: what bears it must be said by the same user, where it was known yet who that is, and only once.
      const { id } = entry.message.user;
      if (id && id !== message.user.id) return undefined;
    }
    return entry?.kind === 'message' ? entry : undefined;
  }

  #judged(said: ChatMessage): Judgement {
    const judged = this.#judge(said);
    if (judged.message !== said) this.#said.set(judged.message, said);
    return judged;
  }

  #entry(key: string, said: ChatMessage): ChatMessageEntry {
    const { service, channel, atMs } = said;
    const log = logOf(said);
    const { message, fragments, filtered, isMention, isOwn } = this.#judged(said);
    return Object.freeze({
      kind: 'message',
      key,
      service,
      channel,
      atMs,
      message,
      fragments,
      filtered,
      status: 'sent',
      isWaiting: false,
      error: null,
      deleted: this.#takenBack.of(log, message),
      isMention,
      isOwn,
      isPinned: this.#pins.get(log) === messageKey(message),
      isHighlighted: false,
    });
  }

  #delete(log: string, service: string, ids: readonly string[]): void {
    for (const id of ids) {
      this.#takenBack.message(log, id, DELETED);
      const entry = this.find(service, id);
      if (!entry || logOf(entry) !== log) continue;
      // What was held back is held no longer: it was denied.
      this.revise(entry.key, { deleted: DELETED, ...(entry.status === 'held' && { status: 'sent' }) });
    }
  }

  #moderate(service: string, event: ChatModeratedEvent): void {
    const { channel, userId, action, reason, position } = event;
    const log = logOf({ service, channel });
    if (action === 'timeout' || action === 'ban') {
      const deletion: ChatDeletion = Object.freeze({ cause: action, ...(reason && { reason }) });
      const mark = { atMs: event.atMs ?? this.#clock.wallTime(), position, deletion };
      this.#takenBack.user(log, userId, mark);
      this.#takeBack(log, mark, userId);
    }
    const said = this.list.findLast(log, (entry) => isSaidBy(entry, userId)) as ChatMessageEntry | undefined;
    const name = said?.message.user.name ?? event.handle ?? null;
    this.#addLine(moderatedLine(event, name, this.#context(service)), position);
  }

  #clear(service: string, event: ChatClearedEvent): void {
    const log = logOf({ service, channel: event.channel });
    const mark = { atMs: event.atMs ?? this.#clock.wallTime(), position: event.position, deletion: CLEARED };
    this.#takenBack.all(log, mark);
    this.#takeBack(log, mark);
    this.#addLine(moderatedLine(event, null, this.#context(service)), event.position);
  }

  /** What is here already came before, unless positions say otherwise: clocks of servers are not that exact. */
  #takeBack(log: string, { position, deletion }: TakenUpTo, userId?: string): void {
    this.#reviseMessages(log, (entry) => {
      const { message, deleted } = entry;
      const at = message.position;
      const isLater = at && position && at.epoch === position.epoch && at.seq > position.seq;
      if (deleted || isLater || (userId !== undefined && message.user.id !== userId)) return entry;
      return { ...entry, deleted: deletion };
    });
  }

  #notice(service: string, event: ChatNoticeEvent): void {
    const { kind, details, message } = event;
    const highlighted = kind === 'highlight' && this.find(service, String(details['messageId']));
    if (highlighted) return this.revise(highlighted.key, { isHighlighted: true });
    this.#addLine(noticeLine(event, this.#context(service)), event.position);
    if (message) this.add(message);
  }

  #hold(message: ChatMessage, heldReason: string): void {
    const held = { status: 'held', heldReason } as const;
    const key = messageKey(message);
    const known = this.#messageOf(message, key);
    if (known?.status === 'sent') return;
    if (known) this.settle(known, message, held);
    else this.list.add(Object.freeze({ ...this.#entry(key, message), ...held }), { position: message.position });
  }

  #gap(service: string, event: ChatGapEvent, canFill: boolean): void {
    const log = logOf({ service, channel: event.channel });
    if (event.reset) return this.list.removeAll(log, (entry) => !isUnsent(entry));
    // Clocks of a server and of this device say little about what came first: it stands right behind what there is.
    const last = event.from ? undefined : this.list.findLast(log, (entry) => !isUnsent(entry));
    const line = gapLine(event, canFill, this.#context(service));
    this.#addLine(line, event.from, last && this.list.timeOf(last.key));
  }

  #addLine(line: ChatEntry, position: ChatPosition | undefined, timeMs = line.atMs): void {
    if (!this.list.get(line.key)) this.list.add(line, { position, timeMs });
  }

  #context(service: string): LineContext {
    return { service, nowMs: this.#clock.wallTime(), newKey: () => `line:${++this.#keys}` };
  }

  #reviseMessages(log: string | undefined, revise: (entry: ChatMessageEntry) => ChatMessageEntry): void {
    this.list.changeAll(log, (entry) => {
      if (entry.kind !== 'message' || isUnsent(entry)) return entry;
      const revised = revise(entry);
      return revised === entry ? entry : Object.freeze(revised);
    });
  }

  #forget(entry: ChatEntry): void {
    if (entry.kind !== 'message' || this.#aliases.size === 0) return;
    const { service, id } = entry.message;
    this.#aliases.delete(messageKey(entry.message));
    this.#aliases.delete(`${service} ${id}`);
  }
}
