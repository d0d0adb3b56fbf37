import type { TextRange } from './words.ts';

const MASK = '•••';

/**
 * Puts `•••` where the ranges are.
 *
 * @param ranges of a longer text, in order, that this is a part of
 * @param from where in it this part begins
 */
export function maskRanges(text: string, ranges: readonly TextRange[], from = 0): string {
  let masked = '';
  let position = from;
  for (const [start, end] of ranges) {
    // What is left of a word that began in the part before has its mask there.
    masked += text.slice(position - from, Math.max(start, from) - from) + (start >= from ? MASK : '');
    position = end;
  }
  return masked + text.slice(position - from);
}
