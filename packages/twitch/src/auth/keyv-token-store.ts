import { T333Error } from '@t333/core/errors';
import { KeyvRecords, type KeyvRecordsOptions, type KeyvShaped } from './keyv-records.ts';
import { fromRecord, toRecord, type TokenGrant } from './token-grant.ts';
import type { TokenStore } from './token-store.ts';

/** Tokens in a Keyv as they are: whoever can read it can use them. `EncryptedTokenStore` keeps them secret. */
export class KeyvTokenStore implements TokenStore {
  readonly #records: KeyvRecords;

  constructor(keyv: KeyvShaped, options?: KeyvRecordsOptions) {
    this.#records = new KeyvRecords(keyv, options);
  }

  /** @throws T333Error `store`; `undecipherable` for what is no record of a token */
  async get(subject: string): Promise<TokenGrant | undefined> {
    const record = await this.#records.get(subject);
    if (record === undefined || record === null) return undefined;
    const grant = fromRecord(record);
    if (!grant) throw new T333Error('undecipherable', `What is stored for ${subject} is no token.`);
    return grant;
  }

  set(subject: string, grant: TokenGrant): Promise<void> {
    return this.#records.set(subject, toRecord(grant));
  }

  delete(subject: string): Promise<void> {
    return this.#records.delete(subject);
  }
}
