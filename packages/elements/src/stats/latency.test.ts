import type { LiveState, PlayerState } from '@t333/core/player/contract';
import { timeRanges } from '@t333/core/testing';
import { expect } from 'chai';
import { latencyOf, type LatencySubject } from './latency.ts';

const playerOf = (patch: object, currentTime: number, end?: number, latencySeconds?: number): LatencySubject => ({
  currentTime,
  seekable: end === undefined ? timeRanges() : timeRanges([0, end]),
  state: { getSnapshot: () => patch as PlayerState, subscribe: () => () => {} },
  live: latencySeconds === undefined ? null : { state: { getSnapshot: () => ({ latencySeconds }) as LiveState } },
});

describe('latencyOf', () => {
  const live = { streamType: 'live', capabilities: { latency: true } };
  const cases: [why: string, state: object, position: number, end: number | undefined, result: number | null][] = [
    ['the distance to the edge', live, 90, 96.5, 6.5],
    ['past the edge is at it', live, 97, 96.5, 0],
    ['a recording has none', { ...live, streamType: 'on-demand' }, 90, 96.5, null],
    ['a player that does not know', { ...live, capabilities: { latency: false } }, 90, 96.5, null],
    ['before the first picture', { ...live, hasFrame: false }, 0, 96.5, null],
    ['without a range', live, 90, undefined, null],
    ['an endless range', live, 90, Infinity, null],
  ];
  it('is what keeps it live knows', () => {
    expect(latencyOf(playerOf({ ...live, hasFrame: true }, 90, 96.5, 1.2))).to.equal(1.2);
    expect(latencyOf(playerOf({ ...live, hasFrame: false }, 90, 96.5, 1.2))).to.equal(null);
  });

  for (const [why, state, position, end, result] of cases) {
    it(why, () => expect(latencyOf(playerOf({ hasFrame: true, ...state }, position, end))).to.equal(result));
  }
});
