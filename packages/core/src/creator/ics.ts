import { icsFile, icsText } from './ics-lines.ts';
import { icsInstant, icsWallTime, icsZone } from './ics-zone.ts';
import { checkDraft, startOf, type ScheduleItem } from './schedule-item.ts';
import { instantIn, wallTimeIn } from './zone-time.ts';

const YEAR_MS = 366 * 86_400_000;
/** For so long the clocks of a zone are written out where something has no end. */
const ZONE_YEARS = 5;

export interface IcsOptions {
  /** When the file is made, in milliseconds since 1970: DTSTAMP. */
  nowMs: number;
  /** Whose items they are: a host name. With their ids it makes them unique in the world, and the same ones when they are exported again. */
  domain: string;
  /** The name of the calendar. */
  name?: string;
  /** Where it is to be seen: a page of http or https. Anything else is left out. */
  url?: string;
}

/**
 * A file that calendars take: iCalendar, RFC 5545. Times stand in the zone of each item, with what its clocks do, so that what is weekly is
 * at the same hour in summer and in winter. An item that was changed replaces what a calendar had of it.
 *
 * @throws T333Error `invalid-argument` where an item has no such time, or no such zone
 */
export function toIcs(items: readonly ScheduleItem[], { nowMs, domain, name, url }: IcsOptions): string {
  for (const item of items) checkDraft(item);
  return icsFile([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//t333//schedule//EN',
    'CALSCALE:GREGORIAN',
    ...(name ? [`NAME:${icsText(name)}`, `X-WR-CALNAME:${icsText(name)}`] : []),
    ...zonesOf(items, nowMs),
    ...items.flatMap((item) => event(item, { nowMs, domain, url: pageAddress(url) })),
    'END:VCALENDAR',
  ]);
}

interface EventFacts {
  readonly nowMs: number;
  readonly domain: string;
  readonly url: string | null;
}

function event(item: ScheduleItem, { nowMs, domain, url }: EventFacts): string[] {
  const { id, title, description, timeZone, durationMinutes, recurrence, sequence } = item;
  const startsAtMs = startOf(item);
  return [
    'BEGIN:VEVENT',
    `UID:${icsText(`${id}@${domain}`)}`,
    `DTSTAMP:${icsInstant(nowMs)}`,
    `SEQUENCE:${Math.max(0, Math.trunc(sequence))}`,
    isWallTime(item)
      ? `DTSTART;TZID=${timeZone}:${icsWallTime(wallTimeIn(timeZone, startsAtMs))}`
      : `DTSTART:${icsInstant(startsAtMs)}`,
    // Minutes that pass, and no time of day: the night in which clocks are changed has as many.
    `DURATION:PT${durationMinutes}M`,
    ...(recurrence === 'weekly' ? ['RRULE:FREQ=WEEKLY'] : []),
    `SUMMARY:${icsText(title)}`,
    ...(description ? [`DESCRIPTION:${icsText(description)}`] : []),
    ...(url ? [`URL:${url}`] : []),
    'END:VEVENT',
  ];
}

/** The second time that clocks show an hour has no name in its zone. */
function isWallTime(item: ScheduleItem): boolean {
  const { timeZone, recurrence } = item;
  if (isUtc(timeZone)) return false;
  const startsAtMs = startOf(item);
  return recurrence === 'weekly' || instantIn(timeZone, wallTimeIn(timeZone, startsAtMs)) === startsAtMs;
}

const isUtc = (timeZone: string): boolean => /^(Etc\/)?(UTC|GMT|Zulu|Universal)$/i.test(timeZone);

function zonesOf(items: readonly ScheduleItem[], nowMs: number): string[] {
  const spans = new Map<string, { fromMs: number; toMs: number }>();
  for (const item of items) {
    if (!isWallTime(item)) continue;
    const startsAtMs = startOf(item);
    const lastMs = item.recurrence === 'weekly' ? Math.max(startsAtMs, nowMs) + ZONE_YEARS * YEAR_MS : startsAtMs;
    const { fromMs, toMs } = spans.get(item.timeZone) ?? { fromMs: startsAtMs, toMs: lastMs };
    spans.set(item.timeZone, { fromMs: Math.min(fromMs, startsAtMs), toMs: Math.max(toMs, lastMs) });
  }
  return [...spans].flatMap(([timeZone, { fromMs, toMs }]) => icsZone(timeZone, fromMs, toMs));
}

/** An address is no text, and is not escaped: what a parser has written has nothing in it that would have to be. */
function pageAddress(address: string | undefined): string | null {
  if (!address || !URL.canParse(address)) return null;
  const { protocol, href } = new URL(address);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}
