import { expect } from 'chai';
import * as fc from 'fast-check';
import { formatTime } from './format-time.ts';

fc.configureGlobal({ seed: 333 });

fc.configureGlobal({ seed: 333 });

describe('formatTime', () => {
  const cases: [seconds: number, text: string][] = [
    [0, '0:00'],
    [5.9, '0:05'],
    [59.999, '0:59'],
    [60, '1:00'],
    [754, '12:34'],
    [3599, '59:59'],
    [3600, '1:00:00'],
    [3723, '1:02:03'],
    [360_000, '100:00:00'],
    [-0.4, '0:00'],
    [-32, '−0:32'],
    [-3700, '−1:01:40'],
    [NaN, '–:––'],
    [Infinity, '–:––'],
  ];
  for (const [seconds, text] of cases) {
    it(`writes ${seconds} s as ${text}`, () => expect(formatTime(seconds)).to.equal(text));
  }

  it('can be read back to the second', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), (seconds) => {
        const [first = '', ...rest] = formatTime(seconds).split(':');
        const magnitude = [first.replace('−', ''), ...rest].reduce((sum, part) => sum * 60 + Number(part), 0);
        expect(first.startsWith('−') ? -magnitude : magnitude).to.equal(seconds);
      }),
    );
  });
});
