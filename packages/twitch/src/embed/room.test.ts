import { systemClock } from '@t333/core/time';
import { expect } from 'chai';
import { installFakeTwitch, type FakeTwitch } from '../testing/fake-embed.ts';
import { TwitchPlayer } from './twitch-player.ts';

describe('TwitchPlayer without room', () => {
  let twitch: FakeTwitch;
  let container: HTMLElement;
  let player: TwitchPlayer;
  let events: string[];

  const until = async (condition: () => unknown): Promise<void> => {
    while (!condition()) await new Promise((resolve) => requestAnimationFrame(resolve));
  };
  /** Observers hear of sizes once a frame. */
  const sizesAreTold = async (): Promise<void> => {
    for (let frame = 0; frame < 3; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  };
  const size = (width: number, height: number): void => {
    container.style.cssText = `inline-size: ${width}px; block-size: ${height}px`;
  };
  const state = () => player.state.getSnapshot();
  const isPlaying = (): boolean => !state().paused && state().phase === 'ready' && state().hasFrame;

  beforeEach(() => {
    twitch = installFakeTwitch(window, { clock: systemClock, readyAfterMs: 5, pushEveryMs: 20 });
    container = document.createElement('div');
    document.body.append(container);
    player = new TwitchPlayer({ container });
    events = [];
    for (const type of ['play', 'pause'] as const) {
      player.addEventListener(type, ({ origin }) => events.push(`${type} ${origin}`));
    }
  });

  afterEach(() => {
    player.destroy();
    twitch.uninstall();
    container.remove();
  });

  for (const [width, height] of [
    [399, 400],
    [600, 299],
    [0, 0],
  ] as const) {
    it(`makes no iframe in ${width} × ${height}, and one as soon as there is room`, async () => {
      size(width, height);
      const loading = player.load('twitch:night_owl');
      player.play().catch(() => {});
      await sizesAreTold();
      expect(twitch.embeds).to.deep.equal([]);
      expect(state()).to.include({ phase: 'loading', lifecycle: 'unloaded' });
      // One that returns to the screen is still too small.
      player.setLifecycle('active');
      expect(state().lifecycle).to.equal('unloaded');
      size(400, 300);
      await loading;
      await until(isPlaying);
      expect(state().lifecycle).to.equal('active');
      expect(twitch.embeds.length).to.equal(1);
    });
  }

  it('takes the iframe out when it becomes too small, and goes on where it was when it does not any more', async () => {
    size(480, 300);
    player.load('twitch:v123').catch(() => {});
    await player.play();
    await player.seek(20);
    events = [];
    size(300, 300);
    await until(() => twitch.embeds[0]!.isDestroyed);
    expect(container.querySelector('iframe')).to.equal(null);
    await until(() => events.length > 0);
    expect(events).to.deep.equal(['pause visibility']);
    expect(state().playRequested).to.equal(true);
    size(480, 300);
    await until(isPlaying);
    expect(player.currentTime).to.be.closeTo(20.5, 1.5);
    expect(twitch.embeds.length).to.equal(2);
  });

  it('takes the iframe of a channel that is offline out too, and waits for it again when there is room', async () => {
    twitch.uninstall();
    let isOnline = false;
    const find = () => (isOnline ? { durationSeconds: Infinity } : undefined);
    twitch = installFakeTwitch(window, { clock: systemClock, readyAfterMs: 5, pushEveryMs: 20, find });
    size(480, 300);
    player.load('twitch:night_owl').catch(() => {});
    player.play().catch(() => {});
    await until(() => state().error?.code === 'empty-playlist');
    expect(container.querySelectorAll('iframe').length).to.equal(1);
    size(300, 300);
    await until(() => twitch.embeds[0]!.isDestroyed);
    expect(container.querySelector('iframe')).to.equal(null);
    size(480, 300);
    await until(() => state().error?.code === 'empty-playlist' && twitch.embeds.length === 2);
    isOnline = true;
    twitch.embeds[1]!.goOnline();
    await until(isPlaying);
    expect(container.querySelectorAll('iframe').length).to.equal(1);
  });

  it('does not come back when it was paused in the meantime, or destroyed', async () => {
    size(480, 300);
    player.load('twitch:v123').catch(() => {});
    await player.play();
    size(300, 300);
    await until(() => twitch.embeds[0]!.isDestroyed);
    await until(() => state().lifecycle === 'unloaded');
    player.pause();
    size(480, 300);
    await until(() => state().phase === 'ready');
    expect(state().paused).to.equal(true);
    size(300, 300);
    await until(() => twitch.embeds[1]!.isDestroyed);
    player.destroy();
    size(480, 300);
    await sizesAreTold();
    expect(twitch.embeds.length).to.equal(2);
    expect(container.childElementCount).to.equal(0);
  });

  it('lies above what else is in its place', async () => {
    size(480, 300);
    container.style.position = 'relative';
    const cover = document.createElement('div');
    cover.style.cssText = 'position: absolute; inset: 0';
    container.append(cover);
    await player.load('twitch:v123');
    const { left, top } = container.getBoundingClientRect();
    expect(document.elementFromPoint(left + 200, top + 150)).to.equal(twitch.embeds[0]!.iframe);
  });
});
