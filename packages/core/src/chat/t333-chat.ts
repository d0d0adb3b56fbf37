import { abortError, T333Error } from '../errors.ts';
import type { RtChannelFacts, RtMessage } from '../protocol/index.ts';
import {
  RealtimeConnection,
  type RealtimeConnectionOptions,
  type RealtimeItem,
  type RealtimeState,
} from '../realtime/index.ts';
import { abortable, rejectionOf } from '../resilience/abortable.ts';
import { Store, type ReadableStore } from '../state/store.ts';
import { TypedEventTarget } from '../state/typed-event-target.ts';
import { systemClock } from '../time/clock.ts';
import { ChatErrorEvent, ChatEventsEvent, type ChatEvent, type ChatTransportEvents } from './events.ts';
import type { ChatMessage } from './message.ts';
import {
  chatIdentity,
  chatMessage,
  chatSettings,
  plainEmote,
  readChatEvent,
  SERVICE,
  type EmoteResolver,
} from './t333-events.ts';
import { chatError } from './t333-refusals.ts';
import { SentMessages } from './t333-sent.ts';
import {
  NEW_CHAT_CHANNEL,
  type ChatCapabilities,
  type ChatChannelState,
  type ChatReceipt,
  type ChatTransport,
  type ChatTransportState,
  type HistoryOptions,
  type JoinOptions,
  type ModerationAct,
  type SendOptions,
} from './transport.ts';

const MAX_CODE_POINTS = 500;

export interface T333ChatHabits {
  /** The id of a channel, from what a caller calls it. Default: without `#`, in lower case. */
  channelId?: (name: string) => string;
  /** Draws the emotes that the server has found. Default: without images. */
  emote?: EmoteResolver;
}

/**
 * A connection that others use, too, and that is theirs, with other channels than this chat's; or what a connection of its own is made
 * with.
 */
export type T333ChatOptions = T333ChatHabits &
  (RealtimeConnectionOptions | { connection: RealtimeConnection; clock?: RealtimeConnectionOptions['clock'] });

/** The chats of a server of t333-rt/1: any number of channels on one connection, by WebSocket or polls. */
export class T333Chat extends TypedEventTarget<ChatTransportEvents> implements ChatTransport {
  readonly service = SERVICE;
  readonly connection: RealtimeConnection;
  readonly #ownsConnection: boolean;
  readonly #channelId: (name: string) => string;
  readonly #emote: EmoteResolver;
  readonly #store: Store<ChatTransportState>;
  readonly #channels = new Map<string, ChatChannelState>();
  readonly #sent: SentMessages;
  readonly #life = new AbortController();

  constructor(options: T333ChatOptions) {
    super();
    const { channelId = lowerCase, emote = plainEmote, clock = systemClock } = options;
    this.#channelId = channelId;
    this.#emote = emote;
    this.#sent = new SentMessages(clock);
    this.#ownsConnection = !('connection' in options);
    this.connection = 'connection' in options ? options.connection : new RealtimeConnection(options);
    const mine = 'connection' in options || options.getTicket !== undefined;
    this.#store = new Store<ChatTransportState>({
      status: 'idle',
      error: null,
      retryAtMs: null,
      capabilities: capabilitiesOf(mine),
      channels: new Map(),
    });
    const { signal } = this.#life;
    this.connection.addEventListener('change', () => this.#follow(), { signal });
    this.connection.addEventListener('items', ({ items }) => this.#read(items), { signal });
    this.connection.addEventListener('error', ({ error }) => void this.dispatchEvent(new ChatErrorEvent(error)), {
      signal,
    });
  }

  get state(): ReadableStore<ChatTransportState> {
    return this.#store;
  }

  async join(channel: string, { signal, since, history, topics }: JoinOptions = {}): Promise<void> {
    this.#check(signal);
    const id = this.#name(channel);
    const before = this.#channels.get(id);
    if (!before || before.status === 'failed') this.#channels.set(id, NEW_CHAT_CHANNEL);
    const joining = this.connection.join(id, {
      ...(signal && { signal }),
      ...(since && { since }),
      ...(history !== undefined && { history }),
      ...(topics && { topics }),
    });
    this.#follow();
    try {
      await joining;
    } catch (error) {
      if (this.#life.signal.aborted) throw destroyed();
      if ((error as T333Error).code === 'aborted') this.#drop(id);
      throw chatError(error as T333Error);
    }
  }

  leave(channel: string): void {
    const id = this.#channelId(channel);
    if (!this.#channels.has(id)) return;
    this.#drop(id);
    this.connection.leave(id);
  }

  async send(
    channel: string,
    text: string,
    { signal, nonce = crypto.randomUUID(), replyTo }: SendOptions = {},
  ): Promise<ChatReceipt> {
    this.#check(signal);
    if (!this.#store.getSnapshot().capabilities.send) throw unsupported();
    const id = this.#channelId(channel);
    const line = text.trim();
    if (!line || line.length > 2 * MAX_CODE_POINTS || Array.from(line).length > MAX_CODE_POINTS)
      throw new T333Error('invalid-argument', `A message has 1 to ${MAX_CODE_POINTS} characters.`);
    if (!/^[\w-]{1,36}$/.test(nonce)) throw new T333Error('invalid-argument', `${nonce} cannot be a nonce.`);
    if (!this.#channels.has(id)) throw new T333Error('invalid-argument', `${id} is not joined.`);
    const { connection } = this;
    const receipt =
      this.#sent.find(id, nonce) ??
      this.#sent.post(
        id,
        nonce,
        connection.send(id, { nonce, text: line, ...(replyTo !== undefined && { replyTo }) }),
        (seq) => (connection.position(id)?.seq ?? 0) >= seq,
        () => connection.position(id)?.epoch,
      );
    // Who stops waiting does not take it back: sent again with its nonce, it is what became of it.
    receipt.then(({ cooldownUntilMs }) => this.#coolDown(id, cooldownUntilMs)).catch(() => {});
    return abortable(receipt, signal);
  }

  async moderate(channel: string, act: ModerationAct, { signal }: { signal?: AbortSignal } = {}): Promise<void> {
    this.#check(signal);
    if (!this.#store.getSnapshot().capabilities.moderate) throw unsupported();
    const { settings, ...rest } = act;
    const { uniqueOnly: _, ...known } = settings ?? {};
    await this.connection
      .request(
        { type: 'mod', channelId: this.#channelId(channel), ...rest, ...(settings && { settings: known }) },
        { ...(signal && { signal }) },
      )
      .catch(fail);
  }

  async history(channel: string, { signal, before, limit }: HistoryOptions = {}): Promise<readonly ChatMessage[]> {
    this.#check(signal);
    const id = this.#name(channel);
    const { epoch, events } = await this.connection
      .history(id, {
        ...(before && { before: before.seq }),
        ...(limit !== undefined && { limit }),
        ...(signal && { signal }),
      })
      .catch(fail);
    const context = this.#context(id);
    return Object.freeze(
      events.flatMap((event) =>
        event.type === 'chat' ? [chatMessage(event, context, Object.freeze({ epoch, seq: event.seq }))] : [],
      ),
    );
  }

  destroy(): void {
    if (this.#life.signal.aborted) return;
    const error = destroyed();
    this.#life.abort(error);
    this.#sent.fail(error);
    const ids = [...this.#channels.keys()];
    this.#channels.clear();
    if (this.#ownsConnection) this.connection.destroy();
    else for (const id of ids) this.connection.leave(id);
    this.#store.update({ status: 'closed', error: null, retryAtMs: null, channels: new Map() });
  }

  #check(signal?: AbortSignal): void {
    if (this.#life.signal.aborted) throw destroyed();
    if (signal?.aborted) throw rejectionOf(signal);
  }

  #name(channel: string): string {
    const id = this.#channelId(channel);
    if (!id) throw new T333Error('invalid-argument', 'A channel has a name.');
    return id;
  }

  #drop(id: string): void {
    this.#channels.delete(id);
    this.#sent.fail(abortError(), id);
    this.#publish();
  }

  /** What the connection says of itself, in the words of chats. */
  #follow(): void {
    const state = this.connection.state.getSnapshot();
    for (const [id, before] of this.#channels) {
      const { status, error } = state.channels.get(id) ?? NEW_CHAT_CHANNEL;
      if (before.status !== status || before.error !== error)
        this.#channels.set(id, Object.freeze({ ...before, status, error: error && chatError(error) }));
    }
    this.#publish(state);
  }

  #publish({ status, error, retryAtMs, user, carrier }: RealtimeState = this.connection.state.getSnapshot()): void {
    const { capabilities, channels } = this.#store.getSnapshot();
    const isSame =
      channels.size === this.#channels.size && [...channels].every(([id, one]) => this.#channels.get(id) === one);
    const isKnown = user === undefined || capabilities.send === (user !== null);
    this.#store.update({
      status,
      error: status === 'open' ? null : error,
      retryAtMs,
      isPolling: carrier === 'polling',
      capabilities: isKnown ? capabilities : capabilitiesOf(user !== null),
      channels: isSame ? channels : new Map(this.#channels),
    });
  }

  #read(items: readonly RealtimeItem[]): void {
    const events: ChatEvent[] = [];
    for (const item of items) if (this.#channels.has(item.channelId)) this.#readItem(item, events);
    this.#publish();
    if (events.length > 0) this.dispatchEvent(new ChatEventsEvent(events.map((event) => Object.freeze(event))));
    for (const id of new Set(items.map(({ channelId }) => channelId)))
      this.#sent.told(id, this.connection.position(id)?.seq ?? 0);
  }

  #readItem(item: RealtimeItem, events: ChatEvent[]): void {
    const { channelId: channel } = item;
    switch (item.kind) {
      case 'joined':
        return this.#learn(channel, item, events);
      case 'reset':
        return void events.push({ type: 'gap', channel, reset: true });
      case 'gap': {
        const [from, to] = [item.from, item.to].map((seq) => Object.freeze({ epoch: item.epoch, seq }));
        return void events.push({ type: 'gap', channel, reset: false, from: from!, to: to! });
      }
    }
    const event = readChatEvent(item.event, { ...this.#context(channel), epoch: item.epoch });
    if (!event) return;
    events.push(event);
    const state = this.#channels.get(channel)!;
    const { identity } = state;
    if (event.type === 'settings') this.#set(channel, { settings: event.settings });
    else if (event.type === 'pinned') this.#set(channel, { pinned: event.message });
    else if (event.type === 'viewers') this.#set(channel, { viewerCount: event.viewerCount });
    else if (event.type === 'moderated' && event.userId === identity?.user.id) {
      const { timeoutUntilMs: _, ...rest } = identity;
      this.#identify(
        channel,
        { ...rest, ...(event.untilMs !== undefined && { timeoutUntilMs: event.untilMs }) },
        events,
      );
    }
  }

  /** What a server says when one joins, or polls: told where it is news. */
  #learn(channel: string, { settings, pinned, you, viewerCount }: RtChannelFacts, events: ChatEvent[]): void {
    const before = this.#channels.get(channel)!;
    const told = settings && chatSettings(settings);
    if (told && !same(told, before.settings)) {
      this.#set(channel, { settings: told });
      events.push({ type: 'settings', channel, settings: told });
    }
    const identity = chatIdentity(this.connection.state.getSnapshot().user, you);
    if (identity && !same(identity, before.identity) && (you !== undefined || !before.identity))
      this.#identify(channel, identity, events);
    const message = pinned && chatMessage(pinned, this.#context(channel));
    if (message !== undefined && message?.id !== before.pinned?.id) {
      this.#set(channel, { pinned: message });
      events.push({ type: 'pinned', channel, message });
    }
    if (viewerCount !== undefined && viewerCount !== before.viewerCount) {
      this.#set(channel, { viewerCount });
      events.push({ type: 'viewers', channel, viewerCount });
    }
  }

  #identify(channel: string, identity: NonNullable<ChatChannelState['identity']>, events: ChatEvent[]): void {
    this.#set(channel, { identity: Object.freeze(identity) });
    events.push({ type: 'identity', channel, identity });
  }

  #coolDown(channel: string, cooldownUntilMs: number | undefined): void {
    const identity = this.#channels.get(channel)?.identity;
    if (cooldownUntilMs === undefined || !identity || identity.cooldownUntilMs === cooldownUntilMs) return;
    const events: ChatEvent[] = [];
    this.#identify(channel, { ...identity, cooldownUntilMs }, events);
    this.#publish();
    this.dispatchEvent(new ChatEventsEvent(events));
  }

  #set(channel: string, patch: Partial<ChatChannelState>): void {
    const before = this.#channels.get(channel);
    if (before) this.#channels.set(channel, Object.freeze({ ...before, ...patch }));
  }

  #context(channel: string): Parameters<typeof chatMessage>[1] {
    const mine = this.connection.state.getSnapshot().user?.id;
    return {
      channel,
      emote: this.#emote,
      nonceOf: ({ id, user, nonce }: RtMessage) =>
        user.id === mine ? (nonce ?? this.#sent.nonceOf(channel, id)) : undefined,
    };
  }
}

const lowerCase = (name: string): string => name.replace(/^#/, '').toLowerCase();

const capabilitiesOf = (mine: boolean): ChatCapabilities =>
  Object.freeze({ send: mine, reply: mine, moderate: mine, history: true, replay: true });

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const destroyed = (): T333Error => new T333Error('destroyed', 'This transport was destroyed.');
const unsupported = (): T333Error => new T333Error('unsupported', 'This chat cannot do that: see capabilities.');

function fail(error: unknown): never {
  throw chatError(error as T333Error);
}
