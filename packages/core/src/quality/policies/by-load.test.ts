import { expect } from 'chai';
import { allocate } from '../allocate.ts';
import { LARGE_BOX, patched, UNKNOWN_LOAD, UNLIMITED, wall } from '../fixtures/tiles.ts';
import type { Load, TileDemand } from '../policy.ts';
import { byLoad, judgeLoad, nextLoadLimit, NO_LOAD_LIMIT } from './by-load.ts';

const IDLE: Load = { droppedRatio: 0, cpu: 0.1, memory: 0.1 };
const BUSY: Load = { droppedRatio: 0.6, cpu: 0.1, memory: 0.1 };

describe('judgeLoad', () => {
  const rows: [what: string, load: Partial<Load>, verdict: ReturnType<typeof judgeLoad>][] = [
    ['idle', {}, 'headroom'],
    ['30 of 60 fps', { droppedRatio: 0.5 }, 'stay'],
    ['below 30 fps', { droppedRatio: 0.51 }, 'degrade'],
    ['55 fps', { droppedRatio: 5 / 60 }, 'stay'],
    ['above 55 fps', { droppedRatio: 4 / 60 }, 'headroom'],
    ['memory at 0.8', { memory: 0.8 }, 'stay'],
    ['memory above 0.8', { memory: 0.81 }, 'degrade'],
    ['memory at 0.5', { memory: 0.5 }, 'stay'],
    ['processors at 0.8', { cpu: 0.8 }, 'stay'],
    ['processors above 0.8', { cpu: 0.81 }, 'degrade'],
    ['processors at 0.5', { cpu: 0.5 }, 'stay'],
    ['frames alone known', { cpu: null, memory: null }, 'headroom'],
    ['frames alone known, and few', { droppedRatio: 0.9, cpu: null, memory: null }, 'degrade'],
    ['nothing known', UNKNOWN_LOAD, 'stay'],
    ['no figures', { droppedRatio: NaN, cpu: NaN, memory: NaN }, 'stay'],
  ];
  for (const [what, load, verdict] of rows) {
    it(`${what}: ${verdict}`, () => expect(judgeLoad({ ...IDLE, ...load })).to.equal(verdict));
  }

  it('takes marks of one’s own', () => {
    expect(judgeLoad({ ...IDLE, cpu: 0.6 }, { degradeAboveCpu: 0.55 })).to.equal('degrade');
    expect(judgeLoad({ ...IDLE, memory: 0.6 }, { headroomBelowMemory: 0.7 })).to.equal('headroom');
  });
});

describe('nextLoadLimit', () => {
  const playing = (rendition: string | null) => wall(4, { box: LARGE_BOX, rendition });
  const limitAfter = (tiles: TileDemand[], load: Load, lines = Infinity, nowMs = 60_000) =>
    nextLoadLimit({ lines, checkedAtMs: 0, changedAtMs: 0 }, load, nowMs, tiles).lines;
  const rows: [what: string, rendition: string | null, load: Load, lines: number, next: number][] = [
    ['busy at 1080p', '1080p', BUSY, Infinity, 720],
    ['busy at 720p, without a limit: a step that is felt', '720p', BUSY, Infinity, 480],
    ['busy at 480p, limited to 720p', '480p', BUSY, 720, 360],
    ['busy at 1080p, limited to 480p but not there yet', '1080p', BUSY, 480, 360],
    ['busy at the floor', '360p', BUSY, 360, 360],
    ['busy below the floor', '160p', BUSY, Infinity, Infinity],
    ['busy at who knows what', null, BUSY, Infinity, 720],
    ['idle without a limit', '1080p', IDLE, Infinity, Infinity],
    ['idle at 360p', '360p', IDLE, 360, 480],
    ['idle at the last limit', '720p', IDLE, 1080, Infinity],
    ['neither', '480p', UNKNOWN_LOAD, 480, 480],
  ];
  for (const [what, rendition, load, lines, next] of rows) {
    it(`${what}: ${next}`, () => {
      const limit = limitAfter(playing(rendition), load, lines);
      if (next === Infinity) expect(limit).to.equal(Infinity);
      else expect(limit).to.be.closeTo(next, 1);
    });
  }

  it('looks every 5 s, and raises 15 s after the last change', () => {
    const at = (nowMs: number, load: Load) => limitAfter(playing('480p'), load, 480, nowMs);
    expect(at(4999, BUSY)).to.equal(480);
    expect(at(5000, BUSY)).to.be.closeTo(360, 1);
    expect(at(14_999, IDLE)).to.equal(480);
    expect(at(15_000, IDLE)).to.be.closeTo(720, 1);
  });

  it('has no limit to begin with, and none where nobody is out of focus', () => {
    expect(nextLoadLimit(NO_LOAD_LIMIT, BUSY, 0, []).lines).to.equal(Infinity);
  });
});

describe('byLoad', () => {
  /** What four or so tiles play after each check. */
  function run(count: number, loads: readonly Load[]): string[] {
    const policy = byLoad();
    let tiles = wall(count, { box: LARGE_BOX, rendition: '1080p' });
    return loads.map((load, index) => {
      const { shares } = allocate(tiles, UNLIMITED, policy, { load, nowMs: index * 5000 });
      tiles = patched(tiles, (_, at) => ({ rendition: shares[at]!.rendition }));
      return [...new Set(shares.map(({ rendition, reason }) => `${rendition} ${reason}`))].join(', ');
    });
  }

  it('takes from the tiles out of focus, a size at a check, not below 360p', () => {
    expect(run(4, [BUSY, BUSY, BUSY, BUSY])).to.deep.equal([
      '1080p size, 720p policy',
      '1080p size, 480p policy',
      '1080p size, 360p policy',
      '1080p size, 360p policy',
    ]);
  });

  it('gives it all back in time', () => {
    const shown = run(4, [BUSY, BUSY, ...Array.from({ length: 9 }, () => IDLE)]);
    expect(shown[1]).to.equal('1080p size, 480p policy');
    expect(shown[4]).to.equal('1080p size, 720p policy');
    expect(shown.at(-1)).to.equal('1080p size');
  });

  it('takes nothing from three', () => {
    expect(run(3, [BUSY, BUSY])).to.deep.equal(['1080p size', '1080p size']);
  });

  it('remembers for one manager only', () => {
    const tiles = wall(4, { box: LARGE_BOX, rendition: '1080p' });
    const [one, other] = [byLoad(), byLoad()];
    allocate(tiles, UNLIMITED, one, { load: BUSY });
    expect(allocate(tiles, UNLIMITED, other, { load: IDLE }).shares[1]!.rendition).to.equal('1080p');
  });
});
