import { errorCode, type RtErrorCode } from './error-codes.ts';
import { facts, replay } from './facts.ts';
import type { BatchFrame, ReadyFrame, ServerFrame, ServerReply } from './frames.ts';
import { parse, rid, take } from './frame-text.ts';
import { DEFAULT_HEARTBEAT_MS, DEFAULT_LIMITS, MAX_SERVER_FRAME_BYTES, type RtLimits } from './limits.ts';
import { count, date, durationMs, events, id, isEventType, readEvent, seq, user } from './read-event.ts';
import { boolean, fallback, integer, nullable, number, oneOf, optional, record, text, type Reader } from './readers.ts';

type Fields<T> = Parameters<typeof record<T>>[0];
const limits: Reader<RtLimits> = fallback(
  record<RtLimits>({
    messagesPerSecond: fallback(number(0, 1e6), DEFAULT_LIMITS.messagesPerSecond),
    messageBurst: fallback(number(0, 1e6), DEFAULT_LIMITS.messageBurst),
    framesPerSecond: fallback(number(1, 1e6), DEFAULT_LIMITS.framesPerSecond),
    channels: fallback(integer(1), DEFAULT_LIMITS.channels),
  }),
  DEFAULT_LIMITS,
);

const code: Reader<RtErrorCode> = (value) => (typeof value === 'string' ? errorCode(value) : undefined);

type Frame<Type> = Extract<Exclude<ServerFrame, { type: 'placeholder' }>, { type: Type }>;
const frame = <Type extends ServerFrame['type']>(
  type: Type,
  fields: Omit<Fields<Frame<Type>>, 'type'>,
): Reader<Frame<Type>> => record<Frame<Type>>({ type: oneOf(type), ...fields } as unknown as Fields<Frame<Type>>);

const SERVER_FRAMES: {
  readonly [Type in ServerReply['type'] | 'batch' | 'gap' | 'goodbye']: Reader<Frame<Type>>;
} = {
  ready: frame('ready', {
    rid,
    user: fallback(nullable(user), null),
    serverAt: date,
    heartbeatMs: fallback(number(1000, 600_000), DEFAULT_HEARTBEAT_MS),
    limits,
  } as Omit<Fields<ReadyFrame>, 'type'>),
  joined: frame('joined', { rid, channelId: id, ...replay, ...facts, more: optional(boolean) }),
  history: frame('history', { rid, channelId: id, epoch: id, events }),
  ack: frame('ack', {
    rid,
    id: optional(id),
    seq: optional(seq),
    rev: optional(count),
    cooldownUntilAt: optional(date),
  }),
  pong: frame('pong', { rid, serverAt: date }),
  error: frame('error', {
    rid: optional(rid),
    code,
    message: fallback(text(1000), ''),
    retryAfterMs: optional(durationMs),
  }),
  batch: frame('batch', { channelId: optional(id), events } as Omit<Fields<BatchFrame>, 'type'>),
  gap: frame('gap', { channelId: id, from: seq, to: seq }),
  goodbye: frame('goodbye', { reconnectAfterMs: fallback(durationMs, 0) }),
};

/**
 * What a server has sent, for clients: only what is known of it, checked and frozen. What is of an unknown type is a placeholder, as is
 * an event that breaks the protocol.
 *
 * @throws FrameError
 */
export function decodeServerFrame(data: unknown): ServerFrame {
  const value = parse(data, MAX_SERVER_FRAME_BYTES);
  const { type } = value;
  const isFrame = typeof type === 'string' && Object.hasOwn(SERVER_FRAMES, type);
  if (isFrame && !isEventType(type))
    return take<ServerFrame>(SERVER_FRAMES[type as ServerReply['type']] as Reader<ServerFrame>, value, type);
  return take<ServerFrame>(readEvent, value, String(type));
}
