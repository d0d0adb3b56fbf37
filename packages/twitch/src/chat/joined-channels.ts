import type { ChatChannelState } from '@t333/core/chat';
import { abortError, T333Error } from '@t333/core/errors';
import type { Clock } from '@t333/core/time';

/** Twitch says nothing at all of a channel that does not exist. */
const JOIN_TIMEOUT_MS = 10_000;

interface Channel {
  state: ChatChannelState;
  /** Events were missed since it was joined. */
  interrupted: boolean;
  readonly waiting: Set<(error: T333Error | null) => void>;
  cancelTimeout: (() => void) | null;
}

const JOINING: ChatChannelState = Object.freeze({ status: 'joining', error: null, settings: null, identity: null });

/** The channels that are wanted, and how far that is true. */
export class JoinedChannels {
  readonly #channels = new Map<string, Channel>();
  readonly #clock: Clock;
  readonly #publish: (channels: ReadonlyMap<string, ChatChannelState>) => void;

  constructor(clock: Clock, publish: (channels: ReadonlyMap<string, ChatChannelState>) => void) {
    this.#clock = clock;
    this.#publish = publish;
  }

  get(name: string): ChatChannelState | undefined {
    return this.#channels.get(name)?.state;
  }

  /** Those to join on a connection: not those that were refused for good. */
  names(): string[] {
    return [...this.#channels].filter(([, { state }]) => !isFinal(state.error)).map(([name]) => name);
  }

  /** Wants a channel. @returns resolves once it is joined */
  join(name: string, signal: AbortSignal | undefined, leave: () => void): Promise<void> {
    let channel = this.#channels.get(name);
    if (!channel) {
      channel = { state: JOINING, interrupted: false, waiting: new Set(), cancelTimeout: null };
      this.#channels.set(name, channel);
    }
    const { waiting, state } = channel;
    if (state.status === 'joined') return Promise.resolve();
    if (state.status === 'failed') channel.state = JOINING;
    this.#changed();
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        leave();
        settle(abortError(signal?.reason));
      };
      const settle = (error: T333Error | null): void => {
        waiting.delete(settle);
        signal?.removeEventListener('abort', abort);
        if (error) reject(error);
        else resolve();
      };
      waiting.add(settle);
      signal?.addEventListener('abort', abort);
    });
  }

  /** Whether it was there. */
  leave(name: string): boolean {
    const channel = this.#channels.get(name);
    if (!channel) return false;
    this.#channels.delete(name);
    this.#changed();
    settleAll(channel, abortError());
    return true;
  }

  /** The server was asked: it has to answer now. */
  asked(name: string): void {
    const channel = this.#channels.get(name);
    if (channel?.state.status !== 'joining') return;
    channel.cancelTimeout?.();
    channel.cancelTimeout = this.#clock.after(JOIN_TIMEOUT_MS, () =>
      this.fail(name, new T333Error('timeout', `Twitch did not let us into #${name}.`, { retryable: true })),
    );
  }

  /** The server confirms it. @returns whether something was missed meanwhile */
  confirm(name: string): boolean {
    const channel = this.#channels.get(name);
    if (!channel || channel.state.status === 'joined') return false;
    const { interrupted } = channel;
    channel.interrupted = false;
    this.update(name, { status: 'joined', error: null });
    settleAll(channel, null);
    return interrupted;
  }

  fail(name: string, error: T333Error): void {
    const channel = this.#channels.get(name);
    if (!channel) return;
    this.update(name, { status: 'failed', error });
    settleAll(channel, error);
  }

  /** No connection has it any more. */
  interrupt(name: string): void {
    const channel = this.#channels.get(name);
    if (!channel) return;
    channel.cancelTimeout?.();
    if (channel.state.status !== 'joined') return;
    channel.interrupted = true;
    this.update(name, { status: 'joining' });
  }

  update(name: string, patch: Partial<ChatChannelState>): void {
    const channel = this.#channels.get(name);
    if (!channel) return;
    channel.state = Object.freeze({ ...channel.state, ...patch });
    this.#changed();
  }

  destroy(error: T333Error): void {
    for (const channel of this.#channels.values()) settleAll(channel, error);
    this.#channels.clear();
    this.#changed();
  }

  #changed(): void {
    this.#publish(new Map(Array.from(this.#channels, ([name, { state }]) => [name, state])));
  }
}

const isFinal = (error: T333Error | null): boolean => error?.code === 'forbidden' || error?.code === 'not-found';

function settleAll(channel: Channel, error: T333Error | null): void {
  channel.cancelTimeout?.();
  for (const settle of channel.waiting) settle(error);
}
