/** Words beyond these limits are left out: no list of words is slow. */
const MAX_WORDS = 1000;
const MAX_WORD_LENGTH = 100;

const NOT_ASCII = /[^\0-\x7f]/;
/** What is laid over letters, and what nobody sees: without them, letters in disguise are letters. */
const IGNORED = /[\p{Script=Inherited}\p{Me}\p{Default_Ignorable_Code_Point}]/gu;
const WORD_CHARACTER = /^[\p{L}\p{N}\p{M}_]/u;
/** Scripts without spaces between words. */
const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

interface Folded {
  readonly source: string;
  readonly text: string;
  /** Where in the source each of its code units comes from; null where they count alike. */
  readonly sources: readonly number[] | null;
}

/** More than most chats ever use. */
const MAX_FOLDED = 5000;
const foldedCharacters = new Map<string, string>();

function foldCharacter(character: string): string {
  if (character < '\x80') return character.toLowerCase();
  let folded = foldedCharacters.get(character);
  if (folded === undefined) {
    folded = character.normalize('NFKD').toUpperCase().toLowerCase().replaceAll(IGNORED, '');
    if (foldedCharacters.size >= MAX_FOLDED) foldedCharacters.clear();
    foldedCharacters.set(character, folded);
  }
  return folded;
}

let lastFolded: Folded = { source: '', text: '', sources: null };

/** Without case, accents, styles of letters (ｆｕｌｌ, 𝐛𝐨𝐥𝐝) and invisible characters. Several lists look at one text in turn. */
function fold(source: string): Folded {
  if (source === lastFolded.source) return lastFolded;
  if (!NOT_ASCII.test(source)) return (lastFolded = { source, text: source.toLowerCase(), sources: null });
  const sources: number[] = [];
  let text = '';
  let index = 0;
  for (const character of source) {
    const folded = foldCharacter(character);
    for (let unit = 0; unit < folded.length; unit++) sources.push(index);
    text += folded;
    index += character.length;
  }
  sources.push(source.length);
  return (lastFolded = { source, text, sources });
}

function startsWithWord(text: string, index: number): boolean {
  const code = text.codePointAt(index) ?? 32;
  // Folded: there are no capitals.
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 95;
  return WORD_CHARACTER.test(String.fromCodePoint(code));
}

function endsWithWord(text: string, index: number): boolean {
  const isLow = index > 1 && (text.charCodeAt(index - 1) & 0xfc00) === 0xdc00;
  return index > 0 && startsWithWord(text, isLow ? index - 2 : index - 1);
}

/** Where the character ends that the last code unit comes from: one may be several letters, `㌀` for one. */
function endInSource(sources: readonly number[], end: number): number {
  let after = end;
  while (sources[after] === sources[end - 1]) after++;
  return sources[after]!;
}

interface Word {
  readonly text: string;
  readonly isOpenBefore: boolean;
  readonly isOpenAfter: boolean;
}

/** From one index to before another. */
export type TextRange = readonly [start: number, end: number];

/** Words and phrases to be found in texts, as whole words, however they are written. No patterns: nothing in them means something else. */
export class Words {
  /** By the first code unit. */
  readonly #words = new Map<string, Word[]>();

  constructor(words: readonly string[] = []) {
    for (const word of words.slice(0, MAX_WORDS)) {
      const { text } = fold(String(word).trim().slice(0, MAX_WORD_LENGTH));
      if (!text) continue;
      const isOpen = WITHOUT_SPACES.test(text);
      const entry = {
        text,
        isOpenBefore: isOpen || !startsWithWord(text, 0),
        isOpenAfter: isOpen || !endsWithWord(text, text.length),
      };
      const alike = this.#words.get(text[0]!);
      if (alike) alike.push(entry);
      else this.#words.set(text[0]!, [entry]);
    }
  }

  get isEmpty(): boolean {
    return this.#words.size === 0;
  }

  /** Where they stand, in order; what overlaps is one. */
  find(source: string): readonly TextRange[] {
    if (this.isEmpty) return [];
    const { text, sources } = fold(source);
    const found: [number, number][] = [];
    for (let index = 0; index < text.length; index++) {
      const candidates = this.#words.get(text[index]!);
      if (!candidates) continue;
      const isStart = !endsWithWord(text, index);
      let end = 0;
      for (const { text: word, isOpenBefore, isOpenAfter } of candidates) {
        if ((!isStart && !isOpenBefore) || !text.startsWith(word, index)) continue;
        const after = index + word.length;
        if (isOpenAfter || !startsWithWord(text, after)) end = Math.max(end, after);
      }
      if (end === 0) continue;
      const [from, to] = sources ? [sources[index]!, endInSource(sources, end)] : [index, end];
      const last = found.at(-1);
      if (last && from < last[1]) last[1] = Math.max(last[1], to);
      else found.push([from, to]);
    }
    return found;
  }

  isIn(source: string): boolean {
    return this.find(source).length > 0;
  }
}
