import { expect } from 'chai';
import * as fc from 'fast-check';
import { rank } from './rank.ts';

fc.configureGlobal({ seed: 333 });

const NAMES = ['notKappa', 'catJAM', 'KappaPride', 'jam_cat', 'LULcat', 'Été', ':tf:', ':)', '😀', 'JAMCat2Go'];

describe('rank', () => {
  const cases: [query: string, found: string[]][] = [
    ['kappa', ['KappaPride', 'notKappa']],
    ['cat', ['catJAM', 'jam_cat', 'LULcat', 'JAMCat2Go']],
    ['jam', ['jam_cat', 'JAMCat2Go', 'catJAM']],
    ['CATJ', ['catJAM']],
    ['jamcat', ['jam_cat', 'JAMCat2Go']],
    ['pride', ['KappaPride']],
    ['appa', ['notKappa', 'KappaPride']],
    ['ete', ['Été']],
    ['ÉT', ['Été']],
    ['tf', [':tf:']],
    [':tf', [':tf:']],
    [':)', [':)']],
    ['😀', ['😀']],
    ['nobody', []],
  ];
  for (const [query, found] of cases) {
    it(`${query} → ${found.join(', ') || 'none'}`, () => {
      const ranked = rank(NAMES, (name) => name, query);
      // Words in capitals are words: `LULcat` is none of two.
      expect(ranked).to.have.members(found);
      expect(ranked[0]).to.equal(found[0]);
    });
  }

  it('puts the beginning before a word, and a word before the rest', () => {
    expect(rank(['xxcat', 'the_cat', 'catty'], (name) => name, 'cat')).to.deep.equal(['catty', 'the_cat', 'xxcat']);
  });

  it('counts an item by the best of its names, and gives no more than asked for', () => {
    const items = [{ names: ['😀', 'grinning face'] }, { names: ['😃', 'face'] }, { names: ['x', 'boldface'] }];
    const found = rank(items, ({ names }) => names, 'face');
    expect(found.map(({ names }) => names[0])).to.deep.equal(['😃', '😀', 'x']);
    expect(rank(items, ({ names }) => names, 'face', 1)).to.have.length(1);
  });

  it('finds each name by itself, never twice, and never throws', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((one) => one.trim() !== '');
    fc.assert(fc.property(text, (name) => void expect(rank([name], (one) => one, name)).to.deep.equal([name])));
    fc.assert(
      fc.property(fc.array(text), text, (names, query) => {
        const found = rank(names.keys(), (index) => names[index]!, query);
        expect(new Set(found).size).to.equal(found.length);
      }),
    );
  });
});
