import { expect } from 'chai';
import * as fc from 'fast-check';
import { readSets, type PickerSection } from './emote-sets.ts';
import { arrange, HEAD_PX, rowOf, rowsToDraw, sectionAt, step, type CellPlace } from './picker-grid.ts';

fc.configureGlobal({ seed: 333 });

const sectionsOf = (...counts: number[]): PickerSection[] =>
  readSets(
    counts.map((count, set) => ({
      id: `${set}`,
      title: `Set ${set}`,
      emotes: Array.from({ length: count }, (_, index) => ({ id: `${index}`, text: `e${index}` })),
    })),
  );

/** 3 columns: rows of 3, 3, 1, and of 2. */
const grid = arrange(sectionsOf(7, 2), 130, 40);
const shown = (place: CellPlace | null | undefined): string | null | undefined =>
  place && `${place.section}/${place.index}`;

describe('arrange', () => {
  it('puts sections under their heads, in rows', () => {
    expect(grid.columns).to.equal(3);
    expect(grid.rows.map(({ section, from, count, topPx }) => [section, from, count, topPx])).to.deep.equal([
      [0, 0, 3, HEAD_PX],
      [0, 3, 3, HEAD_PX + 40],
      [0, 6, 1, HEAD_PX + 80],
      [1, 0, 2, 2 * HEAD_PX + 120],
    ]);
    expect(grid.topsPx).to.deep.equal([0, HEAD_PX + 120, 2 * HEAD_PX + 160]);
  });

  it('has no rows where nobody sees them, and one column where there is hardly room', () => {
    expect(arrange(sectionsOf(7), 0, 40).rows).to.deep.equal([]);
    expect(arrange(sectionsOf(3), 20, 40).rows).to.have.length(3);
  });
});

describe('rowsToDraw', () => {
  it('draws what is seen and a little more, of thousands', () => {
    const large = arrange(sectionsOf(5000), 340, 40);
    const active = { section: 0, index: 0 };
    expect(rowsToDraw(large, 0, 240, active).length).to.be.below(12);
    const far = rowsToDraw(large, 10_000, 240, active);
    expect(far[0]!.from, 'the stop for the Tab key').to.equal(0);
    expect(far[1]!.topPx).to.be.within(10_000 - 5 * 40, 10_000);
    expect(far.at(-1)!.topPx).to.be.within(10_240, 10_240 + 4 * 40);
  });
});

describe('sectionAt', () => {
  it('is the one at the top', () => {
    expect([0, 147, 148, 1000].map((px) => sectionAt(grid, px))).to.deep.equal([0, 1, 1, 1]);
    expect([sectionAt(grid, 146), sectionAt(arrange([], 100, 40), 0)]).to.deep.equal([0, 0]);
  });
});

describe('step', () => {
  const go = (from: string, key: string, more: { ctrlKey?: boolean; isRtl?: boolean } = {}) => {
    const [section, index] = from.split('/').map(Number);
    const { ctrlKey = false, isRtl = false } = more;
    return shown(step(grid, { section: section!, index: index! }, { key, ctrlKey }, { isRtl, pageRows: 2 }));
  };
  const cases: [from: string, key: string, to: string | null | undefined, more?: object][] = [
    ['0/0', 'ArrowRight', '0/1'],
    ['0/2', 'ArrowRight', '0/3'],
    ['0/6', 'ArrowRight', '1/0'],
    ['1/1', 'ArrowRight', '1/1'],
    ['1/0', 'ArrowLeft', '0/6'],
    ['0/0', 'ArrowLeft', '0/0'],
    ['0/1', 'ArrowLeft', '0/2', { isRtl: true }],
    ['0/1', 'ArrowRight', '0/0', { isRtl: true }],
    ['0/1', 'ArrowDown', '0/4'],
    ['0/4', 'ArrowDown', '0/6'],
    ['0/6', 'ArrowDown', '1/0'],
    ['1/1', 'ArrowDown', '1/1'],
    ['1/1', 'ArrowUp', '0/6'],
    ['0/1', 'ArrowUp', null],
    ['0/4', 'Home', '0/3'],
    ['0/4', 'End', '0/5'],
    ['0/4', 'Home', '0/0', { ctrlKey: true }],
    ['0/4', 'End', '1/1', { ctrlKey: true }],
    ['0/1', 'PageDown', '0/6'],
    ['0/6', 'PageDown', '1/0'],
    ['1/1', 'PageUp', '0/4'],
    ['0/4', 'PageUp', '0/1'],
    ['0/4', 'x', undefined],
    ['0/4', 'Tab', undefined],
    ['9/9', 'End', undefined],
  ];
  for (const [from, key, to, more] of cases) {
    it(`${from}, ${key}${more ? ` ${JSON.stringify(more)}` : ''} → ${to}`, () =>
      expect(go(from, key, more)).to.equal(to));
  }

  it('leads to a cell that there is, and right undoes left', () => {
    const keys = fc.constantFrom(
      'ArrowLeft',
      'ArrowRight',
      'ArrowUp',
      'ArrowDown',
      'PageUp',
      'PageDown',
      'Home',
      'End',
    );
    const counts = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 4 });
    const press = { isRtl: false, pageRows: 3 };
    fc.assert(
      fc.property(counts, fc.integer({ min: 10, max: 500 }), fc.array(keys), (sizes, widthPx, pressed) => {
        const some = arrange(sectionsOf(...sizes), widthPx, 40);
        let at: CellPlace = { section: 0, index: 0 };
        for (const key of pressed) {
          const next = step(some, at, { key, ctrlKey: false }, press);
          if (next === null) continue;
          expect(rowOf(some, next!)).to.be.at.least(0);
          const moved = next!.section !== at.section || next!.index !== at.index;
          if (key === 'ArrowRight' && moved)
            expect(step(some, next!, { key: 'ArrowLeft', ctrlKey: false }, press)).to.deep.equal(at);
          at = next!;
        }
      }),
    );
  });
});
