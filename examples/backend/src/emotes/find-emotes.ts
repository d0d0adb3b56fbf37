/** Where an emote stands in a text. Code points, both inclusive. */
export interface EmotePlace {
  id: string;
  start: number;
  end: number;
}

/** The emotes of a text: words between spaces that are the code of one. @param ids by their codes */
export function findEmotes(text: string, ids: ReadonlyMap<string, string>): EmotePlace[] {
  const places: EmotePlace[] = [];
  let start = 0;
  for (const part of text.split(/(\s)/)) {
    const length = [...part].length;
    const id = ids.get(part);
    if (id !== undefined) places.push({ id, start, end: start + length - 1 });
    start += length;
  }
  return places;
}
