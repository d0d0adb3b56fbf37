import { abortError, T333Error } from '../errors.ts';
import type { RtMessage } from '../protocol/index.ts';
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
import { LateJoins } from './late-joins.ts';
import { T333Channels } from './t333-channels.ts';
import { plainEmote, readHistory, SERVICE, type EmoteResolver, type ReadContext } from './t333-events.ts';
import { chatError } from './t333-refusals.ts';
import { SentMessages } from './t333-sent.ts';
import {
  type ChatCapabilities,
  type ChatHistoryPage,
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
 * A connection that others use, too, and that is theirs; or what a connection of its own is made with.
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
  readonly #channels: T333Channels;
  readonly #sent: SentMessages;
  readonly #late: LateJoins;
  readonly #life = new AbortController();

  constructor(options: T333ChatOptions) {
    super();
    const { channelId = lowerCase, emote = plainEmote, clock = systemClock } = options;
    this.#channelId = channelId;
    this.#emote = emote;
    this.#sent = new SentMessages(clock);
    this.#channels = new T333Channels({
      contextOf: (channel) => this.#context(channel),
      user: () => this.connection.state.getSnapshot().user,
    });
    this.#ownsConnection = !('connection' in options);
    this.connection = 'connection' in options ? options.connection : new RealtimeConnection(options);
    this.#late = new LateJoins(this.connection, {
      onItems: (items) => {
        if (!this.#life.signal.aborted) this.#read(items);
      },
      onError: (error) => void this.dispatchEvent(new ChatErrorEvent(error)),
    });
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
    this.connection.addEventListener('items', ({ items }) => this.#read(this.#late.pass(items)), { signal });
    this.connection.addEventListener('error', ({ error }) => void this.dispatchEvent(new ChatErrorEvent(error)), {
      signal,
    });
  }

  get state(): ReadableStore<ChatTransportState> {
    return this.#store;
  }

  serverTime(): number {
    return this.connection.serverTime();
  }

  async join(channel: string, { signal, since, history, topics }: JoinOptions = {}): Promise<void> {
    this.#check(signal);
    const id = this.#name(channel);
    this.#channels.ask(id);
    const { connection } = this;
    const isLate = connection.state.getSnapshot().channels.has(id) && !connection.holds(id, this);
    const joining = connection.join(id, {
      holder: this,
      ...(signal && { signal }),
      ...(since && { since }),
      ...(history !== undefined && { history }),
      ...(topics && { topics }),
    });
    this.#follow();
    try {
      await (isLate ? this.#late.catchUp(id, joining, { since, history }) : joining);
    } catch (error) {
      if (this.#life.signal.aborted) throw destroyed();
      const told = chatError(error as T333Error);
      if (told.code === 'aborted') {
        // Somebody else may wait for it here, too.
        if (!connection.holds(id, this)) this.#drop(id);
      } else if (!connection.state.getSnapshot().channels.has(id)) {
        // There was no room to ask for it.
        this.#channels.fail(id, told);
        this.#publish();
      }
      throw told;
    }
  }

  leave(channel: string): void {
    const id = this.#channelId(channel);
    if (!this.#channels.get(id)) return;
    this.#drop(id);
    this.connection.leave(id, this);
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
    if (!this.#channels.get(id)) throw new T333Error('invalid-argument', `${id} is not joined.`);
    const { connection } = this;
    const receipt =
      this.#sent.find(id, nonce) ??
      this.#sent.post(
        id,
        nonce,
        connection.send(id, { nonce, text: line, ...(replyTo !== undefined && { replyTo }) }),
        (seq) => (connection.position(id)?.seq ?? 0) >= seq,
        connection.position(id)?.epoch,
      );
    // Who stops waiting does not take it back: sent again with its nonce, it is what became of it.
    receipt.then(({ cooldownUntilMs }) => this.#tell(this.#channels.coolDown(id, cooldownUntilMs))).catch(() => {});
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

  async history(channel: string, { signal, before, limit }: HistoryOptions = {}): Promise<ChatHistoryPage> {
    this.#check(signal);
    const id = this.#name(channel);
    const { epoch, events } = await this.connection
      .history(id, {
        ...(before && { before: before.seq }),
        ...(limit !== undefined && { limit }),
        ...(signal && { signal }),
      })
      .catch(fail);
    return readHistory(events, { ...this.#context(id), epoch });
  }

  destroy(): void {
    if (this.#life.signal.aborted) return;
    const error = destroyed();
    this.#life.abort(error);
    this.#sent.fail(error);
    const ids = this.#channels.clear();
    if (this.#ownsConnection) this.connection.destroy();
    else for (const id of ids) this.connection.leave(id, this);
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
    this.#channels.follow(state);
    this.#publish(state);
  }

  #publish(state: RealtimeState = this.connection.state.getSnapshot()): void {
    const { status, error, retryAtMs, user, carrier, isSignedOut } = state;
    const { capabilities } = this.#store.getSnapshot();
    const isKnown = user === undefined || capabilities.send === (user !== null);
    this.#store.update({
      status,
      error: status === 'open' ? null : error,
      retryAtMs,
      isPolling: carrier === 'polling',
      isSignedOut,
      capabilities: isKnown ? capabilities : capabilitiesOf(user !== null),
      channels: this.#channels.states,
    });
  }

  #read(items: readonly RealtimeItem[]): void {
    this.#tell(items.flatMap((item) => this.#channels.read(item)));
    for (const id of new Set(items.map(({ channelId }) => channelId)))
      this.#sent.told(id, this.connection.position(id)?.seq ?? 0);
  }

  #tell(events: ChatEvent[]): void {
    this.#publish();
    if (events.length > 0) this.dispatchEvent(new ChatEventsEvent(events.map((event) => Object.freeze(event))));
  }

  #context(channel: string): Omit<ReadContext, 'epoch'> {
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

const destroyed = (): T333Error => new T333Error('destroyed', 'This transport was destroyed.');
const unsupported = (): T333Error => new T333Error('unsupported', 'This chat cannot do that: see capabilities.');

function fail(error: unknown): never {
  throw chatError(error as T333Error);
}
