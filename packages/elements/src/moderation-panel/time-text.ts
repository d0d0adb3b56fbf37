import { formatTime } from '../base/format-time.ts';
import { numberLocaleOf } from '../base/number-locale.ts';
import { DAY_MS, durationText, HOUR_MS } from '../live-chat/moderation/durations.ts';

/** As a language writes the time of a day, and the day where it is another one. */
export function timeText(host: Element, atMs: number): string {
  const date = new Date(atMs);
  const isToday = date.toDateString() === new Date().toDateString();
  const options: Intl.DateTimeFormatOptions = isToday
    ? { timeStyle: 'short' }
    : { dateStyle: 'short', timeStyle: 'short' };
  return new Intl.DateTimeFormat(numberLocaleOf(host), options).format(date);
}

/** What is left of a time: seconds count within a day, hours within weeks. */
export function leftText(host: Element, ms: number): string {
  if (ms >= 2 * DAY_MS) return durationText(host, Math.ceil(ms / DAY_MS) * DAY_MS);
  if (ms >= DAY_MS) return durationText(host, Math.ceil(ms / HOUR_MS) * HOUR_MS);
  return formatTime(Math.ceil(Math.max(0, ms) / 1000));
}
