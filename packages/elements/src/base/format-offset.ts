const two = (value: number): string => String(value).padStart(2, '0');

/** Writes an offset with its sign, exact to the millisecond: `+0.000`, `−5.250`, `+1:02.500`, `−1:02:03.400`. */
export function formatOffset(seconds: number): string {
  const totalMs = Math.round(Math.abs(seconds) * 1000);
  const sign = seconds < 0 && totalMs > 0 ? '−' : '+';
  const whole = Math.floor(totalMs / 1000);
  const fraction = String(totalMs % 1000).padStart(3, '0');
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const clock = hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : minutes > 0 ? `${minutes}:${two(rest)}` : rest;
  return `${sign}${clock}.${fraction}`;
}

/** Digits enough for years, and few enough to be exact. */
const OFFSET = /^([+\-−–]?)(?:(?:(\d{1,5}):)?(\d{1,6}):)?(\d{0,9})(?:[.,](\d{0,9}))?$/;

/**
 * Reads what somebody typed as an offset: `1.5`, `-0:01.250`, `1:02:03.4`, `+2,5`, and all that `formatOffset` writes.
 *
 * @returns seconds, or null for anything else
 */
export function parseOffset(text: string): number | null {
  const match = OFFSET.exec(text.trim().replace(/\s*s$/, ''));
  if (!match) return null;
  const [, sign, hours, minutes, seconds = '', fraction = ''] = match;
  if (seconds + fraction === '') return null;
  const tooMany = (value: string | undefined, above: string | undefined): boolean =>
    above !== undefined && Number(value) >= 60;
  if (tooMany(minutes, hours) || tooMany(seconds, minutes)) return null;
  const whole = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds || 0);
  const magnitude = Number(`${whole}.${fraction || 0}`);
  return sign && sign !== '+' ? 0 - magnitude : magnitude;
}
