import type { Clock } from '@t333/core/time';
import { Refused } from './refused.ts';

/**
 * What becomes of a refresh token that was used: it stays (`keep`), a new one is handed out beside it (`rotate`), or in
 * place of it (`one-use`, as Twitch does for public clients).
 */
export type RefreshTokens = 'keep' | 'rotate' | 'one-use';

/** What a token is for. */
export interface IssueOptions {
  /** Whom it speaks for; without one it is an app token. */
  userId?: string;
  scopes?: readonly string[];
  /**
   * Default 14,400 for users and 5,000,000 for the app, which are about what Twitch gives; a refresh gives that again.
   */
  expiresInSeconds?: number;
}

/** A token that the mock takes. */
export interface IssuedToken {
  readonly value: string;
  readonly clientId: string;
  readonly userId: string | null;
  readonly scopes: readonly string[];
  /** On the mock's clock (`clock.now()`). */
  readonly expiresAtMs: number;
  /** Null for app tokens, and those of the implicit flow. */
  readonly refreshToken: string | null;
}

const USER_SECONDS = 14_400;
const APP_SECONDS = 5_000_000;

/** The tokens that were handed out and not taken back. */
export class IssuedTokens {
  /** What becomes of refresh tokens that were used; may be changed. */
  refreshTokens: RefreshTokens;
  readonly #clock: Clock;
  readonly #clientId: string;
  readonly #access = new Map<string, IssuedToken>();
  readonly #refresh = new Map<string, IssueOptions>();
  #count = 0;

  constructor(clock: Clock, clientId: string, refreshTokens: RefreshTokens) {
    this.#clock = clock;
    this.#clientId = clientId;
    this.refreshTokens = refreshTokens;
  }

  /** A new token. @param refreshToken one to keep, null for none, or nothing for a new one where it is a user's */
  issue(options: IssueOptions = {}, refreshToken?: string | null): IssuedToken {
    const { userId, scopes = [], expiresInSeconds = userId === undefined ? APP_SECONDS : USER_SECONDS } = options;
    const token: IssuedToken = Object.freeze({
      value: this.newSecret('access'),
      clientId: this.#clientId,
      userId: userId ?? null,
      scopes: [...scopes],
      expiresAtMs: this.#clock.now() + expiresInSeconds * 1000,
      refreshToken:
        refreshToken === undefined && userId !== undefined ? this.newSecret('refresh') : (refreshToken ?? null),
    });
    this.#access.set(token.value, token);
    if (token.refreshToken !== null)
      this.#refresh.set(token.refreshToken, { ...(userId !== undefined && { userId }), scopes });
    return token;
  }

  /** A time of the clock as Unix milliseconds. */
  toWallTime(atMs: number): number {
    return this.#clock.wallTime() + atMs - this.#clock.now();
  }

  /** The token with this value, if it is still good. */
  find(value: string): IssuedToken | undefined {
    const token = this.#access.get(value);
    return token && token.expiresAtMs > this.#clock.now() ? token : undefined;
  }

  /** Whether the user let the app have a token that is still good. */
  hasUser(userId: string): boolean {
    return [...this.#access.values()].some((token) => token.userId === userId && this.find(token.value));
  }

  /** Another token for a refresh token. @throws Refused 400 as id.twitch.tv does for a refresh token that it does not know (any more) */
  refresh(refreshToken: string): IssuedToken {
    const options = this.#refresh.get(refreshToken);
    if (!options) throw new Refused(400, 'Invalid refresh token');
    if (this.refreshTokens === 'keep') return this.issue(options, refreshToken);
    if (this.refreshTokens === 'one-use') this.#refresh.delete(refreshToken);
    return this.issue(options);
  }

  /** Its access ends; its refresh token stays good, as after an expiry. @returns whether there was such a token */
  revoke(value: string): boolean {
    return this.#access.delete(value);
  }

  /** Everything of a user ends, as after a new password or a disconnection in Twitch's settings. */
  revokeUser(userId: string): void {
    for (const [value, token] of this.#access) if (token.userId === userId) this.#access.delete(value);
    for (const [value, options] of this.#refresh) if (options.userId === userId) this.#refresh.delete(value);
  }

  /** A code of 30 letters and digits, as long as Twitch's, that can be told from others in a log. */
  newSecret(kind: string): string {
    return `mock${kind}`.padEnd(30 - String(++this.#count).length, '0') + this.#count;
  }
}
