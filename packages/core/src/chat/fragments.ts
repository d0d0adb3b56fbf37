import type { ChatFragment, EmoteFragment } from './message.ts';

/** An emote within a text, where the server says that it is. */
export interface EmoteRange {
  readonly id: string;
  /** Index of its first code point. */
  readonly start: number;
  /** Index of its last code point. */
  readonly end: number;
}

/** Messages beyond this are no chat; what follows stays text. */
const MAX_FRAGMENTS = 1000;

const HIGH_OR_LOW_SURROGATE = /[\ud800-\udfff]/;
const LINK_OR_MENTION = /(?<![^\s(])(?:(https?:\/\/[^\s<>"]+)|@(\w{1,50}))/gi;
/** They end the sentence, not the address. */
const AFTER_LINK = new Set('.,:;!?\'")]}');

/** Where each code point begins in UTF-16; null where the two count alike. */
function codePointStarts(text: string): number[] | null {
  if (!HIGH_OR_LOW_SURROGATE.test(text)) return null;
  const starts: number[] = [];
  let index = 0;
  for (const character of text) {
    starts.push(index);
    index += character.length;
  }
  starts.push(index);
  return starts;
}

/**
 * Cuts a text into what is to be shown. A range that lies outside of the text, is reversed, or overlaps one before it is dropped; the
 * text stays.
 */
export function chatFragments(
  text: string,
  ranges: readonly EmoteRange[],
  emote: (id: string, text: string) => EmoteFragment,
): readonly ChatFragment[] {
  const fragments: ChatFragment[] = [];
  let position = 0;
  if (ranges.length > 0) {
    const starts = codePointStarts(text);
    const length = starts ? starts.length - 1 : text.length;
    const valid = ranges.filter(
      ({ start, end }) =>
        Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end && end < length,
    );
    for (const { id, start, end } of valid.toSorted((a, b) => a.start - b.start)) {
      const from = starts ? starts[start]! : start;
      if (from < position) continue;
      if (fragments.length >= MAX_FRAGMENTS) break;
      const to = starts ? starts[end + 1]! : end + 1;
      pushText(fragments, text.slice(position, from));
      fragments.push(Object.freeze(emote(id, text.slice(from, to))));
      position = to;
    }
  }
  pushText(fragments, text.slice(position));
  return Object.freeze(fragments);
}

/** Finds links and mentions. */
function pushText(fragments: ChatFragment[], text: string): void {
  let position = 0;
  if (text.includes('@') || text.includes('://')) {
    for (const match of text.matchAll(LINK_OR_MENTION)) {
      if (fragments.length >= MAX_FRAGMENTS) break;
      const [whole, link, handle] = match;
      const found: ChatFragment | null = handle ? { type: 'mention', text: whole, handle } : linkOf(link!);
      if (!found) continue;
      if (match.index > position) fragments.push(plain(text.slice(position, match.index)));
      fragments.push(Object.freeze(found));
      position = match.index + found.text.length;
    }
  }
  if (position < text.length) fragments.push(plain(text.slice(position)));
}

const plain = (text: string): ChatFragment => Object.freeze({ type: 'text', text });

function linkOf(match: string): ChatFragment | null {
  let end = match.length;
  while (AFTER_LINK.has(match[end - 1]!)) end--;
  const text = match.slice(0, end);
  try {
    return { type: 'link', text, url: new URL(text).href };
  } catch {
    return null;
  }
}
