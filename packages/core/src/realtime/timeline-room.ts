import { MAX_RATE, MIN_RATE } from '../player/player.ts';
import type { Frame } from './transport.ts';

/** What a member asks a room to do: play so, from there. */
export interface TimelineFrame extends Frame {
  readonly type: 'timeline';
  readonly roomId: string;
  /** Seconds. */
  readonly position: number;
  readonly rate: number;
  readonly playing: boolean;
  /** When the position is or was right, in Unix milliseconds of the authority's clock. */
  readonly at: number;
  /** Of a request, the revision that its sender knows; of an event, its own. 0 is a room in which nothing has happened. */
  readonly rev: number;
}

/** What a room does. */
export interface RoomTimeline extends TimelineFrame {
  /** Who moved it, as the authority knows them. */
  readonly by: string;
}

/** 317 years: a timeline may be that of Unix time. */
const MAX_POSITION_SECONDS = 1e10;
/** The end of time in JavaScript. */
const MAX_DATE_MS = 8.64e15;
const MAX_ID_LENGTH = 200;

const isWithin = (value: unknown, min: number, max: number): value is number =>
  typeof value === 'number' && value >= min && value <= max;

const isId = (value: unknown): value is string => typeof value === 'string' && value.length <= MAX_ID_LENGTH;

/** Takes what a stranger sent for a `timeline` request; null when it is none. */
export function readTimelineFrame(frame: unknown): TimelineFrame | null {
  if (typeof frame !== 'object' || frame === null) return null;
  const { type, roomId, position, rate, playing, at, rev } = frame as Frame;
  return type === 'timeline' &&
    isId(roomId) &&
    isWithin(position, -MAX_POSITION_SECONDS, MAX_POSITION_SECONDS) &&
    isWithin(rate, MIN_RATE, MAX_RATE) &&
    typeof playing === 'boolean' &&
    isWithin(at, 0, MAX_DATE_MS) &&
    isWithin(rev, 0, Number.MAX_SAFE_INTEGER) &&
    Number.isInteger(rev)
    ? { type, roomId, position, rate, playing, at, rev }
    : null;
}

/** Takes what a stranger sent for a `timeline` event; null when it is none. */
export function readRoomTimeline(frame: unknown): RoomTimeline | null {
  const timeline = readTimelineFrame(frame);
  if (!timeline) return null;
  const { by } = frame as Frame;
  return isId(by) ? { ...timeline, by } : null;
}

/** What a room does after a request, or null when its sender did not know what the room did. */
export function moveRoom(room: RoomTimeline | undefined, frame: TimelineFrame, by: string): RoomTimeline | null {
  return frame.rev === (room?.rev ?? 0) ? { ...frame, rev: frame.rev + 1, by } : null;
}
