import { expect } from 'chai';
import * as fc from 'fast-check';
import { formatOffset, parseOffset } from './format-offset.ts';

fc.configureGlobal({ seed: 333 });

describe('formatOffset', () => {
  const cases: [seconds: number, text: string][] = [
    [0, '+0.000'],
    [-0, '+0.000'],
    [-0.0004, '+0.000'],
    [-0.0006, '−0.001'],
    [1.25, '+1.250'],
    [-5.25, '−5.250'],
    [59.9996, '+1:00.000'],
    [-62.5, '−1:02.500'],
    [3723.4, '+1:02:03.400'],
    [-360_000, '−100:00:00.000'],
  ];
  for (const [seconds, text] of cases) {
    it(`writes ${seconds} s as ${text}`, () => expect(formatOffset(seconds)).to.equal(text));
  }
});

describe('parseOffset', () => {
  const right: [text: string, seconds: number][] = [
    ['1.5', 1.5],
    ['-0:01.250', -1.25],
    ['1:02:03.4', 3723.4],
    ['+2,5', 2.5],
    ['−5 s', -5],
    [' 90 ', 90],
    ['.5', 0.5],
    ['5.', 5],
    ['-0', 0],
    ['0:90', NaN],
    ['100:00', 6000],
  ];
  for (const [text, seconds] of right) {
    it(`reads “${text}” as ${seconds}`, () => expect(parseOffset(text) ?? NaN).to.deep.equal(seconds));
  }

  const wrong = [
    '',
    ' ',
    '-',
    '+',
    '.',
    ':',
    '1:',
    ':5',
    '1:60',
    '1:60:00',
    '1:2:3:4',
    '1e3',
    '0x1',
    'NaN',
    '--1',
    '1 2',
  ];
  for (const text of wrong) it(`refuses “${text}”`, () => expect(parseOffset(text)).to.equal(null));

  it('reads what formatOffset writes, to the millisecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: -4e8, max: 4e8 }), (ms) => {
        expect(Math.round(parseOffset(formatOffset(ms / 1000))! * 1000)).to.equal(ms || 0);
      }),
    );
  });

  it('never makes anything but a finite number of any text, and is never slow', () => {
    const nearly = fc.stringMatching(/^[-+−]?[\d:.,\s]{0,40}s?$/);
    fc.assert(
      fc.property(fc.oneof(fc.string(), nearly, fc.string({ unit: 'grapheme' })), (text) => {
        const seconds = parseOffset(text);
        expect(seconds === null || Number.isFinite(seconds)).to.equal(true);
      }),
    );
  });
});
