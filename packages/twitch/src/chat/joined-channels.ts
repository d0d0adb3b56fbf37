import { NEW_CHAT_CHANNEL, type ChatChannelState } from '@t333/core/chat';
import { abortError, T333Error } from '@t333/core/errors';
import { backOffDelayMs } from '@t333/core/resilience';
import type { Clock } from '@t333/core/time';
import { RETRY } from './irc-link.ts';

/** Twitch says nothing at all of a channel that does not exist, or that is one too many. */
const JOIN_TIMEOUT_MS = 10_000;
/** Of Twitch, for one account at once; those that it moderates do not count. */
const MAX_CHANNELS = 100;

interface Channel {
  state: ChatChannelState;
  /** Since when events are missed, Unix milliseconds; null where none are. */
  lostAtMs: number | null;
  /** How often it was asked for again without an answer. */
  attempt: number;
  readonly waiting: Set<(error: T333Error | null) => void>;
  cancelTimeout: (() => void) | null;
}

export interface JoinedChannelsOptions {
  clock: Clock;
  random: () => number;
  onChange: (channels: ReadonlyMap<string, ChatChannelState>) => void;
  /** One that was joined before is to be asked for again. */
  onUnanswered: (name: string) => void;
}

/** The channels that are wanted, and how far that is true. */
export class JoinedChannels {
  readonly #channels = new Map<string, Channel>();
  readonly #options: JoinedChannelsOptions;

  constructor(options: JoinedChannelsOptions) {
    this.#options = options;
  }

  get(name: string): ChatChannelState | undefined {
    return this.#channels.get(name)?.state;
  }

  /** Those to join on a connection: not those that were refused for good. */
  names(): string[] {
    return [...this.#channels].filter(([, { state }]) => !isFinal(state.error)).map(([name]) => name);
  }

  /** Wants a channel. @param leave who aborts leaves it @returns resolves once it is joined */
  join(name: string, signal: AbortSignal | undefined, leave: () => void): Promise<void> {
    let channel = this.#channels.get(name);
    if (!channel) {
      channel = { state: NEW_CHAT_CHANNEL, lostAtMs: null, attempt: 0, waiting: new Set(), cancelTimeout: null };
      this.#channels.set(name, channel);
    }
    const { waiting, state } = channel;
    if (state.status === 'joined') return Promise.resolve();
    if (state.status === 'failed') channel.state = NEW_CHAT_CHANNEL;
    this.#changed();
    return new Promise((resolve, reject) => {
      signal?.addEventListener('abort', leave);
      waiting.add((error) => {
        signal?.removeEventListener('abort', leave);
        if (error) reject(error);
        else resolve();
      });
    });
  }

  /** Whether it was there. */
  leave(name: string): boolean {
    const channel = this.#channels.get(name);
    if (!channel) return false;
    this.#channels.delete(name);
    this.#settle(channel, 'failed', abortError());
    return true;
  }

  /** The server was asked: it has to answer now. */
  asked(name: string): void {
    const channel = this.#channels.get(name);
    if (channel?.state.status !== 'joining') return;
    channel.cancelTimeout?.();
    channel.cancelTimeout = this.#options.clock.after(JOIN_TIMEOUT_MS, () => this.#giveUp(name, channel));
  }

  #giveUp(name: string, channel: Channel): void {
    const isFull = this.#isFull();
    const error = new T333Error(isFull ? 'overloaded' : 'timeout', `Twitch did not let us into #${name}.`, {
      retryable: !isFull,
    });
    if (channel.lostAtMs === null) return this.#settle(channel, 'failed', error);
    this.#settle(channel, 'joining', error);
    const { clock, random, onUnanswered } = this.#options;
    const delayMs = backOffDelayMs({ attempt: ++channel.attempt, ...RETRY, random });
    channel.cancelTimeout = clock.after(delayMs, () => onUnanswered(name));
  }

  #isFull(): boolean {
    let count = 0;
    for (const { state } of this.#channels.values()) {
      const role = state.identity?.role;
      if (state.status === 'joined' && role !== 'moderator' && role !== 'broadcaster') count++;
    }
    return count >= MAX_CHANNELS;
  }

  /** The server confirms it. @returns since when something was missed; null where nothing was */
  confirm(name: string): number | null {
    const channel = this.#channels.get(name);
    if (!channel || channel.state.status === 'joined') return null;
    const { lostAtMs } = channel;
    channel.lostAtMs = null;
    channel.attempt = 0;
    this.#settle(channel, 'joined', null);
    return lostAtMs;
  }

  fail(name: string, error: T333Error): void {
    const channel = this.#channels.get(name);
    if (channel) this.#settle(channel, 'failed', error);
  }

  /** No connection has it any more. @param lostAtMs from when on events may be missed */
  interrupt(name: string, lostAtMs: number): void {
    const channel = this.#channels.get(name);
    if (!channel) return;
    channel.cancelTimeout?.();
    if (channel.state.status !== 'joined') return;
    channel.lostAtMs = lostAtMs;
    this.update(name, { status: 'joining' });
  }

  update(name: string, patch: Partial<ChatChannelState>): void {
    const channel = this.#channels.get(name);
    if (!channel) return;
    channel.state = Object.freeze({ ...channel.state, ...patch });
    this.#changed();
  }

  destroy(error: T333Error): void {
    const channels = [...this.#channels.values()];
    this.#channels.clear();
    for (const channel of channels) this.#settle(channel, 'failed', error);
  }

  /** Tells those who wait how it has ended for now. */
  #settle(channel: Channel, status: ChatChannelState['status'], error: T333Error | null): void {
    channel.cancelTimeout?.();
    channel.state = Object.freeze({ ...channel.state, status, error });
    this.#changed();
    for (const settle of channel.waiting) settle(error);
    channel.waiting.clear();
  }

  #changed(): void {
    this.#options.onChange(new Map(Array.from(this.#channels, ([name, { state }]) => [name, state])));
  }
}

const isFinal = (error: T333Error | null): boolean => error?.code === 'forbidden' || error?.code === 'not-found';
