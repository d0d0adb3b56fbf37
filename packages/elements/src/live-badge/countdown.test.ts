import { expect } from 'chai';
import * as fc from 'fast-check';
import { countdown } from './countdown.ts';

fc.configureGlobal({ seed: 333 });

const NOW_MS = 1_800_000_000_000;

describe('countdown', () => {
  const cases: [leftMs: number, key: string, time: string, nextMs: number | null][] = [
    [-1, 'badge.upcoming', '', null],
    [0, 'badge.upcoming', '', null],
    [NaN, 'badge.upcoming', '', null],
    [Infinity, 'badge.upcoming', '', null],
    [1, 'badge.startsIn', '0:01', 1],
    [1000, 'badge.startsIn', '0:01', 1000],
    [1001, 'badge.startsIn', '0:02', 1],
    [754_500, 'badge.startsIn', '12:35', 500],
    [86_400_000, 'badge.startsIn', '24:00:00', 1000],
  ];
  for (const [leftMs, key, time, nextMs] of cases) {
    it(`${leftMs} ms before it begins`, () =>
      expect(countdown(NOW_MS + leftMs, NOW_MS)).to.deep.equal({ key, time, nextMs }));
  }

  it('tells the day where that is far away, and looks again within the hour', () => {
    const { key, time, nextMs } = countdown(NOW_MS + 40 * 86_400_000, NOW_MS);
    expect([key, nextMs]).to.deep.equal(['badge.startsAt', 3_600_000]);
    expect(time).to.match(/\d/);
  });

  it('tells the year where it is another one', () => {
    expect(countdown(NOW_MS + 40 * 86_400_000, NOW_MS).time).to.not.include('2027');
    expect(countdown(NOW_MS + 400 * 86_400_000, NOW_MS).time).to.include('2028');
  });

  it('always goes on, and never at once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e13 }), (leftMs) => {
        expect(countdown(NOW_MS + leftMs, NOW_MS).nextMs).to.be.within(1, 3_600_000);
      }),
    );
  });
});
