import {
  ChatErrorEvent,
  ChatEventsEvent,
  RecentIds,
  type ChatEvent,
  type ChatReceipt,
  type ChatSettings,
  type ChatTransport,
  type ChatTransportEvents,
  type ChatTransportState,
  type JoinOptions,
  type SendOptions,
} from '@t333/core/chat';
import { abortError, T333Error } from '@t333/core/errors';
import type { NetworkStatus } from '@t333/core/resilience';
import { Store, TypedEventTarget, type ReadableStore } from '@t333/core/state';
import { systemClock, type Clock } from '@t333/core/time';
import type { ChatAccount, Speaker } from './chat-account.ts';
import type { EmoteSource } from './emotes/emote-source.ts';
import type { IrcConnection } from './irc-connection.ts';
import { IrcLink } from './irc-link.ts';
import { channelName, channelOf, eventKey, readEvent, SERVICE, type IrcContext } from './irc-events.ts';
import type { IrcMessage } from './irc-message.ts';
import { JoinedChannels } from './joined-channels.ts';
import { RateWindow } from './rate-window.ts';
import { mergeRoomState } from './room-state.ts';

/** Of Twitch, for one account: 20 JOINs in 10 s, with a margin for what arrives sooner than it was sent. */
const JOIN_LIMIT = 20;
const JOIN_WINDOW_MS = 10_500;
/** More than two connections are ever apart, even at 1000 messages a second. */
const REMEMBERED_IDS = 2000;

export interface TwitchChatOptions {
  /** Who to be, from `twitchAccount()`. Without it: anonymous, and reading only. */
  account?: ChatAccount;
  /** Emotes that Twitch does not mark in messages. */
  emotes?: EmoteSource;
  /** Default `wss://irc-ws.chat.twitch.tv:443`. */
  ircUrl?: string;
  /** Default: the global one. */
  WebSocket?: typeof globalThis.WebSocket;
  network?: NetworkStatus;
  clock?: Clock;
  /** 0 up to 1, as `Math.random`. */
  random?: () => number;
}

/** A line of the server, as it is: for what no event tells. */
export class IrcMessageEvent extends Event {
  readonly message: IrcMessage;

  constructor(message: IrcMessage) {
    super('irc');
    this.message = message;
  }
}

export interface TwitchChatEvents extends ChatTransportEvents {
  irc: IrcMessageEvent;
}

/** Twitch's chat over IRC: any number of channels on one WebSocket. */
export class TwitchChat extends TypedEventTarget<TwitchChatEvents> implements ChatTransport {
  readonly service = SERVICE;
  readonly #options: TwitchChatOptions;
  readonly #clock: Clock;
  readonly #store: Store<ChatTransportState>;
  readonly #channels: JoinedChannels;
  readonly #joins: RateWindow;
  readonly #link: IrcLink;
  readonly #speaker: Speaker | undefined;
  readonly #nick: string;
  readonly #seen = new RecentIds(REMEMBERED_IDS);
  readonly #roomIds = new Map<string, string>();
  #ids = 0;

  constructor(options: TwitchChatOptions = {}) {
    super();
    const { account, clock = systemClock, random = Math.random } = options;
    this.#options = options;
    this.#clock = clock;
    this.#nick = account?.nick ?? `justinfan${1000 + Math.floor(random() * 80_000)}`;
    const mine = account !== undefined;
    this.#store = new Store<ChatTransportState>({
      status: 'idle',
      error: null,
      retryAtMs: null,
      capabilities: Object.freeze({ send: mine, reply: mine, moderate: false, history: false, replay: false }),
      channels: new Map(),
    });
    this.#channels = new JoinedChannels({
      clock,
      random,
      onChange: (channels) => this.#store.update({ channels }),
      onUnanswered: (name) => this.#ask(name, true),
    });
    this.#joins = new RateWindow(clock, JOIN_WINDOW_MS);
    this.#link = new IrcLink(
      { ...options, clock, random, nick: this.#nick },
      {
        onState: (state) => this.#setState(state),
        onWelcome: (connection) => {
          for (const name of this.#channels.names()) this.#joinOn(connection, name);
        },
        onMessages: (connection, messages) => this.#receive(connection, messages),
        onClose: (connection) => this.#lose(connection),
        onError: (error) => this.dispatchEvent(new ChatErrorEvent(error)),
      },
    );
    this.#speaker = account?.speak({
      clock,
      random,
      connections: this.#link.open,
      getChannel: (name) => this.#channels.get(name),
      setChannel: (name, patch) => this.#channels.update(name, patch),
      context: (name) => this.#context(name),
    });
  }

  get state(): ReadableStore<ChatTransportState> {
    return this.#store;
  }

  async join(channel: string, { signal }: JoinOptions = {}): Promise<void> {
    this.#check(signal);
    const name = channelName(channel);
    if (!/^\w{1,25}$/.test(name)) throw new T333Error('invalid-argument', `Twitch has no channel ${channel}.`);
    const isFailed = this.#channels.get(name)?.status === 'failed';
    const joined = this.#channels.join(name, signal, () => this.leave(name));
    const { status } = this.#store.getSnapshot();
    if (status === 'idle' || status === 'failed') this.#link.connect();
    this.#ask(name, isFailed);
    return joined;
  }

  leave(channel: string): void {
    const name = channelName(channel);
    if (!this.#channels.leave(name)) return;
    this.#roomIds.delete(name);
    for (const connection of this.#link.open) {
      const { asked, joined } = connection;
      if (asked.get(name)?.isSent) connection.send(`PART #${name}`);
      asked.delete(name);
      joined.delete(name);
    }
    this.#speaker?.fail(abortError(), name);
  }

  async send(channel: string, text: string, options: SendOptions = {}): Promise<ChatReceipt> {
    this.#check(options.signal);
    return this.#speaker ? this.#speaker.send(channelName(channel), text, options) : unsupported();
  }

  /** Twitch moderates through Helix, and not in its chat. */
  moderate(): Promise<never> {
    return unsupported();
  }

  /** Twitch has none to give. */
  history(): Promise<never> {
    return unsupported();
  }

  destroy(): void {
    const error = destroyed();
    this.#link.destroy(error);
    this.#joins.clear();
    this.#speaker?.fail(error);
    this.#channels.destroy(error);
    this.#store.update({ status: 'closed', error: null, retryAtMs: null });
  }

  #check(signal?: AbortSignal): void {
    if (this.#store.getSnapshot().status === 'closed') throw destroyed();
    if (signal?.aborted) throw abortError(signal.reason);
  }

  #setState(state: Pick<ChatTransportState, 'status' | 'error' | 'retryAtMs'>): void {
    this.#store.update(state);
    if (state.status === 'failed') for (const name of this.#channels.names()) this.#channels.fail(name, state.error!);
  }

  /** @param again where it was asked for already, and refused or not answered */
  #ask(name: string, again: boolean): void {
    for (const connection of this.#link.open) {
      if (again) connection.asked.delete(name);
      this.#joinOn(connection, name);
    }
  }

  #joinOn(connection: IrcConnection, name: string): void {
    const { asked } = connection;
    if (asked.has(name)) return;
    const ask = { isSent: false };
    asked.set(name, ask);
    const isWanted = (): boolean => !connection.closed && asked.get(name) === ask;
    this.#joins.run(JOIN_LIMIT, isWanted, () => {
      ask.isSent = true;
      connection.send(`JOIN #${name}`);
      this.#channels.asked(name);
    });
  }

  #lose(connection: IrcConnection): void {
    this.#speaker?.lose(connection);
    for (const name of connection.asked.keys()) {
      if (this.#link.open.some(({ joined }) => joined.has(name))) continue;
      this.#channels.interrupt(name, connection.heardAtMs);
      if (this.#link.open.some(({ asked }) => asked.has(name))) this.#channels.asked(name);
    }
  }

  #receive(connection: IrcConnection, messages: readonly IrcMessage[]): void {
    const events: ChatEvent[] = [];
    const afterwards: (() => void)[] = [];
    for (const irc of messages) {
      this.dispatchEvent(new IrcMessageEvent(irc));
      const channel = channelOf(irc);
      if (!this.#speaker?.read(irc, channel, events, afterwards)) this.#read(connection, irc, channel, events);
    }
    const fresh = events.filter((event) => {
      const key = eventKey(event);
      return !key || this.#seen.add(key);
    });
    if (fresh.length > 0) this.dispatchEvent(new ChatEventsEvent(fresh.map((event) => Object.freeze(event))));
    for (const settle of afterwards) settle();
  }

  #read(connection: IrcConnection, irc: IrcMessage, channel: string, events: ChatEvent[]): void {
    const state = this.#channels.get(channel);
    if (irc.command === 'RECONNECT' && connection === this.#link.open.at(-1)) this.#link.connect();
    if (!state) return;
    switch (irc.command) {
      case 'JOIN':
        if (irc.nick === this.#nick) this.#confirm(connection, channel, events);
        break;
      case 'ROOMSTATE':
        this.#confirm(connection, channel, events);
        this.#readRoomState(irc, channel, state.settings, events);
        break;
      case 'NOTICE': {
        const isAnswer = /^(msg|tos)_/.test(irc.tag('msg-id') ?? '');
        if (isAnswer && !connection.joined.has(channel)) this.#refuse(irc, channel);
        // It bears no id: while one connection takes over from another, the old one tells what both hear.
        if (!isAnswer && connection !== this.#link.open[0]) return;
      }
    }
    const event = readEvent(irc, this.#context(channel));
    if (event) events.push(event);
  }

  #refuse(irc: IrcMessage, channel: string): void {
    const code = /suspend|not_found|tos/.test(irc.tag('msg-id')!) ? 'not-found' : 'forbidden';
    this.#channels.fail(channel, new T333Error(code, irc.params[1] ?? ''));
  }

  #readRoomState(irc: IrcMessage, channel: string, before: ChatSettings | null, events: ChatEvent[]): void {
    const roomId = irc.tag('room-id');
    if (roomId) {
      this.#roomIds.set(channel, roomId);
      this.#options.emotes?.load(roomId);
    }
    const settings = mergeRoomState(before, irc);
    if (before && same(settings, before)) return;
    this.#channels.update(channel, { settings });
    events.push({ type: 'settings', channel, settings });
  }

  #confirm(connection: IrcConnection, channel: string, events: ChatEvent[]): void {
    const { asked, joined } = connection;
    if (!asked.get(channel)?.isSent || joined.has(channel)) return;
    joined.add(channel);
    const sinceMs = this.#channels.confirm(channel);
    if (sinceMs !== null) events.push({ type: 'gap', channel, atMs: this.#clock.wallTime(), reset: false, sinceMs });
    const { open } = this.#link;
    if (open.length > 1) this.#link.handOver(this.#channels.names().every((name) => open.at(-1)!.joined.has(name)));
  }

  #context(channel: string): IrcContext {
    return {
      nowMs: this.#clock.wallTime(),
      newId: () => `irc-${++this.#ids}`,
      roomId: this.#roomIds.get(channel) ?? '',
      emotes: this.#options.emotes,
    };
  }
}

const destroyed = (): T333Error => new T333Error('destroyed', 'This transport was destroyed.');

const unsupported = async (): Promise<never> => {
  throw new T333Error('unsupported', 'This chat cannot do that: see capabilities.');
};

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
