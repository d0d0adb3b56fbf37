import { expect } from 'chai';
import { isApart } from './is-apart.ts';

type Members = Parameters<typeof isApart>[2];

const member = (
  id: string,
  seconds: number,
  ...coverage: readonly [start: number, end: number][]
): Members[number] => ({
  id,
  offset: { seconds, source: 'manual', certainty: 1 },
  coverage: coverage.map(([start, end]) => ({ start, end })),
});

describe('isApart', () => {
  const own = member('own', -10, [10, 70]);
  const cases: [why: string, seconds: number, others: Members, result: boolean][] = [
    ['it stays', -10, [member('a', 0, [0, 60])], false],
    ['a second is shared', -59, [member('a', 0, [0, 60])], false],
    ['it begins when the other ends', -60, [member('a', 0, [0, 60])], true],
    ['it ends when the other begins', 60, [member('a', 0, [0, 60])], true],
    ['one of several is enough', -100, [member('a', 0, [0, 60]), member('b', -90, [90, 150])], false],
    ['it falls into a gap of the other', -100, [member('a', 0, [0, 60], [200, 260])], true],
    ['it is alone', 9999, [], false],
    ['nothing is known of the other', 9999, [member('a', 0)], false],
  ];
  for (const [why, seconds, others, result] of cases) {
    it(why, () => expect(isApart(own, seconds, [own, ...others])).to.equal(result));
  }

  it('is not known of what has no length yet', () => {
    expect(isApart(member('own', 0), 9999, [own])).to.equal(false);
  });
});
