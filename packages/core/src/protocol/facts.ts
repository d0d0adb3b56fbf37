import type { RtYou } from './frames.ts';
import { badges, count, date, events, id, message, settings } from './read-event.ts';
import { boolean, fallback, lenient, nullable, oneOf, optional, record } from './readers.ts';

const you = record<RtYou>({
  role: fallback(oneOf('viewer', 'vip', 'moderator', 'broadcaster'), 'viewer'),
  badges,
  timeoutUntilAt: optional(date),
  cooldownUntilAt: optional(date),
});

export const replay = { epoch: id, lastSeq: count, recovered: fallback(boolean, false), events };
/** What is wrong in them is left out: they are no reason to have no chat. */
export const facts = {
  settings: lenient(settings),
  pinned: lenient(nullable(message)),
  you: lenient(nullable(you)),
  viewerCount: lenient(count),
};
