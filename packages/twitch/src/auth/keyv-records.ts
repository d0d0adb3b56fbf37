import { T333Error } from '@t333/core/errors';
import { withDeadline } from '@t333/core/resilience';
import { systemClock, type Clock } from '@t333/core/time';
import { STORE_TIMEOUT_MS } from './ask-store.ts';

/** What is used of a Keyv, 5 or 6; a `Map` has it, too. */
export interface KeyvShaped {
  get(key: string): unknown;
  set(key: string, value: unknown): unknown;
  delete(key: string): unknown;
  /** Rejects where Keyv 5's `get` answers a failure with nothing. */
  getRaw?(key: string): Promise<unknown>;
  on?(event: 'error', listener: (error: unknown) => void): unknown;
  iterator?: ((namespace?: string) => AsyncIterable<unknown>) | undefined;
}

export interface KeyvRecordsOptions {
  /** What keys begin with, so that tokens can live beside other things. Default `twitch-token:`. */
  prefix?: string;
  clock?: Clock;
}

/**
 * Records in a Keyv, by subject, without Keyv's silence: its adapters answer an outage with nothing, with `false`, or
 * with a plain success and an `error` event, which all look like "there is no token" or "it is kept". What has no answer
 * after 5 s has failed, too, or it would hold up whoever waits behind it.
 */
export class KeyvRecords {
  readonly #keyv: KeyvShaped;
  readonly #prefix: string;
  readonly #clock: Clock;
  /** How many errors the Keyv told of so far, and the last. */
  #errors = 0;
  #lastError: unknown;

  constructor(keyv: KeyvShaped, { prefix = 'twitch-token:', clock = systemClock }: KeyvRecordsOptions = {}) {
    this.#keyv = keyv;
    this.#prefix = prefix;
    this.#clock = clock;
    keyv.on?.('error', (error) => {
      this.#errors++;
      this.#lastError = error;
    });
  }

  get(subject: string): Promise<unknown> {
    const key = this.#prefix + subject;
    return this.#certain(async () => {
      const raw = this.#keyv.getRaw;
      return raw ? ((await raw.call(this.#keyv, key)) as { value?: unknown } | undefined)?.value : this.#keyv.get(key);
    }, isNothing);
  }

  async set(subject: string, record: unknown): Promise<void> {
    // Keyv 6 on @keyv/redis reports success after a failure: the event alone tells.
    await this.#certain(async () => {
      if ((await this.#keyv.set(this.#prefix + subject, record)) === false) throw new Error('It was not kept.');
    }, always);
  }

  async delete(subject: string): Promise<void> {
    // `false` says nothing here: it is also the answer where there was nothing to delete.
    await this.#certain(async () => this.#keyv.delete(this.#prefix + subject), always);
  }

  /** All subjects. @throws T333Error `store`; `unsupported` if this Keyv cannot list its keys */
  async *subjects(): AsyncGenerator<string> {
    if (!this.#keyv.iterator) {
      throw new T333Error('unsupported', 'This Keyv cannot list its keys: name the subjects.');
    }
    const before = this.#errors;
    try {
      for await (const entry of this.#keyv.iterator()) {
        const key: unknown = Array.isArray(entry) ? entry[0] : undefined;
        if (typeof key === 'string' && key.startsWith(this.#prefix)) yield key.slice(this.#prefix.length);
      }
    } catch (cause) {
      throw storeError(cause);
    }
    // Keyv 6 ends the list where it breaks off, as if that were all.
    if (this.#errors !== before) throw storeError(this.#lastError);
  }

  /** Who shares the Keyv may have caused the event: then an answer is doubted for nothing, which costs a retry. */
  async #certain<T>(work: () => Promise<T>, isDoubtful: (answer: T) => boolean): Promise<T> {
    const before = this.#errors;
    try {
      const answer = await withDeadline(work, { timeoutMs: STORE_TIMEOUT_MS, clock: this.#clock, what: 'The Keyv' });
      if (this.#errors === before || !isDoubtful(answer)) return answer;
    } catch (cause) {
      throw storeError(cause);
    }
    throw storeError(this.#lastError);
  }
}

const isNothing = (answer: unknown): boolean => answer === undefined || answer === null;
const always = (): boolean => true;

const storeError = (cause: unknown): T333Error<'store'> =>
  new T333Error('store', 'The token store failed.', { cause, retryable: true });
