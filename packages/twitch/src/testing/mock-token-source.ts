import { APP, type AccessToken, type TokenSource } from '../auth/token-source.ts';
import type { IssuedToken, IssuedTokens, IssueOptions } from './issued-tokens.ts';

/** Tokens straight from the mock, for tests of what takes a `TokenSource` and is not about tokens. */
export class MockTokenSource implements TokenSource {
  /** How often a refused token was replaced. */
  renewals = 0;
  readonly #tokens: IssuedTokens;
  readonly #options: IssueOptions;
  readonly #current = new Map<string, AccessToken>();

  /** @param options what users' tokens may do, and how long; `userId` is who is meant where nobody is named */
  constructor(tokens: IssuedTokens, options: IssueOptions = {}) {
    this.#tokens = tokens;
    this.#options = options;
  }

  async getToken(subject: string = this.#options.userId ?? APP): Promise<AccessToken> {
    return this.#current.get(subject) ?? this.#issue(subject);
  }

  async renew(refused: AccessToken): Promise<AccessToken> {
    const current = this.#current.get(refused.subject);
    if (current && current.value !== refused.value) return current;
    this.renewals++;
    return this.#issue(refused.subject);
  }

  #issue(subject: string): AccessToken {
    const { userId: _, scopes = [], ...rest } = this.#options;
    const issued = this.#tokens.issue(subject === APP ? rest : { ...rest, scopes, userId: subject });
    const token = this.#toAccessToken(issued, subject);
    this.#current.set(subject, token);
    return token;
  }

  #toAccessToken({ value, scopes, expiresAtMs }: IssuedToken, subject: string): AccessToken {
    return { value, subject, scopes, expiresAtMs: this.#tokens.toWallTime(expiresAtMs) };
  }
}
