import { expect } from 'chai';
import { absoluteUrl, safeUrl } from './safe-url.ts';

describe('safeUrl', () => {
  const cases: [address: string | null, isSafe: boolean][] = [
    ['https://example.com/a?b#c', true],
    ['http://example.com', true],
    ['/north', true],
    ['#north', true],
    ['?a=javascript:b', true],
    ['//example.com/x', true],
    [null, false],
    ['', false],
    ['javascript:alert(1)', false],
    ['JaVaScRiPt:alert(1)', false],
    [' java\nscript:alert(1)', false],
    ['data:text/html,<script>', false],
    ['vbscript:x', false],
    ['blob:https://example.com/x', false],
    ['https://', false],
  ];
  for (const [address, isSafe] of cases) {
    it(`${JSON.stringify(address)} is ${isSafe ? '' : 'not '}safe`, () =>
      expect(safeUrl(address)).to.equal(isSafe ? address : null));
  }

  it('is made whole by the page', () => {
    expect(absoluteUrl('../x', 'https://example.com/a/b')).to.equal('https://example.com/x');
    expect(absoluteUrl('javascript:x', 'https://example.com/a/b')).to.equal(null);
  });
});
