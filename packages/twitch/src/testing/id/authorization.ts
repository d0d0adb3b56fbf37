import type { Clock } from '@t333/core/time';
import type { IssuedToken, IssuedTokens, IssueOptions } from '../issued-tokens.ts';
import { Refused } from '../refused.ts';

/** What the user does on Twitch's page: signs in and agrees, or refuses. */
export type Consent = { userId: string } | 'deny';

interface Granted {
  userId: string;
  scopes: readonly string[];
  redirectUri: string;
  untilMs: number;
}

/** How long a code is good for. Twitch does not say; it is the longest that RFC 6749 advises. */
const CODE_MS = 600_000;

/** Twitch's page at `/oauth2/authorize`, for the code flow and the implicit one. */
export class Authorization {
  readonly #clock: Clock;
  readonly #clientId: string;
  readonly #tokens: IssuedTokens;
  readonly #codes = new Map<string, Granted>();

  constructor(clock: Clock, clientId: string, tokens: IssuedTokens) {
    this.#clock = clock;
    this.#clientId = clientId;
    this.#tokens = tokens;
  }

  /**
   * Where the browser is sent to from the page at `address`.
   *
   * @throws Refused 400 where Twitch would not send it back at all
   */
  decide(address: URL, consent: Consent): URL {
    const { searchParams: query } = address;
    const redirectUri = query.get('redirect_uri');
    if (query.get('client_id') !== this.#clientId) throw new Refused(400, 'invalid client');
    if (redirectUri === null) throw new Refused(400, 'missing redirect uri');
    const back = new URL(redirectUri);
    const state = query.get('state');
    const isCode = query.get('response_type') === 'code';
    if (!isCode && query.get('response_type') !== 'token') throw new Refused(400, 'invalid response type');
    const scope = query.get('scope') ?? '';
    const answer = consent === 'deny' ? DENIED : this.#allow(consent.userId, scope, redirectUri, isCode);
    const fields = new URLSearchParams({ ...answer, ...(state !== null && { state }) });
    if (!isCode && consent !== 'deny') back.hash = String(fields);
    else for (const [name, value] of fields) back.searchParams.set(name, value);
    return back;
  }

  /** @throws Refused 400 for a code that was used, is too old, or was for another address */
  redeem(code: string, redirectUri: string): IssuedToken {
    const granted = this.#codes.get(code);
    this.#codes.delete(code);
    if (!granted || granted.untilMs <= this.#clock.now()) throw new Refused(400, 'Invalid authorization code');
    if (granted.redirectUri !== redirectUri)
      throw new Refused(400, 'Parameter redirect_uri does not match registered URI');
    return this.#tokens.issue(granted);
  }

  #allow(userId: string, scope: string, redirectUri: string, isCode: boolean): Record<string, string> {
    const options: IssueOptions = { userId, scopes: scope.split(' ').filter((word) => word !== '') };
    if (!isCode) return { access_token: this.#tokens.issue(options, null).value, scope, token_type: 'bearer' };
    const code = this.#tokens.newSecret('code');
    const untilMs = this.#clock.now() + CODE_MS;
    this.#codes.set(code, { userId, scopes: options.scopes ?? [], redirectUri, untilMs });
    return { code, scope };
  }
}

const DENIED = { error: 'access_denied', error_description: 'The user denied you access' };
