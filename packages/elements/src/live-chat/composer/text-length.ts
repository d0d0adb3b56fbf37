/** What services count: code points. */
export function textLength(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
