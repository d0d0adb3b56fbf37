import { T333Error } from '../errors.ts';
import type { Clock } from '../time/clock.ts';
import type { ClientChannel } from './client-channel.ts';
import { chatFragments } from './fragments.ts';
import type { ChatMessage, ChatUser } from './message.ts';
import type { MessageBuffer } from './message-buffer.ts';
import { ChatRefusal } from './refusal.ts';
import { SEND_PATIENCE_MS, sendRetryMs } from './send-retry.ts';
import type { ChatReceipt } from './transport.ts';

/** Of one channel; those that failed count. */
const MAX_WAITING = 20;

interface Outgoing {
  readonly key: string;
  readonly message: ChatMessage;
  readonly abort: AbortController;
  hasFailed: boolean;
  /** Since when it may wait for its connection, on the clock's `now()`. */
  sinceMs: number;
  /** Somebody wants it to be tried now, connection or no. */
  isUrged: boolean;
}

export interface OutboxOptions {
  clock: Clock;
  buffer: MessageBuffer;
  random: () => number;
}

/** Until the server has told who is signed in. */
const UNKNOWN: ChatUser = Object.freeze({ id: '', handle: '', name: '' });

/** Messages of our own until they are taken: one after the other in each channel, each shown from the start, and tried again where that may help. */
export class Outbox {
  readonly #options: OutboxOptions;
  /** By channel, in order. */
  readonly #outgoing = new Map<ClientChannel, Outgoing[]>();
  readonly #busy = new Set<ClientChannel>();
  readonly #wakers = new Map<ClientChannel, () => void>();
  #nonces = 0;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** @returns the key of its entry */
  post(channel: ClientChannel, text: string, replyTo: string | undefined): string {
    const { buffer, clock } = this.#options;
    // What was thought to have failed may have arrived.
    const all = (this.#outgoing.get(channel) ?? []).filter(({ key }) => this.#isUnsent(key, 'failed'));
    if (all.length >= MAX_WAITING) throw new T333Error('overloaded', 'Too many messages wait already.');
    const { service } = channel.transport;
    const { identity } = channel.source;
    const nonce = this.#newNonce();
    const answered = replyTo === undefined ? undefined : buffer.find(service, replyTo)?.message;
    const message: ChatMessage = Object.freeze({
      id: '',
      service,
      channel: channel.name,
      atMs: clock.wallTime(),
      kind: 'normal',
      user: identity?.user ?? UNKNOWN,
      badges: identity?.badges ?? Object.freeze([]),
      text,
      fragments: chatFragments(text, [], () => {
        throw new T333Error('invalid-argument', 'Without ranges there are no emotes.');
      }),
      nonce,
      ...(replyTo !== undefined && {
        replyTo: Object.freeze({ id: replyTo, ...(answered && { text: answered.text, user: answered.user }) }),
      }),
    });
    const outgoing: Outgoing = {
      key: buffer.expect(message),
      message,
      abort: new AbortController(),
      hasFailed: false,
      sinceMs: clock.now(),
      isUrged: false,
    };
    this.#outgoing.set(channel, [...all, outgoing]);
    this.#markWaiting(channel);
    void this.#run(channel);
    return outgoing.key;
  }

  /** Tries a message once more that failed, or waits. */
  resend(key: string): void {
    const [channel, outgoing] = this.#find(key);
    if (!outgoing || !this.#isUnsent(key, 'failed')) return;
    outgoing.sinceMs = this.#options.clock.now();
    if (outgoing.hasFailed) this.#options.buffer.revise(key, { status: 'sending', error: null });
    else outgoing.isUrged = true;
    outgoing.hasFailed = false;
    this.#markWaiting(channel!);
    this.#wakers.get(channel!)?.();
    void this.#run(channel!);
  }

  /** Takes a message out that was not taken; what is on its way may still arrive. @returns its text */
  discard(key: string): string | null {
    const [channel, outgoing] = this.#find(key);
    if (!outgoing) return null;
    this.#remove(channel!, outgoing);
    outgoing.abort.abort();
    this.#wakers.get(channel!)?.();
    this.#options.buffer.list.remove(key);
    return outgoing.message.text;
  }

  /** A channel is away, or there again: what waits is tried at once. */
  follow(channel: ClientChannel): void {
    this.#markWaiting(channel);
    if (!channel.isAway) this.#wakers.get(channel)?.();
  }

  /** Gives up what a channel has; its entries stay. */
  drop(channel: ClientChannel): void {
    for (const { abort } of this.#outgoing.get(channel) ?? []) abort.abort();
    this.#outgoing.delete(channel);
    this.#wakers.get(channel)?.();
  }

  async #run(channel: ClientChannel): Promise<void> {
    if (this.#busy.has(channel)) return;
    this.#busy.add(channel);
    for (let next = this.#next(channel); next; next = this.#next(channel)) await this.#deliver(channel, next);
    this.#busy.delete(channel);
  }

  #next(channel: ClientChannel): Outgoing | undefined {
    return this.#outgoing.get(channel)?.find(({ hasFailed }) => !hasFailed);
  }

  async #deliver(channel: ClientChannel, outgoing: Outgoing): Promise<void> {
    const { buffer, clock, random } = this.#options;
    const { key, abort, message } = outgoing;
    const leftMs = (): number => outgoing.sinceMs + SEND_PATIENCE_MS - clock.now();
    const isOver = (): boolean => abort.signal.aborted || !this.#isUnsent(key);
    for (let attempt = 1; !isOver(); attempt++) {
      // The message before this one may have begun a cooldown.
      while (channel.waitMs > 0 && !isOver()) {
        await this.#wait(channel, channel.waitMs);
        outgoing.sinceMs = clock.now();
      }
      while (channel.isAway && !outgoing.isUrged && leftMs() > 0 && !isOver()) await this.#wait(channel, leftMs());
      if (isOver()) break;
      outgoing.isUrged = false;
      try {
        const receipt = await this.#send(channel, outgoing);
        if (abort.signal.aborted) return;
        channel.taken(receipt.cooldownUntilMs);
        this.#confirm(outgoing, receipt);
        break;
      } catch (cause) {
        if (isOver()) break;
        const error =
          cause instanceof T333Error ? cause : new T333Error('network', 'The message was not sent.', { cause });
        channel.refused(error);
        const retryMs = sendRetryMs(error, attempt, leftMs(), random);
        const isHeld = error instanceof ChatRefusal && error.reason === 'held';
        if (isHeld) {
          const entry = buffer.list.get(key);
          if (entry?.kind === 'message') buffer.settle(entry, message, { status: 'held', error });
          break;
        }
        outgoing.hasFailed = retryMs === null;
        buffer.revise(key, outgoing.hasFailed ? { status: 'failed', isWaiting: false, error } : { error });
        buffer.list.commit();
        if (retryMs === null) return;
        await this.#wait(channel, retryMs);
      }
    }
    this.#remove(channel, outgoing);
    buffer.list.commit();
  }

  #send(channel: ClientChannel, { message, abort: { signal } }: Outgoing): Promise<ChatReceipt> {
    const { nonce, replyTo, text, user } = message;
    const now = channel.source.identity?.user.id;
    if (user.id && now && now !== user.id) throw new T333Error('unauthorized', 'Somebody else is signed in by now.');
    return channel.transport.send(channel.name, text, {
      signal,
      nonce: nonce!,
      ...(replyTo && { replyTo: replyTo.id }),
    });
  }

  /** Whoever has told of it before has told more than the receipt knows. */
  #confirm({ key, message }: Outgoing, { id, position }: ChatReceipt): void {
    const { buffer } = this.#options;
    const entry = buffer.list.get(key);
    if (entry?.kind !== 'message' || entry.status !== 'sending') return;
    // It came back without a word of whose it is.
    if (id && buffer.find(entry.service, id)) return buffer.list.remove(key);
    buffer.settle(entry, Object.freeze({ ...message, id, ...(position && { position }) }));
  }

  #isUnsent(key: string, or?: 'failed'): boolean {
    const entry = this.#options.buffer.list.get(key);
    return entry?.kind === 'message' && (entry.status === 'sending' || entry.status === or);
  }

  #markWaiting(channel: ClientChannel): void {
    const { buffer } = this.#options;
    for (const { key } of this.#outgoing.get(channel) ?? []) {
      const entry = buffer.list.get(key);
      if (entry?.kind !== 'message' || entry.status !== 'sending' || entry.isWaiting === channel.isAway) continue;
      buffer.revise(key, { isWaiting: channel.isAway });
    }
  }

  #wait(channel: ClientChannel, waitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        cancel();
        this.#wakers.delete(channel);
        resolve();
      };
      const cancel = this.#options.clock.after(waitMs, wake);
      this.#wakers.set(channel, wake);
    });
  }

  #find(key: string): [ClientChannel, Outgoing] | [] {
    for (const [channel, all] of this.#outgoing) {
      const outgoing = all.find((one) => one.key === key);
      if (outgoing) return [channel, outgoing];
    }
    return [];
  }

  #remove(channel: ClientChannel, outgoing: Outgoing): void {
    const left = (this.#outgoing.get(channel) ?? []).filter((one) => one !== outgoing);
    if (left.length > 0) this.#outgoing.set(channel, left);
    else this.#outgoing.delete(channel);
  }

  /** Not a secret, but another one each time, also in another tab. */
  #newNonce(): string {
    const part = (): string => Math.floor(this.#options.random() * 2 ** 32).toString(36);
    return `${part()}${part()}${part()}-${++this.#nonces}`;
  }
}
