import type { Clock } from '@t333/core/time';
import type { Peer, PeerHandler } from '../socket/peer.ts';
import { nanoTimestamp, type Frame, type FrameType, type MockSubscription, type SessionFacts } from './frames.ts';

/** What a session asks of the server that it belongs to. */
export interface EventSubHost {
  readonly clock: Clock;
  /** Whether silence is broken by keepalives. */
  keepsAlive: () => boolean;
  newMessageId: () => string;
  leave: (session: EventSubSession) => void;
}

/** Close codes of EventSub, with Twitch's words. */
const CLOSE_REASONS: Readonly<Record<number, string>> = {
  4000: 'internal server error',
  4001: 'client sent inbound traffic',
  4002: 'client failed ping-pong',
  4003: 'connection unused',
  4004: 'reconnect grace time expired',
  4005: 'network timeout',
  4006: 'network error',
  4007: 'invalid reconnect',
};

/** How long a connection may be without a subscription, and how long an old one lives after a demand to reconnect. */
const UNUSED_MS = 10_000;
const GRACE_MS = 30_000;

/** One connection to EventSub. After a reconnection two of them share an id, of which the newer one gets the events. */
export class EventSubSession implements PeerHandler {
  readonly id: string;
  readonly connectedAt: string;
  readonly keepaliveSeconds: number;
  readonly subscriptions: Map<string, MockSubscription>;
  readonly url: URL;
  readonly #peer: Peer;
  readonly #host: EventSubHost;
  #frames = 0;
  #cancelKeepalive: () => void = () => {};
  #cancelUnused: () => void = () => {};
  #cancelGrace: () => void = () => {};

  constructor(peer: Peer, host: EventSubHost, id: string, keepaliveSeconds: number, before?: EventSubSession) {
    this.id = id;
    this.url = peer.url;
    this.keepaliveSeconds = keepaliveSeconds;
    this.subscriptions = before?.subscriptions ?? new Map();
    this.#peer = peer;
    this.#host = host;
    this.connectedAt = nanoTimestamp(host.clock, 0);
  }

  welcome(): void {
    this.send('session_welcome', { session: this.#facts('connected') });
    if (this.subscriptions.size === 0) this.#cancelUnused = this.#closeAfter(UNUSED_MS, 4003);
  }

  #facts(status: SessionFacts['status'], reconnectUrl: string | null = null): SessionFacts {
    return {
      id: this.id,
      status,
      connected_at: this.connectedAt,
      keepalive_timeout_seconds: reconnectUrl === null ? this.keepaliveSeconds : null,
      reconnect_url: reconnectUrl,
    };
  }

  add(subscription: MockSubscription): void {
    this.subscriptions.set(subscription.id, subscription);
    this.#cancelUnused();
  }

  /** @returns the frame, to be sent again as a duplicate */
  send(type: FrameType, payload: object, subscription?: MockSubscription): Frame {
    const frame: Frame = {
      metadata: {
        message_id: this.#host.newMessageId(),
        message_type: type,
        message_timestamp: nanoTimestamp(this.#host.clock, ++this.#frames),
        ...(subscription && { subscription_type: subscription.type, subscription_version: subscription.version }),
      },
      payload,
    };
    this.sendRaw(JSON.stringify(frame));
    return frame;
  }

  sendRaw(text: string): void {
    this.#peer.send(text);
    this.#cancelKeepalive();
    this.#cancelKeepalive = this.#host.clock.after(this.keepaliveSeconds * 1000, () => {
      if (this.#host.keepsAlive()) this.send('session_keepalive', {});
    });
  }

  close(code: number): void {
    this.#peer.close(code, CLOSE_REASONS[code]);
  }

  /** Tells the client to go on at another address. */
  demandReconnect(url: string): void {
    this.send('session_reconnect', { session: this.#facts('reconnecting', url) });
    this.#cancelGrace();
    this.#cancelGrace = this.#closeAfter(GRACE_MS, 4004);
  }

  receive(): void {
    this.close(4001);
  }

  left(): void {
    this.#cancelKeepalive();
    this.#cancelUnused();
    this.#cancelGrace();
    this.#host.leave(this);
  }

  #closeAfter(delayMs: number, code: number): () => void {
    return this.#host.clock.after(delayMs, () => this.close(code));
  }
}
