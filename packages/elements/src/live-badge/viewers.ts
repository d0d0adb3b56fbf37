let format: Intl.NumberFormat | undefined;

/** Writes how many watch: `980`, `12K`; empty for what is no count. */
export function countText(count: number | null): string {
  if (count === null || !(count >= 0 && count < Infinity)) return '';
  format ??= new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });
  return format.format(count);
}
