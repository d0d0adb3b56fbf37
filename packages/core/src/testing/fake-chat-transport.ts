import {
  ChatEventsEvent,
  DEFAULT_CHAT_SETTINGS,
  type ChatEvent,
  type ChatIdentity,
  type ChatTransportEvents,
} from '../chat/events.ts';
import { chatFragments } from '../chat/fragments.ts';
import type { ChatMessage, ChatUser } from '../chat/message.ts';
import { ChatRefusal } from '../chat/refusal.ts';
import {
  NEW_CHAT_CHANNEL,
  type ChatCapabilities,
  type ChatChannelState,
  type ChatHistoryPage,
  type ChatReceipt,
  type ChatTransport,
  type ChatTransportState,
  type HistoryOptions,
  type JoinOptions,
  type ModerationAct,
  type SendOptions,
} from '../chat/transport.ts';
import { abortError, T333Error } from '../errors.ts';
import { Store, type ReadableStore } from '../state/store.ts';
import { TypedEventTarget } from '../state/typed-event-target.ts';
import type { Clock } from '../time/clock.ts';
import { fail } from './expectations.ts';
import { EPOCH, FakeChatLog } from './fake-chat-log.ts';

export interface FakeChatTransportOptions {
  clock: Clock;
  /** Default `fake`. */
  service?: string;
  /** Who it speaks for; null reads only. Default: a viewer called Me. */
  user?: ChatUser | null;
  capabilities?: Partial<ChatCapabilities>;
}

export interface FakeSaying {
  id?: string;
  user?: ChatUser;
  nonce?: string;
  /** The id of a message. */
  replyTo?: string;
}

const ME: ChatUser = Object.freeze({ id: 'me', handle: 'me', name: 'Me' });

/** A whole chat in memory, transport and server in one, for tests of what uses chats. */
export class FakeChatTransport extends TypedEventTarget<ChatTransportEvents> implements ChatTransport {
  readonly service: string;
  readonly user: ChatUser | null;
  /** What it was asked for with `moderate()`. */
  readonly acts: ({ channel: string } & ModerationAct)[] = [];
  readonly #clock: Clock;
  readonly #store: Store<ChatTransportState>;
  readonly #logs = new Map<string, FakeChatLog>();
  readonly #channels = new Map<string, ChatChannelState>();
  readonly #refused = new Map<string, T333Error>();
  readonly #waiting = new Map<string, { settle: (error: T333Error | null) => void; options: JoinOptions }[]>();
  /** By nonce: what was taken once is not taken again. */
  readonly #receipts = new Map<string, ChatReceipt>();
  /** When each channel last took a message of ours. */
  readonly #saidAtMs = new Map<string, number>();
  /** How far each channel was told when the connection broke. */
  readonly #left = new Map<string, number>();
  #refusal: T333Error | null = null;
  #ids = 0;

  constructor({ clock, service = 'fake', user = ME, capabilities }: FakeChatTransportOptions) {
    super();
    this.#clock = clock;
    this.service = service;
    this.user = user;
    const mine = user !== null;
    const all = { send: mine, reply: mine, moderate: mine, history: true, replay: true };
    this.#store = new Store<ChatTransportState>({
      status: 'idle',
      error: null,
      retryAtMs: null,
      capabilities: Object.freeze({ ...all, ...capabilities }),
      channels: new Map(),
    });
  }

  get state(): ReadableStore<ChatTransportState> {
    return this.#store;
  }

  join(channel: string, options: JoinOptions = {}): Promise<void> {
    const { signal } = options;
    const name = normalise(channel);
    return new Promise((resolve, reject) => {
      this.#check(signal);
      if (!name) throw new T333Error('invalid-argument', 'A channel has a name.');
      if (this.#channels.get(name)?.status === 'joined') return resolve();
      const abort = (): void => this.leave(name);
      const settle = (error: T333Error | null): void => {
        signal?.removeEventListener('abort', abort);
        if (error) reject(error);
        else resolve();
      };
      signal?.addEventListener('abort', abort);
      this.#waiting.set(name, [...(this.#waiting.get(name) ?? []), { settle, options }]);
      this.#setChannel(name, NEW_CHAT_CHANNEL);
      if (this.#store.getSnapshot().status === 'idle') {
        this.#store.update({ status: 'connecting' });
        queueMicrotask(() => this.restore());
      } else queueMicrotask(() => this.#admit(name));
    });
  }

  leave(channel: string): void {
    const name = normalise(channel);
    if (!this.#channels.delete(name)) return;
    this.#left.delete(name);
    this.#publish();
    this.#settle(name, abortError());
  }

  async send(channel: string, text: string, { signal, nonce, replyTo }: SendOptions = {}): Promise<ChatReceipt> {
    this.#check(signal);
    const { status, capabilities } = this.#store.getSnapshot();
    if (!capabilities.send || !this.user) throw new T333Error('unsupported', 'This chat is for reading.');
    const name = normalise(channel);
    const line = text.trim();
    const length = Array.from(line).length;
    if (length < 1 || length > 500) throw new T333Error('invalid-argument', 'A message has 1 to 500 characters.');
    if (!this.#channels.has(name)) throw new T333Error('invalid-argument', `${name} is not joined.`);
    await Promise.resolve();
    this.#check(signal);
    if (status !== 'open') throw new T333Error('network', 'The connection is broken.', { retryable: true });
    const known = nonce ? this.#receipts.get(nonce) : undefined;
    if (known) return known;
    if (this.#refusal) throw this.#refusal;
    const slowModeMs = this.#channels.get(name)?.settings?.slowModeMs ?? 0;
    const waitMs = (this.#saidAtMs.get(name) ?? -Infinity) + slowModeMs - this.#clock.now();
    if (waitMs > 0) throw new ChatRefusal('slow-mode', 'Too soon.', waitMs);
    this.#saidAtMs.set(name, this.#clock.now());
    const own = nonce ?? `nonce-${++this.#ids}`;
    const { id, position } = this.say(name, line, { user: this.user, nonce: own, ...(replyTo && { replyTo }) });
    const cooldown = slowModeMs > 0 && { cooldownUntilMs: this.#clock.wallTime() + slowModeMs };
    const receipt = Object.freeze({ nonce: own, id, position: position!, ...cooldown });
    this.#receipts.set(own, receipt);
    return receipt;
  }

  async moderate(channel: string, act: ModerationAct, { signal }: { signal?: AbortSignal } = {}): Promise<void> {
    this.#check(signal);
    if (!this.#store.getSnapshot().capabilities.moderate) throw new T333Error('unsupported', 'No moderator here.');
    const name = normalise(channel);
    this.acts.push({ channel: name, ...act });
    await Promise.resolve();
    const event = this.#log(name).outcome(name, act, this.#channels.get(name)?.settings, this.#clock.wallTime());
    if (event) this.tell(name, event);
  }

  async history(channel: string, { signal, before, limit = 50 }: HistoryOptions = {}): Promise<ChatHistoryPage> {
    this.#check(signal);
    if (!this.#store.getSnapshot().capabilities.history) throw new T333Error('unsupported', 'Nothing is kept here.');
    return this.#log(normalise(channel)).past(before?.seq ?? Infinity, limit);
  }

  destroy(): void {
    const names = [...this.#waiting.keys()];
    this.#channels.clear();
    this.#publish();
    this.#store.update({ status: 'closed', error: null });
    for (const name of names) this.#settle(name, new T333Error('destroyed', 'This transport was destroyed.'));
  }

  /** Somebody says something. */
  say(channel: string, text: string, { id, user, nonce, replyTo }: FakeSaying = {}): ChatMessage {
    const name = normalise(channel);
    const message: ChatMessage = Object.freeze({
      id: id ?? `${name}-${++this.#ids}`,
      service: this.service,
      channel: name,
      atMs: this.#clock.wallTime(),
      position: this.#log(name).position(),
      kind: 'normal',
      user: user ?? Object.freeze({ id: 'ann', handle: 'ann', name: 'Ann' }),
      badges: Object.freeze([]),
      text,
      fragments: chatFragments(text, [], fail),
      ...(nonce && { nonce }),
      ...(replyTo && { replyTo: Object.freeze({ id: replyTo }) }),
    });
    this.tell(name, { type: 'message', channel: name, message });
    return message;
  }

  /** Something happens in a channel: it is logged, but for what is soon out of date, and told to those that are there. */
  tell(channel: string, event: ChatEvent): void {
    const name = normalise(channel);
    const log = this.#log(name);
    const isLogged = event.type !== 'viewers';
    const position = isLogged && { position: log.position() };
    const logged = Object.freeze({ atMs: this.#clock.wallTime(), ...event, channel: name, ...position });
    if (isLogged) log.events.push(logged);
    if (logged.type === 'settings') this.#change(name, { settings: logged.settings });
    if (logged.type === 'pinned') this.#change(name, { pinned: logged.message });
    if (logged.type === 'viewers') this.#change(name, { viewerCount: logged.viewerCount });
    if (this.#channels.get(name)?.status === 'joined') this.dispatchEvent(new ChatEventsEvent([logged]));
  }

  /** Who it speaks for in a channel is another, or may do other things. */
  identify(channel: string, identity: ChatIdentity): void {
    const name = normalise(channel);
    this.#change(name, { identity });
    this.tell(name, { type: 'identity', channel: name, identity });
  }

  /** Breaks the connection; it stays so until `restore()`. */
  drop(): void {
    if (this.#store.getSnapshot().status === 'closed') return;
    const error = new T333Error('network', 'The connection is broken.', { retryable: true });
    this.#store.update({ status: 'waiting', error });
    for (const name of this.#channels.keys()) this.#change(name, { status: 'joining' });
  }

  /** Connects again, and joins what is wanted: it tells what was missed, or that something was. */
  restore(): void {
    if (this.#store.getSnapshot().status === 'closed') return;
    this.#store.update({ status: 'open', error: null });
    for (const name of this.#channels.keys()) this.#admit(name);
  }

  /** From now on, nobody may join this channel. */
  refuse(channel: string, error: T333Error): void {
    this.#refused.set(normalise(channel), error);
  }

  /** What becomes of messages from now on; null takes them. */
  refuseMessages(error: T333Error | null): void {
    this.#refusal = error;
  }

  #admit(name: string): void {
    const before = this.#channels.get(name);
    if (!before || before.status === 'joined' || this.#store.getSnapshot().status !== 'open') return;
    const refusal = this.#refused.get(name) ?? null;
    if (refusal) {
      this.#change(name, { status: 'failed', error: refusal });
      return this.#settle(name, refusal);
    }
    const log = this.#log(name);
    const missedFrom = this.#left.get(name);
    const { since, history = 0 } = this.#waiting.get(name)?.[0]?.options ?? {};
    const identity =
      this.user && Object.freeze({ user: this.user, role: 'viewer' as const, badges: Object.freeze([]) });
    this.#change(name, { status: 'joined', settings: before.settings ?? DEFAULT_CHAT_SETTINGS, identity });
    const events: ChatEvent[] = [];
    const { replay } = this.#store.getSnapshot().capabilities;
    const isLost = replay && since !== undefined && since.epoch !== EPOCH;
    const from = missedFrom ?? (isLost ? undefined : since?.seq);
    if (isLost) events.push({ type: 'gap', channel: name, reset: true });
    if (from !== undefined && from < log.events.length) {
      if (replay) events.push(...log.events.slice(from));
      else if (missedFrom !== undefined)
        events.push({
          type: 'gap',
          channel: name,
          reset: false,
          from: log.position(from + 1),
          to: log.position(log.events.length),
        });
    } else if (history > 0) {
      for (const message of log.past(Infinity, history).messages)
        events.push({ type: 'message', channel: name, message, position: message.position! });
    }
    this.#left.delete(name);
    if (events.length > 0) this.dispatchEvent(new ChatEventsEvent(events));
    this.#settle(name, null);
  }

  #log(name: string): FakeChatLog {
    let log = this.#logs.get(name);
    if (!log) this.#logs.set(name, (log = new FakeChatLog()));
    return log;
  }

  #settle(name: string, error: T333Error | null): void {
    const waiting = this.#waiting.get(name) ?? [];
    this.#waiting.delete(name);
    for (const { settle } of waiting) settle(error);
  }

  #change(name: string, patch: Partial<ChatChannelState>): void {
    const before = this.#channels.get(name);
    if (!before) return;
    if (patch.status === 'joining' && before.status === 'joined') this.#left.set(name, this.#log(name).events.length);
    this.#setChannel(name, { ...before, ...patch });
  }

  #setChannel(name: string, state: ChatChannelState): void {
    this.#channels.set(name, Object.freeze(state));
    this.#publish();
  }

  #publish(): void {
    this.#store.update({ channels: new Map(this.#channels) });
  }

  #check(signal?: AbortSignal): void {
    if (this.#store.getSnapshot().status === 'closed')
      throw new T333Error('destroyed', 'This transport was destroyed.');
    if (signal?.aborted) throw abortError(signal.reason);
  }
}

const normalise = (channel: string): string => channel.replace(/^#/, '').toLowerCase();
