import { maskRanges } from '../words/mask.ts';
import { Words, type TextRange } from '../words/words.ts';
import type { ChatFilter } from './judge.ts';
import type { ChatFragment } from './message.ts';

export interface ChatWords {
  /** Messages with one of these are mentions. */
  readonly watched?: readonly string[];
  /** These are shown as `•••`. */
  readonly masked?: readonly string[];
  /** Messages with one of these are not shown. */
  readonly hidden?: readonly string[];
}

/** A filter of words and phrases. They are no patterns: no list of them makes a message slow. */
export function wordFilter({ watched, masked, hidden }: ChatWords): ChatFilter {
  const [watches, masks, hides] = [watched, masked, hidden].map((words) => new Words(words)) as [Words, Words, Words];
  return {
    isWatched: (text) => watches.isIn(text),
    shown(text, fragments) {
      if (hides.isIn(text)) return null;
      const ranges = masks.find(text);
      return ranges.length === 0 ? fragments : maskFragments(fragments, ranges);
    },
  };
}

/** Puts `•••` where the ranges are; an emote, a link or a mention that one touches becomes text. */
export function maskFragments(
  fragments: readonly ChatFragment[],
  ranges: readonly TextRange[],
): readonly ChatFragment[] {
  let start = 0;
  const masked = fragments.map((fragment) => {
    const from = start;
    const to = (start += fragment.text.length);
    const touching = ranges.filter((range) => range[0] < to && range[1] > from);
    if (touching.length === 0) return fragment;
    return Object.freeze<ChatFragment>({ type: 'text', text: maskRanges(fragment.text, touching, from) });
  });
  return Object.freeze(masked);
}
