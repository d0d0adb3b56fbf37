import type { Clock } from '@t333/core/time';

/** A time in RFC 3339 with nanoseconds, as EventSub writes it. The last six digits count calls, so that no two are alike. */
export function nanoTimestamp(clock: Clock, count: number): string {
  const iso = new Date(clock.wallTime()).toISOString();
  return `${iso.slice(0, -1)}${String(count % 1_000_000).padStart(6, '0')}Z`;
}

/** A subscription, as the API and the notifications show it. */
export interface MockSubscription {
  id: string;
  status: string;
  type: string;
  version: string;
  condition: Record<string, string>;
  transport: { method: 'websocket'; session_id: string; connected_at: string; disconnected_at?: string };
  created_at: string;
  cost: number;
}

export interface SessionFacts {
  id: string;
  status: 'connected' | 'reconnecting';
  connected_at: string;
  keepalive_timeout_seconds: number | null;
  reconnect_url: string | null;
}

export type FrameType = 'session_welcome' | 'session_keepalive' | 'session_reconnect' | 'notification' | 'revocation';

export interface Frame {
  metadata: {
    message_id: string;
    message_type: FrameType;
    message_timestamp: string;
    subscription_type?: string;
    subscription_version?: string;
  };
  payload: object;
}
