import { expect } from 'chai';
import * as fc from 'fast-check';
import { T333Error } from '../errors.ts';
import { indexOfTile, isCell, isVolume, withTiles, type Tile, type TileInput, type WallState } from './wall-state.ts';

fc.configureGlobal({ seed: 333 });

/** A wall whose tiles are named by their sources: `a=x` is the tile `a` that shows `x`. */
function wallOf(tiles: string, more: Partial<WallState> = {}): WallState {
  return {
    tiles: tiles
      .split(' ')
      .filter(Boolean)
      .map((text) => toTile(text)),
    focusId: null,
    audibleId: null,
    layout: 'grid',
    maxTiles: 16,
    time: null,
    ...more,
  };
}

function toTile(text: string): Tile {
  const [id = '', source = ''] = text.split('=');
  return { id, source, volume: 1 };
}

/** `a=x` as above, `x` alone has no id. */
const toInput = (text: string): TileInput =>
  text.includes('=') ? { id: text.split('=')[0], source: text.split('=')[1] ?? '' } : { source: text };

const show = ({ tiles }: WallState): string => tiles.map(({ id, source }) => `${id}=${source}`).join(' ');

function expectInvalid(act: () => void): void {
  expect(act).to.throw(T333Error).with.property('code', 'invalid-argument');
}

describe('withTiles', () => {
  const rows: [what: string, before: string, inputs: string, after: string][] = [
    ['makes up ids', '', 'x y', 't1=x t2=y'],
    ['makes up ids that nobody has', 't2=w', 'w t1=x y', 't2=w t1=x t3=y'],
    ['does not reuse the id of a tile that goes', 't1=x', 'y', 't2=y'],
    ['knows tiles by id', 'a=x b=y', 'b=y a=x', 'b=y a=x'],
    ['knows tiles without id by source', 'a=x b=y c=z', 'z x', 'c=z a=x'],
    ['takes the same source twice', '', 'x x', 't1=x t2=x'],
    ['keeps both tiles of one source', 'a=x b=x', 'x x', 'a=x b=x'],
    ['adds a third tile of one source', 'a=x b=x', 'x x x', 'a=x b=x t1=x'],
    ['gives a named tile to its name first', 'a=x', 'x a=x', 't1=x a=x'],
    ['replaces the source of an id', 'a=x b=y', 'a=z b=y', 'a=z b=y'],
    ['empties', 'a=x', '', ''],
  ];
  for (const [what, before, inputs, after] of rows) {
    it(what, () => {
      expect(show(withTiles(wallOf(before), inputs.split(' ').filter(Boolean).map(toInput)))).to.equal(after);
    });
  }

  const heirs: [before: string, focus: string | null, after: string, heir: string | null][] = [
    ['a=x b=x c=x', 'b', 'a=x b=x c=x', 'b'],
    ['a=x b=x c=x', 'b', 'c=x b=x', 'b'],
    ['a=x b=x c=x', 'b', 'a=x c=x', 'c'],
    ['a=x b=x c=x', 'c', 'a=x b=x', 'b'],
    ['a=x b=x c=x', 'a', 'c=x', 'c'],
    ['a=x b=x c=x d=x', 'c', 'a=x b=x', 'b'],
    ['a=x b=x', 'a', 'c=x', null],
    ['a=x b=x', 'a', '', null],
    ['a=x b=x', null, 'b=x', null],
  ];
  for (const [before, from, after, heir] of heirs) {
    it(`passes focus and sound from ${from} of "${before}" to ${heir} of "${after}"`, () => {
      const next = withTiles(
        wallOf(before, { focusId: from, audibleId: from }),
        after.split(' ').filter(Boolean).map(toInput),
      );
      expect([next.focusId, next.audibleId]).to.deep.equal([heir, heir]);
    });
  }

  it('keeps what follows a video with it alone', () => {
    const next = [{ source: 'y', startsAfter: 60, duration: 50 }];
    const wall = withTiles(wallOf(''), [{ id: 'a', source: 'x', next }]);
    expect(wall.tiles[0]!.next).to.equal(next);
    expect(withTiles(wall, [{ id: 'a', source: 'z' }]).tiles[0]).to.not.have.property('next');
  });

  it('keeps volume and cell where none is given, and nothing else', () => {
    const cell = { column: 0, row: 0, columnSpan: 6, rowSpan: 6 };
    const tile = {
      id: 'a',
      source: 'x',
      title: 'X',
      poster: 'p',
      minSize: { width: 400, height: 300 },
      volume: 0.3,
      cell,
    };
    const before = wallOf('', { tiles: [tile] });
    expect(withTiles(before, [{ id: 'a', source: 'y' }]).tiles).to.deep.equal([
      { id: 'a', source: 'y', volume: 0.3, cell },
    ]);
    expect(withTiles(before, [{ source: 'x', volume: 0, title: 'Z' }]).tiles).to.deep.equal([
      { id: 'a', source: 'x', title: 'Z', volume: 0, cell },
    ]);
  });

  it('drops properties that are undefined or unknown', () => {
    const input = { source: 'x', title: undefined, poster: undefined, colour: 'red' };
    expect(withTiles(wallOf(''), [input]).tiles).to.deep.equal([{ id: 't1', source: 'x', volume: 1 }]);
  });

  it('freezes what it gives out', () => {
    const { tiles } = withTiles(wallOf(''), [{ source: 'x' }]);
    expect(Object.isFrozen(tiles)).to.equal(true);
    expect(Object.isFrozen(tiles[0])).to.equal(true);
  });

  const cell = { column: 0, row: 0, columnSpan: 1, rowSpan: 1 };
  const refused: [what: string, inputs: TileInput[]][] = [
    ['an empty source', [{ source: '' }]],
    ['an empty id', [{ id: '', source: 'x' }]],
    [
      'one id twice',
      [
        { id: 'a', source: 'x' },
        { id: 'a', source: 'y' },
      ],
    ],
    ['a volume above 1', [{ source: 'x', volume: 1.01 }]],
    ['a volume that is no number', [{ source: 'x', volume: NaN }]],
    ['a cell outside the grid', [{ source: 'x', cell: { ...cell, column: 12 } }]],
    ['more tiles than allowed', Array.from({ length: 17 }, () => ({ source: 'x' }))],
  ];
  for (const [what, inputs] of refused) it(`refuses ${what}`, () => expectInvalid(() => withTiles(wallOf(''), inputs)));

  it('lets a wall that is over its limit shrink and change, but not grow', () => {
    const full = wallOf('a=x b=x c=x', { maxTiles: 1 });
    expect(show(withTiles(full, ['b=y', 'c=x'].map(toInput)))).to.equal('b=y c=x');
    expect(show(withTiles(full, ['a=y', 'b=y', 'c=y'].map(toInput)))).to.equal('a=y b=y c=y');
    expectInvalid(() => withTiles(full, ['a=x', 'b=x', 'c=x', 'd=x'].map(toInput)));
  });

  it('always yields unique ids, focus and sound on tiles that are there, and is settled by one application', () => {
    const ids = fc.constantFrom('a', 'b', 't1', 't2', 't3');
    const inputs = fc.uniqueArray(
      fc.record({ id: fc.option(ids, { nil: undefined }), source: fc.constantFrom('x', 'y') }),
      {
        selector: ({ id }) => id ?? Symbol('none'),
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(inputs, inputs, fc.nat(), fc.nat(), (first, second, focus, audible) => {
        const before = withTiles(wallOf(''), first);
        const idAt = (place: number): string | null => before.tiles[place % 9]?.id ?? null;
        const after = withTiles({ ...before, focusId: idAt(focus), audibleId: idAt(audible) }, second);
        const idsAfter = after.tiles.map(({ id }) => id);
        expect(new Set(idsAfter).size).to.equal(second.length);
        expect([null, ...idsAfter])
          .to.include(after.focusId)
          .and.to.include(after.audibleId);
        expect(after.tiles.map(({ source }) => source)).to.deep.equal(second.map(({ source }) => source));
        expect(withTiles(after, after.tiles)).to.deep.equal(after);
        expect(show(withTiles(after, second))).to.equal(show(after));
      }),
    );
  });
});

describe('indexOfTile', () => {
  it('finds a tile, or throws', () => {
    expect(indexOfTile(wallOf('a=x b=y'), 'b')).to.equal(1);
    expectInvalid(() => indexOfTile(wallOf('a=x'), 'b'));
  });
});

describe('isVolume', () => {
  for (const volume of [0, 0.5, 1]) it(`takes ${volume}`, () => expect(isVolume(volume)).to.equal(true));
  for (const volume of [-0.1, 1.1, NaN, Infinity])
    it(`refuses ${volume}`, () => expect(isVolume(volume)).to.equal(false));
});

describe('isCell', () => {
  const rows: [cell: [column: number, row: number, columnSpan: number, rowSpan: number], expected: boolean][] = [
    [[0, 0, 12, 12], true],
    [[11, 11, 1, 1], true],
    [[-1, 0, 1, 1], false],
    [[0, 12, 1, 1], false],
    [[6, 0, 7, 1], false],
    [[0, 6, 1, 7], false],
    [[0, 0, 0, 1], false],
    [[0, 0, 1, 0], false],
    [[0.5, 0, 1, 1], false],
    [[NaN, 0, 1, 1], false],
    [[0, 0, Infinity, 1], false],
  ];
  for (const [[column, row, columnSpan, rowSpan], expected] of rows) {
    it(`${column}, ${row}, ${columnSpan} × ${rowSpan}: ${expected}`, () => {
      expect(isCell({ column, row, columnSpan, rowSpan })).to.equal(expected);
    });
  }
});
