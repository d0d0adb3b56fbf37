import { maskRanges } from '../words/mask.ts';
import { Words } from '../words/words.ts';

/**
 * Makes a filter for texts of tips: it puts `•••` in place of words, however they are written. They are whole words or phrases and no
 * patterns, as in a chat's `masked`; at most 1000.
 */
export function maskWords(words: readonly string[]): (text: string) => string {
  const masked = new Words(words);
  return (text) => maskRanges(text, masked.find(text));
}
