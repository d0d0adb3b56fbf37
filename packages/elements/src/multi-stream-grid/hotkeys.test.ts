import { expect } from 'chai';
import { commandForKey, keyIsTaken } from './hotkeys.ts';

const press = (key: string, more: KeyboardEventInit = {}): KeyboardEvent =>
  new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more });

describe('commandForKey', () => {
  const cases: [string, KeyboardEvent, unknown][] = [
    ['1', press('1', { code: 'Digit1' }), { kind: 'go-to', index: 0 }],
    ['9 on the number pad', press('9', { code: 'Numpad9' }), { kind: 'go-to', index: 8 }],
    ['the first digit key of a French keyboard', press('&', { code: 'Digit1' }), { kind: 'go-to', index: 0 }],
    ['0', press('0', { code: 'Digit0' }), null],
    ['an arrow', press('ArrowLeft'), { kind: 'step', direction: 'left' }],
    ['Shift and an arrow', press('ArrowUp', { shiftKey: true }), { kind: 'move', direction: 'up' }],
    [
      'Shift, Alt and an arrow',
      press('ArrowDown', { shiftKey: true, altKey: true }),
      { kind: 'resize', direction: 'down' },
    ],
    ['Alt and an arrow, which is the browser’s way back', press('ArrowLeft', { altKey: true }), null],
    ['Space', press(' '), { kind: 'play' }],
    ['M with Caps Lock', press('M'), { kind: 'mute' }],
    ['f', press('f'), { kind: 'fullscreen' }],
    ['Shift F', press('F', { shiftKey: true }), { kind: 'fullscreen-wall' }],
    ['Ctrl F, which searches', press('f', { ctrlKey: true }), null],
    ['⌘ 1, which changes the tab', press('1', { code: 'Digit1', metaKey: true }), null],
    ['Delete', press('Delete'), { kind: 'remove' }],
    ['a key without a meaning', press('q'), null],
    ['a name that every object has', press('constructor'), null],
  ];
  for (const [name, event, command] of cases) {
    it(`understands ${name}`, () => expect(commandForKey(event)).to.deep.equal(command));
  }
});

describe('keyIsTaken', () => {
  const pressOn = (element: HTMLElement, key: string): boolean => {
    document.body.append(element);
    let taken: boolean | undefined;
    element.addEventListener('keydown', (event) => (taken = keyIsTaken(event)), { once: true });
    element.dispatchEvent(press(key));
    element.remove();
    return taken as boolean;
  };
  const make = (tag: string, attributes: Record<string, string> = {}): HTMLElement => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };

  for (const element of ['input', 'textarea', 'select']) {
    it(`leaves all keys to <${element}>`, () => {
      for (const key of ['1', 'm', ' ', 'ArrowLeft']) expect(pressOn(make(element), key)).to.equal(true);
    });
  }
  it('leaves all keys to editable text and sliders', () => {
    expect(pressOn(make('div', { contenteditable: '' }), 'f')).to.equal(true);
    expect(pressOn(make('div', { role: 'slider' }), 'ArrowUp')).to.equal(true);
  });
  it('leaves Space and Enter, but nothing else, to a button', () => {
    expect(pressOn(make('button'), ' ')).to.equal(true);
    expect(pressOn(make('button'), 'Enter')).to.equal(true);
    expect(pressOn(make('button'), 'm')).to.equal(false);
  });
  it('takes no key that was used, or that composes a character', () => {
    const used = press('m');
    used.preventDefault();
    expect(keyIsTaken(used)).to.equal(true);
    expect(keyIsTaken(press('m', { isComposing: true }))).to.equal(true);
  });
});
