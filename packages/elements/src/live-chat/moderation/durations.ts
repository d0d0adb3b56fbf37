import { localize } from '../../i18n/localize.ts';
import { moderationMessages as messages } from './messages.ts';

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** What the protocol takes for a time-out. */
const MIN_TIMEOUT_MS = SECOND_MS;
const MAX_TIMEOUT_MS = 14 * DAY_MS;

export const UNITS = ['seconds', 'minutes', 'hours', 'days'] as const;
export type Unit = (typeof UNITS)[number];

const UNIT_MS: Readonly<Record<Unit, number>> = {
  seconds: SECOND_MS,
  minutes: MINUTE_MS,
  hours: HOUR_MS,
  days: DAY_MS,
};

/** How long somebody wants a time-out to be, in milliseconds; null where it cannot be. */
export function timeoutOf(count: number, unit: string): number | null {
  const ms = Math.round(count * (UNIT_MS[unit as Unit] ?? NaN));
  return ms >= MIN_TIMEOUT_MS && ms <= MAX_TIMEOUT_MS ? ms : null;
}

/** In the largest unit of which it is a whole number: `10 min`, `90 s`. */
export function durationText(host: Element, ms: number): string {
  const unit = UNITS.findLast((one) => ms >= UNIT_MS[one] && ms % UNIT_MS[one] === 0) ?? 'seconds';
  return localize(host, messages, `chat.unit.${unit}`, { count: ms / UNIT_MS[unit] });
}
