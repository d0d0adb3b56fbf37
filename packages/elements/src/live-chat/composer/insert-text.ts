import { isCharacter } from '../../emote-picker/is-character.ts';

export interface Insertion {
  readonly text: string;
  /** Where one goes on writing. */
  readonly caret: number;
}

const isSpace = (character: string | undefined): boolean => character !== undefined && /\s/.test(character);

/**
 * An emote in place of what is selected. Its code has to stand alone: it gets the spaces that are not there yet, and one to go on
 * behind. A character needs none.
 */
export function emoteAt(text: string, from: number, to: number, code: string): Insertion {
  if (isCharacter(code)) return { text: code, caret: from + code.length };
  const before = from === 0 || isSpace(text[from - 1]) ? '' : ' ';
  const after = isSpace(text[to]) ? '' : ' ';
  const inserted = before + code + after;
  // A space that is there serves as well.
  return { text: inserted, caret: from + inserted.length + (text[to] === ' ' ? 1 : 0) };
}

/** Writes as if it was typed, so that it can be undone. It tells by `input`. */
export function replaceText(area: HTMLTextAreaElement, from: number, to: number, { text, caret }: Insertion): void {
  area.focus();
  area.setSelectionRange(from, to);
  // Nothing else keeps what can be undone.
  if (!document.execCommand('insertText', false, text)) {
    area.setRangeText(text, from, to, 'end');
    area.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }));
  }
  area.setSelectionRange(caret, caret);
}
