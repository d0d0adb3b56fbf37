import { expect } from 'chai';
import { peakOf, pointsOf, rangeOf, withSample, type Sample } from './sparkline.ts';

type Figure = 'bandwidthBps' | 'bitrateBps';

const sample = (atMs: number, bandwidthBps: number | null, bitrateBps: number): Sample<Figure> => ({
  atMs,
  bandwidthBps,
  bitrateBps,
});
const samples = [sample(30_000, null, 0), sample(60_000, 4e6, 1e6), sample(90_000, 2e6, 2e6)];

describe('sparkline', () => {
  it('reaches a minute back', () => {
    expect(withSample(samples, sample(90_001, 1, 1)).map(({ atMs }) => atMs)).to.deep.equal([60_000, 90_000, 90_001]);
    expect(withSample([], samples[0]!)).to.deep.equal([samples[0]]);
  });

  it('has its scale from the figures that it draws', () => {
    expect(peakOf(samples, ['bandwidthBps', 'bitrateBps'])).to.equal(4e6);
    expect(peakOf(samples, ['bitrateBps'])).to.equal(2e6);
    expect(peakOf([], ['bitrateBps']), 'nothing to divide by').to.equal(1);
  });

  it('knows what was least and most', () => {
    expect(rangeOf(samples, 'bandwidthBps')).to.deep.equal({ low: 2e6, high: 4e6 });
    expect(rangeOf(samples, 'bitrateBps')).to.deep.equal({ low: 0, high: 2e6 });
    expect(rangeOf(samples.slice(0, 1), 'bandwidthBps')).to.equal(null);
  });

  it('draws from left to right, without what is not known', () => {
    const size = { width: 300, height: 60, peak: 4e6 };
    expect(pointsOf(samples, 'bitrateBps', size)).to.equal('0,60 150,45 300,30');
    expect(pointsOf(samples, 'bandwidthBps', size)).to.equal('150,0 300,30');
    expect(pointsOf([], 'bitrateBps', size)).to.equal('');
    expect(pointsOf(samples, 'bitrateBps', { ...size, spanMs: 120_000 })).to.equal('150,60 225,45 300,30');
  });
});
