import { T333Error, type T333ErrorCode } from '@t333/core';
import type { PlayerEvent } from '@t333/core/player';
import { expect } from 'chai';
import { makeHarness, type Harness, type HarnessOptions } from './live-player.harness.ts';

let harness: Harness;
const make = async (options?: HarnessOptions): Promise<Harness> => (harness = await makeHarness(options));

afterEach(() => harness.element.remove());

describe('<live-player> shaped like a media element', () => {
  it('reads what its player knows', async () => {
    await make({
      properties: { src: 'a:1' },
      media: { find: () => ({ durationSeconds: 60, width: 640, height: 360 }) },
    });
    await Promise.all([harness.element.play(), harness.pass()]);
    await harness.pass(2000);
    expect(harness.element).to.deep.include({
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
    expect(harness.element).to.deep.include({
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
