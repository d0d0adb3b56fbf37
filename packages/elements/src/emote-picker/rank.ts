/** What stands between words: `catJAM`, `cat_jam` and `cat-jam` have two. */
const CAPITAL = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu;
const BETWEEN = /[^\p{L}\p{N}\p{S}\p{Extended_Pictographic}]+/gu;
const MARKS = /\p{M}+/gu;
const NOT_ASCII = /[^\0-\x7f]/;

/** Without case and accents. */
function folded(text: string): string {
  const plain = NOT_ASCII.test(text) ? text.normalize('NFKD').replace(MARKS, '') : text;
  return plain.toLowerCase();
}

const words = (text: string): string => folded(text.replace(CAPITAL, ' ').replace(BETWEEN, ' ')).trim();

/** 0: the name begins with it; 1: one of its words does; 2: it is in it; 3: it is not. */
function distance(name: string, joined: string, asWritten: string): number {
  if (joined) {
    const spaced = words(name);
    const whole = spaced.replaceAll(' ', '');
    const at = whole.indexOf(joined);
    if (at === 0) return 0;
    if (at > 0) return spaced.includes(` ${joined}`) ? 1 : 2;
  }
  // A code may be all signs: `:)`.
  const at = folded(name).indexOf(asWritten);
  return at < 0 ? 3 : at === 0 ? 0 : 2;
}

/**
 * Finds by name, without regard to case and accents: first what begins with it, then what has a word that does, then what has it
 * anywhere. Of equals the order stays.
 *
 * @param namesOf one is enough; an item counts by the best of its names
 */
export function rank<Item>(
  items: Iterable<Item>,
  namesOf: (item: Item) => string | readonly string[],
  query: string,
  limit = Infinity,
): Item[] {
  const asWritten = folded(query.trim());
  const joined = words(query).replaceAll(' ', '');
  const found: Item[][] = [[], [], []];
  for (const item of items) {
    const names = namesOf(item);
    const best =
      typeof names === 'string'
        ? distance(names, joined, asWritten)
        : Math.min(...names.map((name) => distance(name, joined, asWritten)));
    found[best]?.push(item);
  }
  return found.flat().slice(0, limit);
}
