import { expect } from 'chai';
import * as fc from 'fast-check';
import { GOOD_SAMPLES, HEALTH_THRESHOLDS, judge, type HealthIssueType, type HealthJudgement } from './judge.ts';

fc.configureGlobal({ seed: 333 });

const TARGETS = { bitrateBps: 6e6, activeFps: 60 };
const GOOD = { bitrateBps: 6e6, activeFps: 60, dropRate: 0, outputCongestion: 0 };
const RANK = { unknown: 0, healthy: 0, degraded: 1, starving: 2 };

type Figures = typeof GOOD;
const TYPES = Object.keys(HEALTH_THRESHOLDS) as HealthIssueType[];

/** Figures that are bad in one way, so much. */
function bad(type: HealthIssueType, badness: number): Figures {
  switch (type) {
    case 'dropping-frames':
      return { ...GOOD, dropRate: badness };
    case 'congestion':
      return { ...GOOD, outputCongestion: badness };
    case 'bitrate-low':
      return { ...GOOD, bitrateBps: TARGETS.bitrateBps * (1 - badness) };
    case 'frame-rate-low':
      return { ...GOOD, activeFps: TARGETS.activeFps * (1 - badness) };
  }
}

const after = (samples: readonly Partial<Record<keyof Figures, number | null>>[]): HealthJudgement[] => {
  let judged: HealthJudgement | null = null;
  return samples.map((sample) => (judged = judge({ ...GOOD, ...sample }, TARGETS, judged)));
};
const statuses = (samples: Parameters<typeof after>[0]): string =>
  after(samples)
    .map(({ status }) => status)
    .join();

describe('judge', () => {
  const nothing = { bitrateBps: null, activeFps: null, dropRate: null, outputCongestion: null };
  const cases: [why: string, sample: Partial<Record<keyof Figures, number | null>>, status: string, issues: string][] =
    [
      ['all is as it should be', {}, 'healthy', ''],
      ['nothing is known', nothing, 'unknown', ''],
      ['one figure is', { ...nothing, dropRate: 0 }, 'healthy', ''],
      ['0.9 % dropped', { dropRate: 0.009 }, 'healthy', ''],
      ['1 % dropped', { dropRate: 0.01 }, 'degraded', 'dropping-frames warning network lower-bitrate 0.01 0.01'],
      ['5 % dropped', { dropRate: 0.05 }, 'starving', 'dropping-frames error network lower-bitrate 0.05 0.01'],
      ['57.1 of 60 frames', { activeFps: 57.1 }, 'healthy', ''],
      ['56 of 60 frames', { activeFps: 56 }, 'degraded', 'frame-rate-low warning encoder ease-encoder 56 60'],
      ['47 of 60 frames', { activeFps: 47 }, 'starving', 'frame-rate-low error encoder ease-encoder 47 60'],
      ['no frames', { activeFps: 0 }, 'starving', 'frame-rate-low error no-data check-encoder 0 60'],
      ['4.6 of 6 Mbit/s', { bitrateBps: 4.6e6 }, 'healthy', ''],
      ['4 of 6', { bitrateBps: 4e6 }, 'degraded', 'bitrate-low warning encoder check-encoder 4000000 6000000'],
      ['3 of 6', { bitrateBps: 3e6 }, 'starving', 'bitrate-low error encoder check-encoder 3000000 6000000'],
      ['more than wanted', { bitrateBps: 9e6, activeFps: 61 }, 'healthy', ''],
      [
        'the link is too slow: the worst first',
        { bitrateBps: 3e6, dropRate: 0.02, outputCongestion: 0.5 },
        'starving',
        'bitrate-low error network lower-bitrate 3000000 6000000; dropping-frames warning network lower-bitrate 0.02 0.01; ' +
          `congestion warning network lower-bitrate 0.5 ${1 / 3}`,
      ],
    ];
  for (const [why, sample, status, issues] of cases) {
    it(why, () => {
      const judged = judge({ ...GOOD, ...sample }, TARGETS, null);
      const told = judged.issues.map(({ type, severity, reason, fix, actual, expected }) =>
        [type, severity, reason, fix, actual, expected].join(' '),
      );
      expect([judged.status, told.join('; ')]).to.deep.equal([status, issues]);
    });
  }

  it('knows nothing at all without a target, and no less', () => {
    expect(judge({ ...GOOD, bitrateBps: 1 }, {}, null).status).to.equal('healthy');
    const [issue] = judge({ ...GOOD, bitrateBps: 0 }, {}, null).issues;
    expect(issue).to.include({ type: 'bitrate-low', reason: 'no-data', expected: null });
  });

  it('is worse at once, and better after three good samples', () => {
    const worse = { dropRate: 0.02 };
    expect(statuses([{}, worse, {}, {}, {}])).to.equal('healthy,degraded,degraded,degraded,healthy');
    expect(statuses([worse, {}, {}, worse, {}, {}, {}])).to.equal(
      'degraded,degraded,degraded,degraded,degraded,degraded,healthy',
    );
  });

  it('is as much better as the worst of the three', () => {
    const [worst, middling] = [{ dropRate: 0.2 }, { dropRate: 0.02 }];
    expect(statuses([worst, {}, middling, {}])).to.equal('starving,starving,starving,degraded');
    expect(statuses([worst, {}, {}, {}])).to.equal('starving,starving,starving,healthy');
    const actual = after([worst, {}, middling, {}]).map(({ issues }) => issues[0]?.actual);
    expect(actual, 'what made it so').to.deep.equal([0.2, 0.2, 0.2, 0.02]);
  });

  it('takes what is not told for what it was', () => {
    const [, held] = after([{ dropRate: 0.02 }, { dropRate: null }]);
    expect(held!.issues[0]).to.include({ type: 'dropping-frames', actual: 0.02 });
    expect(statuses([{ dropRate: 0.02 }, ...Array.from({ length: 9 }, () => ({ dropRate: null }))])).to.match(
      /degraded$/,
    );
  });

  it('does not flap under noise below the band: whatever is above the border to leave, and below the one to enter', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TYPES),
        fc.constantFrom('healthy', 'degraded', 'starving'),
        fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 50 }),
        (type, from, noise) => {
          const { warning, error, leave } = HEALTH_THRESHOLDS[type];
          // Between what would make it worse, and what would make it better.
          const [low, high] = {
            healthy: [0, warning],
            degraded: [warning * leave, error],
            starving: [error * leave, 1],
          }[from] as [number, number];
          const margin = (high - low) * 0.001;
          const start = { healthy: 0, degraded: warning * 1.001, starving: error * 1.001 }[from]!;
          const judged = after(
            [start, ...noise.map((at) => low + margin + at * (high - low - 2 * margin))].map((one) => bad(type, one)),
          );
          expect(new Set(judged.map(({ status }) => status))).to.deep.equal(new Set([from]));
        },
      ),
    );
  });

  const figures = fc.record({
    bitrateBps: fc.double({ min: 0, max: 1e10, noNaN: true }),
    activeFps: fc.double({ min: 0, max: 1000, noNaN: true }),
    dropRate: fc.double({ min: 0, max: 1, noNaN: true }),
    outputCongestion: fc.double({ min: 0, max: 1, noNaN: true }),
  });

  it('never says less than the figures of the moment do, and is better only where three in a row were', () => {
    fc.assert(
      fc.property(fc.array(figures, { minLength: 1, maxLength: 60 }), (samples) => {
        const judged = after(samples);
        const ranks = judged.map(({ status }) => RANK[status]);
        const atOnce = samples.map((sample) => RANK[judge(sample, TARGETS, null).status]);
        for (const [index, rank] of ranks.entries()) {
          expect(rank).to.be.at.least(atOnce[index]!);
          expect(judged[index]!.issues.length > 0).to.equal(rank > 0);
          if (index === 0 || rank >= ranks[index - 1]!) continue;
          expect(index).to.be.at.least(GOOD_SAMPLES);
          for (const one of atOnce.slice(index + 1 - GOOD_SAMPLES, index + 1)) expect(one).to.be.at.most(rank);
        }
      }),
    );
  });

  it('is healthy again after three good samples, whatever was', () => {
    fc.assert(
      fc.property(fc.array(figures, { maxLength: 20 }), (samples) => {
        expect(after([...samples, {}, {}, {}]).at(-1)!.status).to.equal('healthy');
      }),
    );
  });
});
