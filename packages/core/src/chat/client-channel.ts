import type { T333Error } from '../errors.ts';
import type { Clock } from '../time/clock.ts';
import { channelKey } from './channel-names.ts';
import { channelStatus } from './chat-status.ts';
import type { ClientChannelState } from './client-state.ts';
import type { ChatDrafts } from './drafts.ts';
import type { ChatEvent, ChatIdentity } from './events.ts';
import type { ChatMessage } from './message.ts';
import { ChatRefusal } from './refusal.ts';
import { cooldownMs, isExempt, sendGate } from './slow-mode.ts';
import { NEW_CHAT_CHANNEL, type ChatChannelState, type ChatTransport } from './transport.ts';

const MAX_HELD = 50;
const NONE: readonly ChatMessage[] = Object.freeze([]);
/** Of a slow mode that nobody has told of. */
const UNTOLD_COOLDOWN_MS = 1000;

export interface ClientChannelHost {
  clock: Clock;
  drafts: ChatDrafts;
  /** A message without what is filtered of it. */
  shown: (message: ChatMessage) => ChatMessage | null;
  /** It is another: in what it shows, or in who is signed in. */
  onChange: (channel: ClientChannel, change: { isNewUser: boolean }) => void;
  /** The time of a queued message has come. */
  onOpen: (channel: ClientChannel, text: string, replyTo: string | undefined) => void;
}

export interface QueuedMessage {
  readonly text: string;
  readonly replyTo: string | undefined;
}

/** One channel of a client: how it is, and when the next message may go. */
export class ClientChannel {
  readonly key: string;
  readonly name: string;
  readonly transport: ChatTransport;
  state: ClientChannelState;
  /** A page had nothing new: there is nothing older, or no room for it. */
  isExhausted = false;
  readonly #host: ClientChannelHost;
  #wasLive = false;
  #identity: ChatIdentity | null = null;
  /** Who was signed in last, also while nobody is. */
  #userId: string | undefined;
  #slowModeMs = 0;
  #cooldownUntilMs = -Infinity;
  #silencedUntilMs = -Infinity;
  #queued: QueuedMessage | null = null;
  #cancelTick: (() => void) | null = null;
  #isClosed = false;

  constructor(transport: ChatTransport, name: string, host: ClientChannelHost) {
    this.key = channelKey(transport.service, name);
    this.name = name;
    this.transport = transport;
    this.#host = host;
    this.state = Object.freeze({
      ...NEW_CHAT_CHANNEL,
      key: this.key,
      service: transport.service,
      channel: name,
      status: 'connecting',
      retryAtMs: null,
      capabilities: transport.state.getSnapshot().capabilities,
      held: NONE,
      gate: Object.freeze({ can: 'now' }),
      waitSeconds: 0,
      queued: null,
      draft: host.drafts.get(this.key),
      older: 'available',
    });
    this.refresh();
  }

  /** As the transport has it. */
  get source(): ChatChannelState {
    return this.transport.state.getSnapshot().channels.get(this.name) ?? NEW_CHAT_CHANNEL;
  }

  /** Whether nothing can be sent now, and that may change by itself. */
  get isAway(): boolean {
    const { status } = this.state;
    return status === 'connecting' || status === 'reconnecting' || status === 'offline';
  }

  /** How long until a message may go. */
  get waitMs(): number {
    const { gate } = this.state;
    return gate.can === 'later' ? Math.max(0, gate.untilMs - this.#host.clock.now()) : 0;
  }

  /** Takes in how the transport is, and what time it is. */
  refresh(change: Partial<ClientChannelState> = {}): void {
    if (this.#isClosed) return;
    const transport = this.transport.state.getSnapshot();
    const channel = this.source;
    const { identity, settings, pinned, viewerCount } = channel;
    const { capabilities } = transport;
    const { older = this.state.older, held = this.state.held } = change;
    const nowMs = this.#host.clock.now();
    const isNewUser = identity?.user.id !== this.#identity?.user.id;
    this.#learn(channel);
    const status = channelStatus(transport, channel, this.#wasLive);
    this.#wasLive ||= status === 'live' || status === 'polling';
    const gate = sendGate({
      canSend: capabilities.send,
      channel,
      nowMs,
      cooldownUntilMs: this.#cooldownUntilMs,
      silencedUntilMs: this.#silencedUntilMs,
    });
    const remainingMs = gate.can === 'later' ? gate.untilMs - nowMs : 0;
    this.#tick(remainingMs);
    this.#set(
      {
        ...change,
        older: older === 'loading' ? older : capabilities.history && !this.isExhausted ? 'available' : 'none',
        status,
        error: channel.error ?? transport.error,
        retryAtMs: transport.retryAtMs,
        capabilities,
        settings,
        identity,
        pinned: this.#shown(pinned),
        viewerCount,
        held: isExempt(identity) ? held : NONE,
        gate: isSame(gate, this.state.gate) ? this.state.gate : Object.freeze(gate),
        waitSeconds: Math.ceil(remainingMs / 1000),
        queued: this.#queued?.text ?? null,
        draft: this.#host.drafts.get(this.key),
      },
      isNewUser,
    );
    if (gate.can === 'now' && this.#queued && channel.status === 'joined') {
      const { text, replyTo } = this.#queued;
      this.queue(null);
      this.#host.onOpen(this, text, replyTo);
    }
  }

  /** What is no line of the list. */
  apply(event: ChatEvent): void {
    switch (event.type) {
      case 'gap':
        this.isExhausted &&= !event.reset;
        return this.refresh(event.reset ? { held: NONE } : {});
      case 'held':
        // Who wrote it is told, too.
        if (!isExempt(this.source.identity)) return;
        return this.refresh({ held: Object.freeze([...this.state.held, event.message].slice(-MAX_HELD)) });
      case 'message':
        return this.state.held.length > 0 ? this.release([event.message.id]) : undefined;
      case 'deleted':
        return this.release(event.messageIds);
      case 'moderated': {
        if (event.userId !== this.source.identity?.user.id || event.action === 'warn') return;
        const { clock } = this.#host;
        // Without a clock of the service's, that of the event is the next best.
        const atMs = this.transport.serverTime?.() ?? event.atMs ?? clock.wallTime();
        const forMs = event.untilMs === undefined ? Infinity : event.untilMs - atMs;
        this.#silencedUntilMs = event.action.startsWith('un') ? -Infinity : clock.now() + forMs;
        return this.refresh();
      }
    }
  }

  /** These wait for no moderator any more. */
  release(ids: readonly string[]): void {
    const { held } = this.state;
    if (held.length === 0) return;
    const left = held.filter(({ id }) => !ids.includes(id));
    if (left.length < held.length) this.refresh({ held: Object.freeze(left) });
  }

  queue(message: QueuedMessage | null): void {
    this.#queued = message;
    this.refresh();
  }

  get queued(): QueuedMessage | null {
    return this.#queued;
  }

  /** A message was taken. */
  taken(cooldownUntilMs: number | undefined): void {
    if (isExempt(this.#identity)) return;
    this.#cooldownUntilMs = this.#cooldownUntil(cooldownUntilMs);
    this.refresh();
  }

  /** A message was not taken, which may say when the next one will be. */
  refused(error: T333Error): void {
    if (!(error instanceof ChatRefusal)) return;
    const untilMs = this.#host.clock.now() + (error.retryAfterMs ?? UNTOLD_COOLDOWN_MS);
    if (error.code === 'rate-limited' && error.reason !== 'duplicate') this.#cooldownUntilMs = untilMs;
    if (error.reason === 'timed-out') this.#silencedUntilMs = untilMs;
    if (error.reason === 'banned') this.#silencedUntilMs = Infinity;
    this.refresh();
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelTick?.();
  }

  #learn({ identity, settings }: ChatChannelState): void {
    const slowModeMs = settings?.slowModeMs ?? 0;
    if (slowModeMs < this.#slowModeMs) this.#cooldownUntilMs -= this.#slowModeMs - slowModeMs;
    this.#slowModeMs = slowModeMs;
    if (identity === this.#identity) return;
    const before = this.#identity;
    this.#identity = identity;
    if (identity?.user.id) this.#meet(identity.user.id);
    // Who was said to be silenced, and is not any more; a service that says so in events alone has never said it here.
    if (before?.timeoutUntilMs !== undefined && this.#silencedUntilMs < Infinity) this.#silencedUntilMs = -Infinity;
    if (identity?.timeoutUntilMs !== undefined)
      this.#silencedUntilMs = this.#host.clock.now() + identity.timeoutUntilMs - this.#serverTime;
    if (identity?.cooldownUntilMs !== undefined) this.#cooldownUntilMs = this.#cooldownUntil(identity.cooldownUntilMs);
  }

  /** Whoever comes next inherits nothing. Whoever is signed out may come back. */
  #meet(userId: string): void {
    const isAnother = this.#userId !== undefined && this.#userId !== userId;
    this.#userId = userId;
    if (!isAnother) return;
    this.#silencedUntilMs = this.#cooldownUntilMs = -Infinity;
    const { drafts } = this.#host;
    const waiting = this.#queued;
    this.#queued = null;
    if (waiting) drafts.set(this.key, `${waiting.text} ${drafts.get(this.key)}`.trimEnd());
  }

  get #serverTime(): number {
    return this.transport.serverTime?.() ?? this.#host.clock.wallTime();
  }

  #cooldownUntil(toldUntilMs: number | undefined): number {
    const toldMs = toldUntilMs === undefined ? undefined : toldUntilMs - this.#serverTime;
    return this.#host.clock.now() + cooldownMs(toldMs, this.#slowModeMs);
  }

  #shown(pinned: ChatMessage | null): ChatMessage | null {
    const shown = pinned && this.#host.shown(pinned);
    const { pinned: before } = this.state;
    const isSame =
      shown && before?.id === shown.id && before.text === shown.text && before.replyTo?.text === shown.replyTo?.text;
    return isSame ? before : shown;
  }

  /** The countdown: once a second, as long as there is one. */
  #tick(remainingMs: number): void {
    this.#cancelTick?.();
    this.#cancelTick = null;
    if (remainingMs > 0) this.#cancelTick = this.#host.clock.after(remainingMs % 1000 || 1000, () => this.refresh());
  }

  #set(patch: Partial<ClientChannelState>, isNewUser: boolean): void {
    const next = { ...this.state, ...patch };
    if (isSame(next, this.state)) return;
    this.state = Object.freeze(next);
    this.#host.onChange(this, { isNewUser });
  }
}

/** Whether two have the same values. */
const isSame = <Value extends object>(a: Value, b: Value): boolean =>
  Object.keys(a).length === Object.keys(b).length &&
  (Object.keys(a) as (keyof Value)[]).every((name) => Object.is(a[name], b[name]));
