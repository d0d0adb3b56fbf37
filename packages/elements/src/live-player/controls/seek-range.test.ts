import type { PlayerState } from '@t333/core/player';
import { timeRanges } from '@t333/core/testing';
import { expect } from 'chai';
import { MIN_DVR_SECONDS, seekRange, type SeekRange } from './seek-range.ts';

type State = Pick<PlayerState, 'streamType' | 'duration' | 'capabilities'>;

const state = (
  streamType: PlayerState['streamType'],
  duration: number,
  seek: 'precise' | 'none' = 'precise',
): State => ({
  streamType,
  duration,
  capabilities: {
    rate: 'none',
    seek,
    renditions: 'none',
    frameTime: false,
    latency: false,
    volume: true,
    suspend: false,
    scheduling: false,
  },
});

describe('seekRange', () => {
  const cases: [name: string, state: State, seekable: TimeRanges | undefined, range: SeekRange | null][] = [
    [
      'a recording',
      state('on-demand', 90),
      timeRanges([0, 90]),
      { start: 0, end: 90, isLive: false, startEpochMs: null },
    ],
    [
      'a recording before anything is seekable',
      state('on-demand', 90),
      undefined,
      { start: 0, end: 90, isLive: false, startEpochMs: null },
    ],
    ['a recording of unknown length', state('on-demand', NaN), timeRanges(), null],
    ['a player that cannot seek', state('on-demand', 90, 'none'), timeRanges([0, 90]), null],
    ['an ordinary live stream', state('live', Infinity), timeRanges([100, 112]), null],
    [
      'a live stream just long enough',
      state('live', Infinity),
      timeRanges([100, 100 + MIN_DVR_SECONDS]),
      { start: 100, end: 130, isLive: true, startEpochMs: null },
    ],
    [
      'a live stream in two pieces',
      state('live', Infinity),
      timeRanges([0, 10], [20, 600]),
      { start: 0, end: 600, isLive: true, startEpochMs: null },
    ],
    ['a live stream without a range', state('live', Infinity), timeRanges(), null],
    ['nothing known', state('unknown', NaN), timeRanges([0, 90]), null],
  ];
  for (const [name, input, seekable, range] of cases) {
    it(name, () => expect(seekRange(input, seekable, null)).to.deep.equal(range));
  }
});
