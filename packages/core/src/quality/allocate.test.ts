import { expect } from 'chai';
import * as fc from 'fast-check';
import { allocate, type AllocateOptions } from './allocate.ts';
import { anyBudget, anyTiles, bandwidth, LADDER, patched, SMALL_BOX, tile, UNLIMITED, wall } from './fixtures/tiles.ts';
import { costOf, decodeCostOf, linesOf, readLadder, usefulRung, type Ladder, type Rung } from './ladder.ts';
import { policies } from './policies/by-name.ts';
import { utility } from './policies/utility.ts';
import type { Budget, PolicyContext, QualityPolicy, Reason, TileDemand } from './policy.ts';

fc.configureGlobal({ seed: 333 });

/** Each tile's rendition and reason, as one line. */
const show = (tiles: readonly TileDemand[], budget: Budget, policy = utility, options?: AllocateOptions): string =>
  allocate(tiles, budget, policy, options)
    .shares.map(({ id, rendition, reason }) => `${id} ${rendition} ${reason}`)
    .join(', ');

const AUDIO = readLadder([{ id: 'audio', label: 'audio_only' }, ...LADDER]);
const named = (...names: string[]): Ladder => readLadder(names.map((name) => ({ id: name, label: name })));

describe('allocate', () => {
  const rows: [what: string, tiles: TileDemand[], budget: Budget, expected: string][] = [
    ['plenty', wall(2), UNLIMITED, 'a 1080p size, b 360p size'],
    ['nothing', wall(2), bandwidth(0), 'a 160p bandwidth, b 160p bandwidth'],
    ['a budget that is no number', wall(1), bandwidth(NaN), 'a 160p bandwidth'],
    ['a budget below zero', wall(1), { ...UNLIMITED, decodePixelsPerSecond: -1 }, 'a 160p decoding'],
    ['few bits', wall(2), bandwidth(3), 'a 720p bandwidth, b 360p size'],
    ['few pixels', wall(2), { ...UNLIMITED, decodePixelsPerSecond: 70e6 }, 'a 720p decoding, b 360p size'],
    ['hidden', [tile('a', { visible: false }), tile('b')], bandwidth(4), 'a null hidden, b 1080p size'],
    ['nothing to choose from', [tile('a', { ladder: [] })], UNLIMITED, 'a null only'],
    ['one to choose from', [tile('a', { ladder: LADDER.slice(3, 4) })], bandwidth(1), 'a 720p only'],
    ['a box of no size', [tile('a', { box: { width: 0, height: NaN } })], UNLIMITED, 'a 160p size'],
    ['no tile', [], UNLIMITED, ''],
  ];
  for (const [what, tiles, budget, expected] of rows) {
    it(`${what}: ${expected}`, () => expect(show(tiles, budget)).to.equal(expected));
  }

  it('says what the shares cost together, and each tile’s useful size', () => {
    const { shares, ...cost } = allocate([...wall(2), tile('z', { visible: false })], bandwidth(3), utility);
    expect(shares).to.deep.equal([
      { id: 'a', rendition: '720p', cap: '1080p', reason: 'bandwidth', bitrateBps: 2e6 },
      { id: 'b', rendition: '360p', cap: '360p', reason: 'size', bitrateBps: 5e5 },
      { id: 'z', rendition: null, cap: '1080p', reason: 'hidden', bitrateBps: 0 },
    ]);
    expect(cost).to.deep.equal(costOf([LADDER[3], LADDER[1]]));
  });

  const pinned = (id: string, pin: string, patch: Partial<TileDemand> = {}) =>
    tile(id, { pin, box: SMALL_BOX, ...patch });
  const pins: [what: string, tiles: TileDemand[], megabits: number, expected: string][] = [
    ['is kept, above the useful size too', [pinned('a', '1080p')], 5, 'a 1080p pinned'],
    [
      'takes from the others, the focused one too',
      [pinned('a', '1080p'), tile('b', { focused: true })],
      4.2,
      'a 1080p pinned, b 160p bandwidth',
    ],
    ['is kept below what it could have', [pinned('a', '160p'), tile('b')], 5, 'a 160p pinned, b 1080p size'],
    [
      'gives way where even the lowest of the others do not fit',
      [pinned('a', '1080p'), tile('b')],
      2.3,
      'a 720p bandwidth, b 160p bandwidth',
    ],
    [
      'gives way before the focused pin',
      [pinned('a', '1080p'), pinned('b', '720p', { focused: true })],
      2.6,
      'a 360p bandwidth, b 720p pinned',
    ],
    [
      'that gives way leaves the rest to the others',
      [pinned('a', '1080p'), tile('b')],
      3.2,
      'a 720p bandwidth, b 480p bandwidth',
    ],
    ['keeps its picture, however little there is', [pinned('a', '720p', { ladder: AUDIO })], 0, 'a 160p bandwidth'],
    ['may be of sound alone', [pinned('a', 'audio', { ladder: AUDIO })], 5, 'a audio pinned'],
    ['of a rendition there is none', [pinned('a', 'nothing')], 5, 'a 360p size'],
  ];
  for (const [what, tiles, megabits, expected] of pins) {
    it(`a pin ${what}: ${expected}`, () => expect(show(tiles, bandwidth(megabits))).to.equal(expected));
  }

  const saving: [what: string, tiles: TileDemand[], expected: string][] = [
    ['cuts the focused tile to 480p, the others to their lowest', wall(2), 'a 480p data-saver, b 160p data-saver'],
    ['leaves a single tile 480p', [tile('a')], 'a 480p data-saver'],
    ['leaves a pin alone', [pinned('a', '720p'), tile('b')], 'a 720p pinned, b 160p data-saver'],
    ['does not call a small box data saving', [tile('a', { box: SMALL_BOX })], 'a 360p size'],
  ];
  for (const [what, tiles, expected] of saving) {
    it(`data saver ${what}`, () => expect(show(tiles, UNLIMITED, utility, { dataSaver: true })).to.equal(expected));
  }

  const lowest: [what: string, patch: Partial<TileDemand>, expected: string][] = [
    ['has its lowest picture', { ladder: AUDIO }, 'a 160p optimized'],
    ['keeps a pin', { pin: '720p' }, 'a 720p pinned'],
    ['may be of sound alone', { ladder: AUDIO, audioOnly: true }, 'a audio audio-only'],
  ];
  for (const [what, patch, expected] of lowest) {
    it(`a tile that makes room ${what}`, () =>
      expect(show([tile('a', { lowest: true, ...patch })], UNLIMITED)).to.equal(expected));
  }

  const sound: [what: string, patch: Partial<TileDemand>, expected: string][] = [
    ['takes sound alone', { ladder: AUDIO }, 'a audio audio-only'],
    ['takes the lowest where there is no sound alone', {}, 'a 160p audio-only'],
    ['goes before a pin', { ladder: AUDIO, pin: '720p' }, 'a audio audio-only'],
  ];
  for (const [what, patch, expected] of sound) {
    it(`audio only ${what}`, () =>
      expect(show([tile('a', { audioOnly: true, ...patch })], UNLIMITED)).to.equal(expected));
  }

  it('offers sound alone only where it is asked for, or there is nothing else', () => {
    expect(show([tile('a', { ladder: AUDIO })], bandwidth(0))).to.equal('a 160p bandwidth');
    expect(show([tile('a', { ladder: named('audio_only', 'audio_hd') })], UNLIMITED)).to.equal('a audio_hd size');
  });

  it('never chooses what costs more than something better', () => {
    const ladder = readLadder([
      { id: 'old', label: '720p', bitrateBps: 4e6 },
      { id: 'new', label: '1080p', bitrateBps: 3e6 },
      { id: 'low', label: '160p' },
    ]);
    expect(show([tile('a', { ladder })], bandwidth(4.5))).to.equal('a new size');
    expect(show([tile('a', { ladder })], bandwidth(2.9))).to.equal('a low bandwidth');
    expect(show([tile('a', { ladder, pin: 'old' })], bandwidth(4.5))).to.equal('a old pinned');
  });

  it('never chooses what decodes more than something better', () => {
    const ladder = readLadder([
      { id: 'fast', label: '900p60', bitrateBps: 4e6 },
      { id: 'slow', label: '1080p30', bitrateBps: 50e6 },
      { id: 'low', label: '720p30', bitrateBps: 2e6 },
    ]);
    expect(show([tile('a', { ladder })], bandwidth(4.5))).to.equal('a low bandwidth');
    expect(show([tile('a', { ladder })], { ...UNLIMITED, decodePixelsPerSecond: 90e6 })).to.equal('a slow size');
    expect(show([tile('a', { ladder })], { bandwidthBps: 40e6, decodePixelsPerSecond: 200e6 })).to.equal(
      'a low bandwidth',
    );
  });

  it('knows the names of a Twitch embed', () => {
    const ladder = named('auto', 'chunked', '720p60', '480p30', '360p30', '160p30', 'audio_only');
    const tiles = [tile('a', { ladder, focused: true }), tile('b', { ladder, box: { width: 534, height: 300 } })];
    expect(show(tiles, UNLIMITED)).to.equal('a chunked size, b 360p30 size');
    expect(show(tiles, bandwidth(5))).to.equal('a 720p60 bandwidth, b 360p30 size');
  });
});

describe('An own policy', () => {
  const answer =
    (...choices: [id: string, rendition: string | null, reason?: Reason][]): QualityPolicy =>
    () =>
      choices.map(([id, rendition, reason = 'policy']) => ({ id, rendition, reason }));
  const rows: [what: string, policy: QualityPolicy, megabits: number, expected: string][] = [
    ['that chooses', answer(['a', '720p'], ['b', '160p', 'bandwidth']), 9, 'a 720p policy, b 160p bandwidth'],
    ['that leaves tiles out', answer(['b', '360p']), 9, 'a 160p policy, b 360p size'],
    ['that knows too many tiles', answer(['x', '720p'], ['a', '480p']), 9, 'a 480p policy, b 160p policy'],
    ['that invents renditions', answer(['a', '8k'], ['b', null]), 9, 'a 160p policy, b 160p policy'],
    ['that wants more than can be seen', answer(['a', '1080p'], ['b', '1080p']), 9, 'a 1080p size, b 360p size'],
    ['that answers twice: the last counts', answer(['a', '720p'], ['a', '480p']), 9, 'a 480p policy, b 160p policy'],
    [
      'that spends too much: others first',
      answer(['a', '1080p'], ['b', '360p']),
      4.2,
      'a 1080p size, b 160p bandwidth',
    ],
    [
      'that spends far too much: the focus too',
      answer(['a', '1080p'], ['b', '360p']),
      3,
      'a 720p bandwidth, b 160p bandwidth',
    ],
  ];
  for (const [what, policy, megabits, expected] of rows) {
    it(`${what}: ${expected}`, () => expect(show(wall(2), bandwidth(megabits), policy)).to.equal(expected));
  }

  it('that spends too much beside a pin: the pin is kept, the dearest of the others gives way', () => {
    const greedy = answer(['a', '1080p'], ['b', '480p'], ['c', '720p']);
    const tiles = [tile('a', { pin: '1080p' }), tile('b', { focused: true }), tile('c')];
    expect(show(tiles, bandwidth(6.5), greedy)).to.equal('a 1080p pinned, b 480p policy, c 480p bandwidth');
    const others = [tile('b'), tile('c')];
    expect(show(others, bandwidth(2.5), greedy)).to.equal('b 480p policy, c 480p bandwidth');
    expect(show(others.toReversed(), bandwidth(2.5), greedy)).to.equal('c 480p bandwidth, b 480p policy');
  });

  it('sees only visible tiles, what they may have, tamed weights, and how many streams there are', () => {
    const tiles = [
      tile('a', { box: SMALL_BOX, weight: NaN }),
      tile('b', { visible: false }),
      tile('c', { pin: '480p', weight: 1e9 }),
      tile('d', { ladder: [] }),
    ];
    let seen: unknown;
    let told: PolicyContext | null = null;
    const load = { droppedRatio: 0.5, cpu: null, memory: null };
    const policy: QualityPolicy = (offered, _budget, context) => {
      told = context;
      seen = offered.map(({ id, ladder, weight }) => [id, ladder.map((rung) => rung.id).join(' '), weight]);
      return [];
    };
    allocate(tiles, UNLIMITED, policy, { load, nowMs: 7 });
    expect(seen).to.deep.equal([
      ['a', '160p 360p', 1],
      ['c', '480p', 1000],
    ]);
    expect(told).to.deep.equal({ streamCount: 3, load, nowMs: 7 });
  });
});

describe('Every policy, whatever comes', () => {
  const greedy: QualityPolicy = (tiles) => tiles.map(({ id, ladder }) => ({ id, rendition: ladder.at(-1)!.id }));
  const all = { ...policies, greedy: () => greedy };
  const rungOf = ({ ladder }: TileDemand, id: string | null): Rung | undefined => ladder.find((rung) => rung.id === id);
  const lowestOf = ({ ladder, audioOnly }: TileDemand): Rung | undefined => {
    const fitting = ladder.filter(({ height }) => (audioOnly ? !height : height));
    return (fitting.length ? fitting : ladder).toSorted((a, b) => a.bitrateBps - b.bitrateBps)[0];
  };
  const isLess = (sum: number, budget: number): boolean => sum <= Math.max(budget, 0) * (1 + 1e-9) + 1e-6;

  for (const [name, makePolicy] of Object.entries(all)) {
    it(`${name} answers for each tile with something it has, at most its useful size unless it is pinned`, () => {
      fc.assert(
        fc.property(anyTiles, anyBudget, fc.boolean(), (tiles, budget, dataSaver) => {
          const { shares } = allocate(tiles, budget, makePolicy(), { dataSaver });
          expect(shares.map(({ id }) => id)).to.deep.equal(tiles.map(({ id }) => id));
          shares.forEach((share, index) => {
            const demand = tiles[index]!;
            const rung = rungOf(demand, share.rendition);
            expect(share.bitrateBps).to.equal(rung?.bitrateBps ?? 0);
            expect(rung !== undefined).to.equal(demand.visible && demand.ladder.length > 0);
            expect(share.reason === 'hidden').to.equal(!demand.visible);
            const cap = usefulRung(demand.ladder, demand.box);
            expect(share.cap).to.equal(cap?.id ?? null);
            const isPinned = demand.pin !== null && rungOf(demand, demand.pin) !== undefined && !demand.audioOnly;
            if (rung && cap && !isPinned) expect(linesOf(rung)).to.be.at.most(linesOf(cap));
            if (share.reason === 'pinned') expect(share.rendition).to.equal(demand.pin);
          });
        }),
      );
    });

    it(`${name} stays within both budgets, or has cut all it could`, () => {
      fc.assert(
        fc.property(anyTiles, anyBudget, (tiles, budget) => {
          const allocation = allocate(tiles, budget, makePolicy());
          const playing = allocation.shares.map(({ rendition }, index) => rungOf(tiles[index]!, rendition));
          const cost = costOf(playing);
          expect(allocation.bitrateBps).to.be.closeTo(cost.bitrateBps, 1e-3);
          expect(allocation.decodePixelsPerSecond).to.be.closeTo(cost.decodePixelsPerSecond, 1);
          const fits =
            isLess(cost.bitrateBps, budget.bandwidthBps || 0) &&
            isLess(cost.decodePixelsPerSecond, budget.decodePixelsPerSecond || 0);
          // Where it does not fit, nothing lower than what plays is cheaper in both ways.
          if (fits) return;
          tiles.forEach((demand, index) => {
            const rung = playing[index];
            if (!rung) return;
            const cheaper = demand.ladder.filter(
              (other) =>
                other.height > 0 === rung.height > 0 &&
                linesOf(other) < linesOf(rung) &&
                other.bitrateBps < rung.bitrateBps &&
                decodeCostOf(other) <= decodeCostOf(rung),
            );
            expect(cheaper.map(({ id }) => id)).to.deep.equal([]);
          });
        }),
      );
    });

    it(`${name} fits whatever fits with all at their lowest, pins or not`, () => {
      const ordinary = anyTiles.map((tiles) => patched(tiles, () => ({ ladder: LADDER })));
      fc.assert(
        fc.property(ordinary, anyBudget, (tiles, budget) => {
          const lowest = costOf(tiles.map((demand) => (demand.visible ? lowestOf(demand) : undefined)));
          fc.pre(
            lowest.bitrateBps <= budget.bandwidthBps && lowest.decodePixelsPerSecond <= budget.decodePixelsPerSecond,
          );
          const cost = allocate(tiles, budget, makePolicy());
          expect(cost.bitrateBps).to.be.at.most(budget.bandwidthBps);
          expect(cost.decodePixelsPerSecond).to.be.at.most(budget.decodePixelsPerSecond);
        }),
      );
    });

    it(`${name} answers the same twice`, () => {
      fc.assert(
        fc.property(anyTiles, anyBudget, (tiles, budget) => {
          const first = allocate(tiles, budget, makePolicy());
          expect(allocate(tiles, budget, makePolicy())).to.deep.equal(first);
        }),
      );
    });
  }
});
