import { expect } from 'chai';
import * as fc from 'fast-check';
import { Words } from './words.ts';

fc.configureGlobal({ seed: 333 });

const found = (words: string[], text: string): string[] =>
  new Words(words).find(text).map(([from, to]) => text.slice(from, to));

describe('Words', () => {
  const table: [words: string[], text: string, finds: string[]][] = [
    [['spam'], 'no Spam, SPAM!', ['Spam', 'SPAM']],
    [['spam'], 'spammer antispam spam_ spam1', []],
    [['buy now'], 'please BUY NOW or buy  now', ['BUY NOW']],
    [['a.b'], 'a.b axb', ['a.b']],
    [['.*'], 'what .* says', ['.*']],
    [['(a+)+$'], 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', []],
    [['saute'], 'we sauté here', ['sauté']],
    [['straße'], 'die STRASSE', ['STRASSE']],
    [['spam'], 's\u200bp\u00adam', ['s\u200bp\u00adam']],
    [['spam'], '𝐬𝐩𝐚𝐦 ｓｐａｍ', ['𝐬𝐩𝐚𝐦', 'ｓｐａｍ']],
    [['spam'], 's\u0336p\u0336a\u0336m\u0336 x', ['s\u0336p\u0336a\u0336m\u0336']],
    [['\u202espam'], 'a spam', ['spam']],
    [['дурак'], 'ты ДУРАК?', ['ДУРАК']],
    [['ばか'], 'あなたはばかです', ['ばか']],
    // One character that is several letters.
    [['ア', '.'], 'a ㌀ …', ['㌀', '…']],
    [['📈'], 'to the 📈📈moon', ['📈', '📈']],
    [['$$$'], 'win$$$now', ['$$$']],
    [['one', 'one two'], 'one two three', ['one two']],
    [['', '   ', '\u200b'], 'anything \u200b', []],
    [['a b', 'b c'], 'a b c', ['a b c']],
  ];
  for (const [words, text, finds] of table) {
    it(`finds ${JSON.stringify(words)} in ${JSON.stringify(text)}`, () => {
      expect(found(words, text)).to.deep.equal(finds);
    });
  }

  it('finds a word between spaces in any text, and gives ranges in order', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const whole = `${before} xyzzy ${after}`;
        const ranges = new Words(['xyzzy']).find(whole);
        expect(ranges.some(([from, to]) => whole.slice(from, to).startsWith('xyzzy'))).to.equal(true);
        const flat = ranges.flat();
        expect(flat).to.deep.equal(flat.toSorted((a, b) => a - b));
      }),
    );
  });

  it('takes no longer for texts and words that are made to be slow', () => {
    const words = new Words(Array.from({ length: 2000 }, (_, index) => 'a'.repeat(1 + (index % 100))));
    expect(words.find('a'.repeat(100_000))).to.deep.equal([]);
    expect(words.find('a '.repeat(1000))).to.have.length(1000);
    expect(words.find('z\u0300'.repeat(5000))).to.deep.equal([]);
  });
});
