import { expect } from 'chai';
import { render } from 'lit';
import { popoverMenu, type MenuGroup } from './popover-menu.ts';

describe('popoverMenu', () => {
  let container: HTMLElement;
  let root: ShadowRoot;
  let chosen: string[];

  const button = (): HTMLButtonElement => root.querySelector('[popovertarget]')!;
  const menu = (): HTMLElement => root.querySelector('[role="menu"]')!;
  const isOpen = (): boolean => menu().matches(':popover-open');
  const focused = (): string => root.activeElement?.textContent?.trim() ?? '';
  const press = (key: string): boolean =>
    root.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  const open = async (): Promise<void> => {
    const opened = new Promise((resolve) => menu().addEventListener('toggle', resolve, { once: true }));
    button().click();
    await opened;
  };

  beforeEach(() => {
    container = document.createElement('div');
    document.body.append(container);
    root = container.attachShadow({ mode: 'open' });
    chosen = [];
    const items = ['auto', '720p', '360p'].map((id) => ({ id, label: id }));
    render(
      popoverMenu({
        id: 'quality',
        label: 'Quality',
        icon: 'M4 4h16',
        items,
        selected: '720p',
        onSelect: (id) => chosen.push(id),
      }),
      root,
    );
  });

  afterEach(() => container.remove());

  it('opens at the checked item', async () => {
    expect(isOpen()).to.equal(false);
    await open();
    expect(isOpen()).to.equal(true);
    expect(focused()).to.equal('720p');
    expect(root.activeElement?.ariaChecked).to.equal('true');
  });

  it('moves by arrows around the ends, and by Home and End', async () => {
    await open();
    const seen = ['ArrowDown', 'ArrowDown', 'ArrowUp', 'Home', 'End'].map((key) => {
      expect(press(key)).to.equal(false);
      return focused();
    });
    expect(seen).to.deep.equal(['360p', 'auto', '360p', 'auto', '360p']);
  });

  const closed = (): Promise<unknown> =>
    new Promise((resolve) => menu().addEventListener('toggle', resolve, { once: true }));

  it('chooses, closes, and gives the focus back', async () => {
    button().focus();
    await open();
    press('End');
    const isClosed = closed();
    (root.activeElement as HTMLElement).click();
    expect(chosen).to.deep.equal(['360p']);
    expect(isOpen()).to.equal(false);
    await isClosed;
    expect(root.activeElement).to.equal(button());
  });

  it('gives the focus back when it is dismissed', async () => {
    button().focus();
    await open();
    const isClosed = closed();
    menu().hidePopover();
    await isClosed;
    expect(root.activeElement).to.equal(button());
  });

  it('closes for Tab, which it lets pass', async () => {
    button().focus();
    await open();
    expect(press('Tab')).to.equal(true);
    expect(isOpen()).to.equal(false);
    expect(root.activeElement).to.equal(button());
  });

  it('leaves other keys to the page', async () => {
    await open();
    expect(press('m')).to.equal(true);
    expect(press('constructor')).to.equal(true);
    expect(focused()).to.equal('720p');
  });

  it('has several groups in one menu, and asks the one that was meant', async () => {
    const radios = (name: string): MenuGroup => ({
      label: name,
      items: [
        { id: 'a', label: `${name} a` },
        { id: 'b', label: `${name} b`, detail: 'quietly' },
      ],
      selected: 'a',
      onSelect: (id) => chosen.push(`${name} ${id}`),
    });
    render(popoverMenu({ id: 'quality', icon: 'M4 4h16', ...radios('one'), more: [radios('two')] }), root);
    expect(button().ariaLabel).to.equal('one · two');
    await open();
    expect(focused()).to.equal('one a');
    press('End');
    expect(focused()).to.equal('two bquietly');
    (root.activeElement as HTMLElement).click();
    expect(chosen).to.deep.equal(['two b']);
    expect([...root.querySelectorAll('[role=group]')].map(({ ariaLabel }) => ariaLabel)).to.deep.equal(['one', 'two']);
  });
});
