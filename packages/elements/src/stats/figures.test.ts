import { expect } from 'chai';
import { bytesText, pixelsText, secondsText, shareText } from './figures.ts';

describe('figures', () => {
  const cases: [text: string, expected: string][] = [
    [secondsText(0), '0.0 s'],
    [secondsText(8.349), '8.3 s'],
    [bytesText(0), '0.0 MB'],
    [bytesText(4_260_000), '4.3 MB'],
    [bytesText(99_949_999), '99.9 MB'],
    [bytesText(128_400_000), '128 MB'],
    [shareText(0), '0 %'],
    [shareText(0.0042), '0.4 %'],
    [shareText(0.0996), '10 %'],
    [shareText(1), '100 %'],
    [pixelsText(124_416_000), '124 MP/s'],
  ];
  for (const [text, expected] of cases) it(expected, () => expect(text).to.equal(expected));
});
