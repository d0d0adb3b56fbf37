import type { LiveState } from '@t333/core/player/contract';
import { Store } from '@t333/core/state';
import { FakeClock, FakePlayer } from '@t333/core/testing';
import { expect } from 'chai';
import { axeFaults } from '../base/axe.harness.ts';
import { FakeClipboard } from '../base/clipboard.harness.ts';
import { registerLocale } from '../i18n/localize.ts';
import './define.ts';
import type { PlaybackStats } from './playback-stats.ts';

let stats: PlaybackStats;
let clock: FakeClock;
let player: FakePlayer;

async function pass(byMs = 0): Promise<void> {
  await clock.advance(byMs);
  await stats.updateComplete;
}

async function open(properties: Partial<PlaybackStats> = { player }): Promise<void> {
  stats = document.createElement('playback-stats');
  Object.assign(stats, { clock, ...properties });
  document.body.append(stats);
  await pass();
}

/** A live stream that plays, near its edge. */
async function play(): Promise<void> {
  Object.defineProperty(player, 'live', {
    value: { state: new Store({ latencySeconds: 1.04, targetLatencySeconds: 1 } as LiveState) },
  });
  void player.load('https://example.com/s.m3u8?token=secret');
  void player.play();
  await clock.advance(20);
  player.set({
    streamType: 'live',
    renditions: [{ id: 'x', label: '720p', height: 720, width: 1280, bitrateBps: 3e6, frameRate: 30 }],
    rendition: 'x',
    videoWidth: 1280,
    videoHeight: 720,
  });
  await clock.advance(0);
}

const textOf = ({ textContent }: Element): string => textContent.replace(/\s+/g, ' ').trim();
const figures = (): Record<string, string> =>
  Object.fromEntries(
    [...stats.shadowRoot!.querySelectorAll('dl > div')].map(({ children }) => [
      textOf(children[0]!),
      textOf(children[1]!),
    ]),
  );

describe('<playback-stats>', () => {
  beforeEach(() => {
    clock = new FakeClock();
    player = new FakePlayer({
      clock,
      find: () => ({ durationSeconds: Infinity }),
      capabilities: { latency: true, renditions: 'levels' },
    });
  });

  afterEach(async () => {
    stats.remove();
    player.destroy();
    await clock.advance(0);
    document.body.removeAttribute('style');
  });

  it('says that nothing plays', async () => {
    await open({});
    expect(textOf(stats.shadowRoot!.querySelector('.base')!)).to.include('Nothing plays yet.');
    expect(stats.shadowRoot!.querySelector<HTMLButtonElement>('[part=copy-button]')!.disabled).to.equal(true);
  });

  it('tells what plays, and how', async () => {
    await play();
    player.fake.countFrames(1000, 5);
    await open();
    expect(figures()).to.deep.include({
      State: 'playing',
      Quality: '720p, automatic',
      Picture: '1280 × 720, 30 fps',
      Bitrate: '3 Mbit/s',
      'Dropped frames': '5 of 1000 (0.5 %)',
      'Behind live': '1.04 s',
      'Aimed at': '1.00 s',
      Speed: '1×',
    });
    expect(figures()).to.not.have.property('The link carries');
  });

  it('knows what the link carries from a manager', async () => {
    await play();
    const quality = { state: { getSnapshot: () => ({ bandwidthBps: 4.2e6 }) } };
    await open({ player, quality: quality as never });
    expect(figures()).to.include({ 'The link carries': '4.2 Mbit/s' });
  });

  it('follows an element through its players, and one that comes later', async () => {
    await open({ htmlFor: 'later' });
    const holder = Object.assign(document.createElement('div'), { id: 'later', player: null as FakePlayer | null });
    document.body.append(holder);
    await pass();
    expect(figures()).to.deep.equal({});
    await play();
    holder.player = player;
    holder.dispatchEvent(new Event('playerchange'));
    await pass();
    expect(figures()).to.include({ State: 'playing' });
    holder.player = null;
    holder.dispatchEvent(new Event('playerchange'));
    await pass();
    expect(figures()).to.deep.equal({});
    holder.remove();
  });

  it('follows once a second, however often the player changes', async () => {
    await play();
    await open();
    let renders = 0;
    const observer = new MutationObserver(() => renders++);
    observer.observe(stats.shadowRoot!, { subtree: true, childList: true, characterData: true, attributes: true });
    for (let i = 0; i < 40; i++) {
      player.set({ rate: 1 + i / 100 });
      await pass(100);
    }
    observer.disconnect();
    expect(renders).to.be.within(3, 5);
    expect(stats.shadowRoot!.querySelector('polyline.spent')!.getAttribute('points')!.split(' ')).to.have.length(5);
  });

  it('says the chart in words', async () => {
    await play();
    await open();
    expect(stats.shadowRoot!.querySelector('[part=chart]')!.getAttribute('aria-label')).to.match(
      /^The last minute\. Buffer: [\d.]+ s\. Behind live: 1\.04 s\.$/,
    );
  });

  it('copies figures alone', async () => {
    const clipboard = new FakeClipboard();
    await play();
    await open();
    stats.shadowRoot!.querySelector<HTMLElement>('[part=copy-button]')!.click();
    await pass();
    await pass();
    clipboard.restore();
    expect(JSON.parse(clipboard.copied[0]!)).to.deep.include({ phase: 'playing', latencySeconds: 1.04 });
    expect(clipboard.copied[0]).to.not.match(/http|secret/);
    expect(textOf(stats.shadowRoot!.querySelector('[part=copy-button]')!)).to.equal('Copied');
    await pass(3000);
    expect(textOf(stats.shadowRoot!.querySelector('[part=copy-button]')!)).to.equal('Copy as JSON');
  });

  it('leaves nothing running when it is gone, and goes on when it is back', async () => {
    await play();
    await open();
    stats.remove();
    await pass();
    player.set({ paused: true });
    await pass();
    document.body.append(stats);
    await pass(1000);
    expect(figures()).to.include({ State: 'paused' });
    stats.remove();
    player.destroy();
    await pass();
    expect(clock.pending).to.equal(0);
  });

  it('speaks other languages', async () => {
    registerLocale('x-test', { 'playback.buffer': 'Puffer' });
    await play();
    await open({ player, lang: 'x-test' });
    expect(figures()).to.have.property('Puffer');
  });

  for (const scheme of ['light', 'dark']) {
    it(`has nothing for axe to complain about, ${scheme}`, async () => {
      Object.assign(document.body.style, { colorScheme: scheme, background: 'light-dark(#fff, #111)' });
      await play();
      await open();
      await pass(2000);
      expect(await axeFaults(stats)).to.deep.equal([]);
    });
  }
});
