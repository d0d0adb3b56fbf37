import { expect } from 'chai';
import { readTags, settingsFault, settingsFaults, type SettingsFault } from './settings-faults.ts';
import type { SettingsField, SomeSettings } from './settings.ts';

const IDS = new Set(['games', 'music']);

describe('settingsFault', () => {
  const cases: [SettingsField, unknown, SettingsFault | null][] = [
    ['title', 'Evening', null],
    ['title', '  ', { code: 'required' }],
    ['title', 'x'.repeat(140), null],
    ['title', '😀'.repeat(140), null],
    ['title', 'x'.repeat(141), { code: 'too-long', count: 141, max: 140 }],
    ['description', '', null],
    ['description', 'x'.repeat(2001), { code: 'too-long', count: 2001, max: 2000 }],
    ['categoryId', null, null],
    ['categoryId', 'games', null],
    ['categoryId', 'cooking', { code: 'unknown' }],
    ['tags', [], null],
    ['tags', ['chess', 'مرح'], null],
    ['tags', Array.from({ length: 11 }, (_, n) => `t${n}`), { code: 'too-many', count: 11, max: 10 }],
    ['tags', ['x'.repeat(26)], { code: 'word-too-long', word: 'x'.repeat(26), max: 25 }],
    ['tags', ['Chess', 'chess'], { code: 'word-twice', word: 'chess' }],
    ['tags', [''], { code: 'required' }],
    ['language', null, null],
    ['language', 'pt-BR', null],
    ['language', 'not a language', { code: 'unknown' }],
    ['dvrWindowSec', 14_400, null],
    ['dvrWindowSec', 14_401, { code: 'out-of-range', min: 0, max: 14_400 }],
    ['dvrWindowSec', NaN, { code: 'out-of-range', min: 0, max: 14_400 }],
    ['minAge', 18, null],
    ['minAge', -1, { code: 'out-of-range', min: 0, max: 21 }],
    ['minAge', 1.5, { code: 'out-of-range', min: 0, max: 21 }],
    ['latency', 'low', null],
    ['latency', 'none', { code: 'unknown' }],
    ['visibility', 'subscribers', null],
    ['visibility', 'hidden', { code: 'unknown' }],
    ['hasWatermark', true, null],
  ];
  for (const [field, value, fault] of cases)
    it(`${field}: ${JSON.stringify(value)?.slice(0, 30)} → ${fault?.code ?? 'good'}`, () => {
      expect(settingsFault(field, { [field]: value } as SomeSettings, IDS)).to.deep.equal(fault);
    });

  it('takes any category while nobody knows which there are', () => {
    expect(settingsFault('categoryId', { categoryId: 'cooking' })).to.equal(null);
  });
});

describe('settingsFaults', () => {
  it('judges the fields that there are', () => {
    const faults = settingsFaults({ title: '', minAge: 99 });
    expect([...faults.keys()]).to.deep.equal(['title', 'minAge']);
    expect(settingsFaults({}).size).to.equal(0);
  });
});

describe('readTags', () => {
  it('takes what is between commas of any kind', () => {
    expect(readTags(' chess, #Late  night，日本、مرح، ,')).to.deep.equal(['chess', 'Late  night', '日本', 'مرح']);
  });
});
