import { expect } from 'chai';
import * as fc from 'fast-check';
import { shortText } from './short-text.ts';

fc.configureGlobal({ seed: 333 });

describe('shortText', () => {
  const cases: [text: string, codePoints: number, short: string][] = [
    ['hello', 5, 'hello'],
    ['hello!', 5, 'hello…'],
    ['🦊🦊🦊', 3, '🦊🦊🦊'],
    ['🦊🦊🦊🦊', 3, '🦊🦊🦊…'],
    ['', 3, ''],
    ['\u202eevil', 10, '\u202eevil\u202c'],
    ['\u202eevil', 3, '\u202eev\u202c…'],
  ];
  for (const [text, codePoints, short] of cases)
    it(`${JSON.stringify(text)} to ${codePoints}`, () => expect(shortText(text, codePoints)).to.equal(short));

  it('is never longer, and says so where it is cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer({ min: 1, max: 200 }), (text, most) => {
        const isLong = Array.from(text).length > most;
        const short = shortText(text, most).replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '');
        expect(Array.from(short).length).to.be.at.most(most + (isLong ? 1 : 0));
        expect(short.endsWith('…')).to.equal(isLong || text.endsWith('…'));
      }),
    );
  });

  it('does not look at all of what is endless', () => {
    expect(Array.from(shortText('🦊'.repeat(1e6), 200))).to.have.length(201);
  });
});
