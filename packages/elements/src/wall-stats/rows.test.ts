import type { PlayerState } from '@t333/core/player';
import { timeRanges } from '@t333/core/testing';
import { expect } from 'chai';
import { LEVELS } from './managed-players.harness.ts';
import { rowsOf, type TileLike } from './rows.ts';

const playerOf = (patch: object = {}, currentTime = 0, end?: number): TileLike['player'] => ({
  currentTime,
  seekable: end === undefined ? timeRanges() : timeRanges([0, end]),
  state: {
    getSnapshot: () =>
      ({
        renditions: LEVELS,
        videoHeight: 0,
        streamType: 'on-demand',
        hasFrame: true,
        capabilities: { latency: false },
        ...patch,
      }) as unknown as PlayerState,
    subscribe: () => () => {},
  },
});

const tile = (patch: Partial<TileLike> = {}): TileLike => ({
  id: 'a',
  player: playerOf(),
  stage: 'playing',
  focused: false,
  audioOnly: false,
  rendition: LEVELS[0]!.id,
  target: LEVELS[1]!.id,
  cap: LEVELS[2]!.id,
  reason: 'bandwidth',
  bitrateBps: 500_000,
  bufferSeconds: 8.3,
  droppedRatio: null,
  receivedBytes: 4_200_000,
  ...patch,
});

describe('rowsOf', () => {
  it('tells labels, not ids', () => {
    expect(rowsOf([tile()], {})).to.deep.equal([
      {
        id: 'a',
        name: 'a',
        focused: false,
        rendition: '160p',
        target: '360p',
        cap: '720p',
        reason: 'bandwidth',
        bitrateBps: 500_000,
        bufferSeconds: 8.3,
        droppedRatio: null,
        latencySeconds: null,
        receivedBytes: 4_200_000,
      },
    ]);
  });

  it('has names, and their order', () => {
    const tiles = ['a', 'b', 'toString'].map((id) => tile({ id }));
    expect(rowsOf(tiles, { b: 'East', a: '' }).map(({ name }) => name)).to.deep.equal(['East', '', 'toString']);
  });

  const cases: [why: string, patch: Partial<TileLike>, result: object][] = [
    [
      'nothing is known yet',
      { rendition: null, target: null, cap: null },
      { rendition: null, target: null, cap: null },
    ],
    ['a rendition that is gone', { rendition: 'gone' }, { rendition: null }],
    [
      'a file has one picture without a name',
      { player: playerOf({ renditions: [], videoHeight: 720 }), rendition: null, target: null, cap: '' },
      { rendition: '720p', target: null, cap: null },
    ],
    ['just left the screen', { stage: 'paused', reason: 'hidden' }, { reason: 'hidden' }],
    ['loads nothing', { stage: 'suspended', reason: 'hidden' }, { reason: 'suspended' }],
    ['holds nothing', { stage: 'unloaded', reason: 'hidden' }, { reason: 'unloaded' }],
  ];
  for (const [why, patch, result] of cases) it(why, () => expect(rowsOf([tile(patch)], {})[0]).to.include(result));
});
