import type { ChatReceipt } from '@t333/core/chat';
import { T333Error } from '@t333/core/errors';
import { abortable, onAbort, rejectionOf } from '@t333/core/resilience';
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
/** Nonces of messages that were taken: Twitch itself would take them again. */
const REMEMBERED_NONCES = 500;

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
  /** Null until it was written. */
  connection: IrcConnection | null;
  /** What the server says of it, or what takes the place of that: with it, the message is over. */
  answer: (result: ChatReceipt | T333Error) => void;
  /** Nobody waits for it any more. Once it was written, it stays until its answer has come, which else would be taken for another's. */
  giveUp: (error: T333Error) => void;
}

/** Messages on their way: from the call to the server's answer, within its limits. */
export class SentMessages {
  readonly #pending = new Set<Pending>();
  /** By channel and nonce, of those that are on their way or were taken. */
  readonly #receipts = new Map<string, Promise<ChatReceipt>>();
  readonly #window: RateWindow;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#window = new RateWindow(clock, WINDOW_MS);
  }

  send(outgoing: Outgoing): Promise<ChatReceipt> {
    const { channel, nonce, signal, connection } = outgoing;
    const text = outgoing.text.replaceAll(/[\r\n\0]+/g, ' ').trim();
    if (!text || text.length > 2 * MAX_CODE_POINTS || Array.from(text).length > MAX_CODE_POINTS)
      throw new T333Error('invalid-argument', `A message has 1 to ${MAX_CODE_POINTS} characters.`);
    if (!/^[\w-]{1,36}$/.test(nonce)) throw new T333Error('invalid-argument', `${nonce} cannot be a nonce.`);
    const key = `${channel} ${nonce}`;
    let receipt = this.#receipts.get(key);
    if (!receipt) {
      if (!connection()) throw notConnected();
      if (this.#pending.size >= MAX_WAITING) throw new T333Error('overloaded', 'Too many messages wait already.');
      receipt = this.#post({ ...outgoing, text }, key);
      this.#receipts.set(key, receipt);
      if (this.#receipts.size > REMEMBERED_NONCES) this.#receipts.delete(this.#receipts.keys().next().value!);
    }
    return abortable(receipt, signal);
  }

  #post(outgoing: Outgoing, key: string): Promise<ChatReceipt> {
    const { channel, text, nonce, replyTo, signal, isModerator, connection } = outgoing;
    return new Promise((resolve, reject) => {
      let cancelTimeout: (() => void) | undefined;
      const settle = (result: ChatReceipt | T333Error): void => {
        stopListening?.();
        if (!(result instanceof T333Error)) return resolve(result);
        this.#receipts.delete(key);
        reject(result);
      };
      const pending: Pending = {
        channel,
        nonce,
        text,
        connection: null,
        answer: (result) => {
          this.#pending.delete(pending);
          cancelTimeout?.();
          settle(result);
        },
        giveUp: (error) => (pending.connection ? settle : pending.answer)(error),
      };
      // Once it was written, whoever sends it again with its nonce learns what became of it.
      const stopListening = signal && onAbort(signal, () => pending.connection || pending.answer(rejectionOf(signal)));
      this.#pending.add(pending);
      const isWanted = (): boolean => this.#pending.has(pending);
      this.#window.run(isModerator ? MODERATOR_LIMIT : LIMIT, isWanted, () => {
        const target = connection();
        if (!target) return pending.answer(notConnected());
        pending.connection = target;
        const reply = replyTo ? `;reply-parent-msg-id=${escapeTag(replyTo)}` : '';
        target.send(`@client-nonce=${nonce}${reply} PRIVMSG #${channel} :${text}`);
        cancelTimeout = this.#clock.after(ANSWER_TIMEOUT_MS, () =>
          pending.answer(new T333Error('timeout', 'Twitch did not say whether it took the message.')),
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
        pending.answer(new T333Error('network', 'The connection was lost before Twitch answered.'));
    }
  }

  /** Those of a channel that is left, or all, for good. */
  fail(error: T333Error, channel?: string): void {
    for (const pending of this.#pending) {
      if (!channel) pending.answer(error);
      else if (pending.channel === channel) pending.giveUp(error);
    }
    if (!channel) this.#window.clear();
  }
}

const notConnected = (): T333Error =>
  new T333Error('network', 'The chat is not connected to that channel.', { retryable: true });
