import { startOf, type ScheduleDraft } from './schedule-item.ts';
import { instantIn, isTimeZone, wallTimeIn } from './zone-time.ts';

const MINUTE_MS = 60_000;
const WEEK_MS = 7 * 86_400_000;

/** One time that something is streamed. */
export interface Occurrence<Item extends ScheduleDraft = ScheduleDraft> {
  readonly item: Item;
  /** Milliseconds since 1970. */
  readonly startsAtMs: number;
  readonly endsAtMs: number;
}

/**
 * The next time, or the one that is on now. Weeks are counted on the walls of its zone: what begins at six begins at six, in summer and in
 * winter.
 *
 * @returns null where it is over, or has no such time, or no such zone
 */
export function nextOccurrence<Item extends ScheduleDraft>(item: Item, nowMs: number): Occurrence<Item> | null {
  const firstMs = startOf(item);
  const lengthMs = item.durationMinutes * MINUTE_MS;
  if (Number.isNaN(firstMs + lengthMs) || !isTimeZone(item.timeZone)) return null;
  const at = (startsAtMs: number): Occurrence<Item> => ({ item, startsAtMs, endsAtMs: startsAtMs + lengthMs });
  if (firstMs + lengthMs > nowMs) return at(firstMs);
  if (item.recurrence !== 'weekly') return null;
  const wallMs = wallTimeIn(item.timeZone, firstMs);
  // Clocks are changed by less than a week: the one before the estimate can still be on.
  let week = Math.max(1, Math.floor((nowMs - firstMs - lengthMs) / WEEK_MS));
  for (;;) {
    const startsAtMs = instantIn(item.timeZone, wallMs + week * WEEK_MS);
    if (startsAtMs + lengthMs > nowMs) return at(startsAtMs);
    week++;
  }
}

/** The next time of each item that has one, soonest first; those that begin at once in the order of the list. */
export const upcoming = <Item extends ScheduleDraft>(
  items: readonly Item[],
  nowMs: number,
): readonly Occurrence<Item>[] =>
  items
    .flatMap((item) => nextOccurrence(item, nowMs) ?? [])
    .toSorted((one, other) => one.startsAtMs - other.startsAtMs);

/** How long something is still to come, in whole units; `seconds` alone would jump from 60 to 0. */
export interface Countdown {
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
  /** When it will be another one, from now on, in milliseconds; null: never. */
  readonly changesInMs: number | null;
}

/** Counted up: a second before it begins, one is left. All are 0 from the beginning on. */
export function countdownTo(startsAtMs: number, nowMs: number): Countdown {
  const leftMs = startsAtMs - nowMs;
  if (!(leftMs > 0)) return { days: 0, hours: 0, minutes: 0, seconds: 0, changesInMs: null };
  const left = Math.ceil(leftMs / 1000);
  return {
    days: Math.floor(left / 86_400),
    hours: Math.floor(left / 3600) % 24,
    minutes: Math.floor(left / 60) % 60,
    seconds: left % 60,
    changesInMs: leftMs - (left - 1) * 1000,
  };
}
