import type { PlayerState, Rendition } from '@t333/core/player';
import { timeRanges } from '@t333/core/testing';
import { expect } from 'chai';
import { bufferOf, playbackOf, type Playback, type PlaybackSubject } from './playback.ts';

const LEVEL: Rendition = { id: 'a', label: '720p', width: 1280, height: 720, bitrateBps: 3e6, frameRate: 30 };

const STATE = {
  phase: 'ready',
  lifecycle: 'active',
  recovery: null,
  paused: false,
  buffering: false,
  streamType: 'live',
  capabilities: { latency: true },
  hasFrame: true,
  renditions: [LEVEL],
  rendition: 'a',
  selectedRendition: 'auto',
  videoWidth: 1280,
  videoHeight: 720,
  rate: 1.02,
};

const playerOf = (patch: object = {}, more: Partial<PlaybackSubject> = {}): PlaybackSubject => ({
  currentTime: 10,
  buffered: timeRanges([0, 18.5]),
  seekable: timeRanges([0, 14]),
  frames: { total: 300, dropped: 3 },
  state: { getSnapshot: () => ({ ...STATE, ...patch }) as unknown as PlayerState, subscribe: () => () => {} },
  ...more,
});

describe('playbackOf', () => {
  it('tells all that is known', () => {
    expect(playbackOf(playerOf(), 4e6)).to.deep.equal({
      phase: 'playing',
      isLive: true,
      rendition: LEVEL,
      isAuto: true,
      width: 1280,
      height: 720,
      frameRate: 30,
      bitrateBps: 3e6,
      bandwidthBps: 4e6,
      bufferSeconds: 8.5,
      droppedFrames: 3,
      totalFrames: 300,
      latencySeconds: 4,
      targetLatencySeconds: null,
      rate: 1.02,
    } satisfies Playback);
  });

  const cases: [why: string, patch: object, more: Partial<PlaybackSubject>, result: Partial<Playback>][] = [
    ['a file', { renditions: [], rendition: null }, {}, { rendition: null, bitrateBps: null, frameRate: null }],
    ['no picture yet', { videoWidth: 0, videoHeight: 0 }, {}, { width: null, height: null }],
    ['the browser does not count', {}, { frames: null }, { droppedFrames: null, totalFrames: null }],
    [
      'the average says more than the peak',
      { renditions: [{ ...LEVEL, averageBitrateBps: 2e6 }] },
      {},
      { bitrateBps: 2e6 },
    ],
    ['the viewer has chosen', { selectedRendition: 'a' }, {}, { isAuto: false }],
    ['a recording', { streamType: 'on-demand' }, {}, { isLive: false, latencySeconds: null }],
    ['it waits', { buffering: true }, {}, { phase: 'buffering' }],
    ['it is paused', { paused: true }, {}, { phase: 'paused' }],
    ['it tries again', { recovery: {}, buffering: true }, {}, { phase: 'recovering' }],
    ['it sleeps', { lifecycle: 'suspended' }, {}, { phase: 'suspended' }],
    ['it has failed', { phase: 'error', lifecycle: 'unloaded' }, {}, { phase: 'error' }],
    ['it loads', { phase: 'loading' }, {}, { phase: 'loading' }],
  ];
  for (const [why, patch, more, result] of cases) {
    it(why, () => expect(playbackOf(playerOf(patch, more), null)).to.deep.include(result));
  }

  it('has its latency from what keeps it live', () => {
    const snapshot = { latencySeconds: 1.04, targetLatencySeconds: 1 } as never;
    const player = playerOf({}, { live: { state: { getSnapshot: () => snapshot } } });
    expect(playbackOf(player, null)).to.include({ latencySeconds: 1.04, targetLatencySeconds: 1 });
  });
});

describe('bufferOf', () => {
  const cases: [why: string, ranges: [number, number][], at: number, seconds: number][] = [
    ['nothing', [], 0, 0],
    ['ahead', [[0, 8]], 3, 5],
    [
      'behind a gap',
      [
        [0, 3],
        [5, 9],
      ],
      4,
      0,
    ],
    [
      'in the second range',
      [
        [0, 3],
        [5, 9],
      ],
      6,
      3,
    ],
    ['a start that is rounded', [[5.05, 9]], 5, 4],
    ['at the end', [[0, 3]], 3, 0],
  ];
  for (const [why, ranges, currentTime, seconds] of cases) {
    it(why, () => expect(bufferOf({ buffered: timeRanges(...ranges), currentTime })).to.equal(seconds));
  }
});
