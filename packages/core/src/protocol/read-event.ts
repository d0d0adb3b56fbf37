import type {
  RtBadge,
  RtEmote,
  RtEvent,
  RtHealthEvent,
  RtLoggedEvent,
  RtMessage,
  RtPlaceholder,
  RtReplyTo,
  RtSettings,
  RtUser,
} from './events.ts';
import {
  MAX_BLOCKED_WORDS,
  MAX_EVENTS,
  MAX_ID_LENGTH,
  MAX_NAME_LENGTH,
  MAX_NONCE_LENGTH,
  MAX_REASON_LENGTH,
  MAX_SLOW_MODE_MS,
  MAX_TEXT_LENGTH,
  MAX_TIP_TEXT_LENGTH,
} from './limits.ts';
import {
  boolean,
  fallback,
  integer,
  list,
  nullable,
  number,
  oneOf,
  optional,
  record,
  text,
  type Reader,
} from './readers.ts';

/** The end of time in JavaScript. */
const MAX_DATE_MS = 8.64e15;
/** A list of badges is as long as a line; one of emotes as long as a message. */
const MAX_BADGES = 20;

export const id = text(MAX_ID_LENGTH, 1);
export const seq = integer(1);
export const date = number(0, MAX_DATE_MS);
export const durationMs = number(0, MAX_DATE_MS);
export const nonce = text(MAX_NONCE_LENGTH, 1);
export const reason = text(MAX_REASON_LENGTH);
export const count = integer(0);

const color: Reader<string> = (value) =>
  typeof value === 'string' && /^#[\da-f]{6}$/i.test(value) ? value : undefined;

export const user = record<RtUser>({
  id,
  handle: text(MAX_NAME_LENGTH, 1),
  name: text(MAX_NAME_LENGTH, 1),
  color: optional(color),
});

export const badges: Reader<readonly RtBadge[]> = fallback(
  list(record<RtBadge>({ type: text(MAX_NAME_LENGTH, 1), tier: optional(text(MAX_NAME_LENGTH)) }), MAX_BADGES),
  Object.freeze([]),
);

const emotes: Reader<readonly RtEmote[]> = fallback(
  list(record<RtEmote>({ id, start: count, end: count }), MAX_TEXT_LENGTH),
  Object.freeze([]),
);

const said = {
  id,
  user,
  text: text(MAX_TEXT_LENGTH),
  emotes,
  badges,
  replyTo: optional(record<RtReplyTo>({ id, text: optional(text(MAX_TEXT_LENGTH)), user: optional(user) })),
  nonce: optional(nonce),
};

export const message = record<RtMessage>({ ...said, at: optional(date), seq: optional(seq) });

const setting = {
  slowModeMs: number(0, MAX_SLOW_MODE_MS),
  followersOnlyMs: nullable(durationMs),
  subscribersOnly: boolean,
  emoteOnly: boolean,
  maxLength: integer(1, MAX_TEXT_LENGTH),
  blockedWords: optional(list(text(MAX_NAME_LENGTH, 1), MAX_BLOCKED_WORDS)),
};

export const settings = record<RtSettings>(setting);

/** Those that change. Null is a value of its own for followers: it stands for everybody. */
export const someSettings: Reader<Partial<RtSettings>> = (value, trail) => {
  const some = record<Partial<RtSettings>>({
    slowModeMs: optional(setting.slowModeMs),
    followersOnlyMs: optional(setting.followersOnlyMs) as Reader<never>,
    subscribersOnly: optional(boolean),
    emoteOnly: optional(boolean),
    maxLength: optional(setting.maxLength),
    blockedWords: setting.blockedWords,
  });
  return some(value, trail);
};

const channelId = optional(id);
const logged = { channelId, seq, at: date };

type Of<Type> = Extract<RtEvent, { type: Type }>;
const event = <Type extends RtEvent['type']>(
  type: Type,
  fields: Omit<Parameters<typeof record<Of<Type>>>[0], 'type'>,
): Reader<Of<Type>> =>
  record<Of<Type>>({ type: oneOf(type), ...fields } as unknown as Parameters<typeof record<Of<Type>>>[0]);

const health = { bitrateKbps: number(0, 1e7), fps: number(0, 1000), dropRate: number(0, 1), timestamp: date };

/** What a poll says of a broadcast. */
export const healthOfPoll = record<Omit<RtHealthEvent, 'type' | 'channelId' | 'viewerCount'>>(health);

type Readers = { readonly [Type in (RtLoggedEvent | Of<'viewer_update' | 'health'>)['type']]: Reader<Of<Type>> };

const EVENTS: Readers = {
  chat: event('chat', { ...logged, ...said }),
  chat_deleted: event('chat_deleted', { ...logged, messageIds: list(id, MAX_EVENTS) }),
  user_moderated: event('user_moderated', {
    ...logged,
    userId: id,
    action: oneOf('timeout', 'untimeout', 'ban', 'unban', 'warn'),
    untilAt: optional(date),
    reason: optional(reason),
  }),
  cleared: event('cleared', logged),
  pin: event('pin', { ...logged, message: nullable(message) }),
  highlight: event('highlight', { ...logged, messageId: id }),
  settings: event('settings', { ...logged, ...setting }),
  held: event('held', { ...logged, message, reason, score: optional(number(0, 1)) }),
  warned: event('warned', { ...logged, userId: id, reason: optional(reason) }),
  timeline: event('timeline', {
    ...logged,
    roomId: id,
    position: number(-1e10, 1e10),
    rate: number(0, 100),
    playing: boolean,
    rev: count,
    by: text(MAX_ID_LENGTH),
  }),
  tip: event('tip', {
    ...logged,
    id,
    user: nullable(user),
    amountMinor: count,
    currency: text(3, 3),
    text: text(MAX_TIP_TEXT_LENGTH),
    displayMs: optional(durationMs),
  }),
  stream: event('stream', {
    ...logged,
    status: oneOf('preview', 'live', 'ended'),
    startedAt: optional(date),
    hlsUrl: optional(text(2000)),
  }),
  viewer_update: event('viewer_update', { channelId, viewerCount: count }),
  health: event('health', { channelId, viewerCount: optional(count), ...health }),
};

const place = record<{ channelId?: string; seq?: number; deleted?: boolean }>({
  channelId,
  seq: optional(seq),
  deleted: optional(boolean),
});

export const isEventType = (type: unknown): type is keyof Readers =>
  typeof type === 'string' && Object.hasOwn(EVENTS, type);

/**
 * An event, from whoever sent it. What is wrong or not known still takes its place in the order, so that a log with one bad event in
 * it goes on.
 */
export const readEvent: Reader<RtEvent> = (value, trail) => {
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, deleted } = value as Record<string, unknown>;
  const isKnown = isEventType(type);
  const taken = isKnown && deleted !== true && (EVENTS[type] as Reader<RtEvent>)(value, trail);
  if (taken) return taken;
  const { deleted: isDeleted, ...rest } = place(value, []) ?? {};
  let why: RtPlaceholder['reason'] = 'unknown';
  if (isDeleted) why = 'deleted';
  else if (isKnown || (rest.seq === undefined && typeof type !== 'string')) why = 'invalid';
  return Object.freeze({ type: 'placeholder', reason: why, ...rest });
};

export const events = list(readEvent, MAX_EVENTS);
