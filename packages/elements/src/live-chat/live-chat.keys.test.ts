import type { ChatMessageEntry } from '@t333/core/chat';
import { expect } from 'chai';
import { usePrivateStorage } from '../base/private-storage.harness.ts';
import './define.ts';
import { ChatStage, frames } from './fake-chat.harness.ts';
import { said } from './fake-feed.harness.ts';

function answer(text: string, id: string): ChatMessageEntry {
  const entry = said(text);
  return { ...entry, message: { ...entry.message, replyTo: { id } } };
}

const ALT_P = { altKey: true, code: 'KeyP' };

describe('the keyboard in <live-chat>', () => {
  let stage: ChatStage;

  beforeEach(async () => {
    usePrivateStorage();
    stage = await new ChatStage().open();
  });

  afterEach(() => stage.destroy());

  const focused = (): Element | null => stage.root.activeElement;
  /** Elements in a failed comparison would be written out whole. */
  const isFocused = (element: Element): boolean => focused() === element;
  const hasJump = (): boolean => stage.find('.jump') !== null;

  /** Also where another script has the pointer: what follows a key is shown as focused. */
  const byKeys = (): Promise<boolean> => stage.press(document.body, 'Tab');

  it('leaves Alt+P to other fields of the page', async () => {
    const input = document.createElement('input');
    const editor = document.createElement('div');
    editor.contentEditable = 'true';
    const inner = editor.appendChild(document.createElement('b'));
    document.body.append(input, editor);
    for (const field of [input, editor, inner]) {
      expect(await stage.press(field, 'π', ALT_P), field.localName).to.equal(false);
      expect(stage.element.paused).to.equal(false);
    }
    expect(await stage.press(stage.area, 'π', ALT_P), 'its own is no other').to.equal(true);
    expect(stage.element.paused).to.equal(true);
    expect(await stage.press(document.body, 'π', ALT_P)).to.equal(true);
    expect(stage.element.paused).to.equal(false);
    input.remove();
    editor.remove();
  });

  it('goes on where one writes when it has jumped to the latest', async () => {
    stage.chat.feed.append(said('one'));
    await stage.click('.pause');
    await byKeys();
    stage.find('.jump')!.focus();
    await stage.click('.jump');
    await stage.pass();
    expect([hasJump(), isFocused(stage.area)]).to.deep.equal([false, true]);
  });

  it('goes on at the list where nobody can write, without keeping it', async () => {
    stage.chat.set({ gate: { can: 'never', reason: 'read-only' } });
    stage.chat.feed.append(said('one'));
    await stage.click('.pause');
    await byKeys();
    stage.find('.jump')!.focus();
    await stage.click('.jump');
    await stage.pass();
    expect([hasJump(), isFocused(stage.scroller), stage.element.paused]).to.deep.equal([false, true, false]);
  });

  it('goes on at the list where the message that had the focus is left behind', async () => {
    stage.chat.feed.append(...Array.from({ length: 5 }, (_, index) => said(`${index}`)));
    await stage.pass();
    stage.scroller.focus();
    await stage.press(stage.scroller, 'Home');
    expect(isFocused(stage.row(0))).to.equal(true);
    stage.chat.feed.append(...Array.from({ length: 100 }, (_, index) => said(`new ${index}`)));
    await stage.pass();
    await stage.press(stage.row(0), 'π', ALT_P);
    await stage.pass();
    expect([isFocused(stage.scroller), stage.element.paused]).to.deep.equal([true, false]);
    await stage.press(stage.scroller, 'ArrowUp');
    expect(focused()!.getAttribute('aria-label')).to.equal('Ann: new 99');
  });

  it('jumps to the message that one answers, and says where it is gone', async () => {
    stage.chat.feed.append(said('what time is it', { key: 'q', user: { name: 'Bo', id: 'bo' } }));
    stage.chat.feed.append(...Array.from({ length: 30 }, (_, index) => said(`${index}`)));
    stage.chat.feed.append(answer('noon', 'q'), answer('late', 'gone'));
    await stage.pass();
    const quotes = (): HTMLElement[] => [...stage.root.querySelectorAll<HTMLElement>('.reply')];
    expect(quotes().map(({ localName, tabIndex }) => [localName, tabIndex])).to.deep.equal([
      ['button', -1],
      ['button', -1],
    ]);
    stage.scroller.focus();
    await stage.press(stage.scroller, 'ArrowUp');
    expect(quotes().map(({ tabIndex }) => tabIndex)).to.deep.equal([-1, 0]);
    quotes()[1]!.click();
    expect(stage.text('[aria-live=polite]')).to.equal('That message is not here any more.');
    await stage.press(stage.row(-1), 'ArrowUp');
    expect(quotes().map(({ tabIndex }) => tabIndex)).to.deep.equal([0, -1]);
    await byKeys();
    quotes()[0]!.focus();
    expect(await stage.press(quotes()[0]!, 'Enter'), 'the button has it').to.equal(false);
    await stage.click('.reply');
    await frames();
    expect(focused()!.getAttribute('aria-label')).to.equal('Bo: what time is it');
    expect(stage.row(0).classList.contains('shown')).to.equal(true);
    expect([...stage.element.shadowRoot!.querySelectorAll('.reply')]).to.have.length(2);
  });

  it('keeps what can be undone while its button has the focus, and the focus after that', async () => {
    stage.chat.be('moderator');
    stage.chat.feed.append(said('rude', { key: 'r1' }));
    await stage.pass();
    stage.row(0).querySelector<HTMLElement>('.name')!.click();
    await stage.pass();
    await stage.pass();
    await stage.click('.timeout');
    await stage.pass();
    await byKeys();
    stage.find('.undo')!.focus();
    await stage.pass(8000);
    await stage.pass(20_000);
    expect(stage.text('.toast')).to.include('Undo');
    await stage.click('.undo');
    await stage.pass();
    expect([stage.chat.undone.length, isFocused(stage.area)]).to.deep.equal([1, true]);
    await stage.pass(8000);
    await stage.pass(8000);
    expect(stage.find('.toast') === null).to.equal(true);
  });
});
