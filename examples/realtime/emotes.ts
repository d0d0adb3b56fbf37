import type { RtEmote } from './protocol.ts';

/** Words that are emotes, in code points. @param emotes by code: an emote's id */
export function findEmotes(text: string, emotes: ReadonlyMap<string, string>): readonly RtEmote[] {
  if (emotes.size === 0) return [];
  const found: RtEmote[] = [];
  let start = 0;
  for (const word of text.split(' ')) {
    const length = [...word].length;
    const id = emotes.get(word);
    if (id !== undefined) found.push({ id, start, end: start + length - 1 });
    start += length + 1;
  }
  return found;
}
