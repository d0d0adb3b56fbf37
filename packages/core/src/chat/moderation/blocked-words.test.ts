import { expect } from 'chai';
import { checkBlockedWords, readBlockedWords } from './blocked-words.ts';

describe('readBlockedWords', () => {
  it('takes a word from each line, once', () => {
    expect(readBlockedWords(' a b \n\r\n\nSpam\nspam\nمزعج')).to.deep.equal(['a b', 'Spam', 'مزعج']);
  });
});

describe('checkBlockedWords', () => {
  const many = (count: number, word = ''): string[] => Array.from({ length: count }, (_, index) => `${word}${index}`);
  for (const [title, words, problem] of [
    ['nothing', [], null],
    ['500 short ones', many(500), null],
    ['501', many(501), { code: 'too-many', max: 500 }],
    ['100 characters of two units each', ['😀'.repeat(100)], null],
    ['101 characters', ['x'.repeat(101)], { code: 'too-long', max: 100, word: 'x'.repeat(101) }],
    ['what fills more than a frame', many(100, 'x'.repeat(40)), { code: 'too-large', bytes: 4491, max: 3596 }],
  ] as const)
    it(`judges ${title}`, () => expect(checkBlockedWords(words)).to.deep.equal(problem));
});
