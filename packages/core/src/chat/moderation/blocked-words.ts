import { MAX_BLOCKED_WORDS, MAX_CLIENT_FRAME_BYTES, MAX_NAME_LENGTH } from '../../protocol/index.ts';

/** Ids and names of fields share the one frame in which all words have to go. */
const FRAME_OVERHEAD_BYTES = 500;

/**
 * What is wrong with a list of blocked words.
 * - `too-many`: more than 500.
 * - `too-long`: `word` has more than 100 characters.
 * - `too-large`: together they do not fit into one frame of t333-rt/1.
 */
export type BlockedWordsProblem =
  | { readonly code: 'too-many'; readonly max: number }
  | { readonly code: 'too-long'; readonly max: number; readonly word: string }
  | { readonly code: 'too-large'; readonly bytes: number; readonly max: number };

/** Words as somebody has written them, one in each line: without blanks around, empty lines, and what stands there twice. */
export function readBlockedWords(text: string): readonly string[] {
  const seen = new Map<string, string>();
  for (const line of text.split('\n')) {
    const word = line.trim();
    if (word && !seen.has(word.toLowerCase())) seen.set(word.toLowerCase(), word);
  }
  return Object.freeze([...seen.values()]);
}

/** @returns the first thing that is wrong; null where a service takes them */
export function checkBlockedWords(words: readonly string[]): BlockedWordsProblem | null {
  if (words.length > MAX_BLOCKED_WORDS) return { code: 'too-many', max: MAX_BLOCKED_WORDS };
  const word = words.find((one) => Array.from(one).length > MAX_NAME_LENGTH);
  if (word !== undefined) return { code: 'too-long', max: MAX_NAME_LENGTH, word };
  const bytes = new TextEncoder().encode(JSON.stringify(words)).length;
  const max = MAX_CLIENT_FRAME_BYTES - FRAME_OVERHEAD_BYTES;
  return bytes > max ? { code: 'too-large', bytes, max } : null;
}
