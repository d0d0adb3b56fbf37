import type { Source } from './ladder.ts';

const HOUR_SECONDS = 3600;
const MAX_HOURS = 12;
/** Of a side, and of the whole: 8K. What is larger costs its decoder more memory than a machine has to spare. */
const MAX_SIDE = 8192;
const MAX_PIXELS = 33_200_000;

/** Why no video is made of a file, for whoever sent it; null: one may be made. */
export function refusalOf({ width, height, coded = { width, height }, durationSeconds }: Source): string | null {
  if ((durationSeconds ?? 0) > MAX_HOURS * HOUR_SECONDS) return `It is longer than ${MAX_HOURS} hours.`;
  const isTooLarge = [{ width, height }, coded].some(
    (size) => Math.max(size.width, size.height) > MAX_SIDE || size.width * size.height > MAX_PIXELS,
  );
  return isTooLarge ? `Its picture has more than ${MAX_SIDE} pixels a side, or more than 33 million.` : null;
}
