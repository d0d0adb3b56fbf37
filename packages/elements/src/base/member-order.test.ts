import { expect } from 'chai';
import { inOrderOf } from './member-order.ts';

describe('inOrderOf', () => {
  const cases: [names: string, members: string, shown: string][] = [
    ['abc', 'cab', 'abc'],
    ['', 'cab', 'cab'],
    ['b', 'cab', 'cab'],
    ['xbyc', 'cab', 'bac'],
    ['abc', '', ''],
  ];
  for (const [names, members, shown] of cases) {
    it(`shows ${members || 'nobody'} as ${shown || 'nobody'} by ${names || 'no'} names`, () => {
      const byId = Object.fromEntries([...names].map((id) => [id, id.toUpperCase()]));
      const ordered = inOrderOf(
        byId,
        [...members].map((id) => ({ id })),
      );
      expect(ordered.map(({ id }) => id).join('')).to.equal(shown);
    });
  }
});
