import { StreamKeys } from '@t333/core/creator';
import { T333Error } from '@t333/core/errors';
import { FakeClock } from '@t333/core/testing';
import { expect } from 'chai';
import { FakeCreator } from '../../../core/src/creator/fixtures/fake-creator.ts';
import { axeFaults } from '../base/axe.harness.ts';
import { FakeClipboard } from '../base/clipboard.harness.ts';
import './define.ts';
import type { KeyRotateEvent } from './stream-key-card.events.ts';
import type { StreamKeyCard } from './stream-key-card.ts';

const KEY = 't333_live_6fa0b1c2';

let clock: FakeClock;
let creator: FakeCreator;
let keys: StreamKeys;
let card: StreamKeyCard;

async function pass(byMs = 0): Promise<void> {
  await clock.advance(byMs);
  await card.updateComplete;
}

async function open(properties: Partial<StreamKeyCard> = {}): Promise<void> {
  keys = new StreamKeys({ api: creator, clock });
  card = document.createElement('stream-key-card');
  Object.assign(card, { clock, keys, ...properties });
  document.body.append(card);
  await pass();
  await pass();
}

const textOf = ({ textContent }: Element): string => textContent.replace(/\s+/g, ' ').trim();
const root = (): ShadowRoot => card.shadowRoot!;
const text = (): string => textOf(root().querySelector('.panel')!);
const said = (): string => textOf(root().querySelector('[aria-live]')!);
const button = (label: string): HTMLButtonElement =>
  [...root().querySelectorAll('button')].find((one) => (one.getAttribute('aria-label') ?? textOf(one)) === label)!;
async function press(label: string): Promise<void> {
  button(label).focus();
  button(label).click();
  await pass();
  await pass();
}

/** All that there is of the card in the page: its tree, its attributes, and what is written into its fields. */
function whole(): string {
  const fields = [...root().querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value);
  const attributes = [...root().querySelectorAll('*'), card].flatMap(({ attributes: all }) =>
    [...all].map(({ value }) => value),
  );
  return [card.outerHTML, root().innerHTML, root().textContent, ...fields, ...attributes].join('\n');
}

describe('<stream-key-card>', () => {
  let clipboard: FakeClipboard;

  beforeEach(() => {
    clock = new FakeClock(Date.UTC(2026, 2, 1, 12));
    creator = new FakeCreator();
    creator.texts.set('primary', KEY);
    clipboard = new FakeClipboard();
  });

  afterEach(() => {
    card.remove();
    keys.destroy();
    clipboard.restore();
    document.body.removeAttribute('style');
    document.body.removeAttribute('dir');
  });

  it('says that there is nobody, that it loads, and what it could not load', async () => {
    await open({ keys: null });
    expect(text()).to.include('Nobody is signed in');
    creator.fault = new T333Error('unauthorized', 'No.');
    card.keys = new StreamKeys({ api: creator, clock });
    await pass();
    await pass();
    expect(text()).to.include('Sign in again');
    creator.fault = null;
    await press('Try again');
    expect(text()).to.include('Primary key').and.include('There is none yet.');
    card.keys.destroy();
  });

  it('the key is nowhere in the page until it is shown, nor when it is hidden again', async () => {
    await open();
    expect(whole()).to.not.include(KEY);
    await press('Copy: Primary key');
    expect(clipboard.copied).to.deep.equal([KEY]);
    expect(whole()).to.not.include(KEY);
    expect(said()).to.equal('Copied');
    await press('Show: Primary key');
    expect(textOf(root().querySelector('.text')!)).to.equal(KEY);
    expect(said()).to.equal('Primary key: shown for 30 seconds.');
    await press('Hide: Primary key');
    expect(whole()).to.not.include(KEY);
  });

  it('hides it after 30 s', async () => {
    await open();
    await press('Show: Primary key');
    await pass(29_999);
    expect(whole()).to.include(KEY);
    await pass(1);
    expect(whole()).to.not.include(KEY);
  });

  it('hides it when the window loses the focus, or the card does; not while somebody stays in it', async () => {
    await open();
    const other = document.createElement('button');
    document.body.append(other);
    await press('Show: Primary key');
    button('Copy: Primary key').focus();
    root().querySelector<HTMLElement>('.text')!.focus();
    root().querySelector<HTMLElement>('.panel')!.focus();
    await pass();
    expect(whole()).to.include(KEY);
    other.focus();
    // Firefox tells nothing of the focus in a window that is not in front.
    if (!document.hasFocus()) card.dispatchEvent(new FocusEvent('focusout'));
    await pass();
    expect(whole()).to.not.include(KEY);
    await press('Show: Primary key');
    window.dispatchEvent(new Event('blur'));
    await pass();
    expect(whole()).to.not.include(KEY);
    other.remove();
  });

  it('hides it when it leaves the page', async () => {
    await open();
    await press('Show: Primary key');
    card.remove();
    await pass();
    expect([keys.text('primary'), whole().includes(KEY)]).to.deep.equal([null, false]);
  });

  it('asks before it replaces a key, with the focus on what does nothing, and brings it back', async () => {
    await open();
    await press('Replace: Primary key');
    const dialog = root().querySelector('dialog')!;
    expect(dialog.matches(':modal')).to.equal(true);
    expect(textOf(root().activeElement!)).to.equal('Cancel');
    dialog.close();
    await new Promise((resolve) => dialog.addEventListener('close', resolve, { once: true }));
    await pass();
    expect(root().querySelector('dialog')).to.equal(null);
    expect(root().activeElement).to.equal(button('Replace: Primary key'));
    expect(creator.calls).to.deep.equal(['keys']);
  });

  it('replaces it: the event has no key, the old one is good for ten minutes', async () => {
    await open();
    const events: KeyRotateEvent[] = [];
    card.addEventListener('keyrotate', (event) => events.push(event));
    await press('Replace: Primary key');
    await press('Replace it');
    expect(creator.calls.at(-1)).to.equal('rotate primary 600000');
    expect(JSON.stringify(events[0], ['which', 'detail', 'type'])).to.include('"which":"primary"');
    expect(Object.values(events[0]!).join()).to.not.include('t333_live');
    expect(text()).to.include('This is a new key').and.include('The one before it is good until');
    expect(said()).to.equal('Primary key: there is a new key.');
    expect(whole()).to.not.include('t333_live');
    await press('Copy: Primary key');
    expect(clipboard.copied).to.deep.equal(['t333_live_secret-primary-1']);
  });

  it('cuts the old one off where somebody else has seen it', async () => {
    await open();
    await press('Replace: Primary key');
    root().querySelectorAll<HTMLInputElement>('input[type=radio]')[1]!.click();
    await press('Replace it');
    expect(creator.calls.at(-1)).to.equal('rotate primary 0');
    expect(text()).to.not.include('The one before it');
  });

  it('makes the first key without a question', async () => {
    await open();
    await press('Make a key: Backup key');
    expect(creator.calls.at(-1)).to.equal('rotate backup 600000');
    expect(button('Show: Backup key')).to.not.equal(undefined);
  });

  it('says that a server with hashes alone cannot show it', async () => {
    creator.texts.clear();
    await open();
    await press('Show: Primary key');
    expect(text()).to.include('The server does not know the key itself');
    expect(said()).to.include('The server does not know the key itself');
    expect(root().activeElement).to.equal(button('Show: Primary key'));
    await press('Copy: Primary key');
    expect(clipboard.copied).to.deep.equal([]);
  });

  it('says what has failed, and is as it was', async () => {
    await open();
    creator.fault = new T333Error('offline', 'No.', { retryable: true });
    await press('Show: Primary key');
    expect(text()).to.include('There is no network.');
    expect(said()).to.equal('There is no network.');
    creator.fault = null;
    await press('Show: Primary key');
    expect(text()).to.not.include('There is no network.');
  });

  it('says that it could not be copied', async () => {
    await open({ server: 'rtmp://example.com/live' });
    clipboard.write = () => Promise.reject(new Error('No.'));
    await press('Copy: Primary key');
    expect(text()).to.include('It could not be copied');
    clipboard.write = async (copied) => void clipboard.copied.push(copied);
    await press('Copy the address of the server');
    expect(clipboard.copied).to.deep.equal(['rtmp://example.com/live']);
    expect(text()).to.not.include('It could not be copied');
  });

  it('what is shown is not of other keys', async () => {
    await open();
    await press('Show: Primary key');
    const before = keys;
    card.keys = null;
    await pass();
    expect([before.text('primary'), whole().includes(KEY)]).to.deep.equal([null, false]);
  });

  for (const scheme of ['light', 'dark']) {
    for (const width of ['1240px', '344px']) {
      it(`has nothing for axe to complain about, ${scheme}, ${width}; buttons are large`, async () => {
        Object.assign(document.body.style, { colorScheme: scheme, background: 'light-dark(#fff, #111)' });
        await open({ server: 'rtmp://example.com/live' });
        card.style.inlineSize = width;
        await press('Show: Primary key');
        expect(await axeFaults(card)).to.deep.equal([]);
        expect(card.scrollWidth).to.be.at.most(card.clientWidth);
        for (const one of root().querySelectorAll('button')) expect(one.offsetHeight).to.be.at.least(44);
        await press('Replace: Primary key');
        await Promise.all(
          root()
            .querySelector('dialog')!
            .getAnimations()
            .map(({ finished }) => finished),
        );
        expect(await axeFaults(card)).to.deep.equal([]);
      });
    }
  }
});
