import type { T333Error } from '../errors.ts';
import type { RtChannelFacts, RtUser } from '../protocol/index.ts';
import type { RealtimeItem, RealtimeState } from '../realtime/index.ts';
import type { ChatEvent, ChatIdentity } from './events.ts';
import { chatIdentity, chatMessage, chatSettings, readChatEvent, type ReadContext } from './t333-events.ts';
import { chatError } from './t333-refusals.ts';
import { NEW_CHAT_CHANNEL, type ChatChannelState } from './transport.ts';

export interface T333ChannelsHost {
  contextOf: (channel: string) => Omit<ReadContext, 'epoch'>;
  /** Who the server takes us for; null: anonymous. Undefined until it has told. */
  user: () => RtUser | null | undefined;
}

/** What is known of each channel of a chat, and what is told of it in the words of chats. */
export class T333Channels {
  readonly #host: T333ChannelsHost;
  readonly #byId = new Map<string, ChatChannelState>();
  /** The connection's errors, in the words of chats. */
  readonly #errors = new WeakMap<T333Error, T333Error>();
  #shown: ReadonlyMap<string, ChatChannelState> = new Map();

  constructor(host: T333ChannelsHost) {
    this.#host = host;
  }

  /** The same map while nothing has changed. */
  get states(): ReadonlyMap<string, ChatChannelState> {
    const isSame = this.#shown.size === this.#byId.size && [...this.#shown].every(([id, one]) => this.get(id) === one);
    if (!isSame) this.#shown = new Map(this.#byId);
    return this.#shown;
  }

  get(id: string): ChatChannelState | undefined {
    return this.#byId.get(id);
  }

  /** It is asked for; once more where it was refused. */
  ask(id: string): void {
    if ((this.get(id)?.status ?? 'failed') === 'failed') this.#byId.set(id, NEW_CHAT_CHANNEL);
  }

  delete(id: string): boolean {
    return this.#byId.delete(id);
  }

  clear(): string[] {
    const ids = [...this.#byId.keys()];
    this.#byId.clear();
    return ids;
  }

  /** What the connection says of them. What it does not know was refused before it was asked for. */
  follow({ channels }: RealtimeState): void {
    for (const id of this.#byId.keys()) {
      const { status, error } = channels.get(id) ?? {};
      if (status) this.#set(id, { status, error: error ? this.#errorOf(error) : null });
    }
  }

  #errorOf(error: T333Error): T333Error {
    const known = this.#errors.get(error) ?? chatError(error);
    this.#errors.set(error, known);
    return known;
  }

  fail(id: string, error: T333Error): void {
    this.#set(id, { status: 'failed', error });
  }

  /** Takes in what the connection tells, and says it. */
  read(item: RealtimeItem): ChatEvent[] {
    const { channelId: channel } = item;
    const state = this.get(channel);
    if (!state) return [];
    switch (item.kind) {
      case 'joined':
        return this.#learn(channel, state, item);
      case 'reset':
        return [{ type: 'gap', channel, reset: true }];
      case 'gap': {
        const [from, to] = [item.from, item.to].map((seq) => Object.freeze({ epoch: item.epoch, seq }));
        return [{ type: 'gap', channel, reset: false, from: from!, to: to! }];
      }
    }
    const event = readChatEvent(item.event, { ...this.#host.contextOf(channel), epoch: item.epoch });
    if (!event) return [];
    const { identity } = state;
    if (event.type === 'settings') this.#set(channel, { settings: event.settings });
    else if (event.type === 'pinned') this.#set(channel, { pinned: event.message });
    else if (event.type === 'viewers') this.#set(channel, { viewerCount: event.viewerCount });
    else if (event.type === 'moderated' && event.action !== 'warn' && event.userId === identity?.user.id) {
      const { timeoutUntilMs: _, ...rest } = identity;
      const until = event.untilMs !== undefined && { timeoutUntilMs: event.untilMs };
      return [event, this.#identify(channel, { ...rest, ...until })];
    }
    return [event];
  }

  /** A message was taken. */
  coolDown(channel: string, cooldownUntilMs: number | undefined): ChatEvent[] {
    const identity = this.get(channel)?.identity;
    if (cooldownUntilMs === undefined || !identity || identity.cooldownUntilMs === cooldownUntilMs) return [];
    return [this.#identify(channel, { ...identity, cooldownUntilMs })];
  }

  /** What a server says when one joins, or polls: told where it is news. */
  #learn(channel: string, before: ChatChannelState, facts: RtChannelFacts): ChatEvent[] {
    const { settings, pinned, you, viewerCount } = facts;
    const events: ChatEvent[] = [];
    const told = settings && chatSettings(settings);
    if (told && !same(told, before.settings)) {
      this.#set(channel, { settings: told });
      events.push({ type: 'settings', channel, settings: told });
    }
    const user = this.#host.user();
    const identity = chatIdentity(user, you);
    if (identity && !same(identity, before.identity) && (you !== undefined || !before.identity))
      events.push(this.#identify(channel, identity));
    // Nobody is signed in any more: no event has a word for it.
    else if (user === null) this.#set(channel, { identity: null });
    const message = pinned && chatMessage(pinned, this.#host.contextOf(channel));
    if (message !== undefined && message?.id !== before.pinned?.id) {
      this.#set(channel, { pinned: message });
      events.push({ type: 'pinned', channel, message });
    }
    if (viewerCount !== undefined && viewerCount !== before.viewerCount) {
      this.#set(channel, { viewerCount });
      events.push({ type: 'viewers', channel, viewerCount });
    }
    return events;
  }

  #identify(channel: string, identity: ChatIdentity): ChatEvent {
    this.#set(channel, { identity: Object.freeze(identity) });
    return { type: 'identity', channel, identity };
  }

  #set(channel: string, patch: Partial<ChatChannelState>): void {
    const before = this.get(channel);
    const names = Object.keys(patch) as (keyof ChatChannelState)[];
    if (!before || names.every((name) => before[name] === patch[name])) return;
    this.#byId.set(channel, Object.freeze({ ...before, ...patch }));
  }
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
