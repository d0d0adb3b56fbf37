import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  nextDecodeBudget,
  UNLIMITED_DECODING,
  type DecodeBudget,
  type DecodeSample,
  type Pressure,
} from './decode-budget.ts';

fc.configureGlobal({ seed: 333 });

interface Window {
  readonly dropped: number;
  readonly decoded?: number;
  readonly pressure?: Pressure | null;
}

/** The budget after windows of 2 s, one after the other. */
function after(windows: readonly Window[], from: DecodeBudget = UNLIMITED_DECODING): DecodeBudget {
  const startMs = Math.max(from.atMs, 0);
  return windows.reduce(
    (budget, { dropped, decoded = 100, pressure = null }, index) =>
      nextDecodeBudget(budget, {
        atMs: startMs + (index + 1) * 2000,
        droppedRatio: dropped,
        decodedPixelsPerSecond: decoded,
        pressure,
      }),
    from,
  );
}
const times = (count: number, window: Window): Window[] => Array.from({ length: count }, () => window);
const BAD = { dropped: 0.11 };
const FAIR = { dropped: 0.05 };
const GOOD = { dropped: 0.01 };
/** 15 s below 2 %, and the window it began with. */
const LONG_GOOD = times(9, GOOD);

/** A cut to 80, a raise to 92 that fails, a cut to 73.6 and a raise to 84.64. */
const FAILED = [BAD, BAD, ...LONG_GOOD, ...times(2, { ...BAD, decoded: 92 }), ...times(9, { ...GOOD, decoded: 70 })];

describe('nextDecodeBudget', () => {
  const rows: [what: string, windows: Window[], pixelsPerSecond: number][] = [
    ['nothing dropped', LONG_GOOD, Infinity],
    ['one bad window', [BAD], Infinity],
    ['two bad windows', [BAD, BAD], 80],
    ['two bad windows with a fair one between', [BAD, FAIR, BAD], Infinity],
    ['just 10 % dropped', times(9, { dropped: 0.1 }), Infinity],
    ['half of it dropped', times(2, { dropped: 0.5 }), 50],
    ['all of it dropped', times(2, { dropped: 1 }), 25],
    ['three bad windows, the last at what may be', [BAD, BAD, { ...BAD, decoded: 80 }], 80],
    ['four bad windows while far more is decoded than may be', [BAD, BAD, ...times(2, { ...BAD, decoded: 200 })], 80],
    ['four bad windows, the last two at what may be', [BAD, BAD, ...times(2, { ...BAD, decoded: 80 })], 64],
    ['14 s without drops after a cut', [BAD, BAD, ...times(8, GOOD)], 80],
    ['16 s without drops after a cut', [BAD, BAD, ...LONG_GOOD], 92],
    ['16 s with 2 % dropped after a cut', [BAD, BAD, ...times(9, { dropped: 0.02 })], 80],
    ['32 s without drops after a cut', [BAD, BAD, ...LONG_GOOD, ...times(8, GOOD)], 105.8],
    ['16 s without drops after a raise that failed', FAILED, 84.64],
    ['28 s without drops after that', [...FAILED, ...times(14, { ...GOOD, decoded: 80 })], 84.64],
    ['30 s without drops after that', [...FAILED, ...times(15, { ...GOOD, decoded: 80 })], 97.336],
    ['a fair window within the 15 s', [BAD, BAD, ...times(7, GOOD), FAIR, ...times(7, GOOD)], 80],
    ['pressure all the time', [BAD, BAD, ...times(30, { ...GOOD, pressure: 'critical' })], 80],
    [
      'pressure in the last two windows',
      [BAD, BAD, ...times(7, GOOD), ...times(2, { ...GOOD, pressure: 'serious' })],
      80,
    ],
    ['pressure in the last window alone', [BAD, BAD, ...times(8, GOOD), { ...GOOD, pressure: 'critical' }], 92],
    ['pressure that ended', [BAD, BAD, ...times(8, { ...GOOD, pressure: 'serious' }), GOOD], 92],
    ['a fair machine', [BAD, BAD, ...times(9, { ...GOOD, pressure: 'fair' })], 92],
    ['pressure alone', times(30, { ...GOOD, pressure: 'critical' }), Infinity],
    ['no figures', times(9, { dropped: NaN }), Infinity],
    ['nothing decoded', times(9, { dropped: 0.5, decoded: 0 }), Infinity],
  ];
  for (const [what, windows, pixelsPerSecond] of rows) {
    it(`${what}: ${pixelsPerSecond} of 100`, () => {
      const budget = after(windows).pixelsPerSecond;
      if (pixelsPerSecond === Infinity) expect(budget).to.equal(Infinity);
      else expect(budget).to.be.closeTo(pixelsPerSecond, 1e-6);
    });
  }

  it('counts no sample twice: what comes within 2 s changes nothing', () => {
    const bad = { droppedRatio: 0.5, decodedPixelsPerSecond: 100, pressure: null };
    const first = nextDecodeBudget(UNLIMITED_DECODING, { ...bad, atMs: 0 });
    expect(nextDecodeBudget(first, { ...bad, atMs: 1999 })).to.equal(first);
    expect(nextDecodeBudget(first, { ...bad, atMs: -5 })).to.equal(first);
    expect(nextDecodeBudget(first, { ...bad, atMs: 2000 }).pixelsPerSecond).to.equal(50);
  });

  /** A machine that drops frames above what it can. */
  const machine = (capacity: number, hours: number, from = UNLIMITED_DECODING) => {
    let budget = from;
    let cuts = 0;
    for (let window = 0; window < hours * 1800; window += 1) {
      const decoded = Math.min(budget.pixelsPerSecond, 100);
      const next = after([{ ...(decoded > capacity ? BAD : GOOD), decoded }], budget);
      if (next.pixelsPerSecond < budget.pixelsPerSecond) cuts += 1;
      budget = next;
    }
    return { budget, cuts };
  };

  it('tries what failed ever more rarely, down to every 4 min, and stays near what the machine can', () => {
    const { budget, cuts } = machine(70, 3);
    expect(cuts).to.be.within(10, 50);
    expect(budget.pixelsPerSecond).to.be.within(70 * 0.75, 70 * 1.16);
  });

  it('goes all the way back up on a machine that was slow for an hour only', () => {
    const { budget } = machine(Infinity, 0.5, machine(30, 1).budget);
    expect(budget.pixelsPerSecond).to.be.greaterThan(100);
    expect(budget).to.include({ tooMuch: Infinity, retryAfterMs: 15_000 });
  });

  it('is lowered by nothing but dropped frames, and raised by at most 15 %', () => {
    const anyNumber = fc.oneof(fc.double(), fc.constantFrom(NaN, -1, 0, Infinity));
    const samples: fc.Arbitrary<Omit<DecodeSample, 'atMs'>> = fc.record({
      droppedRatio: fc.oneof({ weight: 4, arbitrary: fc.double({ min: 0, max: 0.3 }) }, anyNumber),
      decodedPixelsPerSecond: fc.oneof({ weight: 4, arbitrary: fc.double({ min: 1, max: 1e9 }) }, anyNumber),
      pressure: fc.constantFrom('nominal', 'fair', 'serious', 'critical', null),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(samples, fc.nat(9000))), (steps) => {
        let budget = UNLIMITED_DECODING;
        let atMs = 0;
        for (const [sample, passedMs] of steps) {
          atMs += passedMs;
          const next = nextDecodeBudget(budget, { ...sample, atMs });
          expect(next.pixelsPerSecond).to.be.greaterThan(0);
          if (next.pixelsPerSecond < budget.pixelsPerSecond) expect(sample.droppedRatio).to.be.greaterThan(0.1);
          if (next.pixelsPerSecond > budget.pixelsPerSecond) {
            expect(next.pixelsPerSecond / budget.pixelsPerSecond).to.be.closeTo(1.15, 1e-9);
            expect(sample.droppedRatio).to.be.lessThan(0.02);
          }
          budget = next;
        }
      }),
    );
  });
});
