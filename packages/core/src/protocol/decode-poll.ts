import { facts, replay } from './facts.ts';
import type { PollAnswer, PostAnswer } from './frames.ts';
import { parse, take } from './frame-text.ts';
import { DEFAULT_POLL_AFTER_MS, MAX_POLL_BYTES, MAX_SERVER_FRAME_BYTES } from './limits.ts';
import { date, durationMs, healthOfPoll, id, seq, user } from './read-event.ts';
import { fallback, lenient, nullable, optional, record } from './readers.ts';

const POLL_ANSWER = record<PollAnswer>({
  ...replay,
  ...facts,
  pollAfterMs: fallback(durationMs, DEFAULT_POLL_AFTER_MS),
  health: lenient(healthOfPoll),
  user: lenient(nullable(user)),
});

const POST_ANSWER = record<PostAnswer>({ id, seq, cooldownUntilAt: optional(date) });

/** @throws FrameError */
export const decodePollAnswer = (data: unknown): PollAnswer => take(POLL_ANSWER, parse(data, MAX_POLL_BYTES), 'A poll');

/** @throws FrameError */
export const decodePostAnswer = (data: unknown): PostAnswer =>
  take(POST_ANSWER, parse(data, MAX_SERVER_FRAME_BYTES), 'A message');
