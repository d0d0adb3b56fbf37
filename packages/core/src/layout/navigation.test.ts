import { expect } from 'chai';
import * as fc from 'fast-check';
import { layoutTiles } from './grid-layout.ts';
import { dropTarget, neighbour, type ArrowDirection } from './navigation.ts';
import { LAYOUT_MODES, type LayoutMode } from './presets.ts';

const directions: ArrowDirection[] = ['left', 'right', 'up', 'down'];
const tilesOf = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `t${i}` }));
const rectsOf = (mode: LayoutMode, count: number, width = 1280, height = 720) =>
  layoutTiles({ mode, tiles: tilesOf(count), box: { width, height } }).rects;

const around = (mode: LayoutMode, count: number, from: number) =>
  directions.map((direction) => neighbour(rectsOf(mode, count), `t${from}`, direction));

describe('neighbour', () => {
  it('goes along rows and columns of a grid and stops at its edges', () => {
    expect(around('grid', 9, 4)).to.deep.equal(['t3', 't5', 't1', 't7']);
    expect(around('grid', 9, 0)).to.deep.equal([null, 't1', null, 't3']);
    expect(around('grid', 9, 8)).to.deep.equal(['t7', null, 't5', null]);
  });

  it('reaches a centred last row', () => {
    expect(around('grid', 5, 0)).to.deep.equal([null, 't1', null, 't3']);
    expect(around('grid', 5, 4)).to.deep.equal(['t3', null, 't2', null]);
  });

  it('goes between the focused tile and the film tile nearest its middle', () => {
    // film tiles 1 to 5 stand in a column beside the focused one
    expect(around('focus', 6, 0)).to.deep.equal([null, 't3', null, null]);
    expect(around('focus', 6, 1)).to.deep.equal(['t0', null, null, 't2']);
  });

  it('goes into an inset and out again', () => {
    expect(around('pip', 3, 0)).to.deep.equal([null, 't1', null, 't1']);
    expect(around('pip', 3, 1)).to.deep.equal(['t0', 't2', 't0', null]);
  });

  it('prefers the adjacent large tile to an aligned one behind it', () => {
    const rects = [
      { id: 'small', x: 0, y: 0, width: 100, height: 50 },
      { id: 'large', x: 110, y: 0, width: 400, height: 600 },
      { id: 'far', x: 520, y: 0, width: 100, height: 50 },
    ];
    expect(neighbour(rects, 'small', 'right')).to.equal('large');
  });

  it('prefers what is straight ahead to what is nearer but aside', () => {
    const rects = [
      { id: 'from', x: 0, y: 0, width: 100, height: 50 },
      { id: 'aside', x: 120, y: 200, width: 100, height: 50 },
      { id: 'ahead', x: 300, y: 0, width: 100, height: 50 },
    ];
    expect(neighbour(rects, 'from', 'right')).to.equal('ahead');
  });

  it('knows no neighbour of an unknown tile', () => {
    expect(neighbour(rectsOf('grid', 2), 'x', 'left')).to.equal(null);
  });

  it('leads from every tile to every other', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...LAYOUT_MODES),
        fc.integer({ min: 1, max: 16 }),
        fc.integer({ min: 320, max: 2560 }),
        fc.integer({ min: 320, max: 2560 }),
        (mode, count, width, height) => {
          const rects = rectsOf(mode, count, width, height);
          for (const { id } of rects) {
            const reached = new Set([id]);
            for (const from of reached) {
              for (const direction of directions) {
                const to = neighbour(rects, from, direction);
                if (to) reached.add(to);
              }
            }
            expect(reached.size, `from ${id}`).to.equal(count);
          }
        },
      ),
      { numRuns: 300, seed: 333 },
    );
  });
});

describe('dropTarget', () => {
  it('finds the tile under a point, the inset before what it covers', () => {
    const rects = rectsOf('pip', 2);
    expect(dropTarget(rects, { x: 10, y: 10 })).to.equal('t0');
    expect(dropTarget(rects, { x: 1000, y: 600 })).to.equal('t1');
    expect(dropTarget(rects, { x: 1280, y: 720 })).to.equal(null);
  });

  it('finds nothing in a gap', () => {
    // two tiles of 636 px with 8 between
    expect(dropTarget(rectsOf('grid', 2), { x: 640, y: 360 })).to.equal(null);
  });
});
