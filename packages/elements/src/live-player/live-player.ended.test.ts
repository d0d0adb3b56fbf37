import { expect } from 'chai';
import './define.ts';
import type { LivePlayer } from './live-player.ts';

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => requestAnimationFrame(resolve));
};

/** Alone, since it goes far back: see decision 6 for what that does in WebKitGTK. */
describe('<live-player> and the end of a live stream', () => {
  let element: LivePlayer;

  beforeEach(() => {
    element = document.createElement('live-player');
    element.muted = true;
    document.body.append(element);
  });

  afterEach(() => element.remove());

  it('plays what has ended again, from where its past began', async function () {
    this.timeout(60_000);
    element.autoplay = element.controls = true;
    element.src = '/origin/live/north/master.m3u8?end=%2B9&dvr=120';
    let start = NaN;
    await until(() => {
      start = element.player?.live?.state.getSnapshot().window?.start ?? start;
      return element.streamType === 'on-demand' && element.state!.hasFrame;
    });
    expect(start).to.be.at.least(0);
    element.currentTime = element.duration - 0.3;
    const find = (part: string): HTMLElement | null => element.shadowRoot!.querySelector(`[part=${part}]`);
    await until(() => element.ended && find('start-button') !== null);
    expect(find('message')!.textContent).to.equal('The stream has ended');
    find('start-button')!.click();
    await until(
      () => !element.ended && !element.paused && !element.state!.buffering && element.currentTime < start + 20,
    );
    const from = element.currentTime;
    expect(from).to.be.at.least(start);
    await until(() => element.currentTime > from + 0.3);
    expect(find('message')).to.equal(null);
  });
});
