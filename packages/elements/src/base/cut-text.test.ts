import { expect } from 'chai';
import * as fc from 'fast-check';
import { cutText } from './cut-text.ts';

const OPENERS: Record<string, string> = {
  '\u202a': '\u202c',
  '\u202b': '\u202c',
  '\u202d': '\u202c',
  '\u202e': '\u202c',
  '\u2066': '\u2069',
  '\u2067': '\u2069',
  '\u2068': '\u2069',
};

/** Whether all that is opened is closed, in order, and nothing else is. */
function isClosed(text: string): boolean {
  const open: string[] = [];
  for (const character of text) {
    if (OPENERS[character]) open.push(OPENERS[character]);
    else if ((character === '\u202c' || character === '\u2069') && open.pop() !== character) return false;
  }
  return open.length === 0;
}

describe('cutText', () => {
  it('leaves alone what is short, and cuts between characters', () => {
    expect([cutText('abc', 3), cutText('abcd', 3), cutText('a😀b', 2)]).to.deep.equal(['abc', 'abc…', 'a…']);
  });

  it('keeps marks of direction that are closed', () => {
    expect(cutText('a \u2067b\u2069 c', 99)).to.equal('a \u2067b\u2069 c');
  });

  it('closes all that changes the direction, and nothing that it has not opened', () => {
    const mark = fc.constantFrom(...Object.keys(OPENERS), '\u202c', '\u2069', 'a', 'א', '😀');
    fc.assert(
      fc.property(fc.array(mark, { maxLength: 30 }), fc.integer({ min: 1, max: 20 }), (marks, units) => {
        const text = cutText(marks.join(''), units);
        expect(isClosed(text), JSON.stringify(text)).to.equal(true);
        const letters = (all: string): string => all.replace(/[\u202a-\u202e\u2066-\u2069…]/g, '');
        expect(letters(marks.join(''))).to.satisfy((all: string) => all.startsWith(letters(text)));
      }),
    );
  });
});
