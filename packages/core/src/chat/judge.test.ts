import { expect } from 'chai';
import * as fc from 'fast-check';
import { messageOf } from './fixtures/message-of.ts';
import { judge, mentions, shownMessage } from './judge.ts';
import { maskFragments, wordFilter } from './word-filter.ts';
import type { ChatFragment } from './message.ts';

fc.configureGlobal({ seed: 333 });

const ME = { id: 'me', handle: 'me', name: 'Me' };

const shown = (fragments: readonly ChatFragment[]): string =>
  fragments.map(({ type, text }) => `${type[0]}:${text}`).join('|');

describe('judge', () => {
  it('knows what speaks to who is signed in', () => {
    expect(mentions(messageOf('1', { text: 'hi @ME!' }), ME)).to.equal(true);
    expect(mentions(messageOf('1', { text: 'hi me, @mean' }), ME)).to.equal(false);
    expect(mentions(messageOf('1', { replyTo: { id: '0', user: ME } }), ME)).to.equal(true);
    expect(mentions(messageOf('1', { text: '@me' }), undefined)).to.equal(false);
  });

  it('knows words that are watched, and leaves out what one says oneself', () => {
    const rules = wordFilter({ watched: ['giveaway'], hidden: ['spam'] });
    expect(judge(messageOf('1', { text: 'A Giveaway' }), rules, ME)).to.include({ isMention: true, isOwn: false });
    const own = judge(messageOf('1', { text: 'giveaway spam', userId: 'me' }), rules, ME);
    expect(own).to.include({ isMention: false, isOwn: true, filtered: null });
  });

  it('masks words, also across fragments, and hides whole messages', () => {
    const rules = wordFilter({ masked: ['spam', 'bad https://x.y/spam'], hidden: ['worse'] });
    const masked = judge(messageOf('1', { text: 'no spam @bob' }), rules, ME);
    expect([masked.filtered, shown(masked.fragments)]).to.deep.equal(['masked', 't:no ••• |m:@bob']);
    const across = judge(messageOf('1', { text: 'so bad https://x.y/spam yes' }), rules, ME);
    expect(shown(across.fragments)).to.equal('t:so •••|t:|t: yes');
    const hidden = judge(messageOf('1', { text: 'this is WORSE' }), rules, ME);
    expect(hidden).to.deep.include({ filtered: 'hidden', fragments: [] });
  });

  it('filters what a message quotes, also in one’s own', () => {
    const rules = wordFilter({ masked: ['spam'], hidden: ['worse'] });
    const quoted = (text: string, by = 'bob', userId = 'ann') => {
      const replyTo = { id: '0', text, user: { id: by, handle: by, name: by } };
      return judge(messageOf('1', { replyTo, userId }), rules, ME).message.replyTo;
    };
    expect(quoted('no spam here')!.text).to.equal('no ••• here');
    expect(quoted('no spam here', 'bob', 'me')!.text).to.equal('no ••• here');
    expect(quoted('WORSE')).to.not.have.property('text');
    expect(quoted('my spam', 'me')!.text).to.equal('my spam');
    const plain = messageOf('1', { replyTo: { id: '0', text: 'fine' } });
    expect(judge(plain, rules, ME).message).to.equal(plain);
  });

  it('filters a message that stands alone', () => {
    const rules = wordFilter({ masked: ['spam'], hidden: ['worse'] });
    expect(shownMessage(messageOf('1', { text: 'worse' }), rules, ME)).to.equal(null);
    const pinned = shownMessage(messageOf('1', { text: 'a spam' }), rules, ME)!;
    expect([pinned.text, pinned.fragments[0]!.text]).to.deep.equal(['a •••', 'a •••']);
  });

  it('leaves fragments alone that no range touches, and nothing of one that it covers', () => {
    const fragments = fc.array(
      fc.string({ unit: 'grapheme', minLength: 1 }).map((text): ChatFragment => ({ type: 'text', text })),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(fragments, fc.nat(40), fc.nat(40), (all, a, b) => {
        const text = all.map((one) => one.text).join('');
        const [from, to] = [Math.min(a, b, text.length), Math.min(Math.max(a, b), text.length)];
        const masked = maskFragments(all, from < to ? [[from, to]] : []);
        const expected = from < to ? `${text.slice(0, from)}•••${text.slice(to)}` : text;
        expect(masked.map((one) => one.text).join('')).to.equal(expected);
      }),
    );
  });
});
