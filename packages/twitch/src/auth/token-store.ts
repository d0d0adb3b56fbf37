import type { TokenGrant } from './token-grant.ts';

/**
 * Where tokens outlive the process, by the subject they belong to: a user's id, or `app`. A `TokenManager` waits 5 s for
 * each answer.
 */
export interface TokenStore {
  /** @throws T333Error `store` if it cannot tell, `undecipherable`; undefined only where there is certainly none */
  get(subject: string): Promise<TokenGrant | undefined>;
  /** @throws T333Error `store` unless it is certain to be kept */
  set(subject: string, grant: TokenGrant): Promise<void>;
  /** @throws T333Error `store` */
  delete(subject: string): Promise<void>;
}

/** Keeps tokens as long as the process lives. */
export class MemoryTokenStore implements TokenStore {
  readonly #grants = new Map<string, TokenGrant>();

  async get(subject: string): Promise<TokenGrant | undefined> {
    return this.#grants.get(subject);
  }

  async set(subject: string, grant: TokenGrant): Promise<void> {
    this.#grants.set(subject, grant);
  }

  async delete(subject: string): Promise<void> {
    this.#grants.delete(subject);
  }
}
