import type { IssuedToken, IssuedTokens } from '../issued-tokens.ts';
import { Refused } from '../refused.ts';
import type { Peer, PeerHandler } from '../socket/peer.ts';
import type { World } from '../world.ts';
import { fillEvent } from './event-row.ts';
import { EventSubSession, type EventSubHost } from './event-sub-session.ts';
import type { MockSubscription } from './frames.ts';
import { scopesOf } from './scopes.ts';

/** What a client asks to hear. */
export interface SubscriptionWish {
  type: string;
  version: string;
  condition: Record<string, string>;
  sessionId: string;
}

const DEFAULT_KEEPALIVE_SECONDS = 10;
const MAX_KEEPALIVE_SECONDS = 600;

/** Types for whose subscription the broadcaster need not have authorised the app; those cost a point where they have not. */
const OPEN_TYPES: ReadonlySet<string> = new Set(['stream.online', 'stream.offline', 'channel.update', 'channel.raid']);

/** EventSub over WebSocket. */
export class EventSubMock {
  /** Whether silence is broken by keepalives. */
  keepsAlive = true;
  /** How often a notification comes again, with the same id. */
  duplicates = 0;
  /** What Twitch allows: subscriptions on a connection, connections with subscriptions of one user, and the cost of all. */
  readonly limits = { subscriptions: 300, connections: 3, cost: 10 };
  readonly #world: World;
  readonly #host: EventSubHost;
  readonly #tokens: IssuedTokens;
  /** Whose subscription it is, by its id. */
  readonly #owners = new Map<string, string | null>();
  /** All of them, also those whose connection is over. */
  readonly #subscriptions = new Map<string, MockSubscription>();
  readonly #sessions = new Set<EventSubSession>();
  /** Sessions that were told to reconnect, by what the address carries. */
  readonly #reconnecting = new Map<string, EventSubSession>();
  #count = 0;

  constructor(world: World, tokens: IssuedTokens) {
    this.#world = world;
    this.#tokens = tokens;
    this.#host = {
      clock: world.clock,
      keepsAlive: () => this.keepsAlive,
      newMessageId: () => `message-${++this.#count}`,
      leave: (session) => this.#leave(session),
    };
  }

  /** Ids of the sessions that are connected; after a reconnection one may stand there twice. */
  get sessions(): string[] {
    return [...this.#sessions].map(({ id }) => id);
  }

  /**
   * Something happened: all subscriptions get it whose condition these fields fulfil.
   *
   * @param event what of it matters: whose id it has, or `condition` names, their login and name are filled in
   * @returns how many got it
   */
  emit(type: string, condition: Record<string, string>, event: object = {}): number {
    const row = fillEvent(this.#world, type, condition, event);
    let count = 0;
    for (const session of this.#current()) {
      for (const subscription of session.subscriptions.values()) {
        if (subscription.type !== type || !fulfils(condition, subscription.condition)) continue;
        const frame = session.send('notification', { subscription, event: row }, subscription);
        for (let extra = 0; extra < this.duplicates; extra++) session.sendRaw(JSON.stringify(frame));
        count++;
      }
    }
    return count;
  }

  /** `session_reconnect` to all: they have 30 s for the new address. */
  demandReconnect(): void {
    for (const session of this.#current()) {
      const url = new URL(session.url);
      const challenge = `reconnect${++this.#count}`;
      url.search = String(new URLSearchParams({ challenge, id: session.id }));
      this.#reconnecting.set(challenge, session);
      session.demandReconnect(String(url));
    }
  }

  /** Takes subscriptions away, all where none is named. `status` is also `user_removed` or `version_removed`. */
  revoke(status = 'authorization_revoked', subscriptionId?: string): void {
    for (const session of this.#current()) {
      for (const subscription of session.subscriptions.values()) {
        if (subscriptionId !== undefined && subscription.id !== subscriptionId) continue;
        subscription.status = status;
        session.subscriptions.delete(subscription.id);
        session.send('revocation', { subscription }, subscription);
      }
    }
  }

  /** Anything at all, to all. */
  sendRaw(text: string): void {
    for (const session of this.#sessions) session.sendRaw(text);
  }

  /** Ends all connections, with a code of EventSub (4000 to 4007) or 1006, which breaks them. */
  disconnect(code = 1006): void {
    for (const session of this.#sessions) session.close(code);
  }

  /** What `POST /eventsub/subscriptions` does. @throws Refused as Twitch does: 400, 403, 409, 429 */
  subscribe({ type, version, condition, sessionId }: SubscriptionWish, token: IssuedToken): MockSubscription {
    const session = this.#current().find(({ id }) => id === sessionId);
    if (!session) throw new Refused(400, 'websocket transport session does not exist or has already disconnected');
    for (const [field, id] of Object.entries(condition)) {
      if (field.endsWith('user_id') && !/^\d+$/.test(id) && !this.#world.users.has(id))
        throw new Refused(400, `invalid condition: ${field} is an id, and ${id} is none`);
    }
    const scopes = scopesOf(type);
    if (scopes.length > 0 && !scopes.some((scope) => token.scopes.includes(scope))) {
      throw new Refused(403, 'subscription missing proper authorization');
    }
    const cost = this.#cost(type, condition);
    this.#checkLimits(session, { type, version, condition, sessionId }, token, cost);
    const subscription: MockSubscription = {
      id: `subscription-${++this.#count}`,
      status: 'enabled',
      type,
      version,
      condition,
      transport: { method: 'websocket', session_id: sessionId, connected_at: session.connectedAt },
      created_at: this.#world.timestamp(),
      cost,
    };
    session.add(subscription);
    this.#subscriptions.set(subscription.id, subscription);
    this.#owners.set(subscription.id, token.userId);
    return subscription;
  }

  /** Those of one user, also such as are over. */
  list(userId: string | null): MockSubscription[] {
    return [...this.#subscriptions.values()].filter(({ id }) => this.#owners.get(id) === userId);
  }

  /** @throws Refused 404 */
  unsubscribe(id: string, userId: string | null): void {
    if (this.#owners.get(id) !== userId || !this.#subscriptions.delete(id)) {
      throw new Refused(404, 'subscription not found');
    }
    for (const session of this.#sessions) session.subscriptions.delete(id);
  }

  /** What the enabled subscriptions of one user cost together. */
  totalCost(userId: string | null): number {
    return this.#enabled(userId).reduce((sum, { cost }) => sum + cost, 0);
  }

  /** A socket server, or the mock's own sockets, hand over a client here. */
  connect(peer: Peer): PeerHandler {
    const query = peer.url.searchParams;
    const challenge = query.get('challenge');
    const before = challenge === null ? undefined : this.#reconnecting.get(challenge);
    const seconds = Number(query.get('keepalive_timeout_seconds') ?? DEFAULT_KEEPALIVE_SECONDS);
    const session = new EventSubSession(
      peer,
      this.#host,
      before?.id ?? `session-${++this.#count}`,
      before?.keepaliveSeconds ?? Math.min(Math.max(seconds, DEFAULT_KEEPALIVE_SECONDS), MAX_KEEPALIVE_SECONDS),
      before,
    );
    this.#sessions.add(session);
    if (challenge !== null) this.#reconnecting.delete(challenge);
    if (challenge !== null && !before) session.close(4007);
    else session.welcome();
    return session;
  }

  /** The newest connection of each session: where its events go. */
  #current(): EventSubSession[] {
    return [...new Map([...this.#sessions].map((session) => [session.id, session])).values()];
  }

  #leave(session: EventSubSession): void {
    this.#sessions.delete(session);
    for (const [challenge, old] of this.#reconnecting) if (old === session) this.#reconnecting.delete(challenge);
    if (this.sessions.includes(session.id)) return;
    for (const subscription of session.subscriptions.values()) {
      subscription.status = 'websocket_disconnected';
      subscription.transport.disconnected_at = this.#world.timestamp();
    }
  }

  #enabled(userId: string | null): MockSubscription[] {
    return this.list(userId).filter(({ status }) => status === 'enabled');
  }

  #cost(type: string, condition: Record<string, string>): number {
    if (!OPEN_TYPES.has(type)) return 0;
    return Object.values(condition).some((id) => this.#tokens.hasUser(id)) ? 0 : 1;
  }

  #checkLimits(session: EventSubSession, wish: SubscriptionWish, token: IssuedToken, cost: number): void {
    const same = [...session.subscriptions.values()].some(
      ({ type, version, condition }) =>
        type === wish.type && version === wish.version && isSame(condition, wish.condition),
    );
    if (same) throw new Refused(409, 'subscription already exists');
    const used = new Set(this.#enabled(token.userId).map(({ transport }) => transport.session_id)).add(session.id);
    if (used.size > this.limits.connections) throw new Refused(429, 'number of websocket transports limit exceeded');
    if (session.subscriptions.size >= this.limits.subscriptions) {
      throw new Refused(429, 'number of subscriptions limit exceeded');
    }
    if (this.totalCost(token.userId) + cost > this.limits.cost) {
      throw new Refused(429, 'subscriptions limit exceeded: total cost');
    }
  }
}

/** Whether what happened (`facts`) is what a subscription wants to hear of. */
const fulfils = (facts: Record<string, string>, condition: Record<string, string>): boolean =>
  Object.entries(facts).every(([name, value]) => condition[name] === value);

const isSame = (a: Record<string, string>, b: Record<string, string>): boolean =>
  Object.keys(a).length === Object.keys(b).length && fulfils(a, b);
