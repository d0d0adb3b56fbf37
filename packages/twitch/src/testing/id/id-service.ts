import type { Clock } from '@t333/core/time';
import type { IssuedToken, IssuedTokens } from '../issued-tokens.ts';
import { Refused } from '../refused.ts';
import type { MockRequest } from '../request.ts';
import type { World } from '../world.ts';
import { Authorization, type Consent } from './authorization.ts';
import { DeviceCodes } from './device-codes.ts';
import { Fields } from './fields.ts';

/** The app that is registered with the mock. */
export interface MockApp {
  clientId: string;
  clientSecret: string;
  /** A public app has no secret, and one-use refresh tokens. */
  clientType: 'confidential' | 'public';
}

/** id.twitch.tv: what lies below `/oauth2`. */
export class IdService {
  /** What a browser that opens `/oauth2/authorize` is answered with; null is a page to sign in with, which the mock has not. */
  consent: Consent | null = null;
  /** The page where users agree. */
  readonly authorization: Authorization;
  /** The device-code flow. */
  readonly devices: DeviceCodes;
  readonly #app: MockApp;
  readonly #tokens: IssuedTokens;
  readonly #world: World;
  readonly #clock: Clock;

  constructor(app: MockApp, tokens: IssuedTokens, world: World) {
    this.#app = app;
    this.#tokens = tokens;
    this.#world = world;
    this.#clock = world.clock;
    this.authorization = new Authorization(world.clock, app.clientId, tokens);
    this.devices = new DeviceCodes(world.clock, tokens);
  }

  /** @throws Refused */
  answer(request: MockRequest): object {
    const fields = new Fields(request);
    switch (`${request.method} ${request.path}`) {
      case 'GET /oauth2/validate':
        return this.#validate(request);
      case 'GET /oauth2/authorize':
        return this.#authorize(request);
      case 'POST /oauth2/token':
        return this.#write(this.#redeem(fields));
      case 'POST /oauth2/device':
        this.#checkClient(fields);
        return this.devices.start(fields.words('scopes'));
      case 'POST /oauth2/revoke':
        return this.#revoke(fields);
    }
    throw new Refused(404, 'Not Found');
  }

  #validate({ token }: MockRequest): object {
    const found = token === null ? undefined : this.#tokens.find(token);
    if (!found) throw new Refused(401, token === null ? 'missing authorization token' : 'invalid access token');
    const { clientId, userId, scopes } = found;
    const expires_in = this.#secondsLeft(found);
    if (userId === null) return { client_id: clientId, scopes: null, expires_in };
    return { client_id: clientId, login: this.#world.user({ id: userId }).login, scopes, user_id: userId, expires_in };
  }

  #authorize({ url }: MockRequest): Response {
    if (!this.consent) throw new Refused(403, 'Nobody is signed in: set mock.id.consent, or use mock.authorize()');
    const location = String(this.authorization.decide(url, this.consent));
    return new Response(null, { status: 302, headers: { location } });
  }

  #redeem(fields: Fields): IssuedToken {
    const isConfidential = this.#app.clientType === 'confidential';
    const grant = fields.one('grant_type');
    this.#checkClient(fields);
    switch (grant) {
      case 'client_credentials':
        this.#checkSecret(fields);
        return this.#tokens.issue();
      case 'authorization_code':
        this.#checkSecret(fields);
        return this.authorization.redeem(fields.one('code'), fields.one('redirect_uri'));
      case 'refresh_token':
        if (isConfidential) this.#checkSecret(fields);
        return this.#tokens.refresh(fields.one('refresh_token'));
      case 'urn:ietf:params:oauth:grant-type:device_code':
        return this.devices.redeem(fields.one('device_code'));
    }
    throw new Refused(400, 'invalid grant type');
  }

  #revoke(fields: Fields): Response {
    if (fields.one('client_id') !== this.#app.clientId) throw new Refused(404, 'client does not exist');
    if (!this.#tokens.revoke(fields.one('token'))) throw new Refused(400, 'Invalid token');
    return new Response(null);
  }

  #checkClient(fields: Fields): void {
    if (fields.one('client_id') !== this.#app.clientId) throw new Refused(400, 'invalid client');
  }

  #checkSecret(fields: Fields): void {
    const isPublic = this.#app.clientType === 'public';
    if (fields.one('client_secret') !== this.#app.clientSecret || isPublic)
      throw new Refused(403, 'invalid client secret');
  }

  #write(token: IssuedToken): object {
    const basics = { access_token: token.value, expires_in: this.#secondsLeft(token), token_type: 'bearer' };
    if (token.userId === null) return basics;
    return {
      ...basics,
      ...(token.refreshToken !== null && { refresh_token: token.refreshToken }),
      scope: token.scopes,
    };
  }

  #secondsLeft({ expiresAtMs }: IssuedToken): number {
    return Math.floor((expiresAtMs - this.#clock.now()) / 1000);
  }
}
