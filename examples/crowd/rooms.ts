import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '../../packages/core/src/time/clock.ts';
import { createRealtimeServer, type RealtimeServer } from '../realtime/index.ts';
import { Crowd } from './crowd.ts';
import { EMOTES } from './lines.ts';

export interface RoomsOptions {
  /** Where they lie on the server: `/rooms`. */
  prefix: string;
  clock: Clock;
  /** 0 up to 1. Default `Math.random`. */
  random?: () => number;
}

export interface Rooms {
  /** Answers a request, where it is one of ours. @returns whether it was */
  handle: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Takes a socket, where it is one of ours. @returns whether it was */
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;
  close: () => void;
}

/** What a page may ask of its room: `POST <prefix>/<room>/crowd`. What is left out stays as it is. */
interface Wish {
  perSecond?: unknown;
  isUploadPoor?: unknown;
  tip?: unknown;
}

interface Room {
  server: RealtimeServer;
  crowd: Crowd;
  usedAtMs: number;
}

/** The channel that each room has. */
export const CHANNEL = 'stage';
const MAX_ROOMS = 32;
const IDLE_MS = 60_000;
const MAX_BODY_LENGTH = 1000;
const MAX_NAME_LENGTH = 25;

/**
 * Realtime servers for demos and tests that do not hear each other: each room has one of its own, with a crowd in its channel. A room is
 * there as soon as somebody asks for it, and goes when nobody has for a minute.
 */
export function createRooms({ prefix, clock, random }: RoomsOptions): Rooms {
  const rooms = new Map<string, Room>();
  const close = (name: string): void => {
    rooms.get(name)?.crowd.stop();
    rooms.get(name)?.server.close();
    rooms.delete(name);
  };
  const sweep = (): void => {
    for (const [name, { server, usedAtMs }] of rooms) {
      if (server.hub.sessions.size === 0 && clock.now() - usedAtMs > IDLE_MS) close(name);
    }
    cancelSweep = clock.after(IDLE_MS, sweep);
  };
  let cancelSweep = clock.after(IDLE_MS, sweep);

  const roomOf = (name: string): Room | null => {
    let room = rooms.get(name);
    if (!room) {
      if (rooms.size >= MAX_ROOMS) return null;
      const server = createRealtimeServer({ prefix: `${prefix}/${name}`, knobs: true, clock, emotes: EMOTES });
      room = {
        server,
        crowd: new Crowd(server.hub, CHANNEL, { clock, ...(random && { random }) }),
        usedAtMs: 0,
      };
      rooms.set(name, room);
    }
    room.usedAtMs = clock.now();
    return room;
  };
  /** Null: not one of ours. */
  const placeOf = ({ url = '' }: IncomingMessage): { name: string; path: string } | null => {
    const [, name, path] = /^\/([\w-]{1,40})(\/[^?]*)/.exec(url.slice(prefix.length)) ?? [];
    return url.startsWith(`${prefix}/`) && name && path ? { name, path } : null;
  };

  return {
    handle(request, response) {
      const place = placeOf(request);
      if (!place) return false;
      const room = roomOf(place.name);
      if (!room) response.writeHead(503).end();
      else if (place.path === '/crowd' || place.path === '/guests') void serve(room, place.path, request, response);
      else if (!room.server.handle(request, response)) response.writeHead(404).end();
      return true;
    },
    upgrade(request, socket, head) {
      const place = placeOf(request);
      const room = place && roomOf(place.name);
      return room ? room.server.upgrade(request, socket, head) : false;
    },
    close() {
      cancelSweep();
      for (const name of rooms.keys()) close(name);
    },
  };
}

async function serve(
  { server: { hub }, crowd }: Room,
  path: '/crowd' | '/guests',
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = request.method === 'POST' ? await readObject(request) : null;
  if (!body) return void response.writeHead(400).end();
  if (path === '/crowd') {
    const { perSecond, isUploadPoor, tip } = body as Wish;
    if (typeof perSecond === 'number') crowd.perSecond = perSecond;
    if (typeof isUploadPoor === 'boolean') crowd.isUploadPoor = isUploadPoor;
    if (tip === true) crowd.tip();
    return void response.writeHead(204).end();
  }
  const name = typeof body['name'] === 'string' ? body['name'].trim().slice(0, MAX_NAME_LENGTH) : '';
  if (!name) return void response.writeHead(400).end();
  // Whoever asks is signed in, as whom they say: a demo has no accounts.
  const token = crypto.randomUUID();
  const id = `guest-${crypto.randomUUID()}`;
  hub.users.set(token, { id, handle: name.toLowerCase().replaceAll(/\s+/g, '_'), name });
  if (body['role'] === 'moderator') {
    const channel = hub.channel(CHANNEL);
    channel.roles.set(id, 'moderator');
    channel.badges.set(id, [{ type: 'moderator' }]);
  }
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify({ token }));
}

/** Null: it is none, or who sends it has left. */
async function readObject(request: IncomingMessage): Promise<Record<string, unknown> | null> {
  let text = '';
  try {
    for await (const chunk of request.setEncoding('utf8')) {
      text += chunk;
      if (text.length > MAX_BODY_LENGTH) return null;
    }
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? (value as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}
