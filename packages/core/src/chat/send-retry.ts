import type { T333Error } from '../errors.ts';
import { backOffDelayMs } from '../resilience/back-off.ts';
import { ChatRefusal } from './refusal.ts';

const MAX_ATTEMPTS = 6;
const BASE_MS = 1000;
const CAP_MS = 15_000;
/** Nobody waits for a message for longer than the longest slow mode. */
const MAX_WAIT_MS = 120_000;

/**
 * How long to wait until a message is sent again by itself; null: never.
 *
 * @param attempt how often it was sent
 */
export function sendRetryMs(error: T333Error, attempt: number, random: () => number): number | null {
  if (!error.retryable || attempt >= MAX_ATTEMPTS) return null;
  if (!(error instanceof ChatRefusal)) return backOffDelayMs({ attempt, baseMs: BASE_MS, capMs: CAP_MS, random });
  // What was said before is no newer for waiting.
  if (error.reason === 'duplicate') return null;
  const waitMs = error.retryAfterMs ?? BASE_MS * 2 ** (attempt - 1);
  return waitMs <= MAX_WAIT_MS ? waitMs : null;
}
