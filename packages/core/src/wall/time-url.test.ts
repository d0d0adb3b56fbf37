import { expect } from 'chai';
import { timeFromUrl } from './time-url.ts';

describe('timeFromUrl', () => {
  const cases: [url: string, time: number | null][] = [
    ['https://example.com/?t=90', 90],
    ['https://example.com/?a=b&t=-1.25#wall=1', -1.25],
    ['https://example.com/?t=0', 0],
    ['https://example.com/?t=12.346&t=5', 12.346],
    ['https://example.com/', null],
    ['https://example.com/#?t=5', null],
    ['https://example.com/?t=', null],
    ['https://example.com/?t=Infinity', null],
    ['https://example.com/?t=NaN', null],
    ['https://example.com/?t=1e9', null],
    ['https://example.com/?t=0x10', null],
    ['https://example.com/?t=+5', null],
    ['https://example.com/?t=99999999999', null],
    ['https://example.com/?t=%00', null],
    ['/?t=5', null],
    ['', null],
  ];
  for (const [url, time] of cases) it(`finds ${time} in "${url}"`, () => expect(timeFromUrl(url)).to.equal(time));
});
