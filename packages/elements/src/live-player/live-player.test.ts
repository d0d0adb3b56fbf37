import { T333Error, type T333ErrorCode } from '@t333/core';
import { PlayerErrorEvent, SourceRegistry, type PlayerEvent, type PlayerState } from '@t333/core/player';
import { FakePlayer } from '@t333/core/testing';
import 'axe-core';
import { expect } from 'chai';
import type axeCore from 'axe-core';
import { registerLocale } from '../i18n/localize.ts';
import type { PlayerChangeEvent } from './live-player.events.ts';
import { makeHarness, type Harness, type HarnessOptions } from './live-player.harness.ts';

const { axe } = window as unknown as { axe: typeof axeCore };

let harness: Harness;
const make = async (options?: HarnessOptions): Promise<Harness> => (harness = await makeHarness(options));

afterEach(() => harness.element.remove());

const wasFetched = (file: string): boolean =>
  performance.getEntriesByType('resource').some(({ name }) => new URL(name).pathname.endsWith(file));

// The first tests of this page: nothing has been fetched yet.
describe('what <live-player> fetches', () => {
  it('is neither the overlay nor the bar while the first frame is awaited', async () => {
    await make({ properties: { src: 'a:1', controls: true, autoplay: true }, media: { latencyMs: 1000 } });
    await harness.pass(900);
    expect(harness.find('.spinner')).to.not.equal(null);
    expect(wasFetched('/overlay.ts')).to.equal(false);
    expect(wasFetched('/controls.ts')).to.equal(false);
  });

  it('is not the bar where none is asked for', async () => {
    await make({ properties: { src: 'a:1', autoplay: true } });
    harness.element.dispatchEvent(new PointerEvent('pointerover'));
    await harness.appears('[part=status]');
    expect(harness.player.state.getSnapshot().hasFrame).to.equal(true);
    expect(wasFetched('/controls.ts')).to.equal(false);
  });

  it('is the bar at the first touch, even before a frame, and its menus with it', async () => {
    await make({ properties: { src: 'a:1', controls: true }, media: { latencyMs: 1000 } });
    await harness.pass(100);
    expect(harness.find('[part=controls]')).to.equal(null);
    harness.element.dispatchEvent(new PointerEvent('pointerover'));
    await harness.appears('[part=controls]');
  });

  it('is the bar after the first frame', async () => {
    await make({ properties: { src: 'a:1', controls: true, autoplay: true } });
    const bar = await harness.appears('[part=controls]');
    expect(bar.classList.contains('idle')).to.equal(true);
  });
});

describe('<live-player> and its player', () => {
  it('makes none before it is in the document', async () => {
    await make({ properties: { src: 'a:1' }, isDetached: true });
    await harness.pass();
    expect(harness.players).to.have.length(0);
    expect(harness.element.player).to.equal(null);
    document.body.append(harness.element);
    await harness.pass();
    expect(harness.element.player).to.equal(harness.player);
    expect(harness.element.state?.source).to.equal('a:1');
  });

  it('tells of each other player', async () => {
    await make({ isDetached: true });
    const told: unknown[] = [];
    harness.element.addEventListener('playerchange', (event: PlayerChangeEvent) => told.push(event.player));
    document.body.append(harness.element);
    harness.element.src = 'a:1';
    await harness.pass();
    harness.element.src = 'b:1';
    await harness.pass();
    harness.element.src = null;
    await harness.pass();
    const [first, second] = harness.players;
    expect(told).to.deep.equal([first, null, second, null]);
  });

  it('keeps it for another source of its type, and makes another for another type', async () => {
    await make({ properties: { src: 'a:1' } });
    harness.element.src = 'a:2';
    await harness.pass();
    expect(harness.players).to.have.length(1);
    expect(harness.player.state.getSnapshot().source).to.equal('a:2');
    harness.element.src = 'b:1';
    await harness.pass();
    expect(harness.players).to.have.length(2);
    expect(() => harness.players[0]!.pause())
      .to.throw()
      .with.property('code', 'destroyed');
  });

  it('plays on with the next source, of either type', async () => {
    await make({ properties: { src: 'a:1' } });
    await Promise.all([harness.element.play(), harness.pass()]);
    for (const src of ['a:2', 'b:1']) {
      harness.element.src = src;
      await harness.pass();
      await harness.pass();
      expect([harness.element.currentSrc, harness.element.paused]).to.deep.equal([src, false]);
    }
  });

  it('keeps volume, mute and rate from one player to the next', async () => {
    await make({ properties: { src: 'a:1' } });
    Object.assign(harness.element, { volume: 0.3, muted: true, playbackRate: 1.5 });
    await harness.pass();
    harness.element.src = 'b:1';
    await harness.pass();
    expect(harness.player.state.getSnapshot()).to.include({ volume: 0.3, muted: true, rate: 1.5 });
  });

  it('brings into the first player what was set before it', async () => {
    await make({ properties: { volume: 0.5, muted: true }, isDetached: true });
    expect(harness.element).to.include({ volume: 0.5, muted: true });
    harness.element.src = 'a:1';
    document.body.append(harness.element);
    await harness.pass();
    expect(harness.player.state.getSnapshot()).to.include({ volume: 0.5, muted: true });
  });

  it('uses the last of several sources that came at once', async () => {
    await make();
    for (const src of ['a:1', 'b:1', 'a:2']) {
      harness.element.src = src;
      await harness.element.updateComplete;
    }
    await harness.pass();
    expect(harness.element.player?.state.getSnapshot().source).to.equal('a:2');
    for (const player of harness.players) {
      if (player !== harness.element.player) expect(() => player.pause()).to.throw();
    }
  });

  it('loads once where load() follows a change of src', async () => {
    await make({ properties: { src: 'a:1' } });
    harness.element.src = 'a:2';
    harness.element.load();
    await harness.pass();
    expect(harness.player.loading.attached).to.equal(2);
  });

  it('survives a move by append', async () => {
    await make({ properties: { src: 'a:1', autoplay: true } });
    const { player } = harness;
    const box = document.createElement('div');
    document.body.append(box);
    box.append(harness.element);
    await harness.pass();
    expect(harness.element.player).to.equal(player);
    expect(player.loading.attached).to.equal(1);
    box.remove();
  });

  it('survives a move by moveBefore', async function () {
    const { body } = document as { body: HTMLElement & { moveBefore?: (node: Node, before: Node | null) => void } };
    if (!body.moveBefore) return this.skip();
    await make({ properties: { src: 'a:1', autoplay: true } });
    const { player } = harness;
    body.moveBefore(harness.element, body.firstChild);
    await harness.pass();
    expect(harness.element.player).to.equal(player);
    expect(player.loading.attached).to.equal(1);
  });

  it('is gone with the element, and a new one comes back with it', async () => {
    await make({ properties: { src: 'a:1', autoplay: true, controls: true } });
    await harness.appears('[part=controls]');
    const { player, element, clock } = harness;
    const listeners = countListeners();
    element.dispatchEvent(new PointerEvent('pointermove'));
    element.remove();
    await harness.pass();
    expect(element.player).to.equal(null);
    expect(() => player.pause()).to.throw();
    expect(clock.pending).to.equal(0);
    let echoes = 0;
    element.addEventListener('timeupdate', () => echoes++);
    player.dispatchEvent(new Event('timeupdate'));
    expect(echoes).to.equal(0);
    document.body.append(element);
    await harness.pass();
    expect(harness.players).to.have.length(2);
    expect(element.player).to.equal(harness.player);
    expect(listeners.stop()).to.deep.equal([]);
  });

  it('waits for play() where preload is "none"', async () => {
    await make({ properties: { src: 'a:1', preload: 'none' } });
    await harness.pass();
    expect(harness.players).to.have.length(0);
    await Promise.all([harness.element.play(), harness.pass(), harness.pass()]);
    expect(harness.element.paused).to.equal(false);
  });

  it('plays at once after append()', async () => {
    await make({ properties: { src: 'a:1' }, isDetached: true });
    document.body.append(harness.element);
    const played = harness.element.play();
    await harness.pass();
    await harness.pass();
    await played;
    expect(harness.element.paused).to.equal(false);
  });

  it('counts as playing from play() on, and does not play when it was paused before it could', async () => {
    await make({ isDetached: true, properties: { src: 'a:1' } });
    document.body.append(harness.element);
    const played = harness.element.play().catch((error: T333Error) => error.code);
    expect(harness.element.paused).to.equal(false);
    harness.element.pause();
    expect(harness.element.paused).to.equal(true);
    await harness.pass();
    await harness.pass();
    expect(await played).to.equal('aborted');
    expect(harness.player.state.getSnapshot()).to.include({ paused: true, playRequested: false });
  });

  it('has nothing to play without a source', async () => {
    await make();
    const error = await harness.element.play().catch((reason: T333Error) => reason);
    expect(error).to.have.property('code', 'invalid-argument');
  });
});

/** Counts what is listened to on the page itself. */
function countListeners(): { stop(): string[] } {
  const added: string[] = [];
  const original = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (this: EventTarget, ...[type, ...rest]) {
    if (this === window || this === document || this === document.body) added.push(type);
    return original.call(this, type, ...rest);
  };
  return {
    stop() {
      EventTarget.prototype.addEventListener = original;
      return added;
    },
  };
}

describe('<live-player> shaped like a media element', () => {
  it('reads what its player knows', async () => {
    await make({
      properties: { src: 'a:1' },
      media: { find: () => ({ durationSeconds: 60, width: 640, height: 360 }) },
    });
    await Promise.all([harness.element.play(), harness.pass()]);
    await harness.pass(2000);
    const { paused, ended, seeking, duration, videoWidth, videoHeight, currentSrc, streamType, error, readyState } =
      harness.element;
    expect({
      paused,
      ended,
      seeking,
      duration,
      videoWidth,
      videoHeight,
      currentSrc,
      streamType,
      error,
      readyState,
    }).to.deep.equal({
      paused: false,
      ended: false,
      seeking: false,
      duration: 60,
      videoWidth: 640,
      videoHeight: 360,
      currentSrc: 'a:1',
      streamType: 'on-demand',
      error: null,
      readyState: 4,
    });
    expect(harness.element.currentTime).to.be.closeTo(2, 0.1);
    expect(harness.element.buffered?.length).to.equal(1);
    expect(harness.element.seekable?.end(0)).to.equal(60);
  });

  it('has the answers of an empty media element without a player', async () => {
    await make();
    const {
      paused,
      ended,
      seeking,
      duration,
      currentTime,
      volume,
      muted,
      playbackRate,
      readyState,
      error,
      currentSrc,
    } = harness.element;
    expect({
      paused,
      ended,
      seeking,
      duration,
      currentTime,
      volume,
      muted,
      playbackRate,
      readyState,
      error,
      currentSrc,
    }).to.deep.equal({
      paused: true,
      ended: false,
      seeking: false,
      duration: NaN,
      currentTime: 0,
      volume: 1,
      muted: false,
      playbackRate: 1,
      readyState: 0,
      error: null,
      currentSrc: '',
    });
    expect(harness.element.buffered?.length).to.equal(0);
  });

  it('reads back at once what was set', async () => {
    await make({ properties: { src: 'a:1' } });
    Object.assign(harness.element, { volume: 0.4, muted: true, playbackRate: 2 });
    expect(harness.element).to.include({ volume: 0.4, muted: true, playbackRate: 2 });
  });

  it('brings impossible values into their range', async () => {
    await make({ properties: { src: 'a:1' } });
    Object.assign(harness.element, { volume: 7, playbackRate: 99 });
    expect(harness.element).to.include({ volume: 1, playbackRate: 4 });
    Object.assign(harness.element, { volume: NaN, playbackRate: 'x' });
    expect(harness.element).to.include({ volume: 0, playbackRate: 0.25 });
  });

  it('passes on the events of its player, with their origin, as events that do not bubble', async () => {
    await make({ properties: { src: 'a:1' } });
    const seen: string[] = [];
    const note = (event: Event): void =>
      void seen.push(`${event.type} ${(event as PlayerEvent).origin} ${event.bubbles}`);
    for (const type of ['play', 'pause', 'seeking', 'seeked', 'volumechange', 'ratechange']) {
      harness.element.addEventListener(type, note);
      document.body.addEventListener(type, note);
    }
    await Promise.all([harness.element.play(), harness.pass()]);
    harness.element.currentTime = 30;
    await harness.pass();
    harness.player.pause({ origin: 'visibility' });
    await harness.pass();
    harness.element.muted = true;
    await harness.pass();
    expect(seen).to.deep.equal([
      'play user false',
      'seeking user false',
      'seeked user false',
      'pause visibility false',
      'volumechange user false',
    ]);
  });

  it('passes on what only its video tells', async () => {
    await make({ properties: { src: 'a:1' } });
    const seen: string[] = [];
    for (const type of ['loadstart', 'progress', 'enterpictureinpicture']) {
      harness.element.addEventListener(type, (event) => seen.push(event.type));
      harness.find('video')!.dispatchEvent(new Event(type));
    }
    expect(seen).to.deep.equal(['loadstart', 'progress', 'enterpictureinpicture']);
  });

  it('keeps the corrections of a group out of the rate that the viewer chose', async () => {
    await make({ properties: { src: 'a:1' } });
    await harness.pass();
    harness.player.setRate(1.03, { origin: 'sync' });
    await harness.pass();
    expect(harness.element.playbackRate).to.equal(1);
    harness.player.setRate(null, { origin: 'sync' });
    harness.player.setRate(2);
    await harness.pass();
    expect(harness.element.playbackRate).to.equal(2);
  });

  const codes: [T333ErrorCode, number][] = [
    ['network', 2],
    ['offline', 2],
    ['media-decode', 3],
    ['not-found', 4],
    ['cors', 4],
  ];
  for (const [code, number] of codes) {
    it(`calls ${code} error ${number}`, async () => {
      await make({ properties: { src: 'a:1' } });
      harness.player.set({ phase: 'error', error: new T333Error(code, 'why') });
      expect(harness.element.error).to.include({ code: number, message: 'why' });
      expect(harness.element.error?.cause.code).to.equal(code);
    });
  }

  it('hands its attributes to the video', async () => {
    await make({
      attributes: { poster: '/origin/files/stage/poster.jpg', loop: '', crossorigin: 'anonymous', label: 'Camera 1' },
    });
    const video = harness.find<HTMLVideoElement>('video')!;
    expect(video.getAttribute('poster')).to.equal('/origin/files/stage/poster.jpg');
    expect(video).to.include({ loop: true, crossOrigin: 'anonymous' });
    expect(video.hasAttribute('playsinline')).to.equal(true);
    expect(harness.find('.base')?.ariaLabel).to.equal('Camera 1');
  });

  it('starts muted by its attribute, which is only the beginning', async () => {
    await make({ attributes: { muted: '' }, properties: { src: 'a:1' } });
    expect(harness.player.state.getSnapshot().muted).to.equal(true);
    harness.element.muted = false;
    await harness.pass();
    expect(harness.element).to.include({ muted: false, defaultMuted: true });
  });
});

describe('what <live-player> shows', () => {
  const message = async (): Promise<string> => (await harness.appears('[part=message]')).textContent;

  it('says that it has no stream', async () => {
    await make();
    expect(await message()).to.equal('No stream');
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
    expect(harness.element.muted).to.equal(true);
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
    expect(await message()).to.equal('This stream does not exist');
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
        const { violations } = await axe.run(harness.element, { rules: { region: { enabled: false } } });
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)).to.deep.equal([]);
        document.documentElement.style.colorScheme = '';
      });
    }
  }
});
