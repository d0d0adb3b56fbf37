import { isModerator } from '../../../realtime/seen.ts';
import { DEFAULT_POLL_AFTER_MS, MAX_HISTORY, type RtPosition } from '../protocol.ts';
import type { Person } from './person.ts';
import type { Realtime } from './realtime.ts';

/** What was told earlier is no news in a poll: it comes every 5 s. */
const HEALTH_LIFE_MS = 10_000;

export interface Poll {
  readonly since: RtPosition | undefined;
  readonly limit: number;
  readonly waitSeconds: number;
  readonly person: Person | null;
  readonly ip: string;
  /** Aborts when who asks has left. */
  readonly signal: AbortSignal;
}

/** Answers a poll, once there is something or its time is over. @returns JSON. @throws Problem `not_found`, `unavailable` */
export async function answerPoll(
  realtime: Realtime,
  channelId: string,
  { since, limit, waitSeconds, person, ip, signal }: Poll,
): Promise<string> {
  const room = await realtime.rooms.get(channelId);
  room.polled(person?.user.id ?? ip);
  const { health } = room;
  const told =
    isModerator(room.viewer(person)) && health && realtime.nowMs() - health.atMs < HEALTH_LIFE_MS ? health.told : null;
  // Whoever is told how the broadcast arrives is not held: that is news every few seconds.
  if (since && waitSeconds > 0 && !told && !realtime.isDraining) await room.news(since, waitSeconds * 1000, signal);
  const facts = await realtime.factsFor(room, person);
  const capped = Math.min(limit, MAX_HISTORY);
  const viewer = room.viewer(person);
  const { recovered, parts } = room.past.replay(room.epoch, since, { history: capped, limit: capped, viewer });
  const head = JSON.stringify({
    epoch: room.epoch,
    lastSeq: room.lastSeq,
    recovered,
    ...facts,
    user: person?.user ?? null,
    ...(told && { health: told }),
    pollAfterMs: DEFAULT_POLL_AFTER_MS,
  });
  return `${head.slice(0, -1)},"events":[${parts.flat().join(',')}]}`;
}
