const two = (value: number): string => String(value).padStart(2, '0');

/** Writes seconds as a clock does: `0:05`, `12:34`, `1:02:03`; `–:––` where the time is unknown. */
export function formatTime(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–:––';
  const whole = Math.floor(Math.abs(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const sign = seconds <= -1 ? '−' : '';
  return `${sign}${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(whole % 60)}`;
}
