import { expect } from 'chai';
import * as fc from 'fast-check';
import { T333Error } from '../errors.ts';
import type { LayoutInput } from './arrange-tiles.ts';
import { layoutTiles } from './grid-layout.ts';
import { LAYOUT_MODES, type LayoutMode } from './presets.ts';
import type { TileRect, TileSpec } from './tile.ts';

const tilesOf = (count: number): TileSpec[] => Array.from({ length: count }, (_, i) => ({ id: `t${i}` }));
const hd = { width: 1280, height: 720 };
const layout = (mode: LayoutMode, count: number, more: Partial<LayoutInput> = {}) =>
  layoutTiles({ mode, tiles: tilesOf(count), box: hd, ...more });
const numbers = (rect: TileRect | undefined) => rect && [rect.x, rect.y, rect.width, rect.height];

const widest = (focusId?: string | null) =>
  layout('focus', 5, { focusId }).rects.reduce((a, b) => (b.width > a.width ? b : a)).id;
const area = (rects: readonly TileRect[]) => rects.reduce((sum, r) => sum + r.width * r.height, 0);

/** Shared px² of two rectangles. */
function shared(a: TileRect, b: TileRect): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}

const size = (max: number) => fc.oneof(fc.integer({ min: 0, max }), fc.double({ min: 0, max, noNaN: true }));
const span = fc.integer({ min: -1, max: 14 });
const cell = fc.record({ column: span, row: span, columnSpan: span, rowSpan: span });
const minSize = fc.record({ width: fc.nat(800), height: fc.nat(600) });
const inputs: fc.Arbitrary<LayoutInput> = fc
  .record({
    mode: fc.constantFrom(...LAYOUT_MODES),
    specs: fc.array(
      fc.record({
        minSize: fc.option(minSize, { nil: undefined, freq: 3 }),
        cell: fc.option(cell, { nil: undefined }),
      }),
      { maxLength: 16, size: 'max' },
    ),
    focus: fc.nat(17),
    box: fc.record({ width: size(4000), height: size(4000) }),
    aspectRatio: fc.double({ min: 0.4, max: 3, noNaN: true }),
    gapPx: size(20),
    columns: fc.option(fc.nat(20), { nil: undefined }),
    direction: fc.constantFrom('ltr' as const, 'rtl' as const),
  })
  .map(({ specs, focus, ...rest }) => {
    const tiles = specs.map((spec, i) => Object.assign(spec, { id: `t${i}` }));
    return Object.assign(rest, { tiles, focusId: focus < 17 ? `t${focus}` : null });
  });
const everyInput = (check: (input: LayoutInput) => void) =>
  fc.assert(fc.property(inputs, check), { numRuns: 1000, seed: 333 });

describe('layoutTiles', () => {
  describe('in every mode', () => {
    for (const mode of LAYOUT_MODES) {
      it(`${mode}: shows nothing for no tiles, one tile in the whole box, and more than sixteen`, () => {
        expect(layout(mode, 0)).to.deep.equal({ rects: [], tooSmall: [] });
        expect(layout(mode, 1).rects).to.deep.equal([{ id: 't0', x: 0, y: 0, width: 1280, height: 720 }]);
        expect(layout(mode, 40).rects).to.have.length(40);
      });

      it(`${mode}: gives empty rectangles in an empty box`, () => {
        const { rects } = layout(mode, 3, { box: { width: 0, height: 0 } });
        expect(rects.map(numbers)).to.deep.equal([0, 1, 2].map(() => [0, 0, 0, 0]));
      });
    }

    it('answers one rectangle for each tile, in order', () => {
      everyInput((input) => {
        expect(layoutTiles(input).rects.map(({ id }) => id)).to.deep.equal(input.tiles.map(({ id }) => id));
      });
    });

    it('stays inside the box, on whole px', () => {
      everyInput((input) => {
        for (const rect of layoutTiles(input).rects) {
          expect(numbers(rect)?.every(Number.isInteger)).to.equal(true);
          expect(Math.min(rect.x, rect.y, rect.width, rect.height)).to.be.at.least(0);
          expect(rect.x + rect.width).to.be.at.most(input.box.width);
          expect(rect.y + rect.height).to.be.at.most(input.box.height);
        }
      });
    });

    it('keeps the aspect within 1 px of height', () => {
      everyInput((input) => {
        for (const { width, height } of layoutTiles(input).rects) {
          expect(Math.abs(height - width / (input.aspectRatio ?? 1))).to.be.below(1);
        }
      });
    });

    it('overlaps nothing but the focused tile by one inset, and that only without a minimum', () => {
      everyInput((input) => {
        const { rects } = layoutTiles(input);
        const focusIndex = Math.max(
          0,
          input.tiles.findIndex(({ id }) => id === input.focusId),
        );
        const insets = rects.filter(({ z }) => z !== undefined);
        expect(insets.length).to.be.at.most(input.mode === 'pip' ? 1 : 0);
        rects.forEach((a, i) => {
          for (const b of rects.slice(i + 1)) {
            if (!shared(a, b)) continue;
            const under = a.z ? b : a;
            expect([a.z, b.z]).to.have.members([1, undefined]);
            expect(under.id).to.equal(input.tiles[focusIndex]?.id);
            expect(input.tiles[focusIndex]?.minSize).to.equal(undefined);
          }
        });
      });
    });

    it('mirrors in right-to-left', () => {
      everyInput((input) => {
        const ltr = layoutTiles({ ...input, direction: 'ltr' });
        const rtl = layoutTiles({ ...input, direction: 'rtl' });
        const width = Math.floor(input.box.width);
        expect(rtl.rects).to.deep.equal(ltr.rects.map((rect) => ({ ...rect, x: width - rect.x - rect.width })));
        expect(rtl.tooSmall).to.deep.equal(ltr.tooSmall);
      });
    });

    it('names the tiles below their minimum', () => {
      everyInput((input) => {
        const { rects, tooSmall } = layoutTiles(input);
        const expected = input.tiles.filter(
          ({ minSize: min }, i) => min && (rects[i]!.width < min.width || rects[i]!.height < min.height),
        );
        expect(tooSmall).to.deep.equal(expected.map(({ id }) => id));
      });
    });
  });

  describe('grid', () => {
    it('centres the grid and its last row', () => {
      // 3 × 2 of 421 × 236: 480 of 720 high; the last two are 850 wide
      expect(layout('grid', 5).rects.map(numbers)).to.deep.equal([
        [0, 120, 421, 236],
        [429, 120, 421, 236],
        [858, 120, 421, 236],
        [215, 364, 421, 236],
        [644, 364, 421, 236],
      ]);
    });

    it('starts at the right in right-to-left', () => {
      expect(layout('grid', 2, { direction: 'rtl' }).rects.map(({ x }) => x)).to.deep.equal([644, 0]);
    });

    it('uses at least the area of every number of columns', () => {
      everyInput((input) => {
        const used = area(layoutTiles({ ...input, mode: 'grid' }).rects);
        for (let columns = 1; columns <= input.tiles.length; columns++) {
          expect(used).to.be.at.least(area(layoutTiles({ ...input, mode: 'columns', columns }).rects));
        }
      });
    });
  });

  describe('columns', () => {
    it('keeps the number of columns and starts the last row at the first', () => {
      // 4 columns of 314 × 176, two rows: 360 of 720 high
      expect(layout('columns', 5, { columns: 4 }).rects.map(numbers)).to.deep.equal([
        [0, 180, 314, 176],
        [322, 180, 314, 176],
        [644, 180, 314, 176],
        [966, 180, 314, 176],
        [0, 364, 314, 176],
      ]);
    });

    it('shrinks the columns where the rows would not fit', () => {
      // one column of 9: (720 - 64) / 9 = 72.9 high, 712 in all
      expect(numbers(layout('columns', 9, { columns: 1 }).rects[8])).to.deep.equal([575, 644, 129, 72]);
    });

    it('makes no more columns than tiles, and chooses when not told', () => {
      expect(layout('columns', 2, { columns: 9 }).rects).to.deep.equal(layout('columns', 2, { columns: 2 }).rects);
      expect(layout('columns', 9).rects).to.deep.equal(layout('grid', 9).rects);
    });
  });

  describe('focus and pip', () => {
    it('focus the first tile unless told another that exists', () => {
      expect([undefined, null, 'gone', 't3'].map((id) => widest(id))).to.deep.equal(['t0', 't0', 't0', 't3']);
    });

    it('put the filmstrip and the inset on the left in right-to-left', () => {
      expect(numbers(layout('focus', 2, { direction: 'rtl' }).rects[1])).to.deep.equal([0, 300, 214, 120]);
      expect(layout('pip', 2, { direction: 'rtl' }).rects[1]).to.deep.equal({
        id: 't1',
        x: 8,
        y: 532,
        width: 320,
        height: 180,
        z: 1,
      });
    });
  });

  describe('a wrong argument', () => {
    const wrong: [string, Partial<LayoutInput>][] = [
      ['a box of NaN', { box: { width: NaN, height: 720 } }],
      ['an endless box', { box: { width: 1280, height: Infinity } }],
      ['a negative box', { box: { width: -1, height: 720 } }],
      ['an aspect ratio of 0', { aspectRatio: 0 }],
      ['an aspect ratio of NaN', { aspectRatio: NaN }],
      ['an endless aspect ratio', { aspectRatio: Infinity }],
      ['a negative gap', { gapPx: -1 }],
      ['a gap of NaN', { gapPx: NaN }],
      ['negative columns', { columns: -1 }],
      ['columns of NaN', { columns: NaN }],
      ['an unknown mode', { mode: 'constructor' as LayoutMode }],
      ['an id that occurs twice', { tiles: [{ id: 'a' }, { id: 'a' }] }],
      ['more free tiles than cells', { mode: 'free', tiles: tilesOf(145) }],
    ];
    for (const [name, more] of wrong) {
      it(`is ${name}`, () => {
        expect(() => layout('grid', 2, more))
          .to.throw(T333Error)
          .with.property('code', 'invalid-argument');
      });
    }
  });
});
