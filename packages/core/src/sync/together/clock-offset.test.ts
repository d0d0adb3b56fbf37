import { expect } from 'chai';
import * as fc from 'fast-check';
import { jitter } from './fixtures/simulated-devices.ts';
import { estimateClock, type ClockExchange } from './clock-offset.ts';

fc.configureGlobal({ seed: 333 });

/** An exchange with a clock that is `offsetMs` ahead. */
const exchange = (sentMs: number, upMs: number, downMs: number, offsetMs: number, thereMs = 0): ClockExchange => ({
  sentMs,
  serverReceivedAt: sentMs + upMs + offsetMs,
  serverSentAt: sentMs + upMs + thereMs + offsetMs,
  receivedMs: sentMs + upMs + thereMs + downMs,
});

describe('estimateClock', () => {
  it('knows nothing without an exchange', () => expect(estimateClock([], 0)).to.equal(null));

  const rows: [what: string, exchanges: ClockExchange[], offsetMs: number, errorMs: number, roundTripMs: number][] = [
    ['one even exchange', [exchange(0, 50, 50, 1000)], 1000, 51, 100],
    ['one uneven exchange', [exchange(0, 80, 20, 1000)], 1030, 51, 100],
    ['time spent at the other end', [exchange(0, 50, 50, 1000, 500)], 1000, 51, 100],
    ['the quickest of two', [exchange(0, 200, 300, 7), exchange(600, 10, 10, 7)], 7, 11, 20],
    ['a quick way there and a quick way back', [exchange(0, 10, 90, 7), exchange(200, 90, 10, 7)], 7, 11, 100],
    ['a clock that was set in between', [exchange(0, 10, 10, 1000), exchange(100, 50, 50, 61_000)], 61_000, 51, 100],
    [
      'one wrong answer among good ones',
      [exchange(0, 9, 9, 0), exchange(50, 9, 9, 1e9), exchange(99, 9, 9, 5)],
      5,
      10,
      18,
    ],
  ];
  for (const [what, exchanges, offsetMs, errorMs, roundTripMs] of rows) {
    it(`judges ${what}`, () => {
      const estimate = estimateClock(exchanges, exchanges.at(-1)!.receivedMs)!;
      expect(estimate.offsetMs).to.be.closeTo(offsetMs, 0.1);
      expect(estimate.errorMs).to.be.closeTo(errorMs, 0.1);
      expect(estimate.roundTripMs).to.equal(roundTripMs);
    });
  }

  it('becomes less sure with time', () => {
    const exchanges = [exchange(0, 10, 10, 0)];
    expect(estimateClock(exchanges, 20)!.errorMs).to.be.closeTo(11, 1e-9);
    expect(estimateClock(exchanges, 100_020)!.errorMs).to.be.closeTo(21, 1e-9);
  });

  const offsets = fc.double({ min: -1e12, max: 1e12, noNaN: true });
  const delays = fc.double({ min: 0, max: 5_000, noNaN: true });

  it('is never further off than it says, whatever the link does and the clocks drift', () => {
    fc.assert(
      fc.property(
        offsets,
        fc.double({ min: -50, max: 50, noNaN: true }),
        fc.array(fc.tuple(fc.double({ min: 0, max: 60_000, noNaN: true }), delays, delays), {
          minLength: 1,
          maxLength: 16,
        }),
        (offsetMs, ppm, links) => {
          const offsetAt = (ourMs: number) => offsetMs + (ourMs * ppm) / 1e6;
          let nowMs = 0;
          const exchanges = links.map(([pauseMs, upMs, downMs]) => {
            const sentMs = nowMs + pauseMs;
            nowMs = sentMs + upMs + downMs;
            const arrivedMs = sentMs + upMs;
            const serverAt = Math.floor(arrivedMs + offsetAt(arrivedMs));
            return { sentMs, serverReceivedAt: serverAt, serverSentAt: serverAt, receivedMs: nowMs };
          });
          const estimate = estimateClock(exchanges, nowMs)!;
          // Doubles of this size are exact to a thousandth.
          expect(Math.abs(estimate.offsetMs - offsetAt(nowMs))).to.be.at.most(estimate.errorMs + 0.001);
        },
      ),
      { numRuns: 500 },
    );
  });

  const onePing = fc.tuple(...[0, 1].map(() => fc.double({ min: 70, max: 130, noNaN: true })));

  it('is off by at most 30 ms on a link of 100 ± 30 ms, from the first exchange on', () => {
    fc.assert(
      fc.property(offsets, fc.array(onePing, { minLength: 1, maxLength: 16 }), (offsetMs, links) => {
        const exchanges = links.map(([upMs, downMs], index) => exchange(index * 300, upMs!, downMs!, offsetMs));
        const estimate = estimateClock(exchanges, exchanges.at(-1)!.receivedMs)!;
        expect(Math.abs(estimate.offsetMs - offsetMs)).to.be.at.most(30.5);
      }),
    );
  });

  it('is off by 2 ms in the median, and by 12 ms at the 99th percentile, after eight exchanges on that link', () => {
    const delayMs = jitter(333);
    const errors = Array.from({ length: 2_000 }, () => {
      const exchanges = Array.from({ length: 8 }, (_, index) => exchange(index * 50, delayMs(), delayMs(), 5_000));
      return Math.abs(estimateClock(exchanges, 600)!.offsetMs - 5_000);
    }).toSorted((a, b) => a - b);
    expect(errors[1_000]).to.be.below(2.5);
    expect(errors[1_980]).to.be.below(12.5);
  });

  it('gets no worse by another exchange, as far as it can promise', () => {
    fc.assert(
      fc.property(fc.array(onePing, { minLength: 2, maxLength: 16 }), (links) => {
        const exchanges = links.map(([upMs, downMs], index) => exchange(index * 300, upMs!, downMs!, 0));
        const nowMs = exchanges.at(-1)!.receivedMs;
        const [fewer, all] = [estimateClock(exchanges.slice(0, -1), nowMs)!, estimateClock(exchanges, nowMs)!];
        expect(all.errorMs).to.be.at.most(fewer.errorMs);
      }),
    );
  });
});
