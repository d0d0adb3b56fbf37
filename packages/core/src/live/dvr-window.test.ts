import { expect } from 'chai';
import { dvrWindow, windowEpochAt, type DvrWindowInput } from './dvr-window.ts';

const EPOCH_MS = Date.UTC(2026, 0, 1, 12);

const windowOf = (patch: Partial<DvrWindowInput>) =>
  dvrWindow({
    seekable: { start: 100, end: 400 },
    livePoint: 398,
    position: 356,
    wallClock: { mediaTime: 100, epochMs: EPOCH_MS },
    dvrWindowSeconds: Infinity,
    ...patch,
  });

describe('dvrWindow', () => {
  it('reaches from what can be had to where live playback is', () => {
    expect(windowOf({})).to.deep.equal({
      start: 100,
      end: 398,
      position: 356,
      behindSeconds: 42,
      liveEdgeStart: 393,
      targetLiveWindow: 298,
      expired: false,
      startEpochMs: EPOCH_MS,
    });
  });

  const cases: [string, Partial<DvrWindowInput>, Partial<ReturnType<typeof windowOf>>][] = [
    ['is shorter by its limit', { dvrWindowSeconds: 120 }, { start: 278, end: 398, targetLiveWindow: 120 }],
    ['keeps the longer limit', { dvrWindowSeconds: 7200 }, { start: 100 }],
    [
      'is none of a stream without a past',
      { seekable: { start: 376, end: 400 } },
      { targetLiveWindow: 0, expired: true },
    ],
    ['is none where that is forbidden', { dvrWindowSeconds: 0 }, { start: 398, end: 398, targetLiveWindow: 0 }],
    ['holds who has fallen out of it', { position: 40 }, { position: 100, behindSeconds: 298, expired: true }],
    ['does not call the limit an end', { position: 150, dvrWindowSeconds: 60 }, { position: 338, expired: false }],
    ['holds who is ahead of live', { position: 399 }, { position: 398, behindSeconds: 0 }],
    ['ends where there is media', { livePoint: 450 }, { end: 400 }],
    ['has shrunk to less than the distance kept', { livePoint: 90 }, { start: 100, end: 100, position: 100 }],
    [
      'has jumped to a new timeline',
      { seekable: { start: 0, end: 6 }, livePoint: 4 },
      { start: 0, end: 4, position: 4 },
    ],
    ['knows no date without one', { wallClock: null }, { startEpochMs: null }],
  ];
  for (const [name, input, expected] of cases) it(name, () => expect(windowOf(input)).to.include(expected));

  it('tells the date of each of its positions', () => {
    expect(windowEpochAt(windowOf({ dvrWindowSeconds: 60 }), 356)).to.equal(EPOCH_MS + 256_000);
    expect(windowEpochAt(windowOf({ wallClock: null }), 356)).to.equal(null);
  });
});
