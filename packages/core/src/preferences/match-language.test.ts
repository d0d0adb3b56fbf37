import { expect } from 'chai';
import * as fc from 'fast-check';
import { matchLanguage } from './match-language.ts';

fc.configureGlobal({ seed: 333 });

describe('matchLanguage', () => {
  const cases: [wanted: string, offered: string, match: number][] = [
    ['de', 'de', 3],
    ['DE', 'de', 3],
    ['deu', 'de', 3],
    ['ger', 'de', 3],
    ['en_US', 'en-US', 3],
    ['de', 'de-AT', 2],
    ['de-AT', 'de', 2],
    ['zh', 'zh-Hant-TW', 2],
    ['pt-BR', 'pt-PT', 1],
    ['zh-Hans', 'zh-Hant', 1],
    ['de', 'en', 0],
    ['d', 'de', 0],
    ['en', 'eno', 0],
    ['', '', 3],
    ['', 'de', 0],
    ['de', '', 0],
    ['not a tag', 'not a tag', 3],
    ['<script>', 'de', 0],
  ];
  for (const [wanted, offered, match] of cases) {
    it(`${wanted || '?'} and ${offered || '?'}`, () => expect(matchLanguage(wanted, offered)).to.equal(match));
  }

  it('does not depend on the order, and never throws', () => {
    const tag = fc.oneof(fc.string(), fc.constantFrom('de', 'de-AT', 'de-DE', 'en', 'en-Latn-US', 'eng', ''));
    fc.assert(fc.property(tag, tag, (a, b) => matchLanguage(a, b) === matchLanguage(b, a)));
    fc.assert(fc.property(tag, (a) => matchLanguage(a, a) === 3));
  });
});
