import type { T333Error } from '../errors.ts';
import type { RtLimits, RtUser } from '../protocol/index.ts';
import type { NetworkStatus } from '../resilience/network-status.ts';
import type { PageVisibility } from '../resilience/page-visibility.ts';
import type { Clock } from '../time/clock.ts';
import type { RealtimeChannelState } from './joined-channel.ts';

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
  /** Somebody was to be signed in, and no ticket was to be had: it reads on, anonymously, until `signIn()`. */
  readonly isSignedOut: boolean;
  /**
   * Why the last ticket did not come, or was refused, whatever carries the channels meanwhile. Null once one was taken, and for who needs
   * none.
   */
  readonly ticketError: T333Error | null;
  /** Null until the server has told. */
  readonly limits: RtLimits | null;
  /** To the server and back, at best; null until it is known. */
  readonly roundTripMs: number | null;
  /** By id; a map that does not change. */
  readonly channels: ReadonlyMap<string, RealtimeChannelState>;
}

export const NEW_REALTIME_STATE: RealtimeState = Object.freeze({
  status: 'idle',
  carrier: null,
  sinceMs: 0,
  attempt: 0,
  error: null,
  retryAtMs: null,
  user: undefined,
  isSignedOut: false,
  ticketError: null,
  limits: null,
  roundTripMs: null,
  channels: new Map(),
});

/** How the parts of a connection are. */
export interface RealtimeFacts extends Pick<
  RealtimeState,
  'attempt' | 'error' | 'user' | 'isSignedOut' | 'ticketError' | 'roundTripMs' | 'channels'
> {
  readonly phase: 'idle' | 'alive' | 'failed' | 'closed';
  readonly isDialing: boolean;
  readonly hasSocket: boolean;
  readonly isPolled: boolean;
  /** When something is tried next, where it is. */
  readonly retriesMs: readonly (number | null)[];
  /** Null where the server has not told, or has not told now. */
  readonly limits: RtLimits | null;
  readonly nowMs: number;
}

/** What they come to. */
export function nextState(before: RealtimeState, facts: RealtimeFacts): RealtimeState {
  const { phase, isDialing, hasSocket, isPolled, retriesMs, nowMs, limits, channels, error, ...same } = facts;
  const isOver = phase === 'closed';
  const carrier = isOver || !(hasSocket || isPolled) ? null : hasSocket ? 'websocket' : 'polling';
  let status: RealtimeStatus = 'waiting';
  if (phase !== 'alive') status = phase;
  else if (carrier) status = 'open';
  else if (isDialing) status = 'connecting';
  const retries = retriesMs.filter((atMs) => atMs !== null);
  return {
    ...same,
    status,
    carrier,
    sinceMs: before.status === status && before.carrier === carrier ? before.sinceMs : nowMs,
    error: hasSocket ? null : error,
    retryAtMs: carrier === 'websocket' || retries.length === 0 ? null : Math.min(...retries),
    limits: limits ?? before.limits,
    channels: sameChannels(channels, before.channels) ? before.channels : channels,
  };
}

function sameChannels(
  a: ReadonlyMap<string, RealtimeChannelState>,
  b: ReadonlyMap<string, RealtimeChannelState>,
): boolean {
  if (a.size !== b.size) return false;
  for (const [id, state] of a) if (b.get(id) !== state) return false;
  return true;
}
