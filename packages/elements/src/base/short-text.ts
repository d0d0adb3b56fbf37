import { cutText } from '../base/cut-text.ts';

/** Text of others, no longer than so many code points, and without a say in the direction of what is around it. */
export function shortText(text: string, codePoints: number): string {
  // Of a longer text no more is looked at than can count.
  const points = Array.from(text.slice(0, 2 * codePoints + 1));
  const isWhole = points.length <= codePoints;
  return cutText(isWhole ? text : points.slice(0, codePoints).join(''), Infinity) + (isWhole ? '' : '…');
}
