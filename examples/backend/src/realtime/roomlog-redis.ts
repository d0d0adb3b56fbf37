import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';
import type { Bus } from '../bus/bus.ts';
import { Problem } from '../http/problem.ts';
import { NONCE_LIFE_MS } from '../protocol.ts';
import {
  KEPT_EVENTS,
  KEPT_MS,
  PAGE_EVENTS,
  type Answer,
  type Appended,
  type Entry,
  type NewEvent,
  type Placed,
  type RoomLog,
} from './roomlog.ts';
import { MAX_SKEW_MS } from './pace.ts';

/** A channel in which nothing happens for so long begins anew. */
const IDLE_MS = 7 * 86_400_000;
/** So long the name of a log stays that was read, and to which nothing was written: who is in its room meanwhile need not come anew. */
const EMPTY_MS = 3_600_000;
const SCRIPT = readFileSync(new URL('roomlog.lua', import.meta.url), 'utf8');

type Step = (...keysAndValues: (string | number)[]) => Promise<string[]>;

/**
 * Logs in Redis, for any number of instances: a stream for each channel, and one script that gives an event its number, its place, its nonce and
 * its publication. With `appendfsync always` what was answered is on the disk.
 *
 * @param bus of the same Redis: it hears what the script publishes
 */
export function redisRoomLog(redis: Redis, bus: Bus): RoomLog {
  redis.defineCommand('t333RoomStep', { numberOfKeys: 4, lua: SCRIPT });
  const { t333RoomStep } = redis as unknown as { t333RoomStep: Step };
  const step: Step = (...values) => t333RoomStep.apply(redis, values).catch(asProblem);
  return {
    async append(channelId, { event, nowMs, nonce, answer = {}, pace, revision, known }) {
      const [outcome, ...rest] = await step(
        ...keysOf(channelId, nonce ?? '', pace?.userId ?? ''),
        JSON.stringify(event),
        nowMs,
        randomUUID(),
        known?.epoch ?? '',
        known?.seq ?? 0,
        topicOf(channelId),
        nonce === undefined ? 0 : NONCE_LIFE_MS,
        JSON.stringify(answer),
        pace?.slowModeMs ?? 0,
        pace?.perSecond ?? 0,
        pace?.burst ?? 0,
        revision ? `rev:${revision.of}` : '',
        revision?.is ?? 0,
        KEPT_EVENTS,
        KEPT_MS,
        IDLE_MS,
        MAX_SKEW_MS,
      );
      return appendedOf(outcome!, rest, answer);
    },
    async answered(channelId, nonce) {
      const [, , key] = keysOf(channelId, nonce, '');
      const before = await redis.get(key).catch(asProblem);
      if (before === null) return null;
      const [epoch, rest] = split(before);
      return { outcome: 'again', epoch, ...placeOf(rest) };
    },
    async takenAt(channelId, userId) {
      const taken = await redis.hget(keysOf(channelId, '', userId)[3], 'taken').catch(asProblem);
      return taken === null ? null : Number(taken);
    },
    async read(channelId, afterSeq, known) {
      const keys = keysOf(channelId, '', '');
      const values = ['', 0, randomUUID(), known?.epoch ?? '', known?.seq ?? 0, afterSeq, PAGE_EVENTS, EMPTY_MS];
      const [epoch, lastSeq, ...found] = await step(...keys, ...values);
      const entries: Entry[] = [];
      for (let index = 0; index < found.length; index += 2) {
        const [atMs, event] = split(found[index + 1]!);
        entries.push({
          seq: Number.parseInt(found[index]!, 10),
          atMs: Number(atMs),
          event: JSON.parse(event) as NewEvent,
        });
      }
      return { epoch: epoch!, lastSeq: Number(lastSeq), entries };
    },
    subscribe: (channelId, listener, onResumed) =>
      bus.subscribe(
        topicOf(channelId),
        (text) => {
          const [epoch, afterEpoch] = split(text);
          const [seq, afterSeq] = split(afterEpoch);
          const [atMs, event] = split(afterSeq);
          listener(epoch, { seq: Number(seq), atMs: Number(atMs), event: JSON.parse(event) as NewEvent });
        },
        onResumed,
      ),
  };
}

/** Whether it was logged is not known: whoever sends it again by its nonce finds out. */
function asProblem(cause: unknown): never {
  throw new Problem('unavailable', 'The chat cannot be reached now.', { retryAfterMs: 1000, cause });
}

/** The braces keep what is of one channel on one node of a cluster. */
function keysOf(channelId: string, nonce: string, userId: string): [string, string, string, string] {
  const base = `t333:{${channelId}}`;
  return [`${base}:facts`, `${base}:log`, `${base}:nonce:${nonce}`, `${base}:pace:${userId}`];
}

const topicOf = (channelId: string): string => `t333:{${channelId}}:told`;

/** Before and after the first space. */
function split(text: string): [string, string] {
  const end = text.indexOf(' ');
  return [text.slice(0, end), text.slice(end + 1)];
}

function appendedOf(outcome: string, [first = '', second = '']: string[], answer: Answer): Appended {
  switch (outcome) {
    case 'appended': {
      const [seq, atMs] = split(second);
      return { outcome, epoch: first, seq: Number(seq), atMs: Number(atMs), answer };
    }
    case 'again':
      return { outcome, epoch: first, ...placeOf(second) };
    case 'slow_mode':
    case 'rate_limited':
      return { outcome, retryAfterMs: Number(first) };
    default:
      return { outcome: 'stale' };
  }
}

function placeOf(text: string): Omit<Placed, 'epoch'> {
  const [seq, afterSeq] = split(text);
  const [atMs, answer] = split(afterSeq);
  return { seq: Number(seq), atMs: Number(atMs), answer: JSON.parse(answer) as Answer };
}
