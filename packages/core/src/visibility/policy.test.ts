import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  decide,
  DEFAULT_VISIBILITY_POLICY,
  isOnScreen,
  type TileObservation,
  type TileStage,
  type VisibilityPolicy,
} from './policy.ts';

fc.configureGlobal({ seed: 333 });

const OFF_SCREEN: TileObservation = {
  stage: 'playing',
  ratio: 0,
  pageVisible: true,
  audible: false,
  pictureInPicture: false,
  offScreenMs: 0,
  streamCount: 9,
};
const HIDDEN_PAGE = { ratio: 1, pageVisible: false };

describe('decide', () => {
  const rows: [what: string, tile: Partial<TileObservation>, target: TileStage, nextCheckMs: number | null][] = [
    ['nothing is known yet', { stage: 'waiting', ratio: null }, 'waiting', null],
    [
      'nothing is known yet, but the page is hidden',
      { stage: 'waiting', ratio: null, pageVisible: false },
      'paused',
      10_000,
    ],
    ['nothing is known yet, the page is shown again', { stage: 'paused', ratio: null }, 'waiting', null],
    ['wholly visible', { ratio: 1 }, 'playing', null],
    ['exactly 10 % visible', { ratio: 0.1 }, 'playing', null],
    ['just below 10 %', { ratio: 0.099 }, 'paused', 10_000],
    ['just left', {}, 'paused', 10_000],
    ['left a little less than 10 s ago', { offScreenMs: 9_999.5 }, 'paused', 1],
    ['left 10 s ago', { offScreenMs: 10_000 }, 'suspended', 20_000],
    ['left 10 s ago, 6 streams', { offScreenMs: 10_000, streamCount: 6 }, 'suspended', null],
    ['left 29 s ago', { offScreenMs: 29_000 }, 'suspended', 1_000],
    ['left 30 s ago, 7 streams', { offScreenMs: 30_000, streamCount: 7 }, 'unloaded', null],
    ['left an hour ago, 6 streams', { offScreenMs: 3_600_000, streamCount: 6 }, 'suspended', null],
    [
      'unloaded, then a stream was closed',
      { stage: 'unloaded', offScreenMs: 40_000, streamCount: 6 },
      'unloaded',
      null,
    ],
    ['unloaded, then returned', { stage: 'unloaded', ratio: 0.5 }, 'playing', null],
    ['the page is hidden', HIDDEN_PAGE, 'paused', 10_000],
    ['the page is hidden for 10 s', { ...HIDDEN_PAGE, offScreenMs: 10_000 }, 'suspended', 20_000],
    ['the page is hidden, audible', { ...HIDDEN_PAGE, audible: true }, 'playing', null],
    ['scrolled away, audible', { audible: true }, 'paused', 10_000],
    ['scrolled away, picture-in-picture', { pictureInPicture: true }, 'playing', null],
    ['the page is hidden, picture-in-picture', { ...HIDDEN_PAGE, pictureInPicture: true }, 'playing', null],
    [
      'nothing is known, picture-in-picture',
      { stage: 'waiting', ratio: null, pictureInPicture: true },
      'playing',
      null,
    ],
  ];
  for (const [what, tile, target, nextCheckMs] of rows) {
    it(`${what}: ${target}`, () => {
      expect(decide({ ...OFF_SCREEN, ...tile }, DEFAULT_VISIBILITY_POLICY)).to.deep.equal({ target, nextCheckMs });
    });
  }

  const policyRows: [
    what: string,
    policy: Partial<VisibilityPolicy>,
    offScreenMs: number,
    target: TileStage,
    nextMs: number | null,
  ][] = [
    ['half of a tile is asked for', { visibleRatio: 0.5 }, 0, 'paused', 10_000],
    ['no grace at all', { suspendAfterMs: 0 }, 0, 'suspended', 30_000],
    ['unloads before it would suspend', { unloadAfterMs: 5_000 }, 0, 'paused', 5_000],
    ['unloaded before it would suspend', { unloadAfterMs: 5_000 }, 5_000, 'unloaded', null],
    ['never suspends', { suspendAfterMs: Infinity }, 20_000, 'paused', 10_000],
    ['never does anything', { suspendAfterMs: Infinity, unloadAfterMs: Infinity }, 1e9, 'paused', null],
    ['unloads from the first stream on', { unloadAboveCount: 0 }, 30_000, 'unloaded', null],
    ['never unloads', { unloadAboveCount: Infinity }, 1e9, 'suspended', null],
  ];
  for (const [what, policy, offScreenMs, target, nextCheckMs] of policyRows) {
    it(`option: ${what}`, () => {
      const tile = { ...OFF_SCREEN, ratio: 0.3, pageVisible: 'visibleRatio' in policy, offScreenMs };
      expect(decide(tile, { ...DEFAULT_VISIBILITY_POLICY, ...policy })).to.deep.equal({ target, nextCheckMs });
    });
  }

  const STAGES: TileStage[] = ['waiting', 'playing', 'paused', 'suspended', 'unloaded'];
  const milliseconds = fc.double({ min: 0, max: 1e6, noNaN: true });
  const observations = fc.record({
    stage: fc.constantFrom(...STAGES),
    ratio: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    pageVisible: fc.boolean(),
    audible: fc.boolean(),
    pictureInPicture: fc.boolean(),
    offScreenMs: milliseconds,
    streamCount: fc.nat(20),
  });
  const policies = fc.record({
    visibleRatio: fc.double({ min: 0.01, max: 1, noNaN: true }),
    suspendAfterMs: milliseconds,
    unloadAfterMs: milliseconds,
    unloadAboveCount: fc.nat(20),
  });

  it('reaches its last stage in at most two further checks, each a whole millisecond or more away', () => {
    fc.assert(
      fc.property(observations, policies, (tile, policy) => {
        let { offScreenMs } = tile;
        let decision = decide(tile, policy);
        let checks = 0;
        while (decision.nextCheckMs !== null) {
          expect(decision.nextCheckMs).to.be.at.least(1).and.to.satisfy(Number.isInteger);
          expect(++checks).to.be.at.most(2);
          offScreenMs += decision.nextCheckMs;
          const next = decide({ ...tile, stage: decision.target, offScreenMs }, policy);
          expect(next.target).not.to.equal(decision.target);
          decision = next;
        }
      }),
    );
  });

  it('only goes down the list as time passes off screen, and never unloads at or below the count', () => {
    fc.assert(
      fc.property(observations, policies, milliseconds, (tile, policy, laterMs) => {
        const { target } = decide(tile, policy);
        const later = decide({ ...tile, stage: target, offScreenMs: tile.offScreenMs + laterMs }, policy).target;
        expect(STAGES.indexOf(later)).to.be.at.least(STAGES.indexOf(target));
        if (tile.stage !== 'unloaded' && tile.streamCount <= policy.unloadAboveCount)
          expect(target).not.to.equal('unloaded');
      }),
    );
  });

  it('treats a tile on screen alike, whatever it was before and however long it was away', () => {
    fc.assert(
      fc.property(
        observations,
        policies,
        fc.constantFrom(...STAGES),
        milliseconds,
        (tile, policy, stage, offScreenMs) => {
          const decision = decide(tile, policy);
          fc.pre(isOnScreen(decision.target));
          expect(decide({ ...tile, stage, offScreenMs }, policy)).to.deep.equal(decision);
        },
      ),
    );
  });
});
