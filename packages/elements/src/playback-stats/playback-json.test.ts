import { expect } from 'chai';
import { playbackJson } from './playback-json.ts';
import type { Playback } from './playback.ts';

const SECRET = 'https://user:pass@example.com/s3cret.m3u8?token=s3cret';

const PLAYBACK: Playback = {
  phase: 'playing',
  isLive: true,
  rendition: { id: SECRET, label: SECRET, height: 720, width: 1280, bitrateBps: 3e6, codecs: SECRET },
  isAuto: true,
  width: 1280,
  height: 720,
  frameRate: null,
  bitrateBps: 3_000_000.4,
  bandwidthBps: null,
  bufferSeconds: 8.123456,
  droppedFrames: 3,
  totalFrames: 300,
  latencySeconds: 1.04123,
  targetLatencySeconds: 1,
  rate: 1.02,
};

describe('playbackJson', () => {
  const text = playbackJson(PLAYBACK, [{ atMs: 1000, bufferSeconds: 8.123, latencySeconds: null }], 0);

  it('is figures, in digits that mean something', () => {
    expect(JSON.parse(text)).to.deep.include({
      at: '1970-01-01T00:00:00.000Z',
      phase: 'playing',
      rendition: { width: 1280, height: 720, bitrateBps: 3e6 },
      bitrateBps: 3e6,
      bufferSeconds: 8.1,
      latencySeconds: 1.041,
      lastMinute: [{ secondsAgo: 0, bufferSeconds: 8.1, latencySeconds: null }],
    });
  });

  it('tells no address and no secret, whatever a playlist says', () => {
    expect(text).to.not.match(/s3cret|http|token|example|pass/);
  });
});
