import { expect } from 'chai';
import { DEFAULT_SETTINGS, readSettings } from './chat-settings.ts';

describe('readSettings', () => {
  for (const text of [
    null,
    '',
    'x',
    '[]',
    '7',
    '{"size":"huge","spoken":{},"animated":1}',
    '{"__proto__":{"size":"large"}}',
  ]) {
    it(`makes nothing of ${text}`, () => {
      expect(readSettings(text)).to.deep.equal(DEFAULT_SETTINGS);
    });
  }

  it('takes what was stored', () => {
    const settings = { size: 'large', timestamps: true, animated: false, spoken: 'mentions' } as const;
    expect(readSettings(JSON.stringify(settings))).to.deep.equal(settings);
  });
});
