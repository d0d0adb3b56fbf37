import { expect } from 'chai';
import * as fc from 'fast-check';
import { chatFragments, type EmoteRange } from './fragments.ts';
import type { ChatFragment, EmoteFragment } from './message.ts';

fc.configureGlobal({ seed: 333 });

const emote = (id: string, text: string): EmoteFragment => ({
  type: 'emote',
  text,
  id,
  provider: 'test',
  images: [],
  zeroWidth: false,
});

const cut = (text: string, ranges: readonly EmoteRange[] = []): readonly ChatFragment[] =>
  chatFragments(text, ranges, emote);

describe('chatFragments', () => {
  it('finds links and mentions', () => {
    expect(cut('@ann see https://t333.example/a?b=1#c, (http://x.example/y) or mail@x.example!')).to.deep.equal([
      { type: 'mention', text: '@ann', handle: 'ann' },
      { type: 'text', text: ' see ' },
      { type: 'link', text: 'https://t333.example/a?b=1#c', url: 'https://t333.example/a?b=1#c' },
      { type: 'text', text: ', (' },
      { type: 'link', text: 'http://x.example/y', url: 'http://x.example/y' },
      { type: 'text', text: ') or mail@x.example!' },
    ]);
  });

  it('cuts a link off before what ends the sentence, however much that is', () => {
    const fragments = cut(`http://a${')'.repeat(100_000)}`);
    expect(fragments[0]).to.deep.equal({ type: 'link', text: 'http://a', url: 'http://a/' });
    const long = `http://a${')'.repeat(100_000)}x`;
    expect(cut(long).map(({ text }) => text)).to.deep.equal([long]);
  });

  it('links nothing but the web', () => {
    for (const text of [
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc',
      'https://',
      'http://[',
      'xhttps://a.example',
    ]) {
      expect(cut(text), text).to.deep.equal([{ type: 'text', text }]);
    }
  });

  it('has none for an empty text', () => {
    expect(cut('')).to.deep.equal([]);
  });

  it('counts code points, also of what is half of one', () => {
    const text = '🦊\ud800a👨‍👩‍👧b';
    expect(cut(text, [{ id: 'x', start: 2, end: 2 }]).map((fragment) => fragment.text)).to.deep.equal([
      '🦊\ud800',
      'a',
      '👨‍👩‍👧b',
    ]);
  });

  it('keeps every character, whatever the text and the ranges are', () => {
    const number = fc.oneof(fc.integer({ min: -3, max: 30 }), fc.constantFrom(NaN, Infinity, 0.5, 2 ** 40));
    const ranges = fc.array(fc.record({ id: fc.string(), start: number, end: number }), { maxLength: 12 });
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc
        .array(fc.constantFrom('@ann', 'https://a.example', ' ', '🦊', '(', ')', '.', 'Kappa', '\ud800'), {
          maxLength: 12,
        })
        .map((words) => words.join('')),
    );
    fc.assert(
      fc.property(text, ranges, (one, all) => {
        const fragments = cut(one, all);
        expect(fragments.map((fragment) => fragment.text).join('')).to.equal(one);
        const points = Array.from(one);
        for (const fragment of fragments) {
          expect(fragment.text).not.to.equal('');
          expect(Object.isFrozen(fragment)).to.equal(true);
          if (fragment.type === 'link') expect(fragment.url).to.match(/^https?:\/\//);
          if (fragment.type !== 'emote') continue;
          const range = all.find(
            ({ id, start, end }) => id === fragment.id && points.slice(start, end + 1).join('') === fragment.text,
          );
          expect(range).not.to.equal(undefined);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('has an end, however much there is', () => {
    expect(cut('@a '.repeat(100_000)).length).to.be.at.most(1002);
  });
});
