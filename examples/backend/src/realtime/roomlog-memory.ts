import { createHash, randomUUID } from 'node:crypto';
import { NONCE_LIFE_MS } from '../protocol.ts';
import { takePace, type PaceState } from './pace.ts';
import {
  KEPT_EVENTS,
  KEPT_MS,
  PAGE_EVENTS,
  type Answer,
  type Appended,
  type Entry,
  type Known,
  type NewEntry,
  type RoomLog,
} from './roomlog.ts';

interface MemoryRoom {
  epoch: string;
  seq: number;
  entries: Entry[];
  nonces: Map<string, { seq: number; atMs: number; answer: Answer }>;
  paces: Map<string, PaceState>;
  revisions: Map<string, number>;
  listeners: Set<(epoch: string, entry: Entry) => void>;
}

/** Logs of one process: a restart loses them, and their epochs with them. For development. */
export function memoryRoomLog(): RoomLog {
  const rooms = new Map<string, MemoryRoom>();
  const secret = randomUUID();
  // The same each time: a log to which nothing was written is forgotten, and begins again as what it was.
  const firstEpochOf = (channelId: string): string =>
    createHash('sha256').update(`${secret} ${channelId}`).digest('hex').slice(0, 32);
  const roomOf = (channelId: string, known?: Known | null): MemoryRoom => {
    let room = rooms.get(channelId);
    if (!room) {
      room = {
        epoch: firstEpochOf(channelId),
        seq: 0,
        entries: [],
        nonces: new Map(),
        paces: new Map(),
        revisions: new Map(),
        listeners: new Set(),
      };
      rooms.set(channelId, room);
    }
    if (known?.epoch === room.epoch && known.seq > room.seq)
      Object.assign(room, { epoch: randomUUID(), seq: 0, entries: [] });
    return room;
  };
  return {
    async append(channelId, { event, nowMs, nonce, answer = {}, pace, revision, known }: NewEntry): Promise<Appended> {
      const room = roomOf(channelId, known);
      const { epoch } = room;
      for (const [name, { atMs }] of room.nonces) {
        if (nowMs - atMs <= NONCE_LIFE_MS) break;
        room.nonces.delete(name);
      }
      const before = nonce === undefined ? undefined : room.nonces.get(nonce);
      if (before) return { outcome: 'again', epoch, ...before };
      if (revision && (room.revisions.get(revision.of) ?? 0) !== revision.is) return { outcome: 'stale' };
      if (pace) {
        const paced = takePace(room.paces.get(pace.userId), pace, nowMs);
        if (paced.outcome !== 'taken') return paced;
        room.paces.set(pace.userId, paced.state);
      }
      if (revision) room.revisions.set(revision.of, revision.is + 1);
      const entry: Entry = { seq: ++room.seq, atMs: nowMs, event };
      room.entries.push(entry);
      trim(room, nowMs);
      const { seq } = entry;
      if (nonce !== undefined) room.nonces.set(nonce, { seq, atMs: nowMs, answer });
      for (const listener of room.listeners) listener(epoch, entry);
      return { outcome: 'appended', epoch, seq, atMs: nowMs, answer };
    },
    async answered(channelId, nonce) {
      const room = rooms.get(channelId);
      const before = room?.nonces.get(nonce);
      return room && before ? { outcome: 'again', epoch: room.epoch, ...before } : null;
    },
    async takenAt(channelId, userId) {
      return rooms.get(channelId)?.paces.get(userId)?.takenMs ?? null;
    },
    async read(channelId, afterSeq, known) {
      if (!rooms.has(channelId)) return { epoch: firstEpochOf(channelId), lastSeq: 0, entries: [] };
      const { epoch, seq: lastSeq, entries } = roomOf(channelId, known);
      const first = entries.findIndex(({ seq }) => seq > afterSeq);
      return { epoch, lastSeq, entries: first === -1 ? [] : entries.slice(first, first + PAGE_EVENTS) };
    },
    async subscribe(channelId, listener) {
      const room = roomOf(channelId);
      room.listeners.add(listener);
      return () => {
        room.listeners.delete(listener);
        if (room.listeners.size === 0 && room.seq === 0 && room.epoch === firstEpochOf(channelId))
          rooms.delete(channelId);
      };
    },
  };
}

function trim({ entries }: MemoryRoom, nowMs: number): void {
  // In large steps: each moves all that stay.
  if (entries.length % 256 !== 0) return;
  let count = 0;
  while (entries.length - count > KEPT_EVENTS && entries[count]!.atMs < nowMs - KEPT_MS) count++;
  entries.splice(0, count);
}
