import { T333Error } from '../errors.ts';
import type { AckFrame } from '../protocol/index.ts';
import type { Clock } from '../time/clock.ts';
import type { ChatReceipt } from './transport.ts';
import { chatError } from './t333-refusals.ts';

/** Nonces of messages that were taken. */
const REMEMBERED = 500;
/** From the server's word that it took a message to the message itself: as long as three polls. */
const ECHO_TIMEOUT_MS = 12_000;

interface Sent {
  readonly channel: string;
  readonly nonce: string;
  readonly receipt: Promise<ChatReceipt>;
  /** Of the server's answer; null before it. */
  ack: { id: string; seq: number } | null;
  /** Nothing is left to wait for. */
  end: (error?: T333Error) => void;
}

/** Messages on their way: each is taken when the server says so, and it has come back as an event. */
export class SentMessages {
  readonly #clock: Clock;
  readonly #sent = new Map<string, Sent>();
  readonly #waiting = new Set<Sent>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  find(channel: string, nonce: string): Promise<ChatReceipt> | undefined {
    return this.#sent.get(`${channel} ${nonce}`)?.receipt;
  }

  /** @param isTold whether a channel was told up to a `seq` @param epoch of its log, when the message was sent */
  post(
    channel: string,
    nonce: string,
    answer: Promise<Pick<AckFrame, 'id' | 'seq' | 'cooldownUntilAt'>>,
    isTold: (seq: number) => boolean,
    epoch: string | undefined,
  ): Promise<ChatReceipt> {
    const key = `${channel} ${nonce}`;
    let end: Sent['end'] = () => {};
    const ended = new Promise<void>((resolve, reject) => {
      end = (error) => (error ? reject(error) : resolve());
    });
    // It may be over before anybody looks.
    ended.catch(() => {});
    const receipt = answer
      .then(async ({ id = '', seq = 0, cooldownUntilAt }) => {
        sent.ack = { id, seq };
        const cancel = this.#clock.after(ECHO_TIMEOUT_MS, () => end());
        if (isTold(seq)) end();
        await ended.finally(cancel);
        return Object.freeze({
          nonce,
          id,
          ...(epoch !== undefined && { position: Object.freeze({ epoch, seq }) }),
          ...(cooldownUntilAt !== undefined && { cooldownUntilMs: cooldownUntilAt }),
        });
      })
      .catch((error: T333Error) => {
        this.#sent.delete(key);
        throw chatError(error);
      })
      .finally(() => this.#waiting.delete(sent));
    const sent: Sent = { channel, nonce, receipt, ack: null, end };
    this.#sent.set(key, sent);
    this.#waiting.add(sent);
    if (this.#sent.size > REMEMBERED) this.#sent.delete(this.#sent.keys().next().value!);
    return receipt;
  }

  /** Under which nonce a message was sent, where the server does not say it. */
  nonceOf(channel: string, id: string): string | undefined {
    for (const sent of this.#waiting) if (sent.channel === channel && sent.ack?.id === id) return sent.nonce;
    return undefined;
  }

  /** A channel was told up to a `seq`. */
  told(channel: string, seq: number): void {
    for (const sent of this.#waiting) if (sent.channel === channel && sent.ack && sent.ack.seq <= seq) sent.end();
  }

  /** A channel is left, or all is over. */
  fail(error: T333Error, channel?: string): void {
    for (const sent of this.#waiting) if (channel === undefined || sent.channel === channel) sent.end(error);
  }
}
