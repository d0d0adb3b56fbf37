import { expect } from 'chai';
import { addSeconds, nudgesOf } from './nudges.ts';

describe('nudgesOf', () => {
  it('begins with a frame of the video, or of a usual one', () => {
    expect(nudgesOf(0.04).map(({ seconds }) => seconds)).to.deep.equal([0.04, 0.1, 1, 5]);
    expect(nudgesOf(null)[0]!.seconds).to.equal(1 / 30);
  });
});

describe('addSeconds', () => {
  const cases: [a: number, b: number, sum: number][] = [
    [0.1, 0.2, 0.3],
    [-1.2, 0.1, -1.1],
    [1, 1 / 30, 1.033333],
    [0.1, -0.1, 0],
  ];
  for (const [a, b, sum] of cases) it(`${a} + ${b} = ${sum}`, () => expect(addSeconds(a, b)).to.equal(sum));
});
