import { expect } from 'chai';
import { HOLD_MS, kindOf, SettledKind, type BadgeFacts, type BadgeKind } from './badge-kind.ts';

const NOW_MS = 1_800_000_000_000;
const nothing: BadgeFacts = { status: null, player: null, live: null, startsAtMs: NaN, nowMs: NOW_MS };
const playing = { phase: 'ready', streamType: 'live' } as const;
const edge = { mode: 'following', isAtEdge: true } as const;
const behind = { mode: 'time-shifted', isAtEdge: false } as const;

describe('kindOf', () => {
  const cases: [why: string, facts: Partial<BadgeFacts>, before: BadgeKind | null, kind: BadgeKind | null][] = [
    ['nothing is known', {}, null, null],
    ['what the page says', { status: 'live' }, null, 'live'],
    ['what is no status', { status: 'toString' }, null, null],
    ['it is to begin', { startsAtMs: NOW_MS + 1 }, null, 'upcoming'],
    ['it should have begun', { startsAtMs: NOW_MS }, null, null],
    ['it is late', { status: 'upcoming', startsAtMs: NOW_MS - 1 }, null, 'upcoming'],
    ['the page says more than the calendar', { status: 'ended', startsAtMs: NOW_MS + 1 }, null, 'ended'],
    ['at the edge', { player: playing, live: edge }, null, 'live'],
    ['behind', { player: playing, live: behind }, null, 'behind'],
    ['nothing comes at the moment', { player: playing, live: { mode: 'stalled', isAtEdge: true } }, null, 'live'],
    ['a snapshot alone', { live: behind }, null, 'behind'],
    ['it plays, and nobody knows where', { player: playing }, null, 'live'],
    ['it plays before its time', { status: 'upcoming', player: playing, live: edge }, null, 'live'],
    ['the last state of what is gone', { player: { phase: 'idle', streamType: 'unknown' }, live: edge }, null, null],
    ['it loads', { status: 'live', player: { phase: 'loading', streamType: 'unknown' } }, null, 'live'],
    ['a recording', { player: { phase: 'ready', streamType: 'on-demand' } }, null, null],
    ['the end of a recording', { player: { phase: 'ended', streamType: 'on-demand' } }, null, null],
    ['the end of what was live', { player: { phase: 'ended', streamType: 'on-demand' } }, 'live', 'ended'],
    ['the end of a live stream', { status: 'live', player: { phase: 'ended', streamType: 'live' } }, null, 'ended'],
    ['it has failed', { status: 'live', player: { phase: 'error', streamType: 'unknown' } }, null, 'offline'],
    [
      'there is nothing yet',
      { status: 'upcoming', player: { phase: 'error', streamType: 'unknown' } },
      null,
      'upcoming',
    ],
  ];
  for (const [why, facts, before, kind] of cases) {
    it(why, () => expect(kindOf({ ...nothing, ...facts }, before)).to.equal(kind));
  }
});

describe('SettledKind', () => {
  const after = (...steps: [kind: BadgeKind | null, atMs: number][]): [BadgeKind | null, number | null] => {
    const settled = new SettledKind();
    let waitMs: number | null = null;
    for (const [kind, atMs] of steps) waitMs = settled.next(kind, atMs);
    return [settled.shown, waitMs];
  };

  const cases: [why: string, steps: [BadgeKind | null, number][], shown: BadgeKind | null, waitMs: number | null][] = [
    [
      'live at once',
      [
        ['offline', 0],
        ['live', 1],
      ],
      'live',
      null,
    ],
    [
      'behind at once',
      [
        ['live', 0],
        ['behind', 1],
      ],
      'behind',
      null,
    ],
    [
      'ended at once',
      [
        ['live', 0],
        ['ended', 1],
      ],
      'ended',
      null,
    ],
    [
      'offline after a while',
      [
        ['live', 0],
        ['offline', 10],
      ],
      'live',
      HOLD_MS,
    ],
    [
      'less of it later',
      [
        ['live', 0],
        ['offline', 10],
        [null, 1010],
      ],
      'live',
      HOLD_MS - 1000,
    ],
    [
      'then it is',
      [
        ['live', 0],
        ['offline', 10],
        ['offline', 10 + HOLD_MS],
      ],
      'offline',
      null,
    ],
    [
      'back in time',
      [
        ['live', 0],
        ['offline', 10],
        ['live', 2000],
        ['offline', 2900],
      ],
      'live',
      HOLD_MS,
    ],
    ['offline from the start', [['offline', 0]], 'offline', null],
  ];
  for (const [why, steps, shown, waitMs] of cases) {
    it(why, () => expect(after(...steps)).to.deep.equal([shown, waitMs]));
  }
});
