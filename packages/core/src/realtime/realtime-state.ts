import type { T333Error } from '../errors.ts';
import type { RtLimits, RtUser } from '../protocol/index.ts';
import type { NetworkStatus } from '../resilience/network-status.ts';
import type { Clock } from '../time/clock.ts';
import type { RealtimeChannelState } from './joined-channel.ts';
import type { PageVisibility } from './page-visibility.ts';

export interface RealtimeConnectionOptions {
  /** Of the API: `https://example.com/v1`. The socket is at `/rt` under it. */
  url: string | URL;
  /** A one-use ticket for each socket; null is anonymous. Default: anonymous. See `ticketFrom()`. */
  getTicket?: (signal: AbortSignal) => Promise<string | null>;
  /** Whether polls carry the channels where sockets cannot. Default true. */
  polling?: boolean;
  /** Default: the global one. */
  WebSocket?: typeof globalThis.WebSocket;
  /** For polls. One of yours adds what signs in: a bearer token, or `credentials`. Default: the global one. */
  fetch?: typeof globalThis.fetch;
  network?: NetworkStatus;
  page?: PageVisibility;
  clock?: Clock;
  /** 0 up to 1, as `Math.random`. */
  random?: () => number;
}

/**
 * - `idle`: nobody has joined anything yet.
 * - `waiting`: it failed, and is tried again at `retryAtMs`; while there is no network at all, when that is back.
 * - `failed`: nothing more is tried until the next `join()` or `connect()`; see `error`.
 * - `closed`: destroyed.
 */
export type RealtimeStatus = 'idle' | 'connecting' | 'open' | 'waiting' | 'failed' | 'closed';

export interface RealtimeState {
  readonly status: RealtimeStatus;
  /** What carries the channels now. */
  readonly carrier: 'websocket' | 'polling' | null;
  /** Since when both have been so, on the clock's `now()`. */
  readonly sinceMs: number;
  /** How many sockets have failed since one that has lasted. */
  readonly attempt: number;
  /** Why there is no socket; null where there is one. */
  readonly error: T333Error | null;
  /** When the next socket is tried, or the next poll after one that failed, on the clock's `now()`; null when nothing is planned. */
  readonly retryAtMs: number | null;
  /** Who the server takes us for; null: anonymous. Undefined until it has told. */
  readonly user: RtUser | null | undefined;
  /** Null until the server has told. */
  readonly limits: RtLimits | null;
  /** To the server and back, at best; null until it is known. */
  readonly roundTripMs: number | null;
  /** By id; a map that does not change. */
  readonly channels: ReadonlyMap<string, RealtimeChannelState>;
}

export function sameChannels(
  a: ReadonlyMap<string, RealtimeChannelState>,
  b: ReadonlyMap<string, RealtimeChannelState>,
): boolean {
  if (a.size !== b.size) return false;
  for (const [id, state] of a) if (b.get(id) !== state) return false;
  return true;
}
