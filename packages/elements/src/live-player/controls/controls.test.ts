import type { PlayerEvent, PlayerState } from '@t333/core/player';
import { expect } from 'chai';
import { axeFaults } from '../../base/axe.harness.ts';
import { makeHarness, type Harness, type HarnessOptions } from '../live-player.harness.ts';

const RENDITIONS = [
  { id: 'low', label: '160p' },
  { id: 'high', label: '720p' },
];
const CAPTIONS = [
  { id: '0', label: 'English', language: 'en' },
  { id: '1', label: '', language: '' },
];
const SOUNDS = [
  { id: '0', label: 'English', language: 'en', kind: 'main', isDefault: true },
  { id: '1', label: '', language: 'de', kind: 'main-desc' },
];
const LIVE = { durationSeconds: Infinity };
const DVR = { durationSeconds: Infinity, windowSeconds: 600 };

let harness: Harness;

/** A player whose bar is there and awake. */
async function make(options: HarnessOptions = {}, patch: Partial<PlayerState> = {}): Promise<Harness> {
  harness = await makeHarness({
    ...options,
    properties: { src: 'a:1', controls: true, autoplay: true, ...options.properties },
  });
  await harness.pass();
  harness.player.set(patch);
  harness.element.dispatchEvent(new PointerEvent('pointerover'));
  await harness.appears('[part=controls]');
  harness.element.dispatchEvent(new PointerEvent('pointermove', { pointerType: 'mouse' }));
  if ((patch.renditions ?? patch.captions ?? []).length > 1) await harness.appears('[part=menu]');
  return harness;
}

afterEach(() => {
  harness.element.remove();
  document.documentElement.dir = '';
});

const button = (name: string): HTMLButtonElement => harness.find(`[part=${name}-button]`)!;
const sliderOf = (part: string): HTMLElement => harness.find(`[part=${part}] [role=slider]`)!;
const press = (key: string, target: Element = harness.find('.base')!, init: KeyboardEventInit = {}): boolean =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...init }));
const isIdle = (): boolean => harness.find('[part=controls]')!.classList.contains('idle');
const text = (part: string): string | undefined => harness.find(`[part=${part}]`)?.textContent.trim();

describe('the bar', () => {
  it('plays and pauses, and says which', async () => {
    await make();
    expect(button('play').ariaLabel).to.equal('Pause');
    button('play').click();
    await harness.pass();
    expect([harness.element.paused, button('play').ariaLabel]).to.deep.equal([true, 'Play']);
    button('play').click();
    await harness.pass();
    expect([harness.element.paused, button('play').ariaLabel]).to.deep.equal([false, 'Pause']);
  });

  it('does not take a moment that it is held for a pause of its viewer', async () => {
    await make();
    await harness.pass(3000);
    expect(isIdle()).to.equal(true);
    harness.player.pause({ origin: 'live' });
    await harness.pass();
    expect([harness.element.paused, isIdle(), button('play').ariaLabel]).to.deep.equal([true, true, 'Pause']);
    button('play').click();
    await harness.pass();
    expect([isIdle(), button('play').ariaLabel]).to.deep.equal([false, 'Play']);
    expect(harness.player.state.getSnapshot().playRequested).to.equal(false);
    harness.player.set({ playRequested: true, autoplayBlocked: true });
    await harness.pass();
    expect(button('play').ariaLabel, 'it waits for a gesture').to.equal('Play');
  });

  it('acts in the name of the viewer', async () => {
    await make();
    const origins: unknown[] = [];
    for (const type of ['pause', 'seeking', 'volumechange']) {
      harness.player.addEventListener(type, (event) => origins.push((event as PlayerEvent).origin));
    }
    button('play').click();
    button('mute').click();
    press('ArrowRight');
    await harness.pass();
    expect(origins).to.have.length(3);
    expect(new Set(origins)).to.deep.equal(new Set(['user']));
  });

  it('mutes, and shows silence on the volume slider', async () => {
    await make();
    button('mute').click();
    await harness.pass();
    expect([harness.element.muted, button('mute').ariaLabel]).to.deep.equal([true, 'Unmute']);
    expect(sliderOf('volume').ariaValueText).to.equal('0 %');
    button('mute').click();
    await harness.pass();
    expect(sliderOf('volume').ariaValueText).to.equal('100 %');
  });

  it('turns the volume down to silence and up again', async () => {
    await make();
    press('Home', sliderOf('volume'));
    await harness.pass();
    expect(harness.element).to.include({ volume: 0, muted: true });
    button('mute').click();
    await harness.pass();
    expect(harness.element).to.include({ volume: 0.2, muted: false });
  });

  it('has no volume slider where the player has no volume', async () => {
    await make(
      {},
      {
        capabilities: {
          rate: 'none',
          seek: 'none',
          renditions: 'none',
          frameTime: false,
          latency: false,
          volume: false,
          suspend: false,
          scheduling: false,
        },
      },
    );
    await harness.pass();
    expect(sliderOf('volume')).to.equal(null);
    expect(sliderOf('seek')).to.equal(null);
  });

  it('shows where a recording is, and seeks in it when a drag ends', async () => {
    await make({ properties: { autoplay: false } });
    expect(text('time')).to.equal('0:00 / 1:00');
    expect(sliderOf('seek')).to.include({ ariaValueMax: '60', ariaValueText: '0:00 of 1:00' });
    const slider = sliderOf('seek');
    slider.setPointerCapture = () => {};
    slider.hasPointerCapture = () => true;
    const { left, width } = slider.getBoundingClientRect();
    slider.dispatchEvent(new PointerEvent('pointerdown', { clientX: left + width / 2, pointerId: 1, isPrimary: true }));
    await harness.pass();
    expect([text('time'), harness.element.currentTime]).to.deep.equal(['0:30 / 1:00', 0]);
    slider.dispatchEvent(new PointerEvent('lostpointercapture'));
    await harness.pass();
    expect([text('time'), harness.element.currentTime]).to.deep.equal(['0:30 / 1:00', 30]);
  });

  it('draws what is buffered', async () => {
    await make();
    expect(harness.root.querySelectorAll('[part=seek] .mark')).to.have.length(1);
  });

  it('calls a live stream live, and gives it no seek bar', async () => {
    await make({ media: { find: () => LIVE } });
    expect(text('live')).to.equal('Live');
    expect(sliderOf('seek')).to.equal(null);
    expect(text('time')).to.equal(undefined);
  });

  it('seeks in a live stream with a past, says how far behind it is, and goes back to live', async () => {
    await make({ media: { find: () => DVR } });
    expect(harness.find<HTMLButtonElement>('[part=live]')).to.include({ disabled: true });
    press('Home', sliderOf('seek'));
    await harness.pass();
    expect(text('time')).to.equal('−10:00');
    expect(sliderOf('seek').ariaValueText).to.equal('10:00 behind live');
    harness.find('[part=live]')!.click();
    await harness.pass();
    expect(text('time')).to.equal(undefined);
    expect(harness.find<HTMLButtonElement>('[part=live]')!.classList.contains('edge')).to.equal(true);
  });

  it('chooses a rendition, and says what "auto" has chosen', async () => {
    await make({}, { renditions: RENDITIONS, rendition: 'low' });
    const asked: string[] = [];
    harness.player.setRendition = (id) => void asked.push(id);
    const items = [...harness.root.querySelectorAll<HTMLButtonElement>('#quality button')];
    expect(items.map(({ textContent }) => textContent.trim())).to.deep.equal(['Auto (160p)', '720p', '160p']);
    items[1]!.click();
    expect(asked).to.deep.equal(['high']);
  });

  it('chooses captions, or none, and gives a name to a track without one', async () => {
    await make({}, { captions: CAPTIONS, caption: '0' });
    const asked: (string | null)[] = [];
    harness.player.setCaption = (id) => void asked.push(id);
    const items = [...harness.root.querySelectorAll<HTMLButtonElement>('#captions button')];
    expect(items.map(({ textContent }) => textContent.trim())).to.deep.equal(['Off', 'English', 'Track 2']);
    expect(items.map(({ ariaChecked }) => ariaChecked)).to.deep.equal(['false', 'true', 'false']);
    items[0]!.click();
    items[2]!.click();
    expect(asked).to.deep.equal([null, '1']);
  });

  it('chooses a speed', async () => {
    await make();
    const items = (): HTMLButtonElement[] => [...harness.root.querySelectorAll<HTMLButtonElement>('#rate button')];
    await harness.appears('#rate');
    expect(items().map(({ textContent }) => textContent.trim())).to.deep.equal([
      '0.5×',
      '0.75×',
      'Normal',
      '1.25×',
      '1.5×',
      '2×',
    ]);
    items()[4]!.click();
    await harness.pass();
    expect(harness.element.playbackRate).to.equal(1.5);
    expect(items().map(({ ariaChecked }) => ariaChecked === 'true')).to.deep.equal([
      false,
      false,
      false,
      false,
      true,
      false,
    ]);
  });

  it('has no menu where there is nothing to choose', async () => {
    await make({ media: { find: () => LIVE } }, { renditions: RENDITIONS.slice(0, 1) });
    await harness.pass();
    expect(harness.find('[popovertarget]')).to.equal(null);
  });

  it('makes room for an error', async () => {
    await make();
    harness.player.fake.break(3, 'damaged');
    await harness.pass();
    await harness.appears('[part=retry-button]');
    expect(getComputedStyle(harness.find('[part=controls]')!).display).to.equal('none');
  });
});

describe('the bar comes and goes', () => {
  it('sleeps after a while of playing, and wakes at a movement', async () => {
    await make();
    await harness.pass(2400);
    expect(isIdle()).to.equal(false);
    await harness.pass(200);
    expect(isIdle()).to.equal(true);
    harness.element.dispatchEvent(new PointerEvent('pointermove', { pointerType: 'mouse' }));
    await harness.pass();
    expect(isIdle()).to.equal(false);
  });

  it('stays while it is paused', async () => {
    await make();
    harness.element.pause();
    await harness.pass(10_000);
    expect(isIdle()).to.equal(false);
  });

  it('sleeps when the mouse leaves', async () => {
    await make();
    harness.element.dispatchEvent(new PointerEvent('pointerleave', { pointerType: 'mouse' }));
    await harness.pass();
    expect(isIdle()).to.equal(true);
  });

  it('comes and goes by a tap, which does not pause', async () => {
    await make();
    const tap = async (): Promise<boolean> => {
      harness
        .find('video')!
        .dispatchEvent(new PointerEvent('click', { pointerType: 'touch', bubbles: true, composed: true }));
      await harness.pass();
      return isIdle();
    };
    expect(await tap()).to.equal(true);
    // As a finger does, before its click.
    harness.find('.base')!.focus({ focusVisible: false } as FocusOptions);
    expect(await tap()).to.equal(false);
    expect(harness.element.paused).to.equal(false);
  });

  it('pauses by a click of the mouse on the picture, unless that was taken', async () => {
    await make();
    const click = async (): Promise<void> => {
      harness
        .find('video')!
        .dispatchEvent(
          new PointerEvent('click', { pointerType: 'mouse', bubbles: true, composed: true, cancelable: true }),
        );
      await harness.pass();
    };
    await click();
    expect(harness.element.paused).to.equal(true);
    const take = (event: Event): void => event.preventDefault();
    document.addEventListener('click', take, { capture: true });
    await click();
    document.removeEventListener('click', take, { capture: true });
    expect(harness.element.paused).to.equal(true);
  });

  it('can be reached by Tab while it is hidden, and is seen then', async () => {
    await make();
    await harness.pass(5000);
    const bar = harness.find('[part=controls]')!;
    expect(isIdle()).to.equal(true);
    button('play').focus({ focusVisible: true } as FocusOptions);
    await harness.pass();
    expect(isIdle()).to.equal(false);
    await harness.pass(5000);
    const isSeen = new Promise<void>((resolve) => {
      const look = (): void => void (getComputedStyle(bar).opacity === '1' ? resolve() : requestAnimationFrame(look));
      look();
    });
    await isSeen;
  });

  it('goes away with the attribute, and leaves nothing behind', async () => {
    await make();
    harness.element.controls = false;
    await harness.pass();
    expect(harness.find('[part=controls]')).to.equal(null);
    expect(press('m')).to.equal(true);
    harness.element.remove();
    await harness.pass();
    expect(harness.clock.pending).to.equal(0);
  });
});

describe('keys', () => {
  const cases: [key: string, what: string, before: Record<string, unknown>, after: Record<string, unknown>][] = [
    [' ', 'pauses', {}, { paused: true }],
    ['k', 'pauses', {}, { paused: true }],
    ['m', 'mutes', {}, { muted: true }],
    ['M', 'mutes with Caps Lock', {}, { muted: true }],
    ['ArrowRight', 'goes on', { currentTime: 10 }, { currentTime: 15 }],
    ['ArrowLeft', 'goes back', { currentTime: 10 }, { currentTime: 5 }],
    ['l', 'goes on', { currentTime: 10 }, { currentTime: 15 }],
    ['j', 'goes back', { currentTime: 10 }, { currentTime: 5 }],
    ['ArrowDown', 'turns down', { volume: 0.5 }, { volume: 0.45 }],
    ['ArrowUp', 'turns up', { volume: 0.5 }, { volume: 0.55 }],
  ];
  for (const [key, what, before, after] of cases) {
    it(`${JSON.stringify(key)} ${what}`, async () => {
      await make();
      Object.assign(harness.element, before);
      await harness.clock.advance(5);
      expect(press(key)).to.equal(false);
      await harness.clock.advance(5);
      for (const [name, value] of Object.entries(after)) {
        const now = harness.element[name as keyof typeof harness.element];
        if (typeof value === 'number') expect(now).to.be.closeTo(value, 0.02);
        else expect(now).to.equal(value);
      }
    });
  }

  it('arrows follow the direction of the text', async () => {
    document.documentElement.dir = 'rtl';
    await make();
    harness.element.currentTime = 10;
    await harness.clock.advance(5);
    press('ArrowLeft');
    expect(harness.element.currentTime).to.be.closeTo(15, 0.1);
  });

  it('c turns captions off, and the same ones on again', async () => {
    await make({}, { captions: CAPTIONS, caption: '1' });
    const asked: (string | null)[] = [];
    harness.player.setCaption = (id) => void asked.push(id);
    expect(press('c')).to.equal(false);
    while (asked.length < 1) await new Promise(requestAnimationFrame);
    harness.player.set({ caption: null });
    press('c');
    while (asked.length < 2) await new Promise(requestAnimationFrame);
    expect(asked).to.deep.equal([null, '1']);
  });

  it('are left to who needs them', async () => {
    await make();
    expect(press('q')).to.equal(true);
    expect(press('m', undefined, { ctrlKey: true })).to.equal(true);
    expect(press('ArrowUp', undefined, { shiftKey: true })).to.equal(true);
    expect(press(' ', button('mute'))).to.equal(true);
    const input = document.createElement('input');
    harness.root.append(input);
    expect(press('m', input)).to.equal(true);
    expect(press('constructor')).to.equal(true);
    harness.element.addEventListener('keydown', (event) => event.preventDefault(), { capture: true });
    press('m');
    expect(harness.element).to.include({ muted: false, paused: false });
  });

  it('do not seek in what cannot be sought', async () => {
    await make();
    harness.player.set({ capabilities: { ...harness.player.state.getSnapshot().capabilities, seek: 'none' } });
    const before = harness.element.currentTime;
    press('ArrowRight');
    await harness.clock.advance(6);
    expect(harness.element.currentTime).to.be.closeTo(before, 0.1);
  });
});

describe('the bar and its size', () => {
  const shown = (): string[] =>
    [...harness.root.querySelectorAll<HTMLElement>('.row [part], .row [role=slider]')]
      .filter(
        (element) =>
          element.checkVisibility() && element.getBoundingClientRect().width > 0 && element.part.value !== 'volume',
      )
      .map((element) => element.part.value || 'volume');

  for (const [inlineSize, blockSize] of [
    [640, 360],
    [320, 180],
    [200, 112],
    [160, 90],
  ] as const) {
    for (const find of [undefined, () => LIVE, () => DVR]) {
      it(`fits into ${inlineSize} × ${blockSize}, ${find ? (find() === DVR ? 'with DVR' : 'live') : 'a recording'}`, async () => {
        const patch = { renditions: RENDITIONS, captions: CAPTIONS, audioTracks: SOUNDS };
        await make({ media: find ? { find } : {}, attributes: { 'no-preferences': '' } }, patch);
        if (find?.() === DVR) press('Home', sliderOf('seek'));
        Object.assign(harness.element.style, { inlineSize: `${inlineSize}px`, blockSize: `${blockSize}px` });
        await harness.pass();
        const row = harness.find('.row')!;
        expect(row.scrollWidth).to.be.at.most(row.clientWidth);
        expect(shown()).to.include.members(['play-button', 'mute-button', 'fullscreen-button']);
        const box = harness.element.getBoundingClientRect();
        for (const control of row.querySelectorAll('button')) {
          if (!control.checkVisibility() || control.closest('[popover]')) continue;
          const { left, right, top, bottom, width, height } = control.getBoundingClientRect();
          expect(left).to.be.at.least(box.left);
          expect(right).to.be.at.most(box.right);
          expect(top).to.be.at.least(box.top);
          expect(bottom).to.be.at.most(box.bottom);
          expect(Math.min(width, height), control.part.value).to.be.at.least(24);
        }
      });
    }
  }

  for (const name of ['quality', 'captions']) {
    it(`has nothing for axe to complain about, with the menu of ${name} open`, async () => {
      const patch = { renditions: RENDITIONS, captions: CAPTIONS, audioTracks: SOUNDS };
      await make({ media: { find: () => DVR } }, patch);
      const menu = harness.find(`#${name}`)!;
      const opened = new Promise((resolve) => menu.addEventListener('toggle', resolve, { once: true }));
      button(name).click();
      await opened;
      expect(await axeFaults(harness.element)).to.deep.equal([]);
    });
  }
});
