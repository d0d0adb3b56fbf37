import { expect } from 'chai';
import { SlewRecord } from './slew-record.ts';

describe('SlewRecord', () => {
  const rows: [what: string, surprises: number[], noiseMs: number, trusted: boolean][] = [
    ['nothing yet', [], 0, true],
    ['good landings', [3, -8, 12], 0, true],
    ['one that missed', [60], 0, true],
    ['two in a row that missed', [60, -40], 0, false],
    ['misses with a good landing between', [60, 2, 60], 0, true],
    ['misses within the noise of a clock that goes in steps', [40, 38, -33], 45, true],
  ];
  for (const [what, surprises, noiseMs, trusted] of rows) {
    it(`${trusted ? 'trusts' : 'does not trust'} changes of rate after ${what}`, () => {
      const record = new SlewRecord();
      for (const surpriseMs of surprises) record.note(surpriseMs, noiseMs);
      expect(record.isTrusted).to.equal(trusted);
    });
  }
});
