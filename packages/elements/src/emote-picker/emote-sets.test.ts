import { expect } from 'chai';
import * as fc from 'fast-check';
import { readSets } from './emote-sets.ts';
import { isCharacter } from './is-character.ts';

fc.configureGlobal({ seed: 333 });

const set = (...emotes: unknown[]): unknown => ({ id: 'a', title: 'A', emotes });

describe('readSets', () => {
  it('takes emotes of messages, and fills in what is left out', () => {
    const fragment = {
      type: 'emote',
      id: '25',
      text: 'Kappa',
      provider: 'x',
      images: [{ url: '/k', scale: 1 }],
      zeroWidth: true,
    };
    const [section] = readSets([set(fragment, { id: '1', text: '😀', name: 'grinning face', locked: true })]);
    const [first, second] = section!.cells;
    expect(first).to.deep.include({ key: 'x 25', name: 'Kappa', animated: true, locked: false, zeroWidth: true });
    expect(first!.emote).to.equal(fragment);
    expect(second).to.deep.include({ key: ' 1', name: 'grinning face', locked: true, images: [] });
  });

  it('leaves out what is none, what is there twice, and sets without any', () => {
    const bad = [
      null,
      7,
      {},
      { text: '' },
      { text: ' ' },
      { text: 'a\nb' },
      { text: 'a\u202eb' },
      { text: 'a'.repeat(101) },
    ];
    expect(readSets([set(...bad), null, 'x', set()])).to.deep.equal([]);
    const twice = { id: '1', text: 'a' };
    expect(readSets([set(twice, { ...twice })])[0]!.cells).to.have.length(1);
    expect(readSets(null)).to.deep.equal([]);
    expect(readSets({ length: 3 })).to.deep.equal([]);
  });

  it('keeps only so many, and sets apart that say the same of themselves', () => {
    const many = Array.from({ length: 11_000 }, (_, index) => ({ id: `${index}`, text: 'a' }));
    const sections = readSets([{ emotes: many.slice(0, 6000) }, { emotes: many }]);
    expect(sections.map(({ cells }) => cells.length)).to.deep.equal([6000, 4000]);
    expect(new Set(readSets([set(many[0]), set(many[1]), set(many[2])]).map(({ id }) => id)).size).to.equal(3);
  });

  it('never throws, and gives nothing but text and pictures', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (anything) => {
        for (const one of [anything, [anything], [set(anything)], [set({ id: '1', text: 'a', images: anything })]]) {
          for (const { cells } of readSets(one)) {
            for (const { text, images } of cells) {
              expect(text).to.be.a('string');
              for (const { url } of images) expect(url).to.be.a('string');
            }
          }
        }
      }),
    );
  });
});

describe('isCharacter', () => {
  const cases: [string, boolean][] = [
    ['😀', true],
    ['❤️', true],
    ['🇩🇪', true],
    ['1️⃣', true],
    ['👩‍👩‍👧', true],
    ['Kappa', false],
    ['1', false],
    [':)', false],
  ];
  for (const [text, is] of cases) it(`${text}: ${is}`, () => expect(isCharacter(text)).to.equal(is));
});
