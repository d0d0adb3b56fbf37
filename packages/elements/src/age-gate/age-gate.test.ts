import { FakeClock } from '@t333/core/testing';
import { expect } from 'chai';
import { axeFaults } from '../base/axe.harness.ts';
import { registerLocale } from '../i18n/localize.ts';
import './define.ts';
import type { AgeGate } from './age-gate.ts';
import type { ConsentChangeEvent } from './age-gate.events.ts';

let gate: AgeGate;
let clock: FakeClock;
let told: boolean[];
let scopes = 0;

const DAY_MS = 86_400_000;

async function open(properties: Partial<AgeGate> = {}, parent: Element = document.body): Promise<AgeGate> {
  gate = document.createElement('age-gate');
  gate.clock = clock;
  gate.scope = `test-${++scopes}`;
  gate.innerHTML = '<template><b id="gated">gated</b></template>';
  told = [];
  gate.addEventListener('consentchange', ({ granted }: ConsentChangeEvent) => told.push(granted));
  Object.assign(gate, properties);
  parent.append(gate);
  await settle();
  return gate;
}

/** The state is told in one microtask, and drawn in the next. */
async function settle(of = gate): Promise<void> {
  await clock.advance(0);
  await of.updateComplete;
}

const inside = <Found extends HTMLElement>(selector: string, of = gate): Found | null =>
  of.shadowRoot!.querySelector<Found>(selector);
const dialog = (of = gate): HTMLDialogElement => inside<HTMLDialogElement>('dialog', of)!;
const isOpen = (of = gate): boolean => dialog(of).matches(':modal');
const text = (selector: string): string => inside(selector)!.textContent.replace(/\s+/g, ' ').trim();
const isShown = (of = gate): boolean => of.querySelector('#gated') !== null;

async function click(name: string): Promise<void> {
  inside(`[part=${name}-button]`)!.click();
  await settle();
}

async function press(): Promise<void> {
  // What Esc does to a dialog: a key that a script makes does not close one.
  if (dialog().dispatchEvent(new Event('cancel', { cancelable: true }))) dialog().close();
  await settle();
}

describe('<age-gate>', () => {
  beforeEach(() => {
    clock = new FakeClock();
  });

  afterEach(async () => {
    gate.remove();
    await settle();
    // Of this file alone: other tabs hear of it.
    for (const key of Object.keys(localStorage))
      if (key.startsWith('t333:age-gate:test-')) localStorage.removeItem(key);
    document.body.removeAttribute('style');
    document.documentElement.dir = '';
  });

  it('asks, and shows what it holds after a yes', async () => {
    await open({ minAge: 21 });
    expect([isOpen(), isShown(), gate.granted, gate.state.phase]).to.deep.equal([true, false, false, 'asking']);
    expect(text('h2')).to.equal('Are you 21 or older?');
    expect(inside('slot:not([name])') === null).to.equal(true);
    await click('accept');
    expect([isOpen(), isShown(), gate.granted]).to.deep.equal([false, true, true]);
    expect(gate.querySelector<HTMLElement>('#gated')!.assignedSlot?.name).to.equal('');
    expect(told).to.deep.equal([true]);
  });

  it('remembers it for the next page', async () => {
    await open();
    await click('accept');
    const { scope } = gate;
    gate.remove();
    await settle();
    await open({ scope });
    expect([isOpen(), isShown(), told]).to.deep.equal([false, true, [true]]);
  });

  it('declines by button, and can be asked again', async () => {
    await open();
    await click('decline');
    expect([isOpen(), isShown(), gate.state.phase, text('[part=ask-button]')]).to.deep.equal([
      false,
      false,
      'declined',
      'Answer again',
    ]);
    await click('ask');
    expect([isOpen(), gate.state.phase]).to.deep.equal([true, 'asking']);
    await click('accept');
    expect(isShown()).to.equal(true);
  });

  it('declines by Esc, and where a browser closes it by itself', async () => {
    await open();
    await press();
    expect([isOpen(), gate.state.phase]).to.deep.equal([false, 'declined']);
    gate.ask();
    await settle();
    expect(isOpen()).to.equal(true);
    dialog().close();
    await new Promise((resolve) => dialog().addEventListener('close', resolve, { once: true }));
    await settle();
    expect([isOpen(), gate.state.phase]).to.deep.equal([false, 'declined']);
  });

  it('begins at the question, not at an answer', async () => {
    await open();
    expect(gate.shadowRoot!.activeElement?.localName).to.equal('h2');
    expect(dialog().getAttribute('aria-labelledby')).to.equal('question');
  });

  it('is over in time, and at once when it is taken back', async () => {
    await open({ ttlDays: 2 });
    await click('accept');
    await clock.advance(2 * DAY_MS - 1);
    expect(isShown()).to.equal(true);
    await clock.advance(1);
    await settle();
    expect([isShown(), isOpen(), told]).to.deep.equal([false, true, [true, false]]);
    expect(text('#text')).to.include('Your last answer is no longer valid.');
    await click('accept');
    gate.withdraw();
    await settle();
    expect([isShown(), isOpen(), told]).to.deep.equal([false, true, [true, false, true, false]]);
  });

  it('hears of the other tabs', async () => {
    await open();
    const key = `t333:age-gate:${gate.scope}`;
    const ts = clock.wallTime();
    localStorage.setItem(key, JSON.stringify({ v: 1, minAge: 18, ts, exp: ts + DAY_MS, scope: gate.scope }));
    dispatchEvent(new StorageEvent('storage', { key }));
    await settle();
    expect([isShown(), isOpen()]).to.deep.equal([true, false]);
    localStorage.removeItem(key);
    dispatchEvent(new StorageEvent('storage', { key }));
    await settle();
    expect([isShown(), isOpen()]).to.deep.equal([false, true]);
  });

  it('asks anew when something else is asked', async () => {
    await open();
    await click('accept');
    gate.minAge = 21;
    await settle();
    expect([isShown(), isOpen(), text('h2')]).to.deep.equal([false, true, 'Are you 21 or older?']);
    gate.minAge = NaN;
    gate.ttlDays = -1;
    await settle();
    expect([isShown(), text('h2')], 'what makes no sense is the default').to.deep.equal([true, 'Are you 18 or older?']);
    gate.scope = 'test-' + 'x'.repeat(150);
    gate.setAttribute('min-age', '12');
    await settle();
    expect([isShown(), isOpen()]).to.deep.equal([false, true]);
  });

  it('asks once for all gates of a scope, one dialog at a time', async () => {
    const first = await open();
    const second = await open({ scope: first.scope });
    const third = await open();
    const all = [first, second, third];
    expect(all.map((one) => isOpen(one))).to.deep.equal([true, false, false]);
    inside('[part=accept-button]', first)!.click();
    for (const one of all) await settle(one);
    expect(all.map((one) => isShown(one))).to.deep.equal([true, true, false]);
    expect(text('[part=ask-button]')).to.equal('Answer');
    await click('ask');
    expect(isOpen(third)).to.equal(true);
    first.remove();
    second.remove();
  });

  it('does not ask where it is not seen, which would lock the page', async () => {
    const tab = document.createElement('div');
    tab.hidden = true;
    document.body.append(tab);
    await open({}, tab);
    expect(isOpen()).to.equal(false);
    const opened = async (wanted: boolean): Promise<void> => {
      while (isOpen() !== wanted) await new Promise(requestAnimationFrame);
    };
    tab.hidden = false;
    await opened(true);
    tab.hidden = true;
    await opened(false);
    await settle();
    expect(gate.state.phase).to.equal('asking');
    tab.remove();
  });

  it('asks on when it is moved, and no more when it is gone', async () => {
    await open();
    const box = document.createElement('div');
    document.body.append(box);
    box.append(gate);
    await settle();
    expect([isOpen(), gate.state.phase]).to.deep.equal([true, 'asking']);
    await click('accept');
    box.remove();
    await settle();
    expect([isShown(), told, clock.pending]).to.deep.equal([false, [true, false], 0]);
    document.body.append(gate);
    await settle();
    expect([isShown(), isOpen()]).to.deep.equal([true, false]);
  });

  describe('with verify', () => {
    it('waits, and tells so', async () => {
      let resolve!: (yes: boolean) => void;
      await open({ verify: () => new Promise((answer) => (resolve = answer)) });
      await click('accept');
      expect([gate.state.phase, isOpen(), isShown()]).to.deep.equal(['verifying', true, false]);
      expect([text('.status'), text('[aria-live]')]).to.deep.equal([
        'Your age is being checked …',
        'Your age is being checked …',
      ]);
      expect(inside('[part=accept-button]')!.getAttribute('aria-disabled')).to.equal('true');
      expect(await axeFaults(gate)).to.deep.equal([]);
      resolve(true);
      await settle();
      expect([isShown(), isOpen()]).to.deep.equal([true, false]);
    });

    it('is given up by Esc', async () => {
      let signal: AbortSignal | undefined;
      await open({ verify: (request) => ((signal = request.signal), new Promise<boolean>(() => {})) });
      await click('accept');
      await press();
      expect([signal!.aborted, gate.state.phase]).to.deep.equal([true, 'declined']);
    });

    it('says that it has failed, and tries again', async () => {
      const answers = [() => Promise.reject(new Error('offline')), () => false, () => true];
      await open({ verify: () => answers.shift()!() });
      for (let failures = 1; failures <= 2; failures++) {
        await click('accept');
        expect([gate.state.phase, isOpen(), isShown()]).to.deep.equal(['failed', true, false]);
        expect([text('.status'), text('[part=accept-button]')]).to.deep.equal([
          'Your age could not be confirmed.',
          'Try again',
        ]);
      }
      expect(await axeFaults(gate)).to.deep.equal([]);
      await click('accept');
      expect(isShown()).to.equal(true);
    });
  });

  it('has words of the page, and other languages', async () => {
    registerLocale('x-test', { 'agegate.question': 'Schon {age}?' });
    await open({ lang: 'x-test' });
    expect(text('h2')).to.equal('Schon 18?');
    const message = document.createElement('p');
    message.slot = 'message';
    gate.append(message);
    await settle();
    expect(inside<HTMLSlotElement>('slot[name=message]')!.assignedElements()).to.deep.equal([message]);
  });

  it('has targets that a thumb hits, on a phone and from right to left too', async () => {
    document.documentElement.dir = 'rtl';
    await open();
    dialog().style.inlineSize = '288px';
    for (const button of gate.shadowRoot!.querySelectorAll('button')) {
      expect(button.getBoundingClientRect().height).to.be.at.least(44);
    }
    expect(dialog().scrollWidth).to.equal(dialog().clientWidth);
  });

  for (const scheme of ['light', 'dark']) {
    it(`has nothing for axe to complain about, ${scheme}`, async () => {
      Object.assign(document.body.style, { colorScheme: scheme, background: 'light-dark(#fff, #111)' });
      await open();
      for (const animation of dialog().getAnimations()) animation.finish();
      expect(await axeFaults(gate)).to.deep.equal([]);
      await click('decline');
      expect(await axeFaults(gate)).to.deep.equal([]);
    });
  }
});
