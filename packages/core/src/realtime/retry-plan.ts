import type { T333Error } from '../errors.ts';
import { backOffDelayMs } from '../resilience/back-off.ts';
import { RealtimeRefusal } from './refusal.ts';

export const RETRY = { baseMs: 1000, capMs: 30_000 };
/** How often a socket is tried while polls carry the channels. */
const SOCKET_RETRY_MS = 30_000;
/** Who waits longer than this is better off with polls. */
export const PATIENCE_MS = 4000;
/** Up or down, so that those who lost one server do not come back at once. */
export const JITTER = 0.2;

/** `valueMs`, 20 % more or less. */
export const jittered = (valueMs: number, random: () => number): number => valueMs * (1 + JITTER * (2 * random() - 1));

export interface RetryInput {
  /** Why the socket is gone, or never was. */
  error: T333Error;
  /** 1 for the first since one has lasted. */
  attempt: number;
  /** Whether the server had let it in. */
  wasReady: boolean;
  isOnline: boolean;
  canPoll: boolean;
  random: () => number;
}

export interface RetryPlan {
  /** When to try a socket again; null: when the network is back. */
  readonly delayMs: number | null;
  /** Whether polls carry the channels meanwhile. */
  readonly poll: boolean;
}

/** What to do without a socket; null: nothing, it would only happen again. */
export function planRetry({ error, attempt, wasReady, isOnline, canPoll, random }: RetryInput): RetryPlan | null {
  if (!error.retryable) return null;
  if (!isOnline) return { delayMs: null, poll: false };
  const wishMs = (error instanceof RealtimeRefusal && error.retryAfterMs) || 0;
  const delayMs = Math.max(backOffDelayMs({ attempt, ...RETRY, random }), wishMs * (1 + JITTER * random()));
  if (!canPoll || (wasReady && delayMs <= PATIENCE_MS)) return { delayMs, poll: false };
  return { delayMs: Math.max(wishMs, jittered(SOCKET_RETRY_MS, random)), poll: true };
}
