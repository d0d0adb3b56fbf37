import { expect } from 'chai';
import * as fc from 'fast-check';
import { advise, type WallObservation, type WatchedTile } from './advice.ts';

fc.configureGlobal({ seed: 333 });

const tile = (id: string, patch: Partial<WatchedTile> = {}): WatchedTile => ({
  id,
  focused: false,
  audible: false,
  bitrateBps: 1e6,
  decodePixelsPerSecond: 1e7,
  canLower: true,
  droppedRatio: 0,
  stalledMs: 0,
  unwatchedMs: 0,
  ...patch,
});

/** So many tiles, `a` in focus and heard; the later ones unwatched for longer. */
const tiles = (count: number, ...patches: Partial<WatchedTile>[]): WatchedTile[] =>
  Array.from({ length: count }, (_, index) =>
    tile(String.fromCodePoint(97 + index), {
      focused: index === 0,
      audible: index === 0,
      unwatchedMs: index * 1000,
      ...patches[index],
    }),
  );

const show = (watched: readonly WatchedTile[], patch: Partial<WallObservation> = {}): string =>
  advise({ tiles: watched, dataSaver: false, onBattery: false, ...patch })
    .map(({ code, level, action }) => `${level} ${code} ${action ? `${action.kind} ${action.ids.join('')}` : '-'}`)
    .join(', ');

describe('advise', () => {
  const rows: [what: string, watched: WatchedTile[], patch: Partial<WallObservation>, expected: string][] = [
    ['nothing', [], { dataSaver: true, onBattery: true }, ''],
    ['three streams', tiles(3), {}, ''],
    ['four streams', tiles(4), {}, 'info many-streams close d'],
    ['six streams', tiles(6), {}, 'info many-streams close f'],
    ['seven streams', tiles(7), {}, 'warning many-streams close g'],
    ['10 % dropped', tiles(2, {}, { droppedRatio: 0.1 }), {}, ''],
    ['more dropped', tiles(2, {}, { droppedRatio: 0.11 }), {}, 'warning dropping-frames lower b'],
    ['dropping in the focused tile', tiles(3, { droppedRatio: 0.5 }), {}, 'warning dropping-frames lower cb'],
    ['one stream, dropping', tiles(1, { droppedRatio: 0.5 }), {}, 'warning dropping-frames lower a'],
    [
      'one stream, dropping at its lowest',
      tiles(1, { droppedRatio: 0.5, canLower: false }),
      {},
      'warning dropping-frames -',
    ],
    [
      'dropping, the focus alone can be lowered',
      tiles(2, { droppedRatio: 0.5 }, { canLower: false }),
      {},
      'warning dropping-frames lower a',
    ],
    [
      'dropping, nothing can be lowered',
      tiles(2, { canLower: false }, { droppedRatio: 0.5, canLower: false }),
      {},
      'warning dropping-frames close b',
    ],
    ['a short wait', tiles(2, {}, { stalledMs: 500 }), {}, ''],
    ['a stall', tiles(2, {}, { stalledMs: 501 }), {}, 'warning stalling lower b'],
    ['one stream, data saver and battery', tiles(1), { dataSaver: true, onBattery: true }, ''],
    ['two streams, data saver', tiles(2), { dataSaver: true }, 'warning data-saver optimize b'],
    [
      'two streams, data saver, all at their lowest',
      tiles(2, {}, { canLower: false }),
      { dataSaver: true },
      'warning data-saver close b',
    ],
    ['two streams, on battery', tiles(2), { onBattery: true }, 'warning battery optimize b'],
    [
      'all at once',
      tiles(4, { droppedRatio: 1, stalledMs: 9000 }),
      { dataSaver: true, onBattery: true },
      'warning dropping-frames lower dcb, warning stalling lower dcb, warning data-saver optimize dcb, warning battery optimize dcb, info many-streams close d',
    ],
  ];
  for (const [what, watched, patch, expected] of rows) {
    it(`${what}: ${expected || 'no advice'}`, () => expect(show(watched, patch)).to.equal(expected));
  }

  it('closes the dearest before the longest unwatched', () => {
    expect(show(tiles(4, {}, { decodePixelsPerSecond: 2e7 }))).to.equal('info many-streams close b');
  });

  it('lowers what decodes most where frames are dropped, and what loads most where it stalls', () => {
    const unequal = [{ droppedRatio: 1, stalledMs: 9000 }, { decodePixelsPerSecond: 2e7 }, { bitrateBps: 2e6 }];
    expect(show(tiles(3, ...unequal))).to.equal('warning dropping-frames lower bc, warning stalling lower cb');
  });

  it('lowers the audible one last, and never closes it', () => {
    expect(show(tiles(2, { audible: false, stalledMs: 9000 }, { audible: true, canLower: false }))).to.equal(
      'warning stalling lower a',
    );
    expect(show(tiles(3, { audible: false, droppedRatio: 1 }, {}, { audible: true }))).to.equal(
      'warning dropping-frames lower bc',
    );
    expect(show([...tiles(3), tile('d', { audible: true, unwatchedMs: 1e9 })])).to.equal('info many-streams close c');
  });

  it('says how bad it is', () => {
    const [advice] = advise({
      tiles: tiles(4, { droppedRatio: 0.02 }, { stalledMs: 100 }),
      dataSaver: false,
      onBattery: false,
    });
    expect(advice?.figures).to.deep.equal({ streamCount: 4, droppedRatio: 0.02, stalledMs: 100, bitrateBps: 4e6 });
  });

  it('names only tiles there are, never closes what is looked at or heard, says each thing once', () => {
    const figure = fc.oneof(fc.double({ min: 0, max: 1e7, noNaN: true }), fc.constantFrom(0, NaN, Infinity, -1));
    const watched = fc.record({
      id: fc.uuid(),
      focused: fc.boolean(),
      audible: fc.boolean(),
      bitrateBps: figure,
      decodePixelsPerSecond: figure,
      canLower: fc.boolean(),
      droppedRatio: figure,
      stalledMs: figure,
      unwatchedMs: figure,
    });
    const walls = fc.record({
      tiles: fc.array(watched, { maxLength: 12 }),
      dataSaver: fc.boolean(),
      onBattery: fc.boolean(),
    });
    fc.assert(
      fc.property(walls, (wall) => {
        const found = advise(wall);
        expect(new Set(found.map(({ code }) => code)).size).to.equal(found.length);
        for (const { action } of found) {
          for (const id of action?.ids ?? []) {
            const named = wall.tiles.find((candidate) => candidate.id === id)!;
            if (action!.kind === 'close') expect(named.focused || named.audible).to.equal(false);
            else expect(named.canLower).to.equal(true);
            if (action!.kind === 'optimize') expect(named.focused).to.equal(false);
          }
          expect(action?.ids).not.to.deep.equal([]);
        }
      }),
    );
  });
});
