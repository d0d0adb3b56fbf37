/** A notification of EventSub. What `event` holds is what Twitch has sent: nothing checks it field by field. */
export interface EventSubNotification<Data = unknown> {
  /** Unique; what comes twice is told once. */
  readonly id: string;
  readonly type: string;
  readonly version: string;
  /** Unix milliseconds. */
  readonly atMs: number;
  /** The same in RFC 3339, to the nanosecond: by it, what happened in one millisecond has an order. */
  readonly timestamp: string;
  readonly subscriptionId: string;
  readonly condition: Readonly<Record<string, string>>;
  readonly event: Data;
}

export type EventSubFrame =
  | { type: 'welcome'; sessionId: string; keepaliveMs: number }
  | { type: 'keepalive' }
  | { type: 'reconnect'; url: string }
  | { type: 'notification'; notification: EventSubNotification }
  | { type: 'revocation'; id: string; subscription: NamedSubscription; status: string };

/** A subscription, as Twitch names it. */
export interface NamedSubscription {
  readonly id: string;
  readonly type: string;
  readonly condition: Readonly<Record<string, unknown>>;
}

type Fields = Record<string, unknown>;

const DEFAULT_KEEPALIVE_SECONDS = 10;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const fields = (value: unknown): Fields => (isFields(value) ? value : {});
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Unix milliseconds of an RFC 3339 time, whose fraction may have any length; NaN where it is none. */
export function parseTimestamp(timestamp: string): number {
  const match = /^(\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d)(?:\.(\d{1,3})\d*)?([Zz]|[+-]\d\d:\d\d)$/.exec(timestamp);
  if (!match) return NaN;
  const [, time, fraction = '', zone] = match;
  return Date.parse(`${time!.toUpperCase()}.${fraction.padEnd(3, '0')}${zone!.toUpperCase()}`);
}

/** Reads what came over the socket; null for what is no frame of EventSub, or of a kind that is not known. */
export function readFrame(data: unknown): EventSubFrame | null {
  let frame: Fields;
  try {
    frame = fields(JSON.parse(String(data)));
  } catch {
    return null;
  }
  const metadata = fields(frame['metadata']);
  const payload = fields(frame['payload']);
  const session = fields(payload['session']);
  const subscription = fields(payload['subscription']);
  const id = text(metadata['message_id']);
  if (!id) return null;
  switch (metadata['message_type']) {
    case 'session_welcome': {
      const seconds = session['keepalive_timeout_seconds'];
      const isKnown = typeof seconds === 'number' && seconds > 0;
      const sessionId = text(session['id']);
      const keepaliveMs = 1000 * (isKnown ? seconds : DEFAULT_KEEPALIVE_SECONDS);
      return sessionId ? { type: 'welcome', sessionId, keepaliveMs } : null;
    }
    case 'session_keepalive':
      return { type: 'keepalive' };
    case 'session_reconnect': {
      const url = text(session['reconnect_url']);
      return url ? { type: 'reconnect', url } : null;
    }
    case 'notification': {
      const timestamp = text(metadata['message_timestamp']);
      const type = text(subscription['type']) || text(metadata['subscription_type']);
      if (!type || !isFields(payload['event'])) return null;
      const notification: EventSubNotification = {
        id,
        type,
        version: text(subscription['version']) || text(metadata['subscription_version']),
        atMs: parseTimestamp(timestamp),
        timestamp,
        subscriptionId: text(subscription['id']),
        condition: fields(subscription['condition']) as Record<string, string>,
        event: payload['event'],
      };
      return { type: 'notification', notification: Object.freeze(notification) };
    }
    case 'revocation':
      return {
        type: 'revocation',
        id,
        subscription: {
          id: text(subscription['id']),
          type: text(subscription['type']),
          condition: fields(subscription['condition']),
        },
        status: text(subscription['status']),
      };
    default:
      return null;
  }
}
