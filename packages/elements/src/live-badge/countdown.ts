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
    const time = dayText(startsAtMs, nowMs);
    return { key: 'badge.startsAt', time, nextMs: Math.min(leftMs - DAY_MS, LONGEST_WAIT_MS) };
  }
  // It reads 0:01 until the moment itself.
  const seconds = Math.ceil(leftMs / 1000);
  return { key: 'badge.startsIn', time: formatTime(seconds), nextMs: leftMs - (seconds - 1) * 1000 };
}

/** The time of the viewer's own clock, with the year where that is another one. */
function dayText(epochMs: number, nowMs: number): string {
  const date = new Date(epochMs);
  if (Number.isNaN(date.getTime())) return '';
  return new Intl.DateTimeFormat(undefined, {
    ...(date.getFullYear() !== new Date(nowMs).getFullYear() && { year: 'numeric' }),
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
  }).format(date);
}
