import { T333Error } from '../errors.ts';
import type { RtErrorCode } from './error-codes.ts';
import type { ClientRequest, ServerFrame } from './frames.ts';
import { MAX_CLIENT_FRAME_BYTES, MAX_SERVER_FRAME_BYTES } from './limits.ts';
import { text, type Reader } from './readers.ts';

/** A frame that is none. A server answers with its `wireCode`, to the `rid` where it could be read. */
export class FrameError extends T333Error<'invalid-frame'> {
  readonly wireCode: RtErrorCode;
  readonly rid: string | null;

  constructor(wireCode: RtErrorCode, explanation: string, rid: string | null = null, cause?: unknown) {
    super('invalid-frame', explanation, { cause });
    this.name = 'FrameError';
    this.wireCode = wireCode;
    this.rid = rid;
  }
}

export const rid = text(64, 1);

const encoder = new TextEncoder();

/** Of UTF-8: no more than three for each unit of UTF-16, so that short texts need no look. */
const isLonger = (string: string, bytes: number): boolean =>
  string.length > bytes || (3 * string.length > bytes && encoder.encode(string).length > bytes);

/** @throws FrameError */
export function parse(data: unknown, maxBytes: number): Record<string, unknown> {
  if (typeof data !== 'string') throw new FrameError('bad_request', 'A frame is text.');
  if (isLonger(data, maxBytes)) throw new FrameError('too_long', `A frame has at most ${maxBytes} bytes.`);
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch (cause) {
    throw new FrameError('bad_request', 'A frame is JSON.', null, cause);
  }
  if (typeof value !== 'object' || value === null) throw new FrameError('bad_request', 'A frame is an object.');
  return value as Record<string, unknown>;
}

/** @throws FrameError */
export function take<T>(read: Reader<T>, value: unknown, what: string, ridOfIt: string | null = null): T {
  const trail: string[] = [];
  const taken = read(value, trail);
  if (taken === undefined)
    throw new FrameError('bad_request', `${what}: ${trail.join('.') || 'it'} is missing or wrong.`, ridOfIt);
  return taken;
}

/** @throws FrameError `too_long` */
function encode(value: object, maxBytes: number): string {
  const string = JSON.stringify(value);
  if (isLonger(string, maxBytes)) throw new FrameError('too_long', `A frame has at most ${maxBytes} bytes.`);
  return string;
}

/** @throws FrameError `too_long` */
export const encodeClientFrame = (value: ClientRequest & { rid: string }): string =>
  encode(value, MAX_CLIENT_FRAME_BYTES);

/** @throws FrameError `too_long` */
export const encodeServerFrame = (value: ServerFrame | object): string => encode(value, MAX_SERVER_FRAME_BYTES);
