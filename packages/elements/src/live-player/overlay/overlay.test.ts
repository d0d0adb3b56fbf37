import { T333Error } from '@t333/core';
import { SourceRegistry, type PlayerErrorEvent, type PlayerState } from '@t333/core/player';
import { FakePlayer } from '@t333/core/testing';
import { expect } from 'chai';
import { axeFaults } from '../../base/axe.harness.ts';
import { registerLocale } from '../../i18n/localize.ts';
import { makeHarness, type Harness, type HarnessOptions } from '../live-player.harness.ts';

let harness: Harness;
const make = async (options?: HarnessOptions): Promise<Harness> => (harness = await makeHarness(options));

afterEach(() => harness.element.remove());

describe('what <live-player> shows', () => {
  const message = async (): Promise<string> => (await harness.appears('[part=message]')).textContent;

  it('says that it has no stream', async () => {
    await make();
    expect(await message()).to.equal('No stream');
  });

  it('leaves that to its poster where it has one', async () => {
    await make({ properties: { poster: '/no.png' } });
    await harness.pass();
    expect(harness.find('[part=message]')?.textContent ?? '').to.equal('');
  });

  it('turns a spinner while it loads and while it waits, and at no other time', async () => {
    await make({ properties: { src: 'a:1', autoplay: true }, media: { latencyMs: 100 } });
    expect(harness.find('.spinner')).to.not.equal(null);
    await harness.pass(200);
    expect(harness.find('.spinner')).to.equal(null);
    harness.player.fake.stall();
    await harness.pass();
    expect(harness.find('.spinner')).to.not.equal(null);
    harness.player.fake.resume();
    await harness.pass();
    expect(harness.find('.spinner')).to.equal(null);
    harness.player.setLifecycle('unloaded');
    await harness.pass();
    expect(harness.find('.spinner')).to.equal(null);
  });

  it('waits with a large button for a viewer who has controls', async () => {
    await make({ properties: { src: 'a:1', controls: true } });
    (await harness.appears('[part=start-button]')).click();
    await harness.pass();
    expect(harness.element.paused).to.equal(false);
    expect(harness.find('[part=start-button]')).to.equal(null);
    harness.element.pause();
    await harness.pass();
    expect(harness.find('[part=start-button]')).to.equal(null);
  });

  it('offers the sound back that automatic playback had to do without', async () => {
    await make({ properties: { src: 'a:1', autoplay: true }, prepare: ({ fake }) => (fake.autoplay = 'muted') });
    await harness.pass(100);
    const unmute = await harness.appears('[part=unmute-button]');
    expect(getComputedStyle(unmute).display).to.equal('flex');
    harness.element.style.setProperty('--_unmute', 'none');
    expect(getComputedStyle(unmute).display, 'where something around it has a button for that').to.equal('none');
    harness.element.style.removeProperty('--_unmute');
    expect(harness.element.muted).to.equal(true);
    // A click is the gesture that the browser wants.
    harness.player.fake.autoplay = 'allowed';
    unmute.click();
    await harness.pass();
    expect(harness.element.muted).to.equal(false);
    harness.element.muted = true;
    await harness.pass();
    expect(harness.find('[part=unmute-button]')).to.equal(null);
  });

  it('offers the sound where it was left out on purpose', async () => {
    await make({ properties: { src: 'a:1', autoplay: true }, attributes: { muted: '' } });
    await harness.pass();
    await harness.appears('[part=unmute-button]');
  });

  it('does not offer sound to who mutes by the property', async () => {
    await make({ properties: { src: 'a:1', autoplay: true, muted: true } });
    await harness.pass();
    await harness.appears('[part=status]');
    expect(harness.element.paused).to.equal(false);
    expect(harness.find('[part=unmute-button]')).to.equal(null);
  });

  it('shows a button where the browser lets nothing play by itself', async () => {
    await make({ properties: { src: 'a:1', autoplay: true }, prepare: ({ fake }) => (fake.autoplay = 'blocked') });
    await harness.pass();
    const start = await harness.appears('[part=start-button]');
    harness.player.fake.autoplay = 'allowed';
    start.click();
    await harness.pass();
    expect(harness.element).to.include({ paused: false, muted: false });
    expect(harness.find('[part=start-button]')).to.equal(null);
  });

  it('says what is wrong, and tries again', async () => {
    let isThere = false;
    await make({
      properties: { src: 'a:1', autoplay: true },
      media: { find: () => (isThere ? { durationSeconds: 60 } : undefined) },
    });
    await harness.pass();
    expect(await message()).to.equal('This stream is not there');
    isThere = true;
    harness.find('[part=retry-button]')!.click();
    await harness.pass();
    await harness.pass();
    expect(harness.find('[part=retry-button]')).to.equal(null);
    expect(harness.element).to.include({ paused: false, error: null });
  });

  it('says so of a source that nothing can play, and tries again when that has changed', async () => {
    await make({ isDetached: true });
    const errors: string[] = [];
    harness.element.addEventListener('error', (event) =>
      errors.push((event as unknown as PlayerErrorEvent).error.code),
    );
    harness.element.src = 'c:1';
    document.body.append(harness.element);
    await harness.pass();
    expect(await message()).to.equal('This link does not lead to a stream');
    expect(errors).to.deep.equal(['unknown-source']);
    expect(harness.element.error?.cause.code).to.equal('unknown-source');
    expect(await harness.element.play().catch((error: T333Error) => error.code)).to.equal('unknown-source');
    const { clock } = harness;
    harness.element.sources = new SourceRegistry([
      { id: 'c', matches: () => true, create: async () => new FakePlayer({ clock }) },
    ]);
    harness.find('[part=retry-button]')!.click();
    await harness.pass();
    expect(harness.element.error).to.equal(null);
    expect(harness.element.player).to.not.equal(null);
  });

  it('says that it tries again, how often, and stops saying so', async () => {
    await make({ properties: { src: 'a:1', autoplay: true } });
    const recovery = { error: new T333Error('network', ''), attempt: 2, delayMs: 100 };
    harness.player.set({ recovery });
    await harness.pass();
    expect(await message()).to.equal('Connection lost. Trying again (2)');
    harness.player.set({ recovery: null });
    await harness.pass();
    expect(harness.find('[part=message]')).to.equal(null);
  });

  it('says that there is no network while it waits for want of one', async () => {
    await make({ properties: { src: 'a:1', autoplay: true } });
    await harness.appears('[part=status]');
    let isOnline = false;
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => isOnline });
    try {
      harness.player.fake.stall();
      await harness.pass();
      expect(await message()).to.equal('You are offline');
      isOnline = true;
      dispatchEvent(new Event('online'));
      await harness.pass();
      expect(harness.find('[part=message]')).to.equal(null);
    } finally {
      delete (navigator as { onLine?: boolean }).onLine;
    }
  });

  it('plays a recording again from its end', async () => {
    await make({ properties: { src: 'a:1', autoplay: true }, media: { find: () => ({ durationSeconds: 1 }) } });
    await harness.pass(3000);
    expect(harness.element.ended).to.equal(true);
    (await harness.appears('[part=start-button]')).click();
    await harness.pass(300);
    expect(harness.element).to.include({ ended: false, paused: false });
    expect(harness.element.currentTime).to.be.lessThan(1);
  });

  it('keeps the focus in the player when the button that had it goes away', async () => {
    await make({ properties: { src: 'a:1', controls: true } });
    const start = await harness.appears('[part=start-button]');
    start.focus();
    start.click();
    await harness.pass();
    expect(document.activeElement).to.equal(harness.element);
  });

  it('speaks the language of the page around it', async () => {
    registerLocale('de', { 'player.empty': 'Kein Stream' });
    await make({ attributes: { lang: 'de-AT' } });
    expect(await message()).to.equal('Kein Stream');
  });

  const states: [string, HarnessOptions, Partial<PlayerState>?][] = [
    ['empty', {}],
    ['loading', { properties: { src: 'a:1' }, media: { latencyMs: 1e6 } }],
    ['playing', { properties: { src: 'a:1', autoplay: true, controls: true, label: 'Camera 1' } }],
    ['unmute', { properties: { src: 'a:1', autoplay: true }, attributes: { muted: '' } }],
    ['start', { properties: { src: 'a:1', controls: true } }],
    ['ended', { properties: { src: 'a:1', controls: true } }, { phase: 'ended' }],
    ['error', { properties: { src: 'a:1', controls: true } }, { phase: 'error', error: new T333Error('cors', '') }],
    [
      'recovering',
      { properties: { src: 'a:1' } },
      { recovery: { error: new T333Error('offline', ''), attempt: 1, delayMs: 1 } },
    ],
  ];
  for (const scheme of ['light', 'dark']) {
    for (const [name, options, patch] of states) {
      it(`has nothing for axe to complain about: ${name}, ${scheme}`, async () => {
        document.documentElement.style.colorScheme = scheme;
        await make(options);
        if (patch) harness.player.set(patch);
        await harness.pass();
        if (name !== 'loading') await harness.appears('[part=status]');
        expect(await axeFaults(harness.element)).to.deep.equal([]);
        document.documentElement.style.colorScheme = '';
      });
    }
  }
});
