const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** From so far ahead on, a clock that runs says less than a number of days. */
const CLOCK_MS = DAY_MS;

/** Digits alone are seconds since 1970 up to here, and milliseconds from here on. */
const FIRST_MS = 1e11;

/** The last date that JavaScript has. */
const LAST_MS = 8.64e15;

/**
 * When something begins, in milliseconds since 1970; NaN where that is not said.
 *
 * @param value a Date, ISO 8601, or the time since 1970 in milliseconds or seconds
 */
export function startMs(value: Date | number | string | null | undefined): number {
  if (value === null || value === undefined || value === '') return NaN;
  const time = Number(value);
  if (Number.isNaN(time)) return Date.parse(String(value));
  const ms = typeof value !== 'object' && Math.abs(time) < FIRST_MS ? time * SECOND_MS : time;
  return Math.abs(ms) <= LAST_MS ? ms : NaN;
}

/** How long something is ahead: a clock, or a number of these. */
export type TimeLeft =
  { readonly unit: 'clock'; readonly seconds: number } | { readonly unit: 'hour' | 'day'; readonly value: number };

/** How to write what is left of a wait, from 1 ms on. The clock reads 0:01 until the moment itself. */
export function timeLeft(leftMs: number): TimeLeft {
  if (leftMs <= CLOCK_MS) return { unit: 'clock', seconds: Math.ceil(leftMs / SECOND_MS) };
  if (leftMs < 2 * DAY_MS) return { unit: 'hour', value: Math.floor(leftMs / HOUR_MS) };
  return { unit: 'day', value: Math.floor(leftMs / DAY_MS) };
}

/** So long before a start it is told to who does not see it, in milliseconds; nobody wants to hear each second. */
const TOLD_MS = [DAY_MS, HOUR_MS, 10 * MINUTE_MS, 5 * MINUTE_MS, MINUTE_MS, 10 * SECOND_MS];

/** The last of the moments at which it is told; Infinity before the first of them. */
export const toldAt = (leftMs: number): number => TOLD_MS.findLast((toldMs) => leftMs <= toldMs) ?? Infinity;

/** What is left, in the unit that one says it in. */
export function spokenTime(leftMs: number): {
  readonly unit: 'second' | 'minute' | 'hour' | 'day';
  readonly value: number;
} {
  if (leftMs < MINUTE_MS) return { unit: 'second', value: Math.ceil(leftMs / SECOND_MS) };
  if (leftMs < HOUR_MS) return { unit: 'minute', value: Math.round(leftMs / MINUTE_MS) };
  if (leftMs < 2 * DAY_MS) return { unit: 'hour', value: Math.round(leftMs / HOUR_MS) };
  return { unit: 'day', value: Math.floor(leftMs / DAY_MS) };
}
