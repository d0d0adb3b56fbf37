import { T333Error } from '../errors.ts';

const DAY_MS = 86_400_000;

/** Making a format takes longer than a thousand uses of it. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** @throws T333Error `invalid-argument` */
function formatIn(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format) return format;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (cause) {
    throw new T333Error('invalid-argument', 'That is no time zone of the IANA.', { cause });
  }
  formats.set(timeZone, format);
  return format;
}

/** Whether it is a name that the IANA has for a zone, as far as this platform knows. An offset such as `+01:00` is none: it knows no summer. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return formatIn(name) !== undefined;
  } catch {
    return false;
  }
}

/**
 * What clocks on the walls of a zone show at an instant: as if they showed UTC, in milliseconds since 1970. Days can be added to it; a zone may
 * show it twice, or never.
 *
 * @throws T333Error `invalid-argument`
 */
export function wallTimeIn(timeZone: string, epochMs: number): number {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of formatIn(timeZone).formatToParts(epochMs)) parts[type] = Number(value);
  const { year, month, day, hour, minute, second } = parts as Required<typeof parts>;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((epochMs % 1000) + 1000) % 1000);
}

/** By how much a zone is ahead of UTC at an instant, in milliseconds. @throws T333Error `invalid-argument` */
export const zoneOffsetMs = (timeZone: string, epochMs: number): number => wallTimeIn(timeZone, epochMs) - epochMs;

/**
 * When the clocks of a zone show that: the first time, where they show it twice; where they leap over it, as much later as they leap.
 * RFC 5545 has it so, too.
 *
 * @throws T333Error `invalid-argument`
 */
export function instantIn(timeZone: string, wallMs: number): number {
  const before = wallMs - zoneOffsetMs(timeZone, wallMs - DAY_MS);
  if (wallTimeIn(timeZone, before) === wallMs) return before;
  const after = wallMs - zoneOffsetMs(timeZone, wallMs + DAY_MS);
  return wallTimeIn(timeZone, after) === wallMs ? after : before;
}

/** A change of a zone's clocks. */
export interface ZoneTransition {
  readonly atMs: number;
  readonly fromOffsetMs: number;
  readonly toOffsetMs: number;
}

/** No zone has changed its clocks, and back, within less: Morocco does within five weeks. */
const LOOK_MS = 7 * DAY_MS;

/** When a zone changes its clocks between two instants, earliest first. @throws T333Error `invalid-argument` */
export function transitionsIn(timeZone: string, fromMs: number, toMs: number): readonly ZoneTransition[] {
  const found: ZoneTransition[] = [];
  let beforeMs = fromMs;
  let offsetMs = zoneOffsetMs(timeZone, fromMs);
  while (beforeMs < toMs) {
    const afterMs = Math.min(toMs, beforeMs + LOOK_MS);
    const nextMs = zoneOffsetMs(timeZone, afterMs);
    if (nextMs !== offsetMs) {
      const atMs = changeBetween(timeZone, beforeMs, afterMs, offsetMs);
      found.push({ atMs, fromOffsetMs: offsetMs, toOffsetMs: nextMs });
    }
    beforeMs = afterMs;
    offsetMs = nextMs;
  }
  return found;
}

/** By halves, to the second. */
function changeBetween(timeZone: string, lowMs: number, highMs: number, offsetMs: number): number {
  let [low, high] = [Math.floor(lowMs / 1000), Math.ceil(highMs / 1000)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (zoneOffsetMs(timeZone, middle * 1000) === offsetMs) low = middle;
    else high = middle;
  }
  return high * 1000;
}
