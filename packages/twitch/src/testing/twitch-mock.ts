import { systemClock, type Clock } from '@t333/core/time';
import { jsonAnswer, MockResponse, readable, type MockAnswer } from './answer.ts';
import { delayOf, Faults, spoil, spoils } from './faults.ts';
import { EventSubMock } from './eventsub/event-sub-mock.ts';
import type { HelixCall } from './helix/call.ts';
import { HelixService } from './helix/helix-service.ts';
import type { Consent } from './id/authorization.ts';
import { IdService, type MockApp } from './id/id-service.ts';
import { ChatMock } from './irc/chat-mock.ts';
import { IssuedTokens, type IssuedToken, type IssueOptions, type RefreshTokens } from './issued-tokens.ts';
import { MockTokenSource } from './mock-token-source.ts';
import { PointsBucket, type Refill } from './points-bucket.ts';
import { helixError, idError, NoSuchHost, Refused } from './refused.ts';
import { readRequest, toMockRequest, type MockRequest, type RawRequest } from './request.ts';
import { MockSocket, type SocketHost } from './socket/mock-socket.ts';
import type { Acceptance, Peer, PeerHandler } from './socket/peer.ts';
import { wait } from './wait.ts';
import { World } from './world.ts';

/** How the Twitch of a test is. */
export interface TwitchMockOptions extends Partial<MockApp> {
  clock?: Clock;
  /** Default 'continuous'. */
  refill?: Refill;
  /** For the app, and for each user. Default 800, as Twitch gives to most. */
  pointsPerMinute?: number;
  /**
   * Whether answers say how many points are left: `always`; `never`, as edge servers answer; or `hidden`, which is what
   * a page in a browser gets from Twitch: they are sent, but the browser keeps them from the page. Default 'always'.
   */
  headers?: 'always' | 'never' | 'hidden';
  /** Default 'one-use' for public clients, else 'keep'. */
  refreshTokens?: RefreshTokens;
  /** How long every answer takes. Default 0. */
  latencyMs?: number;
}

/**
 * What answers a path of `mock.on()`: JSON, nothing for a 204, or a `Response`. Below `/helix` it is called as the mock's own
 * endpoints are: the token is good and the points are paid. `call` is null elsewhere.
 *
 * @throws Refused for an error in Twitch's shape
 */
export type MockHandler = (request: MockRequest, call: HelixCall | null) => unknown;

/**
 * Twitch, without a network: the API, the identity service, chat and EventSub. Pass `mock.fetch` and `mock.WebSocket` to
 * what you test.
 *
 * @example
 * const mock = new TwitchMock({ clientId: 'my-app' });
 * mock.addStream({ user_login: 'ann', title: 'Hello' });
 * const client = new TwitchClient({ clientId: 'my-app', auth, fetch: mock.fetch });
 */
export class TwitchMock extends World {
  /** The one app that is registered. */
  readonly app: MockApp;
  /** What it was asked, in order. */
  readonly requests: MockRequest[] = [];
  /** What goes wrong, on demand. */
  readonly faults = new Faults();
  /** The identity service: who agrees to what. */
  readonly id: IdService;
  /** The tokens that were handed out. */
  readonly tokens: IssuedTokens;
  /** Twitch's chat servers. */
  readonly chat: ChatMock;
  /** EventSub over WebSocket. */
  readonly eventSub: EventSubMock;
  /** A `WebSocket` class whose addresses lead to the mock: `/ws` is EventSub, `/` and `/irc` are chat, whatever the host. */
  readonly WebSocket: typeof WebSocket;
  /** How long every answer takes; may be changed. */
  latencyMs: number;
  /** As in the options. */
  readonly headers: 'always' | 'never' | 'hidden';
  readonly #helix: HelixService;

  readonly #handlers = new Map<string, MockHandler>();
  readonly #buckets = new Map<string, PointsBucket>();
  readonly #bucketOptions: { pointsPerMinute: number; refill: Refill };

  constructor({
    clock = systemClock,
    clientId = 'mock-client',
    clientSecret = 'mock-secret',
    clientType = 'confidential',
    refill = 'continuous',
    pointsPerMinute = 800,
    headers = 'always',
    refreshTokens = clientType === 'public' ? 'one-use' : 'keep',
    latencyMs = 0,
  }: TwitchMockOptions = {}) {
    super(clock);
    this.app = { clientId, clientSecret, clientType };
    this.headers = headers;
    this.latencyMs = latencyMs;
    this.tokens = new IssuedTokens(clock, clientId, refreshTokens);
    this.#bucketOptions = { pointsPerMinute, refill };
    this.chat = new ChatMock(this, this.tokens);
    this.eventSub = new EventSubMock(this, this.tokens);
    const host: SocketHost = { clock, admit: (url) => this.admit(url), connect: (peer) => this.connect(peer) };
    this.WebSocket = class extends MockSocket {
      constructor(url: string | URL) {
        super(url, host);
      }
    };
    this.#helix = new HelixService(clientId, this.tokens, { world: this, chat: this.chat, eventSub: this.eventSub });
    this.id = new IdService(this.app, this.tokens, this);
  }

  /** As `globalThis.fetch`, bound, and without a network. Rejects with a `TypeError` where the connection breaks. */
  readonly fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const signal = init.signal ?? (input instanceof Request ? input.signal : null);
    signal?.throwIfAborted();
    const raw = readRequest(input, init);
    const answer = await this.answer(raw instanceof Promise ? await raw : raw, signal);
    return new MockResponse(this.headers === 'hidden' ? readable(answer) : answer);
  };

  /** A token as if the user, or the app, had been signed in before. */
  issueToken(options: IssueOptions = {}): IssuedToken {
    if (options.userId !== undefined) this.user({ id: options.userId });
    return this.tokens.issue(options);
  }

  /** Tokens for a client whose tokens are not what is tested: pass it as `auth`. */
  tokenSource(options: IssueOptions = {}): MockTokenSource {
    return new MockTokenSource(this.tokens, options);
  }

  /** The user enters the code of a device, and agrees or refuses. @throws Refused 404 for a code that nobody was given */
  activate(userCode: string, consent: Consent): void {
    this.id.devices.decide(userCode, consent);
  }

  /** Adds a path, or takes the place of one: `/users`, `/oauth2/token`, or a whole address of another host. */
  on(method: string, path: string, handler: MockHandler): void {
    this.#handlers.set(`${method.toUpperCase()} ${path}`, handler);
  }

  /** What a user, or the app, may still spend. */
  bucket(userId: string | null = null): PointsBucket {
    const key = userId ?? 'app';
    let bucket = this.#buckets.get(key);
    if (!bucket) this.#buckets.set(key, (bucket = new PointsBucket({ clock: this.clock, ...this.#bucketOptions })));
    return bucket;
  }

  /**
   * Where Twitch sends the browser back to from its page: with a code, with a token in the fragment (`response_type=token`), or with
   * `error=access_denied`.
   *
   * @param url the address at `/oauth2/authorize` that the app made
   * @throws Refused 400 where Twitch would show an error and not send the browser back
   */
  authorize(url: string | URL, consent: Consent): URL {
    return this.id.authorization.decide(new URL(url), consent);
  }

  /**
   * Whether a socket to this address opens, and when: what rules of `faults` with the path `/irc` or `/ws` say. A delay and a hang
   * hold it back; any other fault refuses it.
   */
  admit(url: URL): Acceptance {
    const path = socketPath(url);
    if (path === null) return { accepted: false, delayMs: 0 };
    const raw = { method: 'GET', url: String(url), headers: new Headers(), text: '' };
    const rule = this.faults.strike({ ...toMockRequest(raw, this.clock), service: 'socket', path });
    if (!rule) return { accepted: true, delayMs: 0 };
    const delayMs = delayOf(rule.fault);
    return { accepted: delayMs > 0, delayMs };
  }

  /** A client of a socket server: for servers and interceptors made of the mock. */
  connect(peer: Peer): PeerHandler {
    return (socketPath(peer.url) === '/ws' ? this.eventSub : this.chat).connect(peer);
  }

  /** What Twitch's servers send, before a browser hides some of it: for servers and interceptors made of the mock. */
  async answer(raw: RawRequest, signal?: AbortSignal | null): Promise<MockAnswer> {
    const request = toMockRequest(raw, this.clock);
    this.requests.push(request);
    const rule = this.faults.strike(request);
    const fault = rule?.fault;
    const delayMs = this.latencyMs + (fault === undefined || fault === 'hang' ? 0 : delayOf(fault));
    if (delayMs > 0) await wait(delayMs, this.clock, signal);
    const runs = fault === undefined || rule?.afterwards || spoils(fault);
    let answer: MockAnswer | Promise<MockAnswer> = runs ? this.#serve(request) : jsonAnswer(200, {});
    if (answer instanceof Promise) answer = await answer;
    if (fault === 'hang') await wait(Infinity, this.clock, signal);
    if (fault !== undefined) answer = spoil(answer, fault, (status) => shapeOf(request)(status, `${status} on demand`));
    if (answer.broken !== 'before') request.status = answer.status;
    return answer;
  }

  /** No promise where none is needed: every turn of the microtask queue is one that a fake clock has to wait for. */
  #serve(request: MockRequest): MockAnswer | Promise<MockAnswer> {
    const headers: Record<string, string> = {};
    const refuse = (error: unknown): MockAnswer => {
      if (!(error instanceof Refused)) throw error;
      return jsonAnswer(error.status, shapeOf(request)(error.status, error.message), headers);
    };
    try {
      const answer = request.service === 'helix' ? this.#serveHelix(request, headers) : this.#serveRest(request);
      return answer instanceof Promise ? answer.catch(refuse) : answer;
    } catch (error) {
      return refuse(error);
    }
  }

  #serveHelix(request: MockRequest, headers: Record<string, string>): MockAnswer | Promise<MockAnswer> {
    headers['twitch-request-id'] = `mock-request-${this.requests.length}`;
    const token = this.#helix.authenticate(request);
    const bucket = this.bucket(token.userId);
    const isPaid = bucket.take();
    if (this.headers !== 'never') {
      headers['ratelimit-limit'] = String(bucket.limit);
      headers['ratelimit-remaining'] = String(bucket.remaining);
      headers['ratelimit-reset'] = String(bucket.resetEpochSeconds);
    }
    if (!isPaid) throw new Refused(429, 'Too Many Requests');
    const handler = this.#handlers.get(`${request.method} ${request.path}`);
    if (handler) return toAnswer(handler(request, this.#helix.call(request, token)), headers);
    const { status, body } = this.#helix.answer(request, token);
    return jsonAnswer(status, body, headers);
  }

  #serveRest(request: MockRequest): MockAnswer | Promise<MockAnswer> {
    const handler = this.#handlers.get(`${request.method} ${request.path}`);
    if (handler) return toAnswer(handler(request, null));
    if (request.service === 'other') throw new NoSuchHost(request.path);
    return toAnswer(this.id.answer(request));
  }
}

/** Null where there is no such server. */
function socketPath({ pathname }: URL): '/irc' | '/ws' | null {
  if (pathname === '/ws') return '/ws';
  return pathname === '/' || pathname === '/irc' ? '/irc' : null;
}

const shapeOf = ({ service }: MockRequest): typeof idError => (service === 'helix' ? helixError : idError);

function toAnswer(result: unknown, headers: Record<string, string> = {}): MockAnswer | Promise<MockAnswer> {
  if (result instanceof Promise) return result.then((value) => toAnswer(value, headers));
  if (!(result instanceof Response)) return jsonAnswer(result === undefined ? 204 : 200, result as object, headers);
  const { status } = result;
  const all = { ...headers, ...Object.fromEntries(result.headers) };
  return result.body
    ? result.text().then((body) => ({ status, headers: all, body }))
    : { status, headers: all, body: '' };
}
