import { expect } from 'chai';
import * as fc from 'fast-check';
import { formatPreferences, NO_PREFERENCES, parsePreferences } from './preference-record.ts';

fc.configureGlobal({ seed: 333 });

const captions = { isOff: false, language: 'pt-BR', kind: 'captions' };
const audio = { isOff: false, language: '', kind: 'main-desc' };

describe('parsePreferences', () => {
  it('reads what was written', () => {
    for (const preferences of [
      NO_PREFERENCES,
      { captions, audio: null, latency: null },
      { captions: { ...captions, isOff: true }, audio, latency: 'normal' },
    ] as const) {
      expect(parsePreferences(formatPreferences(preferences))).to.deep.equal(preferences);
    }
  });

  const none = [
    null,
    '',
    '{',
    'null',
    '[]',
    '"v"',
    '{}',
    '{"v":2,"latency":"low"}',
    '{"__proto__":{"v":1,"latency":"low"}}',
    `{"v":1,"latency":"low","x":"${'x'.repeat(1000)}"}`,
    '{"v":1,"latency":"lowest","captions":true,"audio":[]}',
    '{"v":1,"captions":{"isOff":"no","language":"de","kind":""}}',
    '{"v":1,"captions":{"isOff":false,"language":"<img src=x>","kind":""}}',
    `{"v":1,"captions":{"isOff":false,"language":"${'a'.repeat(36)}","kind":""}}`,
    '{"v":1,"audio":{"isOff":false,"language":"de","kind":"<b>"}}',
    '{"v":1,"audio":{"isOff":false,"language":7,"kind":""}}',
  ];
  for (const text of none) {
    it(`believes nothing of ${text?.slice(0, 60)}`, () => {
      expect(parsePreferences(text)).to.deep.equal(NO_PREFERENCES);
    });
  }

  it('keeps what makes sense beside what does not', () => {
    expect(parsePreferences('{"v":1,"latency":"normal","captions":7}')).to.deep.equal({
      ...NO_PREFERENCES,
      latency: 'normal',
    });
  });

  it('never throws, and writes what it has read', () => {
    const json = fc.json().map((text) => `{"v":1,"captions":${text},"audio":${text},"latency":${text}}`);
    fc.assert(
      fc.property(fc.oneof(fc.string(), json), (text) => {
        const read = parsePreferences(text);
        expect(parsePreferences(formatPreferences(read))).to.deep.equal(read);
      }),
    );
  });
});
