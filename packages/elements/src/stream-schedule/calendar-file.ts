import { faultsOf, toIcs, type IcsOptions, type ScheduleItem } from '@t333/core/creator';
import type { Clock } from '@t333/core/time';

/** Long enough for a browser to have begun with it, however busy it is. */
const REVOKE_MS = 10_000;

/** Hands a calendar to the browser, as a file that it keeps or opens. What no calendar could take is left out. */
export function offerCalendar(items: readonly ScheduleItem[], options: Omit<IcsOptions, 'nowMs'>, clock: Clock): void {
  const good = items.filter((item) => faultsOf(item).length === 0);
  const text = toIcs(good, { ...options, nowMs: clock.wallTime() });
  const address = URL.createObjectURL(new Blob([text], { type: 'text/calendar;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName(good.length === 1 ? good[0]!.title : (options.name ?? ''));
  link.click();
  clock.after(REVOKE_MS, () => URL.revokeObjectURL(address));
}

/** No more of a title than every file system takes. */
function fileName(title: string): string {
  const name = title
    .normalize('NFKC')
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50);
  return `${name || 'schedule'}.ics`;
}
