import { expect } from 'chai';
import * as fc from 'fast-check';
import { T333Error } from '../errors.ts';
import { LAYOUT_MODES, type LayoutMode } from '../layout/index.ts';
import { TileChoiceEvent, TileEvent, type WallEvents } from './wall-events.ts';
import { Wall } from './wall.ts';

fc.configureGlobal({ seed: 333 });

const CELL = { column: 6, row: 0, columnSpan: 6, rowSpan: 6 };

/** A wall with tiles a, b, c …, and a log of what happens to it. */
function setUp(ids = 'abc') {
  const wall = new Wall();
  for (const id of ids) wall.add({ id, source: `https://example.com/${id}` });
  const log: string[] = [];
  const types: (keyof WallEvents)[] = [
    'tileadded',
    'tileremoved',
    'tilereplaced',
    'tilemoved',
    'focuschange',
    'audiblechange',
  ];
  for (const type of types) {
    wall.addEventListener(type, (event) => {
      if (event instanceof TileEvent) log.push(`${type} ${event.tile.id} ${event.index}`);
      if (event instanceof TileChoiceEvent) log.push(`${type} ${event.id}`);
    });
  }
  const state = () => wall.state.getSnapshot();
  return {
    wall,
    state,
    order: () =>
      state()
        .tiles.map(({ id }) => id)
        .join(''),
    happened: () => log.splice(0),
  };
}

function expectInvalid(act: () => void): void {
  expect(act).to.throw(T333Error).with.property('code', 'invalid-argument');
}

describe('Wall', () => {
  it('starts empty', () => {
    expect(new Wall().state.getSnapshot()).to.deep.equal({
      tiles: [],
      focusId: null,
      audibleId: null,
      layout: 'grid',
      maxTiles: 16,
      time: null,
    });
  });

  describe('add', () => {
    it('puts a tile at the end and returns it', () => {
      const { wall, happened } = setUp();
      expect(wall.add('https://example.com/x')).to.deep.equal({ id: 't1', source: 'https://example.com/x', volume: 1 });
      expect(happened()).to.deep.equal(['tileadded t1 3']);
    });

    for (const [index, expected] of [
      [0, 'xabc'],
      [1, 'axbc'],
      [99, 'abcx'],
      [-1, 'xabc'],
      [1.9, 'axbc'],
      [NaN, 'xabc'],
      [Infinity, 'abcx'],
    ] as const) {
      it(`at index ${index} gives ${expected}`, () => {
        const { wall, order } = setUp();
        expect(wall.add({ id: 'x', source: 'x' }, { index }).id).to.equal('x');
        expect(order()).to.equal(expected);
      });
    }

    it('takes a source that is there already, but no id', () => {
      const { wall, order } = setUp('a');
      wall.add('https://example.com/a');
      expectInvalid(() => wall.add({ id: 'a', source: 'y' }));
      expect(order()).to.equal('at1');
    });

    it('returns the added tile even when a listener moves it', () => {
      const { wall } = setUp();
      wall.addEventListener('tileadded', ({ tile }) => wall.move(tile.id, 0));
      expect(wall.add({ id: 'x', source: 'x' }).id).to.equal('x');
    });

    it('keeps to the number of tiles allowed, which may change', () => {
      const wall = new Wall({ maxTiles: 1 });
      wall.add('a');
      expectInvalid(() => wall.add('b'));
      wall.setMaxTiles(2);
      wall.add('b');
      wall.setMaxTiles(0);
      wall.setVolume('t1', 0.5);
      expectInvalid(() => wall.add('c'));
      expect(wall.state.getSnapshot().tiles).to.have.length(2);
      for (const maxTiles of [-1, NaN]) {
        expectInvalid(() => wall.setMaxTiles(maxTiles));
        expectInvalid(() => new Wall({ maxTiles }));
      }
    });
  });

  describe('remove', () => {
    it('hands focus and sound to the next tile', () => {
      const { wall, order, happened } = setUp();
      wall.focus('b');
      wall.setAudible('c');
      happened();
      wall.remove('b');
      expect(happened()).to.deep.equal(['tileremoved b 1', 'focuschange c']);
      wall.remove('c');
      expect(happened()).to.deep.equal(['tileremoved c 1', 'focuschange a', 'audiblechange a']);
      wall.remove('a');
      expect(happened()).to.deep.equal(['tileremoved a 0', 'focuschange null', 'audiblechange null']);
      expect(order()).to.equal('');
    });
  });

  it('replace keeps place, id, volume, cell, focus and sound', () => {
    const { wall, state, happened } = setUp();
    wall.focus('b');
    wall.setAudible('b');
    wall.setVolume('b', 0.4);
    wall.setCell('b', CELL);
    happened();
    wall.replace('b', { id: 'other', source: 'twitch:x', title: 'X' });
    expect(state().tiles[1]).to.deep.equal({ id: 'b', source: 'twitch:x', title: 'X', volume: 0.4, cell: CELL });
    expect([state().focusId, state().audibleId]).to.deep.equal(['b', 'b']);
    wall.replace('b', 'twitch:y');
    expect(happened()).to.deep.equal(['tilereplaced b 1', 'tilereplaced b 1']);
  });

  describe('move', () => {
    for (const [id, index, expected, event] of [
      ['a', 2, 'bcad', 'tilemoved a 2'],
      ['d', 0, 'dabc', 'tilemoved d 0'],
      ['b', 99, 'acdb', 'tilemoved b 3'],
      ['b', -5, 'bacd', 'tilemoved b 0'],
      ['b', 1, 'abcd', undefined],
    ] as const) {
      it(`${id} to ${index} gives ${expected}`, () => {
        const { wall, order, happened } = setUp('abcd');
        const before = wall.state.getSnapshot();
        wall.move(id, index);
        expect(order()).to.equal(expected);
        expect(happened()).to.deep.equal(event ? [event] : []);
        if (!event) expect(wall.state.getSnapshot()).to.equal(before);
      });
    }
  });

  it('focus and setAudible choose a tile or none, and tell of changes only', () => {
    const { wall, happened } = setUp();
    wall.focus('a');
    wall.focus('a');
    wall.setAudible('b');
    wall.setAudible('b');
    wall.setAudible(null);
    wall.focus(null);
    expect(happened()).to.deep.equal(['focuschange a', 'audiblechange b', 'audiblechange null', 'focuschange null']);
  });

  it('setMuted makes at most one tile heard', () => {
    const { wall, state } = setUp();
    const rows: [id: string, muted: boolean, audible: string | null][] = [
      ['a', false, 'a'],
      ['b', false, 'b'],
      ['a', true, 'b'],
      ['b', true, null],
      ['b', true, null],
    ];
    for (const [id, muted, audible] of rows) {
      wall.setMuted(id, muted);
      expect(state().audibleId).to.equal(audible);
    }
  });

  it('setVolume changes one tile, and refuses what is no volume', () => {
    const { wall, state } = setUp();
    wall.setVolume('b', 0);
    expect(state().tiles.map(({ volume }) => volume)).to.deep.equal([1, 0, 1]);
    for (const volume of [-1, 2, NaN]) expectInvalid(() => wall.setVolume('b', volume));
  });

  it('setCell and setLayout refuse what is none', () => {
    const { wall, state } = setUp();
    wall.setCell('a', CELL);
    wall.setLayout('free');
    expect([state().tiles[0]?.cell, state().layout]).to.deep.equal([CELL, 'free']);
    expectInvalid(() => wall.setCell('a', { ...CELL, column: 7 }));
    expectInvalid(() => wall.setLayout('spiral' as LayoutMode));
  });

  it('setTiles merges by id', () => {
    const { wall, state, order, happened } = setUp();
    wall.setVolume('c', 0.2);
    wall.setTiles([
      { id: 'c', source: 'https://example.com/c' },
      { id: 'x', source: 'x' },
      { id: 'a', source: 'y' },
    ]);
    expect(order()).to.equal('cxa');
    expect(state().tiles[0]?.volume).to.equal(0.2);
    expect(happened()).to.deep.equal(['tileremoved b 1', 'tileadded x 1', 'tilereplaced a 2']);
  });

  it('keeps its snapshot when nothing changes', () => {
    const { wall, state, happened } = setUp();
    wall.focus('a');
    wall.setAudible('a');
    happened();
    const before = state();
    wall.setTiles(before.tiles.map((tile) => ({ ...tile })));
    wall.setTiles(before.tiles.map(({ source }) => source));
    wall.setVolume('a', 1);
    wall.focus('a');
    wall.setMuted('a', false);
    wall.setLayout('grid');
    wall.replace('a', 'https://example.com/a');
    wall.restore(wall.describe());
    expect(state()).to.equal(before);
    expect(happened()).to.deep.equal([]);
  });

  it('throws for an id that is not there, and changes nothing', () => {
    const { wall, state } = setUp();
    const before = state();
    const acts = [
      () => wall.remove('x'),
      () => wall.replace('x', 'y'),
      () => wall.move('x', 0),
      () => wall.focus('x'),
      () => wall.setAudible('x'),
      () => wall.setMuted('x', false),
      () => wall.setMuted('x', true),
      () => wall.setVolume('x', 1),
      () => wall.setCell('x', CELL),
      () => wall.restore({ ...wall.describe(), focusId: 'x' }),
      () => wall.restore({ ...wall.describe(), audibleId: 'x' }),
      () => wall.restore({ ...wall.describe(), layout: 'spiral' as LayoutMode }),
      () => wall.setTiles(['a', '']),
    ];
    for (const act of acts) expectInvalid(act);
    expect(state()).to.equal(before);
  });

  it('restores what another wall describes', () => {
    const { wall } = setUp();
    wall.setVolume('a', 0.5);
    wall.setCell('b', CELL);
    wall.setLayout('focus');
    wall.focus('b');
    wall.setAudible('c');
    const other = setUp('cx');
    other.wall.setVolume('c', 0.1);
    other.happened();
    other.wall.restore(wall.describe());
    expect(other.state()).to.deep.equal(wall.state.getSnapshot());
    expect(other.happened()).to.deep.equal([
      'tileremoved x 1',
      'tileadded a 0',
      'tileadded b 1',
      'focuschange b',
      'audiblechange c',
    ]);
  });

  it('keeps what synchronised videos need to begin at the same place elsewhere', () => {
    const { wall, state } = setUp('');
    wall.setTiles([
      { id: 'a', source: 'x', offset: -1.5 },
      { id: 'b', source: 'y', startsAt: 1_700_000_000_000 },
      { id: 'c', source: 'z', programDateTime: true },
    ]);
    wall.setTime(90.5);
    const other = new Wall();
    other.restore(wall.describe());
    expect(other.state.getSnapshot()).to.deep.equal(state());
    expect(wall.describe().time).to.equal(90.5);
    wall.setTime(null);
    other.restore(wall.describe());
    expect(other.state.getSnapshot().time).to.equal(null);
  });

  it('describes no smallest sizes, which belong to the players', () => {
    const wall = new Wall();
    wall.add({ source: 'twitch:x', minSize: { width: 400, height: 300 } });
    expect(wall.describe().tiles).to.deep.equal([{ id: 't1', source: 'twitch:x', volume: 1 }]);
  });

  it('tells listeners of its state once for all changes of a task', async () => {
    const { wall } = setUp();
    await Promise.resolve();
    let calls = 0;
    wall.state.subscribe(() => calls++);
    wall.focus('a');
    wall.setLayout('focus');
    wall.remove('b');
    await Promise.resolve();
    expect(calls).to.equal(1);
  });

  it('stays consistent under any acts, and its events tell the whole story', () => {
    const id = fc.constantFrom('t1', 't2', 't3', 't4');
    const act = fc.oneof(
      fc.tuple(fc.constant('add'), fc.constantFrom('x', 'y'), fc.record({ index: fc.integer({ min: -1, max: 6 }) })),
      fc.tuple(fc.constant('remove'), id),
      fc.tuple(fc.constant('replace'), id, fc.constantFrom('x', 'y', 'z')),
      fc.tuple(fc.constant('move'), id, fc.integer({ min: -1, max: 6 })),
      fc.tuple(fc.constant('focus'), fc.option(id)),
      fc.tuple(fc.constant('setMuted'), id, fc.boolean()),
      fc.tuple(fc.constant('setVolume'), id, fc.double({ min: -0.1, max: 1.1 })),
      fc.tuple(fc.constant('setLayout'), fc.constantFrom(...LAYOUT_MODES)),
      fc.tuple(fc.constant('setTiles'), fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 6 })),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
        const wall = new Wall({ maxTiles: 5 });
        const present = new Set<string>();
        let focusId: string | null = null;
        let audibleId: string | null = null;
        wall.addEventListener(
          'tileadded',
          ({ tile }) => expect(present.has(tile.id)).to.equal(false) && present.add(tile.id),
        );
        wall.addEventListener('tileremoved', ({ tile }) => expect(present.delete(tile.id)).to.equal(true));
        wall.addEventListener('focuschange', (event) => (focusId = event.id));
        wall.addEventListener('audiblechange', (event) => (audibleId = event.id));
        for (const [name, ...args] of acts) {
          try {
            (wall[name as 'add'] as (...args: unknown[]) => void)(...args);
          } catch (error) {
            expect(error).to.be.instanceOf(T333Error).with.property('code', 'invalid-argument');
          }
          const state = wall.state.getSnapshot();
          const ids = state.tiles.map((tile) => tile.id);
          expect(ids).to.have.length.at.most(5);
          expect(new Set(ids)).to.deep.equal(present);
          expect([state.focusId, state.audibleId]).to.deep.equal([focusId, audibleId]);
          expect([null, ...ids])
            .to.include(focusId)
            .and.to.include(audibleId);
        }
      }),
    );
  });
});
