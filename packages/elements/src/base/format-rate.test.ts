import { expect } from 'chai';
import { formatRate } from './format-rate.ts';

describe('formatRate', () => {
  const cases: [bps: number, text: string][] = [
    [0, '0 kbit/s'],
    [150_000, '150 kbit/s'],
    [999_499, '999 kbit/s'],
    [999_500, '1 Mbit/s'],
    [4_230_000, '4.2 Mbit/s'],
    [25e6, '25 Mbit/s'],
  ];
  for (const [bps, text] of cases) it(`${bps} is ${text}`, () => expect(formatRate(bps)).to.equal(text));
});
