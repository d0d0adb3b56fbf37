import { T333Error } from '@t333/core/errors';
import { rejectionOf } from '@t333/core/resilience';
import { KeyvRecords, type KeyvRecordsOptions, type KeyvShaped } from './keyv-records.ts';
import { TokenCipher, type KeyRing } from './token-cipher.ts';
import { fromRecord, toRecord, type TokenGrant } from './token-grant.ts';
import { InProcessLock, type TokenLock } from './token-lock.ts';
import type { TokenStore } from './token-store.ts';

export interface RotateOptions {
  /** Whose records; default all, where the Keyv can list its keys. */
  subjects?: AsyncIterable<string> | Iterable<string>;
  /** What the token managers share, if several processes write to this store. */
  lock?: TokenLock;
  signal?: AbortSignal;
}

export interface Rotation {
  /** How many records were written anew. */
  readonly written: number;
  /** Whose records could not be read, and stay as they are. */
  readonly undecipherable: readonly string[];
}

/**
 * Tokens in a Keyv, sealed by AES-256-GCM (WebCrypto) under a ring of keys, each record for its owner alone. What the Keyv
 * does not answer within 5 s has failed (`store`), and the next in line goes on.
 */
export class EncryptedTokenStore implements TokenStore {
  readonly #records: KeyvRecords;
  readonly #cipher: TokenCipher;
  /** A record must not be replaced by its own past, which `rotate()` read before it was renewed. */
  readonly #writes = new InProcessLock();

  /** @throws T333Error `invalid-argument` if `current` names no key */
  constructor(keyv: KeyvShaped, keyRing: KeyRing, options?: KeyvRecordsOptions) {
    this.#records = new KeyvRecords(keyv, options);
    this.#cipher = new TokenCipher(keyRing);
  }

  /** @throws T333Error `store`; `undecipherable` for what was changed, belongs to another, or whose key is not here */
  async get(subject: string): Promise<TokenGrant | undefined> {
    const record = await this.#records.get(subject);
    if (record === undefined || record === null) return undefined;
    const grant = fromRecord(JSON.parse(await this.#cipher.open(subject, record)));
    if (!grant) throw new T333Error('undecipherable', `What is stored for ${subject} is no token.`);
    return grant;
  }

  set(subject: string, grant: TokenGrant): Promise<void> {
    return this.#writes.hold(subject, async () =>
      this.#records.set(subject, await this.#cipher.seal(subject, JSON.stringify(toRecord(grant)))),
    );
  }

  delete(subject: string): Promise<void> {
    return this.#writes.hold(subject, () => this.#records.delete(subject));
  }

  /**
   * Writes with the current key what an older one has written, so that the older one can be taken from the ring.
   *
   * @throws T333Error `store`, `aborted`, what the lock throws; `unsupported` if no subjects are given and the Keyv cannot list its keys. What
   *   was written before stays, and calling it again does the rest.
   */
  async rotate({ subjects = this.#records.subjects(), lock, signal }: RotateOptions = {}): Promise<Rotation> {
    const options = signal ? { signal } : {};
    const undecipherable: string[] = [];
    let written = 0;
    for await (const subject of subjects) {
      if (signal?.aborted) throw rejectionOf(signal);
      const task = (): Promise<boolean> => this.#writes.hold(subject, () => this.#rewrite(subject), options);
      try {
        if (await (lock ? lock.hold(subject, task, options) : task())) written++;
      } catch (error) {
        if ((error as T333Error).code !== 'undecipherable') throw error;
        undecipherable.push(subject);
      }
    }
    return { written, undecipherable };
  }

  async #rewrite(subject: string): Promise<boolean> {
    const record = await this.#records.get(subject);
    if (record === undefined || record === null || this.#cipher.isCurrent(record)) return false;
    const text = await this.#cipher.open(subject, record);
    await this.#records.set(subject, await this.#cipher.seal(subject, text));
    return true;
  }
}
