import { timeFromUrl } from '@t333/core/wall';
import { expect } from 'chai';
import { linkToTime } from './share-link.ts';

describe('linkToTime', () => {
  const page = 'https://example.com/watch?room=1&t=9#top';
  const cases: [address: string, time: number, link: string][] = [
    ['', 12.3456, 'https://example.com/watch?room=1&t=12.346'],
    ['/other?a=b', 5, 'https://example.com/other?a=b&t=5'],
    ['https://elsewhere.example/x#y', -1.5, 'https://elsewhere.example/x?t=-1.5#y'],
    ['?t=1&t=2', 3, 'https://example.com/watch?t=3'],
    ['/x', -0.0001, 'https://example.com/x?t=0'],
    ['/x', NaN, 'https://example.com/x?t=0'],
  ];
  for (const [address, time, link] of cases) {
    it(`${address || 'this page'} at ${time}`, () => expect(linkToTime(address, time, page)).to.equal(link));
  }

  it('is read by the page that it leads to', () => {
    for (const time of [0, -1.5, 12.3456, 1e9 + 0.001]) {
      expect(timeFromUrl(linkToTime('', time, page))).to.be.closeTo(time, 0.0005);
    }
  });

  it('refuses what is no address', () => {
    expect(() => linkToTime('http://[', 1, page)).to.throw(TypeError);
  });
});
