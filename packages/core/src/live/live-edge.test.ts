import { expect } from 'chai';
import * as fc from 'fast-check';
import { randomOf } from './fixtures/simulated-clock.ts';
import { atLiveEdge, edgeAt, followEdge, isStanding, stepOf, type EdgeTrack } from './live-edge.ts';

fc.configureGlobal({ seed: 333 });

const READ_MS = 250;

interface Sawtooth {
  /** Seconds. */
  step: number;
  /** How late a step may be, as a share of it. */
  jitter: number;
  seed: number;
}

const anySawtooth = fc.record({
  step: fc.integer({ min: 2, max: 60 }).map((tenths) => tenths / 10),
  jitter: fc.integer({ min: 0, max: 25 }).map((percent) => percent / 100),
  seed: fc.integer({ min: 1, max: 1e6 }),
});

/** Reads an edge for some minutes; its line is the clock. */
function* readings({ step, jitter, seed }: Sawtooth, seconds: number): Generator<{ nowMs: number; end: number }> {
  const random = randomOf(seed);
  let [end, dueMs] = [-step, 0];
  for (let nowMs = 0; nowMs < seconds * 1000; nowMs += READ_MS) {
    while (nowMs >= dueMs) {
      end += step;
      dueMs = (end + step + random() * jitter * step) * 1000;
    }
    yield { nowMs, end };
  }
}

describe('edgeAt', () => {
  it('is a line without the sawtooth, from the sixth step on', () => {
    fc.assert(
      fc.property(anySawtooth, (sawtooth) => {
        let track: EdgeTrack | null = null;
        const { step, jitter } = sawtooth;
        for (const { nowMs, end } of readings(sawtooth, 40 * step + 10)) {
          track = followEdge(track, end, nowMs);
          if (nowMs < 6 * step * 1000 + 1000) continue;
          const off = edgeAt(track, nowMs) - nowMs / 1000;
          expect(off, `at ${nowMs}`).to.be.within(-READ_MS / 1000 - jitter * step - 1e-6, 1e-6);
        }
        expect(stepOf(track!)).to.be.closeTo(step, READ_MS / 1000 + 1e-6);
      }),
    );
  });

  it('goes on for a while where nothing comes, then stands', () => {
    let track: EdgeTrack | null = null;
    for (const { nowMs, end } of readings({ step: 2, jitter: 0, seed: 1 }, 30)) track = followEdge(track, end, nowMs);
    const { end, atMs } = track!;
    expect(edgeAt(track!, atMs + 3000)).to.equal(end + 3);
    expect(edgeAt(track!, atMs + 30_000)).to.equal(end + 4);
    expect(isStanding(track!, atMs + 3000)).to.equal(false);
    expect(isStanding(track!, atMs + 30_000)).to.equal(true);
  });

  it('begins anew with another timeline, and takes a leap forward at once', () => {
    let track = followEdge(null, 1000, 0);
    track = followEdge(track, 1002, 2000);
    expect(edgeAt(followEdge(track, 1062, 4000), 4000)).to.equal(1062);
    track = followEdge(track, 4, 4000);
    expect(edgeAt(track, 4000)).to.equal(4);
    expect(stepOf(track)).to.equal(0);
  });

  it('follows an encoder that has lost time', () => {
    let track: EdgeTrack | null = null;
    for (const { nowMs, end } of readings({ step: 1, jitter: 0, seed: 1 }, 60)) {
      const lost = nowMs > 30_000 ? 2 : 0;
      if (nowMs < 30_000 || nowMs > 32_000) track = followEdge(track, end - lost, nowMs);
    }
    expect(edgeAt(track!, 60_000)).to.be.closeTo(58, 0.3);
  });
});

describe('atLiveEdge', () => {
  it('lets go beyond 5 s, and takes back within 3 s', () => {
    expect([0, 3, 4, 5, 5.1, 60].map((behind) => atLiveEdge(true, behind))).to.deep.equal([
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
    expect([60, 5, 4, 3, 0].map((behind) => atLiveEdge(false, behind))).to.deep.equal([
      false,
      false,
      false,
      true,
      true,
    ]);
  });

  /** How often a badge changes while a viewer stays so far behind the line; by the line, or by what can be had. */
  function changes(sawtooth: Sawtooth, behind: number, by: 'line' | 'end'): number {
    let [track, atEdge, count]: [EdgeTrack | null, boolean, number] = [null, true, 0];
    for (const { nowMs, end } of readings(sawtooth, 240)) {
      track = followEdge(track, end, nowMs);
      if (nowMs < 6 * sawtooth.step * 1000) continue;
      const position = nowMs / 1000 - behind;
      const next = atLiveEdge(atEdge, (by === 'line' ? edgeAt(track, nowMs) : end) - position);
      if (next !== atEdge) count++;
      atEdge = next;
    }
    return count;
  }

  it('does not flap with the sawtooth, wherever the viewer is', () => {
    fc.assert(
      fc.property(anySawtooth, fc.double({ min: 0, max: 15, noNaN: true }), (sawtooth, behind) => {
        expect(changes(sawtooth, behind, 'line')).to.be.at.most(1);
      }),
    );
  });

  it('would, by what can be had', () => {
    expect(changes({ step: 6, jitter: 0, seed: 1 }, 8, 'end')).to.be.at.least(30);
  });
});
