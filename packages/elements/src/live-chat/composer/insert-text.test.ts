import { expect } from 'chai';
import { emoteAt, replaceText } from './insert-text.ts';

describe('emoteAt', () => {
  /** What is selected stands in brackets, `|` is where one writes. */
  const cases: [written: string, code: string, then: string][] = [
    ['|', 'Kappa', 'Kappa |'],
    ['hi|', 'Kappa', 'hi Kappa |'],
    ['hi |', 'Kappa', 'hi Kappa |'],
    ['|there', 'Kappa', 'Kappa |there'],
    ['hi| there', 'Kappa', 'hi Kappa |there'],
    ['hi | there', 'Kappa', 'hi Kappa |there'],
    ['hith|ere', 'Kappa', 'hith Kappa |ere'],
    ['hi [you] there', 'Kappa', 'hi Kappa |there'],
    ['a|\nb', 'Kappa', 'a Kappa|\nb'],
    ['a\n|', 'Kappa', 'a\nKappa |'],
    ['hi|', '😀', 'hi😀|'],
    ['h|i', '👍🏽', 'h👍🏽|i'],
  ];
  for (const [written, code, then] of cases) {
    it(`${JSON.stringify(written)} + ${code}`, () => {
      const isSelected = written.includes('[');
      const from = written.search(/[|[]/);
      const to = isSelected ? written.indexOf(']') - 1 : from;
      const text = written.replace(/[|[\]]/g, '');
      const { text: inserted, caret } = emoteAt(text, from, to, code);
      const all = text.slice(0, from) + inserted + text.slice(to);
      expect(`${all.slice(0, caret)}|${all.slice(caret)}`).to.equal(then);
    });
  }
});

describe('replaceText', () => {
  it('can be undone, and tells of itself', () => {
    const area = document.createElement('textarea');
    document.body.append(area);
    area.focus();
    document.execCommand('insertText', false, 'hello');
    let inputs = 0;
    area.addEventListener('input', () => inputs++);
    replaceText(area, 0, 5, { text: 'Kappa ', caret: 6 });
    expect([area.value, area.selectionStart, inputs]).to.deep.equal(['Kappa ', 6, 1]);
    document.execCommand('undo');
    expect(area.value).to.equal('hello');
    area.remove();
  });
});
