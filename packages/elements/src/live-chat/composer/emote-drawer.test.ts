import type { EmoteFragment } from '@t333/core/chat';
import { expect } from 'chai';
import { axeFaults } from '../../base/axe.harness.ts';
import { usePrivateStorage } from '../../base/private-storage.harness.ts';
import type { EmotePicker } from '../../emote-picker/emote-picker.ts';
import type { EmoteSet } from '../../emote-picker/emote-sets.ts';
import '../define.ts';
import { ChatStage, frames } from '../fake-chat.harness.ts';

const emote = (text: string): EmoteFragment => ({
  type: 'emote',
  text,
  id: text,
  provider: 'x',
  images: [{ url: '/docs/assets/wall-dark.webp', scale: 1 }],
  zeroWidth: false,
});
const SETS: EmoteSet[] = [
  { id: 'a', title: 'Channel', emotes: [emote('catJAM'), { ...emote('Secret'), locked: true }] },
  { id: 'b', title: 'Global', emotes: [emote('Kappa')] },
];
const HOTKEY = /^(?:Mac|iP)/.test(navigator.platform) ? { metaKey: true } : { ctrlKey: true };

describe('the emotes of <live-chat>', () => {
  let stage: ChatStage;

  const isOpen = (): boolean => stage.find('emote-picker') !== null;
  const picker = (): EmotePicker | null => stage.find<EmotePicker>('emote-picker');
  const inner = (): ShadowRoot => picker()!.shadowRoot!;
  const focusedEmote = (): string | null | undefined => inner().activeElement?.getAttribute('aria-label');

  const focused = (): string | undefined => stage.root.activeElement?.getAttribute('part')?.replace('-button', '');

  /** Fetched, drawn, measured, and focused. */
  async function settle(): Promise<void> {
    await import('../../emote-picker/define.ts');
    for (let turn = 0; turn < 3; turn++) {
      await stage.pass();
      await frames();
    }
  }
  async function press(key: string, more: KeyboardEventInit = {}): Promise<void> {
    await stage.press(inner().activeElement as HTMLElement, key, more);
    await settle();
  }
  async function openByHotkey(): Promise<void> {
    await stage.press(stage.area, 'e', HOTKEY);
    await settle();
  }

  beforeEach(async () => {
    usePrivateStorage();
    stage = new ChatStage();
    stage.element.emoteSets = SETS;
    await stage.open();
  });

  afterEach(() => stage.destroy());

  it('go when the focus goes elsewhere: they would lie upon it', async () => {
    await openByHotkey();
    expect(isOpen()).to.equal(true);
    stage.scroller.focus();
    await settle();
    expect([isOpen(), stage.root.activeElement === stage.scroller]).to.deep.equal([false, true]);
  });

  it('are offered where there are some', async () => {
    expect(stage.find('.emotes')!.getAttribute('aria-expanded')).to.equal('false');
    stage.element.emoteSets = null;
    await stage.pass();
    expect(stage.find('.emotes') === null).to.equal(true);
    stage.element.emotes = [emote('Kappa')];
    await stage.pass();
    await stage.click('.emotes');
    await settle();
    expect(inner().querySelectorAll('.cell')).to.have.length(1);
  });

  it('open by the button with the focus in the search, and give it back', async () => {
    stage.find('.emotes')!.focus();
    await stage.click('.emotes');
    await settle();
    expect(stage.find('.emotes')!.getAttribute('aria-expanded')).to.equal('true');
    expect(inner().activeElement!.localName).to.equal('input');
    await press('Escape');
    expect([isOpen(), focused()]).to.deep.equal([false, 'emotes']);
  });

  it('open and close by a hotkey, where one writes', async () => {
    await stage.type('hi');
    await openByHotkey();
    expect(isOpen()).to.equal(true);
    await press('e', HOTKEY);
    expect([isOpen(), focused()]).to.deep.equal([false, 'input']);
    await stage.press(stage.area, 'é', { altKey: true, code: 'KeyE' });
    expect(isOpen(), 'letters are left alone').to.equal(false);
  });

  it('are put where one writes, as words, and can be undone', async () => {
    await stage.type('hi there');
    stage.area.setSelectionRange(2, 2);
    await openByHotkey();
    await press('ArrowDown');
    await press('Enter');
    expect([stage.area.value, stage.area.selectionStart]).to.deep.equal(['hi catJAM there', 10]);
    expect([isOpen(), focused()]).to.deep.equal([false, 'input']);
    expect(stage.chat.state.getSnapshot().channels.get('fake/room')!.draft).to.equal('hi catJAM there');
    document.execCommand('undo');
    expect(stage.area.value).to.equal('hi there');
  });

  it('stay for more with Shift, where they are', async () => {
    await stage.type('');
    await openByHotkey();
    await press('ArrowDown');
    await press('Enter', { shiftKey: true });
    await press('Enter', { shiftKey: true });
    expect([stage.area.value, focusedEmote()]).to.deep.equal(['catJAM catJAM ', 'catJAM']);
    expect(inner().querySelector('.head')!.textContent, 'nothing moves meanwhile').to.equal('Channel');
    stage.area.focus();
    await settle();
    expect(isOpen(), 'one writes on').to.equal(false);
  });

  it('that have to be fetched are fetched once, and are suggested from then on', async () => {
    let calls = 0;
    stage.element.emoteSets = async () => {
      calls++;
      return SETS;
    };
    const suggested = (): string[] =>
      [...stage.root.querySelectorAll('[role=option]')].map(({ textContent }) => textContent.trim());
    await stage.type(':kap');
    expect([calls, suggested()]).to.deep.equal([0, []]);
    for (const _ of [1, 2]) {
      await openByHotkey();
      await press('Escape');
    }
    await stage.type(':kap');
    expect([calls, suggested()]).to.deep.equal([1, ['Kappa']]);
    await stage.type(':sec');
    expect(suggested(), 'nobody can write what is locked').to.deep.equal([]);
  });

  it('go when nobody can write any more', async () => {
    await openByHotkey();
    stage.chat.set({ gate: { can: 'never', reason: 'banned' } });
    await settle();
    expect(isOpen()).to.equal(false);
  });

  it('do not reach the page as an event of the chat', async () => {
    let heard = 0;
    stage.element.addEventListener('emotepick', () => heard++);
    await openByHotkey();
    await press('ArrowDown');
    await press('Enter');
    expect(heard).to.equal(0);
  });

  it('fit a small chat on a phone, and have nothing for axe to complain about', async () => {
    Object.assign(stage.element.style, { inlineSize: '320px', blockSize: '340px' });
    await openByHotkey();
    const within = stage.element.getBoundingClientRect();
    const { left, right, top, bottom } = picker()!.getBoundingClientRect();
    expect([left >= within.left, right <= within.right, top >= within.top, bottom <= within.bottom]).to.deep.equal(
      Array(4).fill(true),
    );
    expect(inner().querySelector('.scroller')!.clientHeight).to.be.at.least(60);
    expect(await axeFaults(stage.element)).to.deep.equal([]);
  });
});
