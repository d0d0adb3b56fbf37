import { expect } from 'chai';
import { allocate } from '../allocate.ts';
import { UNLIMITED, wall } from '../fixtures/tiles.ts';
import { policies } from './by-name.ts';

describe('policies', () => {
  const rows: [name: keyof typeof policies, shares: string][] = [
    ['utility', '1080p 360p'],
    ['focus-first', '1080p 360p'],
    ['by-count', '360p 360p'],
    ['by-load', '1080p 360p'],
    ['by-bandwidth', '1080p 360p'],
  ];
  for (const [name, shares] of rows) {
    it(`${name}, nine tiles, everything plentiful: ${shares}`, () => {
      const [focus, other] = allocate(wall(9), UNLIMITED, policies[name]()).shares;
      expect(`${focus!.rendition} ${other!.rendition}`).to.equal(shares);
    });
  }

  it('makes another for each manager of what remembers', () => {
    expect(policies['by-load']()).not.to.equal(policies['by-load']());
  });
});
