import type { Offset } from '@t333/core/sync';
import { localize } from '../i18n/localize.ts';
import { messages } from './messages.ts';
import { originOf } from './reading.ts';

/** Where an offset came from, and how sure that is, in words: `from the sound, 97 % sure`. */
export function offsetWords(element: Element, offset: Offset): string {
  const { source, percent } = originOf(offset);
  const words = localize(element, messages, source);
  return percent === null ? words : localize(element, messages, 'sync.certain', { source: words, percent });
}
