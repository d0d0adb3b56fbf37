import { expect } from 'chai';
import { axeFaults } from '../base/axe.harness.ts';
import { registerLocale } from '../i18n/localize.ts';
import { formatAmount } from '../base/format-amount.ts';
import { TipStage } from './tip-stage.harness.ts';

let stage: TipStage;

const point = (type: string, pointerType = 'mouse'): void =>
  void stage.find('tip')!.dispatchEvent(new PointerEvent(type, { pointerType }));
const amountText = (amountMinor: number, currency = 'EUR'): string => formatAmount(amountMinor, currency, 'en');
const isPaused = (): boolean => stage.queue.state.getSnapshot().paused;

describe('<live-tip-ticker>', () => {
  beforeEach(() => {
    stage = new TipStage();
  });

  afterEach(() => {
    stage.destroy();
    document.body.removeAttribute('style');
    document.documentElement.removeAttribute('dir');
  });

  it('takes no room while there is nothing to show', async () => {
    await stage.open();
    expect(stage.element.getBoundingClientRect().height).to.equal(0);
    stage.element.queue = null;
    await stage.pass();
    expect(stage.element.getBoundingClientRect().height).to.equal(0);
    stage.element.position = 'top';
    await stage.pass();
    expect(stage.element.getBoundingClientRect().height).to.equal(0);
  });

  it('shows one tip after the other, and tells so', async () => {
    await stage.open();
    await stage.give({}, { name: null, amountMinor: 1000, currency: 'JPY', text: '' });
    expect([stage.text('name'), stage.text('amount'), stage.text('text')]).to.deep.equal([
      'Ann',
      amountText(500),
      'Nice',
    ]);
    expect(stage.told).to.deep.equal(['tipshow 500']);
    await stage.pass(8000);
    expect([stage.find('tip')!.classList.contains('leaving'), stage.told.at(-1)]).to.deep.equal([true, 'tipend 500']);
    await stage.pass(300);
    expect(stage.find('tip')).to.equal(null);
    await stage.pass(200);
    expect([stage.text('name'), stage.text('amount'), stage.find('text')]).to.deep.equal([
      'Someone',
      amountText(1000, 'JPY'),
      null,
    ]);
    await stage.pass(10_000);
    expect(stage.told).to.deep.equal(['tipshow 500', 'tipend 500', 'tipshow 1000', 'tipend 1000']);
    expect([stage.element.getBoundingClientRect().height, stage.clock.pending]).to.deep.equal([0, 0]);
  });

  it('shows the tip of another queue', async () => {
    await stage.open();
    await stage.give({});
    const other = new TipStage();
    other.queue.add({ id: 'other', name: 'Bo', amountMinor: 7, currency: 'EUR', text: '' });
    stage.element.queue = other.queue;
    await stage.pass();
    expect([stage.text('name'), stage.told]).to.deep.equal(['Bo', ['tipshow 500', 'tipend 500', 'tipshow 7']]);
    other.destroy();
    await stage.pass(1000);
    expect([stage.find('tip'), stage.told.at(-1)]).to.deep.equal([null, 'tipend 7']);
  });

  it('stays while a pointer rests on it, and goes on when that leaves', async () => {
    await stage.open();
    await stage.give({}, {});
    await stage.pass(5000);
    point('pointerenter');
    await stage.pass(60_000);
    expect([stage.told.length, isPaused()]).to.deep.equal([1, true]);
    point('pointerleave');
    await stage.pass(3000);
    expect([stage.told.at(-1), isPaused()]).to.deep.equal(['tipend 500', false]);
  });

  it('stays while the keyboard is on it', async () => {
    await stage.open();
    await stage.give({});
    stage.find('tip')!.focus();
    await stage.pass(60_000);
    expect([stage.told.length, isPaused()]).to.deep.equal([1, true]);
    point('pointerenter');
    point('pointerleave');
    stage.find('tip')!.blur();
    expect(isPaused()).to.equal(false);
  });

  it('stays where a finger has touched it, until that touches something else; a finger does not hover', async () => {
    await stage.open();
    await stage.give({});
    point('pointerenter', 'touch');
    expect(isPaused()).to.equal(false);
    point('pointerdown', 'touch');
    stage.find('tip')!.focus();
    expect(isPaused()).to.equal(true);
    stage.find('tip')!.blur();
    expect(isPaused()).to.equal(false);
  });

  it('lets go of its queue when a tip is skipped, the queue is another, or it is gone', async () => {
    await stage.open();
    await stage.give({}, {}, {});
    point('pointerenter');
    stage.queue.skip();
    await stage.pass();
    expect(isPaused()).to.equal(false);
    // It is on its way out.
    point('pointerenter');
    expect(isPaused()).to.equal(false);
    await stage.pass(500);
    point('pointerenter');
    stage.element.queue = null;
    await stage.pass();
    expect(isPaused()).to.equal(false);
    stage.element.queue = stage.queue;
    await stage.pass();
    point('pointerenter');
    expect(isPaused()).to.equal(true);
    stage.element.remove();
    await stage.pass();
    expect(isPaused()).to.equal(false);
    stage.queue.destroy();
    expect(stage.clock.pending).to.equal(0);
  });

  it('has no buttons unless it is asked', async () => {
    await stage.open();
    await stage.give({});
    expect(stage.root.querySelectorAll('button')).to.have.length(0);
  });

  it('holds, goes on, skips and replays by its buttons', async () => {
    await stage.open({ controls: true });
    const button = (name: string): HTMLElement => stage.find(`${name}-button`)!;
    const isOff = (name: string): boolean => button(name).ariaDisabled === 'true';
    expect(['hold', 'skip', 'replay'].map(isOff)).to.deep.equal([false, true, true]);
    await stage.press('skip');
    await stage.press('replay');
    await stage.give({ amountMinor: 1 }, { amountMinor: 2 }, { amountMinor: 3 });
    expect(stage.text('controls')).to.equal('2 waiting');
    expect(button('hold').ariaLabel).to.equal('Hold back tips');
    await stage.press('hold');
    expect(button('hold').ariaLabel).to.equal('Go on with tips');
    expect(stage.text('controls')).to.equal('Held back · 2 waiting');
    await stage.press('skip');
    await stage.pass(60_000);
    expect([stage.told, isOff('replay')]).to.deep.equal([['tipshow 1', 'tipend 1'], false]);
    await stage.press('replay');
    await stage.press('skip');
    await stage.pass(1000);
    await stage.press('hold');
    expect(stage.told).to.deep.equal(['tipshow 1', 'tipend 1', 'tipshow 1', 'tipend 1', 'tipshow 3']);
  });

  it('can be worked without a mouse', async () => {
    await stage.open({ controls: true });
    await stage.give({});
    const stops = [...stage.root.querySelectorAll<HTMLElement>('button, [tabindex]')];
    expect(stops.map((node) => [node.getAttribute('part'), node.tabIndex])).to.deep.equal([
      ['tip', 0],
      ['hold-button', 0],
      ['skip-button', 0],
      ['replay-button', 0],
    ]);
    stage.find('skip-button')!.focus();
    await stage.press('skip');
    await stage.pass(1000);
    expect(stage.root.activeElement).to.equal(stage.find('skip-button'));
  });

  it('filters names and texts, and shows nothing of them where that fails', async () => {
    await stage.open({ filter: (text) => text.replaceAll('darn', '•••') });
    await stage.give({ name: 'darn it', text: 'darn!' });
    expect([stage.text('name'), stage.text('text'), stage.spoken]).to.deep.equal([
      '••• it',
      '•••!',
      `••• it tipped ${amountText(500)}: •••!`,
    ]);
    const { error } = console;
    console.error = () => {};
    stage.element.filter = () => {
      throw new Error('It fails.');
    };
    await stage.pass();
    console.error = error;
    expect([stage.text('name'), stage.find('text')]).to.deep.equal(['Someone', null]);
  });

  it('cuts texts at 200 code points and names at 50', async () => {
    await stage.open();
    await stage.give({ name: '🦊'.repeat(60), text: '🦊'.repeat(201) });
    expect([stage.text('name'), stage.text('text')]).to.deep.equal([`${'🦊'.repeat(50)}…`, `${'🦊'.repeat(200)}…`]);
  });

  it('tells screen readers, politely and not too often', async () => {
    await stage.open();
    const amount = amountText(500);
    await stage.give({ displayMs: 3000 }, { name: null, text: '', displayMs: 3000 });
    expect(stage.spoken).to.equal(`Ann tipped ${amount}: Nice`);
    await stage.pass(3500);
    expect(stage.text('name')).to.equal('Someone');
    expect(stage.spoken).to.equal(`Ann tipped ${amount}: Nice`);
    await stage.pass(1500);
    expect(stage.spoken).to.equal(`Someone tipped ${amount}`);
  });

  it('lies upon what it is in, and lets clicks beside a tip through', async () => {
    const box = document.createElement('div');
    Object.assign(box.style, { position: 'relative', inlineSize: '600px', blockSize: '300px' });
    document.body.append(box);
    await stage.open({ position: 'top' }, box);
    await stage.give({});
    const place = (): number[] => {
      const { top, bottom } = stage.find('tip')!.getBoundingClientRect();
      const outer = box.getBoundingClientRect();
      return [Math.round(top - outer.top), Math.round(outer.bottom - bottom)];
    };
    expect(place()[0]).to.equal(8);
    expect(getComputedStyle(stage.element).pointerEvents).to.equal('none');
    expect(getComputedStyle(stage.find('tip')!).pointerEvents).to.equal('auto');
    stage.element.position = 'bottom';
    await stage.pass();
    expect(place()[1]).to.equal(8);
    expect(stage.element.getAttribute('position')).to.equal('bottom');
    box.remove();
  });

  it('slides in from the end of a line, in either direction, without widening the page', async () => {
    await stage.open();
    await stage.give({});
    const from = (): string => getComputedStyle(stage.element).getPropertyValue('--_from').trim();
    expect([from(), getComputedStyle(stage.find('tip')!).animationName]).to.deep.equal(['110%', 'slide']);
    const { scrollWidth, clientWidth } = document.documentElement;
    expect(scrollWidth).to.equal(clientWidth);
    document.documentElement.dir = 'rtl';
    expect(from()).to.equal('-110%');
  });

  it('fades where less motion is wanted', async () => {
    await stage.open();
    const sheets = stage.root.adoptedStyleSheets.flatMap(({ cssRules }) => [...cssRules]);
    const reduced = sheets.find((rule) => rule instanceof CSSMediaRule && /reduced-motion/.test(rule.conditionText));
    expect(reduced?.cssText).to.match(/animation-name: fade/);
  });

  it('shows a picture of the page before each tip', async () => {
    stage.element.innerHTML = '<b slot="icon">♥</b>';
    await stage.open();
    await stage.give({});
    expect(stage.element.querySelector('b')!.getBoundingClientRect().width).to.be.above(0);
  });

  it('goes on where it was when it is moved', async () => {
    await stage.open();
    await stage.give({});
    const section = document.createElement('section');
    document.body.append(section);
    section.append(stage.element);
    await stage.pass();
    expect([stage.text('name'), stage.told]).to.deep.equal(['Ann', ['tipshow 500']]);
    section.remove();
    await stage.pass();
    document.body.append(stage.element);
    await stage.pass();
    expect(stage.text('name')).to.equal('Ann');
  });

  it('speaks other languages', async () => {
    registerLocale('x-test', { 'tips.someone': 'Jemand' });
    stage.element.lang = 'x-test';
    await stage.open();
    await stage.give({ name: null });
    expect(stage.text('name')).to.equal('Jemand');
    expect(stage.text('amount'), 'a language that nobody knows').to.not.equal('');
  });

  it('writes amounts in the language of its texts', async () => {
    registerLocale('de', { 'tips.given': '{name} gibt {amount}' });
    stage.element.lang = 'de';
    await stage.open();
    await stage.give({ amountMinor: 123_450, text: '' });
    expect(stage.text('amount')).to.equal('1.234,50 €');
    expect(stage.spoken).to.equal('Ann gibt 1.234,50 €');
  });

  it('is called what it says, for who comes to it by the keyboard', async () => {
    await stage.open();
    await stage.give({ name: 'Bo', text: 'Hello' }, { name: 'Cy', text: '' });
    const name = (): string => {
      const ids = stage.find('tip')!.getAttribute('aria-labelledby')!.trim().split(' ');
      const words = ids.map((id) => stage.root.getElementById(id)!).map((node) => node.ariaLabel ?? node.textContent);
      return words.join(' ').replace(/\s+/g, ' ').trim();
    };
    expect(name()).to.equal(`Tip Bo ${amountText(500)} Hello`);
    await stage.pass(8500);
    expect(name()).to.equal(`Tip Cy ${amountText(500)}`);
  });

  for (const scheme of ['light', 'dark']) {
    for (const position of [null, 'top'] as const) {
      it(`has nothing for axe to complain about, ${scheme}, ${position ? 'upon something' : 'alone'}`, async () => {
        Object.assign(document.body.style, { colorScheme: scheme, background: 'light-dark(#fff, #111)' });
        await stage.open({ controls: true, position });
        expect(await axeFaults(stage.element)).to.deep.equal([]);
        await stage.give({ text: 'word '.repeat(60) }, {});
        for (const animation of stage.root.getAnimations()) animation.finish();
        expect(await axeFaults(stage.element)).to.deep.equal([]);
      });
    }
  }
});
