import { expect } from 'chai';
import { hlsConfig, type HlsSettings } from './hls-config.ts';

const settings = (more: Partial<HlsSettings> = {}): HlsSettings => ({
  startSeconds: null,
  workerUrl: undefined,
  isOnline: () => true,
  random: () => 0.5,
  ...more,
});

describe('hlsConfig', () => {
  it('leaves the first address to our own retries', () => {
    expect(hlsConfig(settings()).manifestLoadPolicy!.default).to.include({ errorRetry: null, timeoutRetry: null });
  });

  for (const policy of ['playlistLoadPolicy', 'fragLoadPolicy', 'keyLoadPolicy'] as const) {
    const again = (count: number, isOnline = true): boolean => {
      const retry = hlsConfig(settings({ isOnline: () => isOnline }))[policy]!.default.errorRetry!;
      return retry.shouldRetry!(retry, count, false, { url: '', code: 404 }, false);
    };

    it(`${policy}: asks once more, whatever the failure, but not without a network`, () => {
      expect([again(0), again(1), again(0, false)]).to.deep.equal([true, false, false]);
    });
  }

  it('scatters that second try', () => {
    const delay = (random: number): number =>
      hlsConfig(settings({ random: () => random })).fragLoadPolicy!.default.errorRetry!.retryDelayMs;
    expect([delay(0), delay(0.5)]).to.deep.equal([0, 300]);
  });

  it('has a worker only where there is an address for it', () => {
    expect(hlsConfig(settings())).to.include({ enableWorker: false, workerPath: null });
    expect(hlsConfig(settings({ workerUrl: '/w.js' }))).to.include({ enableWorker: true, workerPath: '/w.js' });
  });

  it('begins where it is told', () => {
    expect(hlsConfig(settings()).startPosition).to.equal(-1);
    expect(hlsConfig(settings({ startSeconds: 0 })).startPosition).to.equal(0);
    expect(hlsConfig(settings({ startSeconds: 12 })).startPosition).to.equal(12);
  });
});
