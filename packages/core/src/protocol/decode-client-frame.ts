import { MOD_ACTIONS, type ClientFrame } from './frames.ts';
import { FrameError, parse, rid, take } from './frame-text.ts';
import { MAX_CLIENT_FRAME_BYTES, MAX_HISTORY, MAX_TEXT_LENGTH, MAX_TIMEOUT_MS, MIN_TIMEOUT_MS } from './limits.ts';
import { position } from './position.ts';
import { count, date, id, nonce, reason, seq, someSettings } from './read-event.ts';
import { boolean, integer, list, number, oneOf, optional, record, text, type Reader } from './readers.ts';

type Request<Type> = Extract<ClientFrame, { type: Type }>;
type Fields<T> = Parameters<typeof record<T>>[0];
const request = <Type extends ClientFrame['type']>(
  type: Type,
  fields: Omit<Fields<Request<Type>>, 'type' | 'rid'>,
): Reader<Request<Type>> =>
  record<Request<Type>>({ type: oneOf(type), rid, ...fields } as unknown as Fields<Request<Type>>);

const CLIENT_FRAMES: { readonly [Type in ClientFrame['type']]: Reader<Request<Type>> } = {
  auth: request('auth', { proto: integer(0), ticket: optional(text(2000)) }),
  join: request('join', {
    channelId: id,
    since: optional(position),
    history: optional(integer(0, MAX_HISTORY)),
    topics: optional(list(text(32), 16)),
  }),
  leave: request('leave', { channelId: id }),
  history: request('history', { channelId: id, before: optional(seq), limit: optional(integer(1, MAX_HISTORY)) }),
  chat: request('chat', { channelId: id, nonce, text: text(MAX_TEXT_LENGTH, 1), replyTo: optional(id) }),
  mod: request('mod', {
    channelId: id,
    action: oneOf(...MOD_ACTIONS),
    messageId: optional(id),
    userId: optional(id),
    durationMs: optional(number(MIN_TIMEOUT_MS, MAX_TIMEOUT_MS)),
    reason: optional(reason),
    settings: optional(someSettings),
  }),
  timeline: request('timeline', {
    roomId: id,
    position: number(-1e10, 1e10),
    rate: number(0, 100),
    playing: boolean,
    at: date,
    rev: count,
  }),
  ping: request('ping', {}),
};

/**
 * What a client has sent, for servers: only what is known of it, checked and frozen.
 *
 * @throws FrameError
 */
export function decodeClientFrame(data: unknown): ClientFrame {
  const value = parse(data, MAX_CLIENT_FRAME_BYTES);
  const { type } = value;
  const ofRequest = rid(value['rid'], []) ?? null;
  if (typeof type !== 'string' || !Object.hasOwn(CLIENT_FRAMES, type))
    throw new FrameError('bad_request', 'A frame of that type is not known.', ofRequest);
  return take<ClientFrame>(CLIENT_FRAMES[type as ClientFrame['type']] as Reader<ClientFrame>, value, type, ofRequest);
}
