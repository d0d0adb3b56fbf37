import { transitionsIn, zoneOffsetMs, type ZoneTransition } from './zone-time.ts';

const YEAR_MS = 366 * 86_400_000;

const two = (value: number): string => String(value).padStart(2, '0');

/** `20260325T180000`: what clocks show. @param wallMs as if they showed UTC */
export const icsWallTime = (wallMs: number): string => new Date(wallMs).toISOString().slice(0, 19).replace(/[-:]/g, '');

/** `20260325T170000Z`. */
export const icsInstant = (epochMs: number): string => `${icsWallTime(epochMs)}Z`;

/** `+0100`; seconds only where there are some, as before there was standard time. */
function icsOffset(offsetMs: number): string {
  const seconds = Math.round(Math.abs(offsetMs) / 1000);
  const text = `${two(Math.floor(seconds / 3600))}${two(Math.floor(seconds / 60) % 60)}`;
  return `${offsetMs < 0 ? '-' : '+'}${text}${seconds % 60 > 0 ? two(seconds % 60) : ''}`;
}

/**
 * What the clocks of a zone do in a span of time, change by change: rules that go on for ever are known to calendars by the zone's name, and
 * to nobody for certain.
 *
 * @returns lines of a VTIMEZONE, RFC 5545 § 3.6.5
 */
export function icsZone(timeZone: string, fromMs: number, toMs: number): readonly string[] {
  const known = transitionsIn(timeZone, fromMs - YEAR_MS, toMs);
  // The last change before the span says what holds in it.
  const first = known.findLastIndex(({ atMs }) => atMs <= fromMs);
  const offsetMs = first < 0 ? zoneOffsetMs(timeZone, fromMs - YEAR_MS) : null;
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${timeZone}`,
    ...(offsetMs === null ? [] : observance({ atMs: fromMs - YEAR_MS, fromOffsetMs: offsetMs, toOffsetMs: offsetMs })),
    ...known.slice(Math.max(0, first)).flatMap(observance),
    'END:VTIMEZONE',
  ];
}

function observance({ atMs, fromOffsetMs, toOffsetMs }: ZoneTransition): string[] {
  const name = toOffsetMs > fromOffsetMs ? 'DAYLIGHT' : 'STANDARD';
  return [
    `BEGIN:${name}`,
    `DTSTART:${icsWallTime(atMs + fromOffsetMs)}`,
    `TZOFFSETFROM:${icsOffset(fromOffsetMs)}`,
    `TZOFFSETTO:${icsOffset(toOffsetMs)}`,
    `END:${name}`,
  ];
}
