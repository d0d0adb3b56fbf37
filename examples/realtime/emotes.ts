import type { RtEmote } from './protocol.ts';

/** The emotes of a text: words between spaces that are the code of one, in code points. @param ids by their codes */
export function findEmotes(text: string, ids: ReadonlyMap<string, string>): RtEmote[] {
  const found: RtEmote[] = [];
  if (ids.size === 0) return found;
  let start = 0;
  for (const part of text.split(/(\s)/)) {
    const length = [...part].length;
    const id = ids.get(part);
    if (id !== undefined) found.push({ id, start, end: start + length - 1 });
    start += length;
  }
  return found;
}
