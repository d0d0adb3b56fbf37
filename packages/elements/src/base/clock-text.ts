const two = (value: number): string => String(value).padStart(2, '0');

/** Writes seconds as `HH:MM:SS`, so that the text keeps its width: `00:01:23`, `−00:00:05`; `--:--:--` where unknown. */
export function clockText(seconds: number): string {
  if (!Number.isFinite(seconds)) return '--:--:--';
  // Below zero too, a second begins when it is complete: −0.4 belongs to the second before 0.
  const whole = Math.floor(seconds);
  const magnitude = Math.abs(whole);
  const sign = whole < 0 ? '−' : '';
  return `${sign}${two(Math.floor(magnitude / 3600))}:${two(Math.floor(magnitude / 60) % 60)}:${two(magnitude % 60)}`;
}

let wallClockFormat: Intl.DateTimeFormat | undefined;

/** Writes a moment, in milliseconds since 1970, as a clock on the viewer's wall shows it; empty where there is no such moment. */
export function wallClockText(epochMs: number): string {
  wallClockFormat ??= new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
  const date = new Date(epochMs);
  return Number.isNaN(date.getTime()) ? '' : wallClockFormat.format(date);
}
