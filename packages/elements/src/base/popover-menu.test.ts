import { expect } from 'chai';
import { html, render } from 'lit';
import { popoverMenu } from './popover-menu.ts';

describe('popoverMenu', () => {
  let container: HTMLElement;
  let chosen: string[];

  const button = (): HTMLButtonElement => container.querySelector('[popovertarget]')!;
  const menu = (): HTMLElement => container.querySelector('[role="menu"]')!;
  const isOpen = (): boolean => menu().matches(':popover-open');
  const focused = (): string => document.activeElement?.textContent?.trim() ?? '';
  const press = (key: string): boolean =>
    document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  const open = async (): Promise<void> => {
    const opened = new Promise((resolve) => menu().addEventListener('toggle', resolve, { once: true }));
    button().click();
    await opened;
  };

  beforeEach(() => {
    container = document.createElement('div');
    document.body.append(container);
    chosen = [];
    const items = ['auto', '720p', '360p'].map((id) => ({ id, label: id }));
    render(
      popoverMenu({
        id: 'quality',
        label: 'Quality',
        icon: html`<svg></svg>`,
        items,
        selected: '720p',
        onSelect: (id) => chosen.push(id),
      }),
      container,
    );
  });

  afterEach(() => container.remove());

  it('opens at the checked item', async () => {
    expect(isOpen()).to.equal(false);
    await open();
    expect(isOpen()).to.equal(true);
    expect(focused()).to.equal('720p');
    expect(document.activeElement?.ariaChecked).to.equal('true');
  });

  it('moves by arrows around the ends, and by Home and End', async () => {
    await open();
    const seen = ['ArrowDown', 'ArrowDown', 'ArrowUp', 'Home', 'End'].map((key) => {
      expect(press(key)).to.equal(false);
      return focused();
    });
    expect(seen).to.deep.equal(['360p', 'auto', '360p', 'auto', '360p']);
  });

  it('chooses, closes, and gives the focus back', async () => {
    button().focus();
    await open();
    press('End');
    (document.activeElement as HTMLElement).click();
    expect(chosen).to.deep.equal(['360p']);
    expect(isOpen()).to.equal(false);
    expect(document.activeElement).to.equal(button());
  });

  it('closes for Tab, which it lets pass', async () => {
    button().focus();
    await open();
    expect(press('Tab')).to.equal(true);
    expect(isOpen()).to.equal(false);
    expect(document.activeElement).to.equal(button());
  });

  it('leaves other keys to the page', async () => {
    await open();
    expect(press('m')).to.equal(true);
    expect(press('constructor')).to.equal(true);
    expect(focused()).to.equal('720p');
  });
});
