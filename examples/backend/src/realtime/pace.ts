import type { Pace } from './roomlog.ts';

/** What is known of how one user talks. */
export interface PaceState {
  readonly left: number;
  readonly atMs: number;
  /** Of the last message that was taken. */
  readonly takenMs: number;
}

/** Clocks of instances differ by less. What is further ahead is of before a clock was set back, and counts no more. */
export const MAX_SKEW_MS = 5000;

export type PaceAnswer =
  | { readonly outcome: 'taken'; readonly state: PaceState }
  | { readonly outcome: 'slow_mode' | 'rate_limited'; readonly retryAfterMs: number };

/** Slow mode and a token bucket: whether one more message may be taken now. The script of the log in Redis decides the same. */
export function takePace(
  state: PaceState | undefined,
  { slowModeMs, perSecond, burst }: Pace,
  nowMs: number,
): PaceAnswer {
  const known = state && state.atMs - nowMs <= MAX_SKEW_MS ? state : undefined;
  const { left, atMs, takenMs } = known ?? { left: burst, atMs: nowMs, takenMs: -Infinity };
  const freeMs = takenMs + slowModeMs;
  if (slowModeMs > 0 && nowMs < freeMs) return { outcome: 'slow_mode', retryAfterMs: freeMs - nowMs };
  const filled = Math.min(burst, left + (Math.max(0, nowMs - atMs) / 1000) * perSecond);
  if (filled < 1)
    return { outcome: 'rate_limited', retryAfterMs: Math.max(1, Math.ceil(((1 - filled) / perSecond) * 1000)) };
  return { outcome: 'taken', state: { left: filled - 1, atMs: Math.max(atMs, nowMs), takenMs: nowMs } };
}
