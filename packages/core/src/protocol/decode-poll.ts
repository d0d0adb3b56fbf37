import { ERROR_STATUS, type RtErrorCode } from './error-codes.ts';
import { facts, replay } from './facts.ts';
import type { PollAnswer, PostAnswer } from './frames.ts';
import { parse, take } from './frame-text.ts';
import { DEFAULT_POLL_AFTER_MS, MAX_POLL_BYTES, MAX_SERVER_FRAME_BYTES } from './limits.ts';
import { date, durationMs, healthOfPoll, id, seq, user } from './read-event.ts';
import { fallback, lenient, nullable, oneOf, optional, record, text } from './readers.ts';

const POLL_ANSWER = record<PollAnswer>({
  ...replay,
  ...facts,
  pollAfterMs: fallback(durationMs, DEFAULT_POLL_AFTER_MS),
  health: lenient(healthOfPoll),
  user: lenient(nullable(user)),
});

const POST_ANSWER = record<PostAnswer>({ id, seq, cooldownUntilAt: optional(date) });

const PROBLEM = record<RtProblem>({
  code: oneOf(...(Object.keys(ERROR_STATUS) as RtErrorCode[])),
  detail: optional(text(1000)),
  retryAfterMs: optional(durationMs),
});

/** What goes wrong over HTTP: problem+json with a code of ours. */
export interface RtProblem {
  readonly code: RtErrorCode;
  readonly detail?: string;
  readonly retryAfterMs?: number;
}

/** @throws FrameError */
export const decodePollAnswer = (data: unknown): PollAnswer => take(POLL_ANSWER, parse(data, MAX_POLL_BYTES), 'A poll');

/** @throws FrameError */
export const decodePostAnswer = (data: unknown): PostAnswer =>
  take(POST_ANSWER, parse(data, MAX_SERVER_FRAME_BYTES), 'A message');

/** The problem that an HTTP answer tells; null where it is no problem of ours. */
export function readProblem(data: unknown): RtProblem | null {
  try {
    return take(PROBLEM, parse(data, MAX_SERVER_FRAME_BYTES), 'A problem');
  } catch {
    return null;
  }
}
