import type { Clock } from '@t333/core/time';
import type { Form, IdOptions } from './id-request.ts';
import { refreshToken } from './refresh.ts';
import { revokeToken } from './revoke.ts';
import type { TokenGrant } from './token-grant.ts';
import { validateToken, type TokenInfo } from './validate.ts';

export interface ClientCallOptions {
  signal?: AbortSignal;
  clock?: Clock;
}

/**
 * An application that is registered with Twitch, and what it may ask the sign-in server for. `publicClient()` makes one
 * without a secret, `confidentialClient()` of `@t333/twitch/auth/server` one with.
 */
export interface OAuthClient {
  readonly clientId: string;
  /** A token of the application itself; only where there is a secret. */
  appToken?(options?: ClientCallOptions): Promise<TokenGrant>;
  /** Sends the refresh token once, and never again by itself. */
  refresh(refreshToken: string, options?: ClientCallOptions): Promise<TokenGrant>;
  validate(token: string, options?: ClientCallOptions): Promise<TokenInfo>;
  revoke(token: string, options?: ClientCallOptions): Promise<void>;
}

export interface PublicClientOptions extends Omit<IdOptions, 'signal'> {
  clientId: string;
}

/** A client that can keep no secret: a page, or a program on somebody's computer. */
export const publicClient = (options: PublicClientOptions): OAuthClient => clientWith(options, {});

/** @internal `proof` is what a client shows beside its id. */
export const clientWith = (options: PublicClientOptions, proof: Form): OAuthClient => ({
  clientId: options.clientId,
  refresh: (token, call) => refreshToken(token, { ...options, ...call, proof }),
  validate: (token, call) => validateToken(token, { ...options, ...call }),
  revoke: (token, call) => revokeToken(token, { ...options, ...call }),
});
