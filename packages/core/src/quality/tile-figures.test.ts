import { expect } from 'chai';
import { T333Error } from '../errors.ts';
import { TileFigures, type WaitingState } from './tile-figures.ts';

const PLAYS: WaitingState = { buffering: false, hasFrame: true, seeking: false, recovery: null };
const WAITS: WaitingState = { ...PLAYS, buffering: true };
const OFFLINE = { error: new T333Error('offline', 'No network.'), attempt: 1, delayMs: Infinity };

describe('TileFigures', () => {
  const rows: [what: string, quarters: WaitingState[], stalledMs: number][] = [
    ['playing', [PLAYS, PLAYS], 0],
    ['a wait', [PLAYS, WAITS, WAITS, PLAYS], 500],
    ['two waits: the longer', [WAITS, PLAYS, WAITS, WAITS, PLAYS, WAITS], 500],
    ['the wait for the first picture', [{ ...WAITS, hasFrame: false }], 0],
    [
      'a seek',
      [
        { ...WAITS, seeking: true },
        { ...WAITS, seeking: true },
      ],
      0,
    ],
    ['no network', [WAITS, { ...WAITS, recovery: OFFLINE }, { ...WAITS, recovery: OFFLINE }], 250],
    ['a wait more than a minute ago', [WAITS, ...Array.from({ length: 240 }, () => PLAYS)], 0],
  ];
  for (const [what, quarters, stalledMs] of rows) {
    it(`${what}: ${stalledMs} ms`, () => {
      const figures = new TileFigures();
      quarters.forEach((state, index) => figures.watch(state, index * 250, 250));
      expect(figures.stalledMs).to.equal(stalledMs);
    });
  }

  it('counts frames from one time to the next, and begins anew with another source', () => {
    const figures = new TileFigures();
    const counts = [
      { total: 100, dropped: 1 },
      { total: 160, dropped: 16 },
      { total: 20, dropped: 0 },
      { total: 80, dropped: 0 },
      null,
    ].map((frames) => [figures.count(frames)?.total ?? null, figures.droppedRatio]);
    expect(counts).to.deep.equal([
      [null, null],
      [60, 0.25],
      [null, null],
      [60, 0],
      [null, null],
    ]);
  });
});
