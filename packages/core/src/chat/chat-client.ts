import { T333Error } from '../errors.ts';
import { Store, type ReadableStore } from '../state/store.ts';
import { systemClock, type Clock } from '../time/clock.ts';
import type { ChatClientOptions, ClientSendOptions } from './chat-client-options.ts';
import { wholeStatus } from './chat-status.ts';
import { channelKey, isSameName, nameOf } from './channel-names.ts';
import { ClientChannel } from './client-channel.ts';
import type { ChatClientState } from './client-state.ts';
import { ChatDrafts } from './drafts.ts';
import { logOf } from './entry-list.ts';
import type { ChatEventsEvent } from './events.ts';
import type { ChatFeed } from './feed.ts';
import { HeardTransports } from './heard-transports.ts';
import { judge, shownMessage, type ChatFilter } from './judge.ts';
import type { ChatMessage, ChatUser } from './message.ts';
import { MessageBuffer } from './message-buffer.ts';
import { Outbox } from './outbox.ts';
import { moderate } from './moderate.ts';
import { fillGap, loadOlder } from './past.ts';
import { ChatRefusal } from './refusal.ts';
import { checkMessage } from './slow-mode.ts';
import type { ChatTransport, JoinOptions, ModerationAct } from './transport.ts';

/** What the protocol gives to who joins. */
const HISTORY = 50;

/**
 * A chat without a face: any number of channels of any number of transports as one list, and all that one can do in them.
 *
 * Transports belong to whoever made them: the client joins and leaves channels, and destroys none.
 */
export class ChatClient {
  readonly #clock: Clock;
  readonly #store = new Store<ChatClientState>({ status: 'idle', channels: new Map() });
  readonly #buffer: MessageBuffer;
  readonly #outbox: Outbox;
  readonly #drafts: ChatDrafts;
  readonly #channels = new Map<string, ClientChannel>();
  readonly #heard = new HeardTransports({
    onEvents: (transport, event) => this.#receive(transport, event),
    onState: (transport) => {
      for (const channel of this.#channels.values()) if (channel.transport === transport) channel.refresh();
    },
  });
  readonly #destroyed = new AbortController();
  #filter: ChatFilter | null;

  constructor({ clock = systemClock, storage, filter = null, capacity, random = Math.random }: ChatClientOptions = {}) {
    this.#clock = clock;
    this.#filter = filter;
    this.#buffer = new MessageBuffer({
      clock,
      judge: (message) => judge(message, this.#filter, this.#userIn(message)),
      ...(capacity !== undefined && { capacity }),
    });
    this.#outbox = new Outbox({ clock, buffer: this.#buffer, random });
    this.#drafts = new ChatDrafts(clock, storage);
  }

  get state(): ReadableStore<ChatClientState> {
    return this.#store;
  }

  /** What all channels have said, ordered by time, each message once. */
  get feed(): ChatFeed {
    return this.#buffer.list;
  }

  /**
   * Joins a channel; its messages become part of the list. It stands in `state` at once, also where it is refused, until it is left.
   *
   * @returns its key, when it is joined
   * @throws T333Error what `ChatTransport.join` rejects with; `invalid-argument` where another transport of that service has that channel
   */
  async join(transport: ChatTransport, channel: string, options: JoinOptions = {}): Promise<string> {
    this.#check();
    const { service, state } = transport;
    for (const { transport: other, name, key } of this.#channels.values()) {
      if (other !== transport && other.service === service && isSameName(name, channel))
        throw new T333Error('invalid-argument', `${key} is joined already, by another transport.`);
    }
    this.#heard.hear(transport);
    const before = state.getSnapshot().channels;
    const history = state.getSnapshot().capabilities.history ? (options.history ?? HISTORY) : 0;
    const joined = transport.join(channel, { ...options, history });
    const name = nameOf(transport, channel);
    const key = this.#add(transport, name);
    try {
      await joined;
    } catch (error) {
      // What was refused is shown as such; what the transport does not know any more is nothing to show.
      if (!state.getSnapshot().channels.has(name)) this.leave(key);
      throw error;
    }
    // Somebody else had joined it before: this one has missed its history.
    if (history > 0 && before.get(name)?.status === 'joined') {
      // It is joined all the same: `older` says that there is more.
      await this.loadOlder(key).catch(() => {});
    }
    return key;
  }

  /** Leaves a channel; its lines go. What of it is not known is left alone. */
  leave(key: string): void {
    const channel = this.#channels.get(key);
    if (!channel) return;
    this.#close(channel);
    this.#buffer.list.removeAll(logOf({ service: channel.transport.service, channel: channel.name }));
    this.#buffer.list.commit();
    this.#publish(channel, false);
  }

  /**
   * Sends a message. It stands at the end of the list at once, as `sending`; what becomes of it is told there: while the connection is away
   * it waits, for two minutes; it stays as `failed`, with its `error`, until `resend()` or `discard()`.
   *
   * @returns the key of its entry; null where it waits in the channel's `queued`
   * @throws ChatRefusal what is known before it is tried, with `retryAfterMs`: `slow-mode`, `timed-out`, `banned`, `subscribers-only`, `too-long`
   * @throws T333Error `unsupported` (nobody is signed in), `invalid-argument` (empty, or no such channel), `overloaded` (20 wait), `destroyed`
   */
  send(key: string, text: string, { replyTo, whenReady = false }: ClientSendOptions = {}): string | null {
    const channel = this.#channel(key);
    channel.refresh();
    const { gate, settings, draft } = channel.state;
    const line = text.trim();
    checkMessage(line, settings, gate);
    if (gate.can === 'later' && !whenReady) throw new ChatRefusal(gate.reason, 'It is too soon.', channel.waitMs);
    if (draft.trim() === line) this.setDraft(key, '');
    if (gate.can === 'later') {
      channel.queue({ text: line, replyTo });
      return null;
    }
    const entry = this.#outbox.post(channel, line, replyTo);
    this.#buffer.list.commit();
    return entry;
  }

  /** Takes back what waits in `queued`. @returns its text */
  cancelQueued(key: string): string | null {
    const channel = this.#channel(key);
    const text = channel.queued?.text ?? null;
    channel.queue(null);
    return text;
  }

  /** Tries a message again that failed, or one that waits for its connection. */
  resend(entryKey: string): void {
    this.#check();
    this.#outbox.resend(entryKey);
    this.#buffer.list.commit();
  }

  /** Takes a message out of the list that was not taken. @returns its text; null where there is no such message */
  discard(entryKey: string): string | null {
    const text = this.#outbox.discard(entryKey);
    this.#buffer.list.commit();
    return text;
  }

  /** Keeps what was begun to be written. */
  setDraft(key: string, text: string): void {
    const channel = this.#channel(key);
    this.#drafts.set(key, text);
    channel.refresh();
  }

  /**
   * Loads the page before the oldest message of a channel. Where the list is full, there is no room for older ones.
   *
   * @returns how many lines came
   * @throws T333Error what `ChatTransport.history` rejects with
   */
  async loadOlder(key: string): Promise<number> {
    return loadOlder(this.#channel(key), this.#buffer, this.#destroyed.signal);
  }

  /**
   * Loads what is missing. The gap goes when it is filled; it stays, as `lost`, where the service has no more.
   *
   * @throws T333Error what `ChatTransport.history` rejects with
   */
  async fillGap(entryKey: string): Promise<void> {
    const entry = this.feed.get(entryKey);
    const channel = entry && this.#channels.get(channelKey(entry.service, entry.channel));
    if (channel && entry.kind === 'gap') await fillGap(entry, channel, this.#buffer, this.#destroyed.signal);
  }

  /**
   * Moderates.
   *
   * @returns what takes it back, where something does
   * @throws T333Error what `ChatTransport.moderate` rejects with
   */
  async moderate(
    key: string,
    act: ModerationAct,
    options: { signal?: AbortSignal } = {},
  ): Promise<(() => Promise<void>) | null> {
    return moderate(this.#channel(key), act, options, this.#buffer);
  }

  /** Another filter, or none, from now on and for all lines. */
  setFilter(filter: ChatFilter | null): void {
    this.#filter = filter;
    for (const channel of this.#channels.values()) channel.refresh();
    this.#buffer.judgeAgain();
    this.#buffer.list.commit();
  }

  /** Leaves all channels. Drafts are stored. */
  destroy(): void {
    if (this.#destroyed.signal.aborted) return;
    this.#destroyed.abort(destroyed());
    for (const channel of this.#channels.values()) this.#close(channel);
    this.#drafts.flush();
    this.#store.update({ status: 'idle', channels: new Map() });
  }

  #add(transport: ChatTransport, name: string): string {
    const key = channelKey(transport.service, name);
    if (this.#channels.has(key)) return key;
    const channel = new ClientChannel(transport, name, {
      clock: this.#clock,
      drafts: this.#drafts,
      shown: (message) => shownMessage(message, this.#filter, this.#userIn(message)),
      onChange: (one, { isNewUser }) => this.#publish(one, isNewUser),
      onOpen: (one, text, replyTo) => {
        try {
          this.#outbox.post(one, text, replyTo);
        } catch {
          // Too many wait: nobody is there to be told, and it is not to be lost.
          this.setDraft(one.key, text);
        }
        this.#buffer.list.commit();
      },
    });
    this.#channels.set(key, channel);
    this.#publish(channel, false);
    return key;
  }

  /** Who is signed in where a message was said. */
  #userIn({ service, channel }: ChatMessage): ChatUser | undefined {
    return this.#channels.get(channelKey(service, channel))?.source.identity?.user;
  }

  #check(): void {
    if (this.#destroyed.signal.aborted) throw destroyed();
  }

  #channel(key: string): ClientChannel {
    this.#check();
    const channel = this.#channels.get(key);
    if (!channel) throw new T333Error('invalid-argument', `${key} is not joined.`);
    return channel;
  }

  #close(channel: ClientChannel): void {
    const { key, transport, name } = channel;
    this.#channels.delete(key);
    channel.close();
    this.#outbox.drop(channel);
    transport.leave(name);
    if ([...this.#channels.values()].some((one) => one.transport === transport)) return;
    this.#heard.leave(transport);
  }

  #receive({ service, state }: ChatTransport, { events }: ChatEventsEvent): void {
    const { history } = state.getSnapshot().capabilities;
    const gaps = new Set<string>();
    for (const event of events) {
      const channel = this.#channels.get(channelKey(service, event.channel));
      if (!channel) continue;
      this.#buffer.apply(service, event, history);
      channel.apply(event);
      if (event.type === 'gap') gaps.add(logOf({ service, channel: event.channel }));
    }
    this.#buffer.list.commit();
    for (const log of gaps) {
      const gap = this.#buffer.list.findLast(log, ({ kind }) => kind === 'gap');
      // Where it fails, the gap stays open for who looks at it.
      if (gap) this.fillGap(gap.key).catch(() => {});
    }
  }

  #publish(channel: ClientChannel, isNewUser: boolean): void {
    const log = logOf({ service: channel.transport.service, channel: channel.name });
    if (this.#channels.get(channel.key) === channel) {
      this.#buffer.pin(log, channel.source.pinned);
      if (isNewUser) this.#buffer.judgeAgain(log);
      const before = this.#store.getSnapshot().channels.get(channel.key)?.status;
      if (before !== channel.state.status) this.#outbox.follow(channel);
      this.#buffer.list.commit();
    }
    const channels = new Map(Array.from(this.#channels, ([key, { state }]) => [key, state]));
    this.#store.update({ channels, status: wholeStatus(Array.from(channels.values(), (one) => one.status)) });
  }
}

const destroyed = (): T333Error => new T333Error('destroyed', 'This chat was destroyed.');
