import { expect } from 'chai';
import { FakeFeed, said } from '../fake-feed.harness.ts';
import { queryAt, suggest } from './autocomplete.ts';
import { textLength } from './text-length.ts';

describe('queryAt', () => {
  const cases: [string, string | null][] = [
    ['@an|', 'mention an'],
    ['hey @an|', 'mention an'],
    ['hey @an| there', 'mention an'],
    ['mail@an|', null],
    ['@|', null],
    [':k|', null],
    [':ka|', 'emote ka'],
    ['so:ka|', null],
    ['at 10:30|', null],
    ['@ünal|', 'mention ünal'],
    [`@${'a'.repeat(31)}|`, null],
  ];
  for (const [written, expected] of cases) {
    it(`${written} → ${expected}`, () => {
      const caret = written.indexOf('|');
      const query = queryAt(written.replace('|', ''), caret);
      expect(query && `${query.kind} ${query.text}`).to.equal(expected);
    });
  }

  it('knows of none where something is selected', () => {
    expect(queryAt('@an', null)).to.equal(null);
  });
});

describe('suggest', () => {
  it('knows who has spoken, by name and by handle, the latest first', () => {
    const feed = new FakeFeed();
    feed.append(
      said('', { user: { id: '1', handle: 'ann', name: 'Ann' } }),
      said('', { user: { id: '2', handle: 'user77', name: 'Anton' } }),
      said('', { user: { id: '3', handle: 'me', name: 'Anme' }, isOwn: true }),
    );
    const found = suggest({ kind: 'mention', from: 0, text: 'an' }, feed, []);
    expect(found.map(({ text, label }) => [text, label])).to.deep.equal([
      ['@user77 ', 'Anton (user77)'],
      ['@ann ', 'Ann'],
    ]);
  });
});

describe('textLength', () => {
  it('counts code points', () => {
    expect(textLength('a😀é')).to.equal(3);
  });
});
