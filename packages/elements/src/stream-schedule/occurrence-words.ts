import { countdownTo, type Occurrence } from '@t333/core/creator';
import { formatTime } from '../base/format-time.ts';
import { numberLocaleOf } from '../base/number-locale.ts';
import { localize } from '../i18n/localize.ts';
import { messages } from './messages.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long something is still to come, in words. */
export interface CountdownText {
  readonly text: string;
  /** When it is another one, from now on, in milliseconds. */
  readonly nextMs: number;
}

/** As days, as hours and minutes, and as a clock that runs within the last hour. */
export function countdownText(element: Element, { startsAtMs, endsAtMs }: Occurrence, nowMs: number): CountdownText {
  const leftMs = startsAtMs - nowMs;
  if (leftMs <= 0) return { text: localize(element, messages, 'schedule.onNow'), nextMs: endsAtMs - nowMs };
  const locale = numberLocaleOf(element);
  const { days, hours, minutes, changesInMs } = countdownTo(startsAtMs, nowMs);
  if (leftMs >= DAY_MS) {
    const text = new Intl.RelativeTimeFormat(locale).format(days, 'day');
    return { text, nextMs: Math.min(HOUR_MS, (leftMs % DAY_MS) + 1) };
  }
  const inTime = (time: string): string => localize(element, messages, 'schedule.in', { time });
  if (leftMs < HOUR_MS) return { text: inTime(formatTime(Math.ceil(leftMs / 1000))), nextMs: changesInMs! };
  const unit = (value: number, name: 'hour' | 'minute'): string =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name }).format(value);
  return { text: inTime(`${unit(hours, 'hour')} ${unit(minutes, 'minute')}`), nextMs: (leftMs % 60_000) + 1 };
}

/** The day and the time of the viewer's own clock, with the year where that is another one. */
export function dayText(element: Element, epochMs: number, nowMs: number): string {
  const date = new Date(epochMs);
  return new Intl.DateTimeFormat(numberLocaleOf(element), {
    ...(date.getFullYear() !== new Date(nowMs).getFullYear() && { year: 'numeric' }),
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
  }).format(date);
}

/** What clocks show where it is planned; null where they show what the viewer's own shows. */
export function zoneText(element: Element, { item, startsAtMs }: Occurrence): string | null {
  const timeIn = (timeZone?: string): string =>
    new Intl.DateTimeFormat(numberLocaleOf(element), {
      weekday: 'short',
      hour: 'numeric',
      minute: '2-digit',
      ...(timeZone !== undefined && { timeZone }),
    }).format(startsAtMs);
  const time = timeIn(item.timeZone);
  if (time === timeIn()) return null;
  return localize(element, messages, 'schedule.inZone', { time, zone: item.timeZone.replaceAll('_', ' ') });
}
