import { formatTime } from '../base/format-time.ts';

const DAY_MS = 86_400_000;
/** A timer knows no longer wait than 24.8 days. */
const LONGEST_WAIT_MS = 3_600_000;

/** How a start is told: as a day from a day before on, then as a clock that runs, and no more when it is late. */
export interface Countdown {
  readonly key: 'badge.startsAt' | 'badge.startsIn' | 'badge.upcoming';
  readonly time: string;
  /** When it is another one, in milliseconds from now; null for never. */
  readonly nextMs: number | null;
}

/** @param startsAtMs milliseconds since 1970; NaN for nobody knows */
export function countdown(startsAtMs: number, nowMs: number): Countdown {
  const leftMs = startsAtMs - nowMs;
  if (!(leftMs > 0) || !Number.isFinite(startsAtMs)) return { key: 'badge.upcoming', time: '', nextMs: null };
  if (leftMs > DAY_MS) {
    const time = dayText(startsAtMs);
    return { key: 'badge.startsAt', time, nextMs: Math.min(leftMs - DAY_MS, LONGEST_WAIT_MS) };
  }
  // It reads 0:01 until the moment itself.
  const seconds = Math.ceil(leftMs / 1000);
  return { key: 'badge.startsIn', time: formatTime(seconds), nextMs: leftMs - (seconds - 1) * 1000 };
}

let dayFormat: Intl.DateTimeFormat | undefined;

function dayText(epochMs: number): string {
  dayFormat ??= new Intl.DateTimeFormat(undefined, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
  });
  const date = new Date(epochMs);
  return Number.isNaN(date.getTime()) ? '' : dayFormat.format(date);
}
