import { FakeClock } from '@t333/core/testing';
import { expect } from 'chai';
import { axeFaults } from '../base/axe.harness.ts';
import { usePrivateStorage } from '../base/private-storage.harness.ts';
import './define.ts';
import type { EmotePicker } from './emote-picker.ts';
import type { EmotePickEvent } from './emote-picker.events.ts';
import type { EmoteSet, EmoteSets, PickerEmote } from './emote-sets.ts';

/** A picture that there is. */
const PICTURE = '/docs/assets/wall-dark.webp';

const emote = (text: string, more: Partial<PickerEmote> = {}): PickerEmote => ({
  id: text,
  text,
  images: [{ url: PICTURE, scale: 1 }],
  ...more,
});
const many = (prefix: string, length: number): PickerEmote[] =>
  Array.from({ length }, (_, index) => emote(`${prefix}${index}`));
const SETS: EmoteSet[] = [
  { id: 'channel', title: 'Channel', emotes: [emote('catJAM'), emote('notCat'), emote('Secret', { locked: true })] },
  { id: 'global', title: 'Global', emotes: many('e', 30) },
];

let picker: EmotePicker;
let clock: FakeClock;
const picked: EmotePickEvent[] = [];

const frame = (): Promise<unknown> => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
const settle = async (): Promise<void> => {
  // Sizes are told after a frame, scrolls with one.
  for (let turn = 0; turn < 3; turn++) {
    await frame();
    await picker.updateComplete;
  }
};

async function open(emotes: EmoteSets | null = SETS, more: Partial<EmotePicker> = {}): Promise<void> {
  picker = document.createElement('emote-picker');
  clock = new FakeClock();
  Object.assign(picker, { clock, emotes, ...more });
  // 8 columns.
  Object.assign(picker.style, { inlineSize: '360px', blockSize: '340px' });
  picker.addEventListener('emotepick', (event) => picked.push(event));
  document.body.append(picker);
  await settle();
}

const root = (): ShadowRoot => picker.shadowRoot!;
const find = <Found extends HTMLElement = HTMLElement>(selector: string): Found =>
  root().querySelector<Found>(selector)!;
const all = (selector: string): HTMLElement[] => [...root().querySelectorAll<HTMLElement>(selector)];
const names = (): (string | null)[] => all('.cell').map((cell) => cell.getAttribute('aria-label'));
const heads = (): string[] => all('.head').map(({ textContent }) => textContent);
const focused = (): string | null | undefined => root().activeElement?.getAttribute('aria-label');
const isInSearch = (): boolean => root().activeElement === find('input');
const told = (): string => find('[aria-live]').textContent;

async function press(key: string, more: KeyboardEventInit = {}): Promise<KeyboardEvent> {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, composed: true, ...more });
  root().activeElement!.dispatchEvent(event);
  await settle();
  return event;
}

async function look(query: string): Promise<void> {
  const input = find<HTMLInputElement>('input');
  input.focus();
  input.value = query;
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await settle();
}

describe('<emote-picker>', () => {
  beforeEach(usePrivateStorage);

  afterEach(() => {
    picker.remove();
    picked.length = 0;
    document.body.removeAttribute('style');
    document.documentElement.removeAttribute('dir');
  });

  it('shows sets under heads, and picks by a click', async () => {
    await open();
    expect(heads()).to.deep.equal(['Channel', 'Global']);
    expect(names().slice(0, 4)).to.deep.equal(['catJAM', 'notCat', 'Secret, for subscribers only', 'e0']);
    all('.cell')[1]!.click();
    expect(picked[0]!.emote).to.equal(SETS[0]!.emotes[1]);
    expect([picked[0]!.keepsOpen, picked[0]!.bubbles, picked[0]!.composed]).to.deep.equal([false, true, true]);
    all('.cell')[0]!.dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey: true }));
    expect(picked[1]!.keepsOpen).to.equal(true);
  });

  it('shows what is for subscribers, and does not give it away', async () => {
    await open();
    const cell = all('.cell')[2]!;
    expect(cell.getAttribute('aria-disabled')).to.equal('true');
    cell.click();
    expect(picked).to.deep.equal([]);
    expect(told()).to.equal('Secret, for subscribers only');
    await look('secret');
    await press('Enter');
    expect(picked, 'nor by its name').to.deep.equal([]);
  });

  it('walks by keys in two directions, and picks', async () => {
    await open();
    picker.focus();
    expect(isInSearch()).to.equal(true);
    await press('ArrowDown');
    expect(focused()).to.equal('catJAM');
    await press('ArrowRight');
    await press('ArrowDown');
    expect(focused()).to.equal('e1');
    await press('ArrowDown');
    expect(focused()).to.equal('e9');
    await press('Home');
    expect(focused()).to.equal('e8');
    await press('End', { ctrlKey: true });
    expect(focused()).to.equal('e29');
    expect(all('[tabindex="0"].cell'), 'one stop for the Tab key').to.have.length(1);
    await press('Enter', { shiftKey: true });
    expect([picked[0]!.emote.text, picked[0]!.keepsOpen, told()]).to.deep.equal(['e29', true, 'e29 was picked.']);
    await press(' ');
    expect(picked[1]!.keepsOpen).to.equal(false);
    await press('Home', { ctrlKey: true });
    await press('ArrowUp');
    expect(isInSearch()).to.equal(true);
  });

  it('walks the other way where text runs from right to left', async () => {
    document.documentElement.dir = 'rtl';
    await open();
    picker.focus();
    await press('ArrowDown');
    await press('ArrowLeft');
    expect(focused()).to.equal('notCat');
    const [first, second] = all('.cell').map((cell) => cell.getBoundingClientRect().left);
    expect(second).to.be.below(first!);
  });

  it('keeps what has the focus in view, below the heads', async () => {
    await open([{ id: 'a', title: 'A', emotes: many('e', 2000) }]);
    picker.focus();
    await press('ArrowDown');
    for (const key of ['PageDown', 'PageDown', 'PageDown', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp']) {
      await press(key);
      const cell = root().activeElement!.getBoundingClientRect();
      const { top, bottom } = find('.scroller').getBoundingClientRect();
      expect(cell.top, key).to.be.at.least(top + 27);
      expect(cell.bottom, key).to.be.at.most(bottom);
    }
    await press('End', { ctrlKey: true });
    expect(focused()).to.equal('e1999');
  });

  it('draws a few of thousands, and those that are scrolled to', async () => {
    await open([
      { id: 'a', title: 'A', emotes: many('a', 1000) },
      { id: 'b', title: 'B', emotes: many('b', 1000) },
    ]);
    expect(all('.cell').length).to.be.within(40, 120);
    find('.scroller').scrollTop = find('.scroller').scrollHeight;
    await settle();
    expect(all('.cell').length).to.be.within(40, 120);
    expect(names()).to.include('b999').and.to.include('a0');
    const grid = find('[role=grid]');
    expect(grid.getAttribute('aria-rowcount')).to.equal('250');
    expect(all('[role=row]').at(-1)!.getAttribute('aria-rowindex')).to.equal('250');
  });

  it('jumps to sections, and says which one is at the top', async () => {
    await open([
      { id: 'a', title: 'A', emotes: many('a', 100) },
      { id: 'b', title: 'B', emotes: many('b', 100) },
    ]);
    const current = (): string => find('[aria-current=true]').textContent.trim();
    expect(current()).to.equal('A');
    all('[part=tab]')[1]!.click();
    await settle();
    expect(current()).to.equal('B');
    const { top } = find('.scroller').getBoundingClientRect();
    expect(all('.head')[1]!.getBoundingClientRect().top).to.be.closeTo(top, 1);
    all('[part=tab]')[1]!.focus();
    await press('ArrowRight');
    expect(root().activeElement!.textContent.trim()).to.equal('A');
  });

  it('finds by name, tells how many, and takes the first by Enter', async () => {
    await open();
    await look('cat');
    expect(names()).to.deep.equal(['catJAM', 'notCat']);
    expect(told()).to.equal('');
    await clock.advance(500);
    expect([told(), heads()]).to.deep.equal(['2 emotes', ['2 emotes']]);
    await press('Enter');
    expect(picked[0]!.emote.text).to.equal('catJAM');
    await look('<b>nobody');
    await clock.advance(500);
    expect(find('.note').textContent.trim()).to.equal('No emotes called “<b>nobody”.');
    expect(told()).to.equal('No emotes called “<b>nobody”.');
    await press('Enter');
    await press('ArrowDown');
    expect([picked.length, isInSearch()]).to.deep.equal([1, true]);
    await look('');
    expect(heads(), 'what was picked stands in front').to.deep.equal(['Channel', 'Global']);
  });

  it('leaves keys of the search to the search, and to an input method', async () => {
    await open();
    await look('cat');
    for (const key of ['Home', 'End', 'ArrowLeft', 'a']) expect((await press(key)).defaultPrevented).to.equal(false);
    await press('Enter', { isComposing: true });
    expect(picked).to.deep.equal([]);
    await press('ArrowDown');
    expect((await press('x')).defaultPrevented, 'it is typed').to.equal(false);
    expect(isInSearch()).to.equal(true);
  });

  it('finds characters by what they are called', async () => {
    await open([{ id: 'u', title: 'Faces', emotes: [{ id: '1', text: '😀', name: 'grinning face' }] }]);
    await look('grin');
    expect(names()).to.deep.equal(['grinning face']);
    expect(find('.cell .character').textContent).to.equal('😀');
  });

  it('remembers what was used, the latest first', async () => {
    await open();
    all('.cell')[1]!.click();
    all('.cell')[0]!.click();
    await settle();
    expect(heads(), 'nothing moves under the pointer').to.deep.equal(['Channel', 'Global']);
    picker.remove();
    await open();
    expect(heads()).to.deep.equal(['Recently used', 'Channel', 'Global']);
    expect(names().slice(0, 3)).to.deep.equal(['catJAM', 'notCat', 'catJAM']);
  });

  it('shows what was used lately in front of what it has fetched', async () => {
    await open();
    all('.cell')[1]!.click();
    picker.remove();
    await open(async () => SETS);
    expect(heads()).to.deep.equal(['Recently used', 'Channel', 'Global']);
    expect(names()[0]).to.equal('notCat');
  });

  it('fetches its emotes when it is first seen, and again when that has failed', async () => {
    let answer: () => void;
    let calls = 0;
    await open(
      () => {
        calls++;
        return new Promise((resolve, reject) => {
          answer = () => (calls === 1 ? reject(new Error('down')) : resolve(SETS));
        });
      },
      { hidden: true },
    );
    expect(calls).to.equal(0);
    picker.hidden = false;
    await settle();
    expect([calls, find('.note').textContent.trim()]).to.deep.equal([1, 'Emotes are on their way …']);
    answer!();
    await settle();
    expect(find('.note p').textContent).to.equal('The emotes could not be loaded.');
    find('[part=retry-button]').click();
    answer!();
    await settle();
    expect([calls, heads()]).to.deep.equal([2, ['Channel', 'Global']]);
  });

  it('fails where fetching throws, and says that there are none', async () => {
    await open(() => {
      throw new Error('no');
    });
    expect(find('.note p').textContent).to.equal('The emotes could not be loaded.');
    picker.emotes = [];
    await settle();
    expect(find('.note').textContent.trim()).to.equal('There are no emotes here.');
    picker.emotes = (async () => 'hello') as unknown as EmoteSets;
    await settle();
    expect(find('.note').textContent.trim()).to.equal('There are no emotes here.');
  });

  it('shows the code where there is no picture, or none that is safe', async () => {
    await open([
      {
        id: 'a',
        title: 'A',
        emotes: [
          emote('broken', { images: [{ url: '/nothing-there.png', scale: 1 }] }),
          emote('script', { images: [{ url: 'javascript:alert(1)', scale: 1 }] }),
          emote('data', { images: [{ url: 'data:image/png;base64,AA', scale: 1 }] }),
          emote('none', { images: [] }),
          emote('<img src=x>', { images: [] }),
        ],
      },
    ]);
    const until = performance.now() + 5000;
    while (find('.cell img') && performance.now() < until) await settle();
    expect(all('.cell').map(({ textContent }) => textContent.trim())).to.deep.equal([
      'broken',
      'script',
      'data',
      'none',
      '<img src=x>',
    ]);
    expect(all('.cell img').length).to.equal(0);
  });

  it('draws emotes still where that is asked for, but for those that never move', async () => {
    await open([{ id: 'a', title: 'A', emotes: [emote('a'), emote('b', { animated: false })] }], { still: true });
    expect(all('.cell .emote').map(({ localName }) => localName)).to.deep.equal(['canvas', 'img']);
    picker.still = false;
    await settle();
    expect(all('.cell .emote').map(({ localName }) => localName)).to.deep.equal(['img', 'img']);
  });

  it('previews what is pointed at', async () => {
    await open();
    all('.cell')[2]!.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
    await settle();
    const words = find('.preview').textContent.replace(/\s+/g, ' ').trim();
    expect(words).to.match(/^Secret ?For subscribers only$/);
  });

  it('as a popover opens with the focus in its search, and closes by Esc and by a pick', async () => {
    await open(SETS, { popover: 'auto' } as Partial<EmotePicker>);
    let closed = 0;
    picker.addEventListener('close', () => closed++);
    picker.showPopover();
    await settle();
    expect([isInSearch(), names().length > 10]).to.deep.equal([true, true]);
    await press('Escape');
    expect([closed, picker.matches(':popover-open')]).to.deep.equal([1, false]);
    picker.showPopover();
    await settle();
    await press('ArrowDown');
    await press('Enter', { shiftKey: true });
    expect(picker.matches(':popover-open')).to.equal(true);
    await press('Enter');
    expect(picker.matches(':popover-open')).to.equal(false);
  });

  it('leaves nothing running when it goes', async () => {
    await open();
    await look('cat');
    picker.remove();
    await settle();
    expect(clock.pending).to.equal(0);
  });

  for (const scheme of ['light', 'dark']) {
    it(`has nothing for axe to complain about, ${scheme}`, async () => {
      Object.assign(document.body.style, { colorScheme: scheme, background: 'light-dark(#fff, #111)' });
      await open();
      expect(await axeFaults(picker)).to.deep.equal([]);
      await look('cat');
      expect(await axeFaults(picker)).to.deep.equal([]);
      await look('nobody');
      expect(await axeFaults(picker)).to.deep.equal([]);
    });
  }
});
