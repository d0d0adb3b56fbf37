import 'media-chrome';
import './define.ts';

/** Alone, since it goes far back: see decision 6 for what that does in WebKitGTK. */
describe('<live-player> as the live media of <media-controller>', () => {
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await new Promise((resolve) => requestAnimationFrame(resolve));
  };

  it('goes live by its button', async () => {
    const controller = document.createElement('media-controller');
    const button = document.createElement('media-live-button');
    const player = document.createElement('live-player');
    controller.setAttribute('novolumepref', '');
    player.slot = 'media';
    player.muted = true;
    player.src = '/origin/live/north/master.m3u8?dvr=120';
    controller.append(player, button);
    document.body.append(controller);
    await until(() => player.streamType === 'live');
    await player.play();
    const isLive = (): boolean => button.hasAttribute('mediatimeislive');
    await until(() => player.targetLiveWindow > 60 && isLive());
    player.currentTime -= 40;
    await until(() => !isLive() && !player.seeking);
    button.click();
    await until(() => isLive() && player.currentTime >= player.liveEdgeStart);
    controller.remove();
  });
});
