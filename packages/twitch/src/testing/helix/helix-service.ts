import type { IssuedToken, IssuedTokens } from '../issued-tokens.ts';
import { Refused } from '../refused.ts';
import type { MockRequest } from '../request.ts';
import { WindowLimit } from '../window-limit.ts';
import { HelixCall, type HelixServices } from './call.ts';
import type { EndpointLimit, HelixEndpoint } from './endpoint.ts';
import { ENDPOINTS } from './endpoints.ts';

/** api.twitch.tv: what lies below `/helix`. */
export class HelixService {
  readonly #clientId: string;
  readonly #tokens: IssuedTokens;
  readonly #services: HelixServices;
  readonly #limits = new Map<number, WindowLimit>();

  constructor(clientId: string, tokens: IssuedTokens, services: HelixServices) {
    this.#clientId = clientId;
    this.#tokens = tokens;
    this.#services = services;
  }

  /** Whose call this is. @throws Refused 401 */
  authenticate({ token, headers }: MockRequest): IssuedToken {
    if (token === null) throw new Refused(401, 'OAuth token is missing');
    const clientId = headers.get('client-id');
    if (clientId === null) throw new Refused(401, 'Client ID is missing');
    const found = this.#tokens.find(token);
    if (!found) throw new Refused(401, 'Invalid OAuth token');
    if (clientId !== this.#clientId) throw new Refused(401, 'Client ID and OAuth token do not match');
    return found;
  }

  call(request: MockRequest, token: IssuedToken): HelixCall {
    return new HelixCall(request, token, this.#services);
  }

  /** @throws Refused */
  answer(request: MockRequest, token: IssuedToken): { status: number; body: object | undefined } {
    const endpoint = ENDPOINTS.get(`${request.method} ${request.path}`);
    if (!endpoint) {
      throw new Refused(404, `TwitchMock knows no ${request.method} ${request.path}: add it with mock.on()`);
    }
    checkToken(endpoint, token);
    const call = this.call(request, token);
    const limits = (endpoint.limits ?? []).map((limit) => this.#windowOf(endpoint, limit, call));
    for (const { window, key, calls, status = 429 } of limits) {
      if (window.isFull(key, calls)) throw new Refused(status, 'Too many requests to this endpoint; try again later.');
    }
    const body = endpoint.run(call);
    // What was refused does not count.
    for (const { window, key, calls } of limits) window.take(key, calls);
    return { status: body ? (endpoint.status ?? 200) : 204, body };
  }

  #windowOf({ method, path }: HelixEndpoint, limit: EndpointLimit, call: HelixCall) {
    const { perMs, of } = limit;
    let window = this.#limits.get(perMs);
    if (!window) this.#limits.set(perMs, (window = new WindowLimit(this.#services.world.clock, perMs)));
    return { ...limit, window, key: [method, path, of?.(call)].join(' ') };
  }
}

function checkToken({ token: wanted, scopes = [] }: HelixEndpoint, { userId, scopes: granted }: IssuedToken): void {
  if (wanted === 'user' && userId === null) throw new Refused(401, 'Missing User OAUTH Token');
  if (wanted === 'app' && userId !== null) throw new Refused(401, 'This endpoint requires an app access token');
  if (userId === null || scopes.length === 0 || scopes.some((scope) => granted.includes(scope))) return;
  throw new Refused(401, `Missing scope: ${scopes.join(' or ')}`);
}
