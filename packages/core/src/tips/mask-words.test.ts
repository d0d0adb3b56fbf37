import { expect } from 'chai';
import { maskWords } from './mask-words.ts';

describe('maskWords', () => {
  const filter = maskWords(['darn', 'oh no']);
  const cases: [text: string, masked: string][] = [
    ['nothing of it', 'nothing of it'],
    ['Darn! oh NO, darned', '•••! •••, darned'],
    ['ｄａｒｎ and 𝐝𝐚𝐫𝐧', '••• and •••'],
    ['', ''],
  ];
  for (const [text, masked] of cases) it(`"${text}"`, () => expect(filter(text)).to.equal(masked));
});
