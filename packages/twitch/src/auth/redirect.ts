import { T333Error } from '@t333/core/errors';
import { ID_URL } from './id-request.ts';
import { isSameText } from './state.ts';

export interface SignInOptions {
  clientId: string;
  /** One of those that are registered with Twitch, to the letter. */
  redirectUri: string;
  scopes: readonly string[];
  /** From `newState()`, kept for this visitor. */
  state: string;
  /** Ask again even who said yes before, so that they can take another account. Default false. */
  forceVerify?: boolean;
  /** Default `https://id.twitch.tv/oauth2`. */
  idUrl?: string;
}

const signInUrl = (responseType: string, options: SignInOptions): string => {
  const { clientId, redirectUri, scopes, state, forceVerify = false, idUrl = ID_URL } = options;
  if (state === '') throw new T333Error('invalid-argument', 'A sign-in needs a state: see newState().');
  const query = new URLSearchParams({
    response_type: responseType,
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: scopes.join(' '),
    state,
    ...(forceVerify && { force_verify: 'true' }),
  });
  return `${idUrl}/authorize?${query.toString()}`;
};

/** Where to send a visitor who signs in to a server. `exchangeCode()` there ends what this begins. */
export const authorizationCodeUrl = (options: SignInOptions): string => signInUrl('code', options);

/** Where to send a visitor who signs in to a page without a server. Its tokens end and cannot be refreshed. */
export const implicitUrl = (options: SignInOptions): string => signInUrl('token', options);

/**
 * What Twitch sent along; null where it sent nothing.
 *
 * @throws T333Error `unauthorized` if the state is another one, or the visitor said no
 */
function readAnswer(answer: URLSearchParams, field: string | null, state: string): string | null {
  const value = field && answer.get(field);
  const refusal = answer.get('error');
  if (value === null && refusal === null) return null;
  // Whoever can make somebody follow a link could else sign them in to an account that is not theirs.
  if (state === '' || !isSameText(answer.get('state') ?? '', state)) {
    throw new T333Error('unauthorized', 'This answer belongs to no sign-in of this visitor: its state is another one.');
  }
  if (value !== null && refusal === null) return value;
  throw new T333Error('unauthorized', `The sign-in was refused: ${String(refusal).slice(0, 100)}.`);
}

const urlOf = (url: string | URL): URL => {
  if (URL.canParse(url)) return new URL(url);
  throw new T333Error('invalid-argument', 'The whole address is needed, as in location.href.');
};

const listOf = (scopes: string | null): string[] => (scopes ?? '').split(' ').filter(Boolean);

/** The code that a visitor came back with, for `exchangeCode()`. */
export interface CodeAnswer {
  readonly code: string;
  readonly scopes: readonly string[];
}

/**
 * Reads the address to which Twitch sent a visitor back, in the authorization code flow.
 *
 * @param url the whole address
 * @param state what `authorizationCodeUrl()` was given for this visitor
 * @returns null if the address holds no answer
 * @throws T333Error `unauthorized` if the state is another one, or the visitor said no
 */
export function readCode(url: string | URL, state: string): CodeAnswer | null {
  const { searchParams } = urlOf(url);
  const code = readAnswer(searchParams, 'code', state);
  return code === null ? null : { code, scopes: listOf(searchParams.get('scope')) };
}

/** The access token that a visitor came back with. `validateToken()` tells whose it is and when it ends. */
export interface ImplicitAnswer {
  readonly value: string;
  readonly scopes: readonly string[];
}

/**
 * Reads the address to which Twitch sent a visitor back, in the implicit flow: the token is in the fragment, a refusal
 * in the query. The token stays in the address bar and in the history until the caller takes it away, with
 * `history.replaceState(null, '', location.pathname)`.
 *
 * @param url the whole address, as `location.href` has it
 * @param state what `implicitUrl()` was given for this visitor
 * @returns null if the address holds no answer
 * @throws T333Error `unauthorized` if the state is another one, or the visitor said no
 */
export function readImplicit(url: string | URL, state: string): ImplicitAnswer | null {
  const { hash, searchParams } = urlOf(url);
  const fragment = new URLSearchParams(hash.slice(1));
  const isInFragment = fragment.has('access_token') || fragment.has('error');
  const value = isInFragment ? readAnswer(fragment, 'access_token', state) : readAnswer(searchParams, null, state);
  return value === null ? null : { value, scopes: listOf(fragment.get('scope')) };
}
