import { T333Error } from '@t333/core/errors';
import { backOffDelayMs } from '@t333/core/resilience';
import type { HelixMethod } from './call.ts';

/** Tries of one call, the first included. */
export const MAX_TRIES = 3;
const BACK_OFF_BASE_MS = 500;
const BACK_OFF_CAP_MS = 10_000;
/** Who is told to come back later than that learns it, rather than wait. */
const LONGEST_WAIT_MS = 60_000;

export interface FailedTry {
  method: HelixMethod;
  /** 1 for the first. */
  tries: number;
  error: T333Error;
  /** Whether the token was renewed for this call already. */
  isRenewed: boolean;
  retryAfterMs: number | null;
  random: () => number;
}

export type NextStep = { act: 'fail' } | { act: 'renew' } | { act: 'retry'; delayMs: number };

/** What may be sent twice without harm. RFC 9110, section 9.2.2. */
const isIdempotent = (method: HelixMethod): boolean => method !== 'POST' && method !== 'PATCH';

/** What to do after a try that failed. */
export function nextStep({ method, tries, error, isRenewed, retryAfterMs, random }: FailedTry): NextStep {
  // A refused token was refused before anything was done: every method may be sent again, and it was no try of the call.
  if (error.code === 'unauthorized') return isRenewed ? { act: 'fail' } : { act: 'renew' };
  if (tries >= MAX_TRIES) return { act: 'fail' };
  if (!error.retryable || error.code === 'circuit-open' || !isIdempotent(method)) return { act: 'fail' };
  if ((retryAfterMs ?? 0) > LONGEST_WAIT_MS) return { act: 'fail' };
  const backOffMs = backOffDelayMs({ attempt: tries, baseMs: BACK_OFF_BASE_MS, capMs: BACK_OFF_CAP_MS, random });
  // After a 429 the queue knows what to wait for, and holds the others back too.
  const delayMs = error.code === 'rate-limited' ? 0 : Math.max(retryAfterMs ?? 0, backOffMs);
  return { act: 'retry', delayMs };
}

/** How long to leave an endpoint alone that answered 429 though its bucket has points, or may have. */
export function coolDownMs(tries: number, retryAfterMs: number | null, random: () => number): number {
  if (retryAfterMs !== null) return Math.min(retryAfterMs, LONGEST_WAIT_MS);
  // At least a second: limits of single endpoints are counted in seconds.
  return 1000 + backOffDelayMs({ attempt: tries, baseMs: 1000, capMs: BACK_OFF_CAP_MS, random });
}
