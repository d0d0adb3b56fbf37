import { expect } from 'chai';
import { addReading, ageOfEdge, epochAt, latencyOf, noiseOf, positionAt, type LatencyReadings } from './latency.ts';

const NOW_MS = Date.UTC(2026, 0, 1);
const CHECKED = { epochMs: NOW_MS, errorMs: 50 };
const UNCHECKED = { epochMs: NOW_MS, errorMs: Infinity };

describe('A position and its date', () => {
  it('are two names of one moment', () => {
    const wallClock = { mediaTime: 10, epochMs: NOW_MS };
    expect(epochAt(wallClock, 12.5)).to.equal(NOW_MS + 2500);
    expect(positionAt(wallClock, NOW_MS - 1000)).to.equal(9);
  });
});

describe('ageOfEdge', () => {
  /** A stream whose edge is at 100 s and this old. */
  const dated = (age: number) => ({ mediaTime: 100, epochMs: NOW_MS - age * 1000 });
  const cases: [string, number, typeof CHECKED, boolean, number | null][] = [
    ['is the time since it was filmed', 0.8, CHECKED, false, 0.8],
    ['of a late stream is believed by a checked clock', 40, CHECKED, false, 40],
    ['of a late stream is doubted by the device’s own', 40, UNCHECKED, false, null],
    ['of a repeat is none', 86_400, CHECKED, false, null],
    ['a little in the future is a clock’s error', -0.3, UNCHECKED, false, -0.3],
    ['in the future is none', -2, CHECKED, false, null],
    ['is doubted later where it was believed', 15, UNCHECKED, true, 15],
    ['and believed later where it was doubted', 15, UNCHECKED, false, null],
  ];
  for (const [name, age, time, trusted, expected] of cases) {
    it(name, () => {
      const found = ageOfEdge(dated(age), 100, time, trusted);
      if (expected === null) expect(found).to.equal(null);
      else expect(found).to.be.closeTo(expected, 0.001);
    });
  }

  it('is none without a date', () => {
    expect(ageOfEdge(null, 100, CHECKED, false)).to.equal(null);
  });
});

describe('Readings', () => {
  const read = (...seconds: number[]): LatencyReadings => seconds.reduce(addReading, [] as LatencyReadings);

  it('tell the median of the last five', () => {
    expect(latencyOf(read())).to.equal(null);
    expect(latencyOf(read(9, 9, 9, 1, 2, 3, 90, 2))).to.equal(2);
  });

  it('tell how far apart they are', () => {
    expect(noiseOf(read(1))).to.equal(0);
    expect(noiseOf(read(1, 1.1, 1, 1.1, 1))).to.be.closeTo(0.1, 1e-9);
  });
});
