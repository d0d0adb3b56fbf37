import type { T333Error } from '../errors.ts';
import { backOffDelayMs } from '../resilience/back-off.ts';
import { ChatRefusal } from './refusal.ts';

/** How long a message may wait for its connection. Well within the ten minutes for which a server knows that it has it. */
export const SEND_PATIENCE_MS = 120_000;
/** Of a message that the service refuses each time. */
const MAX_ATTEMPTS = 6;
const BASE_MS = 1000;
const CAP_MS = 15_000;
/** Nobody waits for a message for longer than the longest slow mode. */
const MAX_WAIT_MS = 120_000;

/**
 * How long to wait until a message is sent again by itself; null: never.
 *
 * @param attempt how often it was sent
 * @param leftMs how much longer it may wait for its connection
 */
export function sendRetryMs(error: T333Error, attempt: number, leftMs: number, random: () => number): number | null {
  if (!error.retryable) return null;
  if (!(error instanceof ChatRefusal))
    return leftMs > 0 ? backOffDelayMs({ attempt, baseMs: BASE_MS, capMs: CAP_MS, random }) : null;
  // What was said before is no newer for waiting.
  if (error.reason === 'duplicate' || attempt >= MAX_ATTEMPTS) return null;
  const waitMs = error.retryAfterMs ?? BASE_MS * 2 ** (attempt - 1);
  return waitMs <= MAX_WAIT_MS ? waitMs : null;
}
