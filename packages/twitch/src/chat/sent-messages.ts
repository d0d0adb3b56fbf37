import type { ChatReceipt } from '@t333/core/chat';
import { abortError, T333Error } from '@t333/core/errors';
import type { Clock } from '@t333/core/time';
import type { IrcConnection } from './irc-connection.ts';
import { escapeTag } from './irc-message.ts';
import { RateWindow } from './rate-window.ts';

/** Of Twitch, for one account: 20 messages in 30 s, 100 where it moderates. Beyond that it is shut out for 30 min. */
const LIMIT = 20;
const MODERATOR_LIMIT = 100;
/** With a margin for what arrives sooner than it was sent. */
const WINDOW_MS = 30_500;
const ANSWER_TIMEOUT_MS = 10_000;
const MAX_WAITING = 100;
const MAX_CODE_POINTS = 500;

export interface Outgoing {
  channel: string;
  text: string;
  nonce: string;
  replyTo: string | undefined;
  signal: AbortSignal | undefined;
  isModerator: boolean;
  /** Where to send it, once its turn has come. */
  connection: () => IrcConnection | undefined;
}

interface Pending {
  readonly channel: string;
  readonly nonce: string;
  readonly text: string;
  connection: IrcConnection | null;
  settle: (result: ChatReceipt | T333Error) => void;
}

/** Messages on their way: from the call to the server's answer, within its limits. */
export class SentMessages {
  readonly #pending = new Set<Pending>();
  readonly #window: RateWindow;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#window = new RateWindow(clock, WINDOW_MS);
  }

  send({ channel, text, nonce, replyTo, signal, isModerator, connection }: Outgoing): Promise<ChatReceipt> {
    const line = text.replaceAll(/[\r\n\0]+/g, ' ').trim();
    if (!line || line.length > 2 * MAX_CODE_POINTS || Array.from(line).length > MAX_CODE_POINTS)
      throw new T333Error('invalid-argument', `A message has 1 to ${MAX_CODE_POINTS} characters.`);
    if (!/^[\w-]{1,36}$/.test(nonce)) throw new T333Error('invalid-argument', `${nonce} cannot be a nonce.`);
    if (!connection()) throw notConnected();
    if (this.#pending.size >= MAX_WAITING) throw new T333Error('overloaded', 'Too many messages wait already.');
    return new Promise((resolve, reject) => {
      let cancelTimeout: (() => void) | undefined;
      const abort = (): void => pending.settle(abortError(signal?.reason));
      const pending: Pending = {
        channel,
        nonce,
        text: line,
        connection: null,
        settle: (result) => {
          this.#pending.delete(pending);
          cancelTimeout?.();
          signal?.removeEventListener('abort', abort);
          if (result instanceof T333Error) reject(result);
          else resolve(result);
        },
      };
      this.#pending.add(pending);
      signal?.addEventListener('abort', abort);
      const isWanted = (): boolean => this.#pending.has(pending);
      this.#window.run(isModerator ? MODERATOR_LIMIT : LIMIT, isWanted, () => {
        const target = connection();
        if (!target) return pending.settle(notConnected());
        pending.connection = target;
        const reply = replyTo ? `;reply-parent-msg-id=${escapeTag(replyTo)}` : '';
        target.send(`@client-nonce=${nonce}${reply} PRIVMSG #${channel} :${line}`);
        cancelTimeout = this.#clock.after(ANSWER_TIMEOUT_MS, () =>
          pending.settle(new T333Error('timeout', 'Twitch did not say whether it took the message.')),
        );
      });
    });
  }

  /** The message that an answer is about: by its nonce, or else the oldest of the channel that was sent. */
  find(channel: string, nonce?: string): Pending | undefined {
    for (const pending of this.#pending) {
      if (pending.channel === channel && (nonce ? pending.nonce === nonce : pending.connection)) return pending;
    }
    return undefined;
  }

  /** Those that a lost connection took with it. Whether they were taken is not known. */
  lose(connection: IrcConnection): void {
    for (const pending of this.#pending) {
      if (pending.connection === connection)
        pending.settle(new T333Error('network', 'The connection was lost before Twitch answered.'));
    }
  }

  /** Those of a channel, or all. */
  fail(error: T333Error, channel?: string): void {
    for (const pending of this.#pending) if (!channel || pending.channel === channel) pending.settle(error);
    if (!channel) this.#window.clear();
  }
}

const notConnected = (): T333Error =>
  new T333Error('network', 'The chat is not connected to that channel.', { retryable: true });
