import 'media-chrome';
import { expect } from 'chai';
import './define.ts';
import type { LivePlayer } from './live-player.ts';

/** The real package around the real thing. It cannot run under Trusted Types, so no policy is set here. */
describe('<live-player> as the media of <media-controller>', () => {
  let controller: HTMLElement;
  let player: LivePlayer;

  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await new Promise((resolve) => requestAnimationFrame(resolve));
  };

  beforeEach(async () => {
    controller = document.createElement('media-controller');
    controller.setAttribute('novolumepref', '');
    player = document.createElement('live-player');
    player.slot = 'media';
    player.src = '/origin/vod/stage/master.m3u8';
    const names = [
      'play-button',
      'mute-button',
      'time-display',
      'time-range',
      'seek-forward-button',
      'playback-rate-button',
    ];
    controller.append(player, ...names.map((name) => document.createElement(`media-${name}`)));
    controller.querySelector('media-time-display')!.setAttribute('showduration', '');
    document.body.append(controller);
    await until(() => player.state?.phase === 'ready');
  });

  afterEach(() => controller.remove());

  const control = (name: string): HTMLElement => controller.querySelector(`media-${name}`)!;

  it('plays and pauses', async () => {
    player.muted = true;
    expect(control('play-button').hasAttribute('mediapaused')).to.equal(true);
    control('play-button').click();
    await until(() => !player.paused && !control('play-button').hasAttribute('mediapaused'));
    control('play-button').click();
    await until(() => player.paused && control('play-button').hasAttribute('mediapaused'));
  });

  it('shows the time, and moves with it', async () => {
    player.muted = true;
    await until(() => control('time-range').getAttribute('mediaduration') === '40');
    const range = control('time-range').shadowRoot!.querySelector('input')!;
    const before = Number(range.value);
    control('play-button').click();
    await until(() => player.currentTime > 0.5 && Number(range.value) > before);
    await until(() => control('time-display').shadowRoot!.textContent.includes('0:01'));
    expect(control('time-display').shadowRoot!.textContent).to.include('0:40');
  });

  it('seeks', async () => {
    control('seek-forward-button').click();
    await until(() => player.currentTime >= 30 && !player.seeking);
    await until(() => Number(control('time-range').getAttribute('mediacurrenttime')) >= 30);
  });

  it('mutes', async () => {
    control('mute-button').click();
    await until(() => player.muted && control('mute-button').getAttribute('mediavolumelevel') === 'off');
    control('mute-button').click();
    await until(() => !player.muted && control('mute-button').getAttribute('mediavolumelevel') === 'high');
  });

  it('changes the rate', async () => {
    await until(() => control('playback-rate-button').getAttribute('mediaplaybackrate') === '1');
    control('playback-rate-button').click();
    await until(() => player.playbackRate > 1);
    await until(
      () => Number(control('playback-rate-button').getAttribute('mediaplaybackrate')) === player.playbackRate,
    );
  });

  it('knows a live stream', async () => {
    player.src = '/origin/live/north/master.m3u8';
    await until(() => controller.getAttribute('mediastreamtype') === 'live');
  });

  it('hears of an error', async () => {
    player.src = '/origin/bad/none.m3u8';
    await until(() => controller.hasAttribute('mediaerrorcode'));
    expect(player.error?.cause.code).to.equal('not-found');
  });
});
