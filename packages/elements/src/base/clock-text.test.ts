import { expect } from 'chai';
import { clockText, wallClockText } from './clock-text.ts';

describe('clockText', () => {
  const cases: [seconds: number, text: string][] = [
    [0, '00:00:00'],
    [-0, '00:00:00'],
    [59.999, '00:00:59'],
    [83, '00:01:23'],
    [3600, '01:00:00'],
    [360_000, '100:00:00'],
    [-0.4, '−00:00:01'],
    [-5, '−00:00:05'],
    [-3661, '−01:01:01'],
    [NaN, '--:--:--'],
    [Infinity, '--:--:--'],
  ];
  for (const [seconds, text] of cases) it(`${seconds} is ${text}`, () => expect(clockText(seconds)).to.equal(text));
});

describe('wallClockText', () => {
  it('is a clock for a moment, and empty for none', () => {
    expect(wallClockText(1_700_000_000_000)).to.match(/\d/);
    for (const none of [NaN, Infinity, 9e15]) expect(wallClockText(none), `${none}`).to.equal('');
  });
});
