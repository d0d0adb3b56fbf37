import type { FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_MS, type Accounts, type Caller } from '../auth/accounts.ts';
import type { Scope } from '../auth/scopes.ts';
import type { App } from './app.ts';
import { isKnownOrigin } from './origins.ts';
import { Problem } from './problem.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null is nobody that is known. */
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    /** It looks at the token itself, which is none of an account. */
    hasOwnToken?: boolean;
  }
}

const COOKIE = 't333_session';
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

export interface IdentityOptions {
  accounts: Accounts;
  /** Pages of these may write, beside those of the server's own origin. */
  origins: readonly string[];
}

/** Finds out who asks. A cookie comes with requests of any page, so writes by it are for pages of known origins alone. */
export function identify(app: App, { accounts, origins }: IdentityOptions): void {
  app.decorateRequest('caller', null);
  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.hasOwnToken) return;
    const token = tokenOf(request);
    if (token !== undefined) {
      request.caller = await accounts.byToken(token);
      if (!request.caller) throw new Problem('unauthenticated', 'The token is not good.');
      return;
    }
    if (!SAFE_METHODS.has(request.method)) checkOrigin(request, origins);
    const secret = request.cookies[COOKIE];
    if (secret !== undefined) request.caller = await accounts.bySession(secret);
  });
}

const tokenOf = ({ headers }: FastifyRequest): string | undefined =>
  /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];

/** By what somebody asks who is known: the secret of a token, or that of a session. */
export const secretOf = (request: FastifyRequest): string | null => tokenOf(request) ?? request.cookies[COOKIE] ?? null;

/** Browsers say where each write comes from. Who does not is no browser, and has no cookie that somebody else could use. */
function checkOrigin({ headers }: FastifyRequest, origins: readonly string[]): void {
  if (!isKnownOrigin(headers, origins)) throw new Problem('forbidden', 'Pages of that origin may not do this.');
}

/**
 * Who asks, where somebody does who may.
 *
 * @throws Problem `unauthenticated`; `forbidden`: the token is for something else
 */
export function callerOf(request: FastifyRequest, scope?: Scope): Caller {
  const { caller } = request;
  if (!caller) throw new Problem('unauthenticated', 'Sign in first.');
  if (caller.by === 'token' && (!scope || !caller.scopes.includes(scope)))
    throw new Problem('forbidden', scope ? `The token lacks the scope ${scope}.` : 'No token does that.');
  return caller;
}

/** Who is to be shown videos: a program only where it is for that. Nobody else's token tells it more than it tells everybody. */
export function viewerOf({ caller }: Pick<FastifyRequest, 'caller'>): Caller | null {
  return caller?.by === 'token' && !caller.scopes.includes('stream:write') ? null : caller;
}

/** An administrator, by a session. @throws Problem `unauthenticated`, `forbidden` */
export function adminOf(request: FastifyRequest): Caller {
  const caller = callerOf(request);
  if (caller.role !== 'admin') throw new Problem('forbidden', 'That is for administrators.');
  return caller;
}

export const sessionOf = (request: FastifyRequest): string | null => request.cookies[COOKIE] ?? null;

/** @param secret null takes the cookie away */
export function setSession(reply: FastifyReply, secret: string | null, { isSecure }: { isSecure: boolean }): void {
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure } as const;
  if (secret === null) reply.clearCookie(COOKIE, options);
  else reply.setCookie(COOKIE, secret, { ...options, maxAge: SESSION_MS / 1000 });
}
