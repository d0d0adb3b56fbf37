import type { ConsentRecord } from './consent-record.ts';

/** What is asked for. */
export interface ConsentTerms {
  /** Years. */
  readonly minAge: number;
  readonly scope: string;
  /** How long an answer holds, in milliseconds. */
  readonly ttlMs: number;
}

export const DAY_MS = 86_400_000;

/** A clock that was set back by so little is believed; a record from further ahead was written by no clock of ours. */
const CLOCK_SKEW_MS = 300_000;

/**
 * Until when a record allows what is asked for, in milliseconds since 1970; null where it does not. Whoever has confirmed more years
 * has confirmed fewer too. A record holds no longer than the terms of today say, whatever it says itself.
 */
export function consentUntil(record: ConsentRecord | null, terms: ConsentTerms, nowMs: number): number | null {
  if (!record || record.scope !== terms.scope || record.minAge < terms.minAge) return null;
  if (record.ts > nowMs + CLOCK_SKEW_MS) return null;
  const untilMs = Math.min(record.exp, record.ts + terms.ttlMs);
  return untilMs > nowMs ? untilMs : null;
}

/** Timers stand still while a device sleeps, and clocks are set: nobody relies on one for longer than this. */
const LOOK_MS = 60_000;

/** How long to wait before looking again, in milliseconds. */
export const nextLookMs = (untilMs: number, nowMs: number): number => Math.max(0, Math.min(LOOK_MS, untilMs - nowMs));
