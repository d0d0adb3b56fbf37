const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/;
const POP_EMBEDDING = '\u202c';
const POP_ISOLATE = '\u2069';

/**
 * Ends what changes the direction of text where it ends itself. An element isolates what stands in it, but for that: browsers take
 * its end for that of what was left open within.
 */
function closeDirections(text: string): string {
  if (!DIRECTION.test(text)) return text;
  const open: string[] = [];
  let closed = '';
  for (const character of text) {
    if (character === POP_EMBEDDING || character === POP_ISOLATE) {
      // What ends nothing would end what is around; an isolate ends all that began in it.
      const at = character === POP_ISOLATE ? open.lastIndexOf(character) : open.length - 1;
      if (at < 0 || open[at] !== character) continue;
      while (open.length > at) closed += open.pop()!;
      continue;
    }
    if (DIRECTION.test(character)) open.push(character >= '\u2066' ? POP_ISOLATE : POP_EMBEDDING);
    closed += character;
  }
  return closed + open.toReversed().join('');
}

/** Text of others, as it may be shown: not longer than this, without half a pair of surrogates, and without a say in what is around it. */
export function cutText(text: string, units: number): string {
  if (text.length <= units) return closeDirections(text);
  const end = /[\ud800-\udbff]/.test(text[units - 1]!) ? units - 1 : units;
  return `${closeDirections(text.slice(0, end))}…`;
}
